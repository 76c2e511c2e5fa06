import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import type { AccessAct, AccessActName, AccessActOf } from '../../events/acts/access-act.js';
import type { Action } from '../../events/acts/permissions.js';
import { refused } from '../../events/acts/access-refusals.js';
import type { AccessRefusal } from '../../events/acts/access-refusals.js';
import { accountOf } from './access-state.js';
import type { AccessState, Account } from './access-state.js';
import { accountMay } from './rights.js';
import type { RightsAddress } from './rights.js';

/** The acts that one action permits, whoever does them and whatever they say. */
const ACTION_OF = {
  AccountInvited: 'account.change',
  GrantGiven: 'account.change',
  GrantWithdrawn: 'account.change',
  AccountSuspended: 'account.suspend',
  AccountRestored: 'account.change',
  SignInReset: 'account.change',
  AccountChanged: 'account.change',
  AccountClosed: 'account.change',
  CbudAccessRequested: 'cbud.request',
  RequestorIdentified: 'application.identify',
  RequestorInvited: 'application.invite',
  LegalReviewDelayed: 'application.legal',
  LegalOpinionGiven: 'application.legal',
  ConnectivityVerified: 'application.connect',
  ApplicationAccepted: 'application.decide',
  ApplicationRejected: 'application.decide',
  MouSignedByRequestor: 'application.mou',
  MouSignedByState: 'application.decide',
  InfrastructureEvaluated: 'application.connect',
  OfficeCreated: 'application.connect',
  UserAccountOpened: 'application.users',
  UserAccountClosed: 'application.users',
  TrainingRecorded: 'application.training',
  FindingRecorded: 'finding.change',
  FindingAnswered: 'application.training',
  FindingCleared: 'finding.change',
  RenewalNoticed: 'renewal.notice',
  RenewalStarted: 'renewal.start',
  PeopleChanged: 'application.paper',
  SurveyAnswered: 'application.training',
  AccountsRaised: 'application.decide',
  AccessEnded: 'application.decide',
  CountyConverted: 'conversion.record',
  AllocationChanged: 'application.decide',
  ProcessReviewed: 'application.decide',
} as const satisfies Readonly<Partial<Record<AccessActName, Action>>>;

/**
 * The action that an act is shown to need. Of four acts it may be another: a key of a machine or of somebody else, and
 * an application on paper or withdrawn by its county, are permitted by `account.change`, `application.paper` and
 * `application.identify`.
 */
export const SHOWN_ACTION_OF: Readonly<Record<Exclude<AccessActName, 'AccountActivated'>, Action>> =
  {
    ...ACTION_OF,
    ApiKeyIssued: 'key.own',
    ApiKeyWithdrawn: 'key.own',
    ApplicationSubmitted: 'application.apply',
    ApplicationWithdrawn: 'application.apply',
  };

/** The same of whatever is said to be the name of an act; null where there is none. */
export function shownActionOf(act: unknown): Action | null {
  const found = Object.entries(SHOWN_ACTION_OF).find(([name]) => name === act);
  return found?.[1] ?? null;
}

/**
 * Why whoever acts may not do the act, null where he may: he is not active, he is a machine, or his rights at that
 * moment do not reach. That he, and what the act names, is there was found before.
 */
export function refusedByRights(state: AccessState, act: AccessAct): AccessRefusal | null {
  if (act.by === OPERATOR_NAME || act.act === 'AccountActivated') return null;
  const actor = accountOf(state, act.by);
  if (actor.state !== 'active') {
    return notPermitted(act, `account ${act.by} is ${actor.state}, and only an active one acts`);
  }
  if (actor.isMachine) {
    return notPermitted(act, `account ${act.by} is a machine's: a person has to do it`);
  }
  return isPermitted(state, actor, act)
    ? null
    : notPermitted(act, `the grants of account ${act.by} do not reach: ask who may`);
}

function notPermitted({ act }: AccessAct, why: string): AccessRefusal {
  return refused('NOT_PERMITTED', `${act} is not permitted: ${why}.`);
}

function isPermitted(state: AccessState, actor: Account, act: AccessAct): boolean {
  const allowed = (action: Action): boolean =>
    accountMay(state, actor, action, addressOf(act), act.on);
  if (hasOneAction(act)) return allowed(ACTION_OF[act.act]);
  switch (act.act) {
    case 'ApiKeyIssued': {
      // Of an account that there is not, as of a machine's: whoever may issue its keys is told so.
      const isMachine = state.accounts.get(act.account)?.isMachine ?? true;
      return isMachine ? allowed('account.change') : act.account === act.by;
    }
    case 'ApiKeyWithdrawn':
      return act.account === act.by || allowed('account.change');
    case 'ApplicationSubmitted':
      return allowed(act.paper === true ? 'application.paper' : 'application.apply');
    case 'ApplicationWithdrawn':
      return allowed('application.apply') || allowed('application.identify');
    case 'AccountActivated':
      // By its one-time link, not by the table.
      return true;
  }
}

function hasOneAction(act: AccessAct): act is AccessActOf<keyof typeof ACTION_OF> {
  return Object.hasOwn(ACTION_OF, act.act);
}

/** What the act is about, as far as the scope of a grant has a say in it. */
function addressOf(act: AccessAct): RightsAddress {
  if (act.act === 'CbudAccessRequested' || act.act === 'RequestorIdentified') {
    return { kind: 'county', county: act.county };
  }
  return 'application' in act
    ? { kind: 'application', application: act.application }
    : { kind: 'nothing' };
}
