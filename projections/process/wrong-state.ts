import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import { refused } from '../../events/acts/access-refusals.js';
import type { AccessRefusal } from '../../events/acts/access-refusals.js';
import type { AccessActOf, ProcessAct } from '../../events/acts/access-act.js';
import { accountOf } from '../access/access-state.js';
import type { AccessState } from '../access/access-state.js';
import { accountMay } from '../access/rights.js';
import { stateOn } from './application.js';
import type { AccessApplication, ApplicationState } from './application.js';

/** A state as the clock shows it. */
type ShownState = ApplicationState | 'expired';

/** An act on an application that is there. */
export type ApplicationAct = Extract<ProcessAct, { readonly application: string }>;

const BEFORE_APPROVAL: readonly ShownState[] = [
  'identified',
  'invited',
  'applied',
  'legal-cleared',
  'legal-refused',
  'conditionally-accepted',
  'mou-signed',
];

const APPROVED: readonly ShownState[] = ['approved', 'office-created', 'established'];

/** The states that each act asks for (contract/process.md, `needs`); `any` asks for none. */
export const NEEDS = {
  RequestorInvited: ['identified'],
  ApplicationSubmitted: ['invited'],
  LegalReviewDelayed: ['applied'],
  LegalOpinionGiven: ['applied'],
  ConnectivityVerified: ['applied', 'legal-cleared'],
  ApplicationAccepted: ['legal-cleared'],
  ApplicationRejected: [
    'applied',
    'legal-cleared',
    'legal-refused',
    'conditionally-accepted',
    'mou-signed',
  ],
  MouSignedByRequestor: ['conditionally-accepted'],
  MouSignedByState: ['mou-signed'],
  InfrastructureEvaluated: ['approved', 'office-created'],
  OfficeCreated: ['approved'],
  UserAccountOpened: ['office-created', 'established'],
  UserAccountClosed: 'any',
  TrainingRecorded: 'any',
  FindingRecorded: APPROVED,
  FindingAnswered: APPROVED,
  FindingCleared: APPROVED,
  RenewalNoticed: APPROVED,
  RenewalStarted: APPROVED,
  ApplicationWithdrawn: BEFORE_APPROVAL,
  PeopleChanged: [...BEFORE_APPROVAL, ...APPROVED],
  SurveyAnswered: APPROVED,
  AccountsRaised: APPROVED,
  AccessEnded: APPROVED,
} as const satisfies Readonly<Record<ApplicationAct['act'], readonly ShownState[] | 'any'>>;

/** What a director who is not the contact can withdraw. */
const WITHDRAWN_BY_DIRECTOR: readonly ShownState[] = ['identified', 'invited'];

/** What comes next in each state. */
const NEXT: Readonly<Record<ShownState, string>> = {
  identified: 'RequestorInvited comes next',
  invited: 'ApplicationSubmitted comes next',
  applied: 'LegalOpinionGiven comes next',
  'legal-cleared': 'ApplicationAccepted comes next, once ConnectivityVerified has passed',
  'legal-refused': 'ApplicationRejected comes next',
  'conditionally-accepted': 'MouSignedByRequestor comes next',
  'mou-signed': 'MouSignedByState comes next',
  approved: 'OfficeCreated comes next',
  'office-created': 'UserAccountOpened comes next',
  established: 'RenewalNoticed comes next, from six months before the end of its memorandum',
  rejected: 'nothing comes next, but a new application',
  withdrawn: 'nothing comes next, but a new application',
  ended: 'nothing comes next, but a new application',
  expired: 'nothing comes next, but a renewal that was started or a new application',
};

/** Why an application is not in the state that an act asks for on its day, null where it is. */
export function wrongState(
  state: AccessState,
  application: AccessApplication,
  act: ApplicationAct,
): AccessRefusal | null {
  const needs: readonly ShownState[] | 'any' =
    act.act === 'ApplicationWithdrawn' && !isWithdrawnByContact(state, act)
      ? WITHDRAWN_BY_DIRECTOR
      : NEEDS[act.act];
  const now = stateOn(application, act.on);
  if (needs === 'any' || needs.includes(now)) return null;
  return refused(
    'WRONG_STATE',
    `${act.act} asks for an application that is ${needs.join(' or ')}, and ${act.application} is ${now}: ${NEXT[now]}.`,
  );
}

/** The operator withdraws as the contact does. */
function isWithdrawnByContact(
  state: AccessState,
  act: AccessActOf<'ApplicationWithdrawn'>,
): boolean {
  if (act.by === OPERATOR_NAME) return true;
  const address = { kind: 'application', application: act.application } as const;
  return accountMay(state, accountOf(state, act.by), 'application.apply', address, act.on);
}
