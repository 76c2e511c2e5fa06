import { ROLE_SCOPES } from '../../events/acts/permissions.js';
import type { Role, RoleScope } from '../../events/acts/permissions.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import { sameDayYearsOn } from '../../events/values/anniversary.js';
import type { AccessKey, AccessState, Account, Grant, RoleAndScope } from './access-state.js';

/** A role and scope as an act names them. */
export interface NamedGrant {
  readonly role: Role;
  readonly county?: County;
  readonly application?: string;
  readonly until?: Day;
}

export function roleAndScopeOf({ role, county, application }: NamedGrant): RoleAndScope {
  return { role, county: county ?? null, application: application ?? null };
}

export function grantOf(named: NamedGrant): Grant {
  return { ...roleAndScopeOf(named), until: named.until ?? null };
}

export function isSameScope(one: RoleAndScope, other: RoleAndScope): boolean {
  return (
    one.role === other.role && one.county === other.county && one.application === other.application
  );
}

/** Whether a grant or key that was not withdrawn stands on a day: the one that it names is its last. */
export function isStanding({ until }: { readonly until: Day | null }, on: Day): boolean {
  return until === null || on <= until;
}

/** The account's grant of that role and scope that stands on a day; null where none does. */
export function standingGrant(account: Account, scope: RoleAndScope, on: Day): Grant | null {
  return account.grants.find((grant) => isStanding(grant, on) && isSameScope(grant, scope)) ?? null;
}

/** The account's key of that label that stands on a day; null where none does. */
export function standingKey(account: Account, key: string, on: Day): AccessKey | null {
  return account.keys.find((each) => each.key === key && isStanding(each, on)) ?? null;
}

/** Whether a role has the scope that it needs, and no other. */
export function hasItsScope({ role, county, application }: RoleAndScope): boolean {
  const needed: RoleScope = ROLE_SCOPES[role];
  switch (needed) {
    case 'county':
      return county !== null && application === null;
    case 'state':
      return county === null && application === null;
    case 'county-or-state':
      return application === null;
    case 'organisation':
      return county === null && application !== null;
  }
}

/** The role of whoever looks at cases for another organisation: given by the process, not by hand. */
export const THIRD_PARTY: Role = 'third-party';

/** Roles of an organisation's people, which no machine has and no key carries. */
export function isOrganisations({ role }: RoleAndScope): boolean {
  return ROLE_SCOPES[role] === 'organisation';
}

const ACCOUNT_MANAGER: RoleAndScope = { role: 'account-manager', county: null, application: null };

export function isManagersGrant(scope: RoleAndScope): boolean {
  return isSameScope(scope, ACCOUNT_MANAGER);
}

function isActiveManager(account: Account, on: Day): boolean {
  const isActivePerson = account.state === 'active' && !account.isMachine;
  return isActivePerson && standingGrant(account, ACCOUNT_MANAGER, on) !== null;
}

/** Whether it is the only active person with a standing grant of `account-manager`. */
export function isLastManager({ accounts }: AccessState, account: Account, on: Day): boolean {
  if (!isActiveManager(account, on)) return false;
  for (const other of accounts.values()) {
    if (other.account !== account.account && isActiveManager(other, on)) return false;
  }
  return true;
}

/** Whether training or a statement of a day has run out on another: on the anniversary it still holds. */
export function isOlderThanAYear(kept: Day, on: Day): boolean {
  return on > sameDayYearsOn(kept, 1);
}

/** Whether the account's training and statement hold on a day; an account without them has neither. */
export function areDaysKept({ training, statement }: Account, on: Day): boolean {
  if (training === null || statement === null) return false;
  return !isOlderThanAYear(training, on) && !isOlderThanAYear(statement, on);
}
