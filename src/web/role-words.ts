import type { Role } from '../../events/acts/permissions.js';
import { ROLES, ROLE_SCOPES } from '../../events/acts/permissions.js';
import type { County } from '../../events/values/county.js';
import { countyInWords } from './county-navigation.js';

/** What a role is called on a page, in the words of the letters. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  'lcsa-reporter': 'Reporter of the county',
  'lcsa-director': 'Director of the county',
  'lcsa-coordinator': 'Third-party coordinator of the county',
  'lcsa-administrator': 'Third-party administrator of the county',
  'cbud-viewer': 'Reader of the backup data (CBUD)',
  'dcss-analyst': 'Analyst of DCSS',
  'dcss-process-owner': 'Owner of the access process',
  'dcss-process-manager': 'Manager of the access process',
  'dcss-legal': 'Legal counsel of DCSS',
  'dcss-contract-manager': 'Contract manager of DCSS',
  'dcss-infrastructure-manager': 'Infrastructure manager of DCSS',
  'dcss-iso': 'Information security officer',
  'account-manager': 'Manager of accounts',
  auditor: 'Auditor',
  'third-party': 'User of another organization',
  'requestor-contact': 'Contact of another organization',
};

/** A role and where it holds. */
export interface GrantWords {
  readonly role: Role;
  readonly county: County | null;
  readonly application: string | null;
}

/** As `Reporter of the county, 19 Los Angeles`. */
export function grantInWords({ role, county, application }: GrantWords): string {
  const title = ROLE_TITLES[role];
  if (application !== null) return `${title}, application ${application}`;
  if (county !== null) return `${title}, ${countyInWords(county)}`;
  return ROLE_SCOPES[role] === 'county-or-state' ? `${title}, all counties` : title;
}

/** The roles that can be given by hand, for a choice. */
export const GIVEN_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'third-party');
