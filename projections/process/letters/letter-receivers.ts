import { ALLOCATION_GUIDE } from '../../../events/acts/allocation-guide.js';
import type { Role } from '../../../events/acts/permissions.js';
import type { County } from '../../../events/values/county.js';
import type { Day } from '../../../events/values/day.js';
import type { AccessState } from '../../access/access-state.js';
import { isStanding } from '../../access/grants.js';
import type { AccessApplication } from '../application.js';
import type { LetterKind } from './letter.js';
import type { LetterOfAct } from './letters-of-acts.js';

/** To whom a letter goes: a person whom the application names, or those who have a role of its county or the state. */
type Receiver =
  | 'contact'
  | 'security-officer'
  | Extract<Role, 'lcsa-director' | 'lcsa-administrator' | `dcss-${string}`>;

/** Most addresses of one letter: a role that more people have is told on their pages alone. */
const RECEIVERS_MAX = 50;

/** To whom each letter and paper is addressed or copied (contract/process.md, Letters; More letters and papers). */
const RECEIVERS: Readonly<Record<LetterKind, readonly Receiver[]>> = {
  invitation: ['contact', 'lcsa-director'],
  'application-form': ['contact'],
  'confidentiality-statement': ['contact'],
  mou: ['contact'],
  'conditional-acceptance': ['contact', 'lcsa-director'],
  rejection: ['contact', 'lcsa-director'],
  approval: ['contact', 'lcsa-director', 'dcss-contract-manager', 'dcss-infrastructure-manager'],
  'office-created': ['contact', 'lcsa-administrator', 'dcss-process-manager'],
  findings: ['security-officer', 'dcss-process-owner'],
  'renewal-due': ['dcss-process-manager', 'dcss-process-owner'],
  'not-renewed': ['contact', 'lcsa-director'],
  renewal: ['contact', 'lcsa-director'],
  'allocation-changed': ['lcsa-director'],
};

/**
 * The e-mail addresses of those to whom a letter is addressed or copied, each once and in lower case; nobody where a
 * role is nobody's. Whoever was invited has no account yet: the application says where he is reached.
 */
export function addressesOfLetter(
  { kind, applications, row }: Pick<LetterOfAct, 'kind' | 'applications' | 'row'>,
  state: AccessState,
  on: Day,
): readonly string[] {
  const [id = ''] = applications;
  const application = state.applications.get(id) ?? null;
  const counties = application === null ? countiesOfRow(row) : [application.county];
  const found = RECEIVERS[kind].flatMap((receiver): readonly string[] => {
    if (receiver === 'contact' || receiver === 'security-officer') {
      return application === null ? [] : [emailOf(application, receiver)];
    }
    return emailsOfRole(state, receiver, counties, on);
  });
  return [...new Set(found.map((email) => email.toLowerCase()))].slice(0, RECEIVERS_MAX);
}

function emailOf(
  { people: { iso, contact, invitee } }: AccessApplication,
  receiver: 'contact' | 'security-officer',
): string {
  return receiver === 'contact' ? (contact ?? invitee).email : (iso ?? contact ?? invitee).email;
}

/** Of active people: who may not come in is sent nothing. */
function emailsOfRole(
  { accounts }: AccessState,
  role: Role,
  counties: readonly County[],
  on: Day,
): readonly string[] {
  return [...accounts.values()]
    .filter(({ state, isMachine }) => state === 'active' && !isMachine)
    .filter(({ grants }) =>
      grants.some(
        (grant) =>
          grant.role === role &&
          isStanding(grant, on) &&
          (grant.county === null || counties.includes(grant.county)),
      ),
    )
    .map(({ email }) => email);
}

function countiesOfRow(row: number | null): readonly County[] {
  return row === null ? [] : (ALLOCATION_GUIDE[row - 1]?.counties ?? []);
}
