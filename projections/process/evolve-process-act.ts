import { PEOPLE } from '../../events/acts/access-act.js';
import type { AccessActOf, ProcessAct } from '../../events/acts/access-act.js';
import { grantOf, isStanding, THIRD_PARTY } from '../access/grants.js';
import { changed, invite, without } from '../access/evolve-account-act.js';
import { accountOf, applicationOf } from '../access/access-state.js';
import type { AccessDraft } from '../access/access-state.js';
import { NOTHING_MADE } from '../access/made.js';
import type { Made } from '../access/made.js';
import { comparedOrganisation } from './application.js';
import type { AccessApplication, People, Steps } from './application.js';
import { laterDay } from './refused-user-act.js';
import { openUsers } from './users.js';
import type { ApplicationAct } from './wrong-state.js';

/** Does an act of the process that nothing was found against, and answers what it made. */
export function evolveProcessAct(draft: AccessDraft, act: ProcessAct): Made {
  if ('application' in act) {
    return evolveApplication(draft, applicationOf(draft, act.application), act);
  }
  switch (act.act) {
    case 'RequestorIdentified':
      return { application: identify(draft, act).application };
    case 'CountyConverted':
      draft.conversions.set(act.county, act.day);
      return NOTHING_MADE;
    case 'AllocationChanged':
      draft.reserved.set(act.row, act.reserved);
      return NOTHING_MADE;
    case 'ProcessReviewed':
      return NOTHING_MADE;
  }
}

const NO_STEPS: Omit<Steps, 'identified'> = {
  invited: null,
  submitted: null,
  opinion: null,
  authorized: null,
  decided: null,
  signedByRequestor: null,
  signedByState: null,
  access: null,
  noticed: null,
};

/** What an application is named by, from the director or from the one that it renews. */
type Identified = Pick<
  AccessApplication,
  'county' | 'organisation' | 'kind' | 'people' | 'recommended' | 'inviteOn' | 'renews'
> & { readonly on: Steps['identified'] };

function addIdentified(draft: AccessDraft, { on, ...given }: Identified): AccessApplication {
  return draft.addApplication({
    ...given,
    organisationKey: comparedOrganisation(given.organisation),
    state: 'identified',
    accounts: null,
    isConnected: null,
    mou: null,
    office: null,
    findings: [],
    users: [],
    steps: { ...NO_STEPS, identified: on },
    delayed: null,
  });
}

function identify(draft: AccessDraft, act: AccessActOf<'RequestorIdentified'>): AccessApplication {
  const { county, organisation, kind, invitee, coordinator, administrator } = act;
  const { recommended, inviteOn, on } = act;
  const people = { invitee, coordinator, administrator };
  const given = { county, organisation, kind, people, recommended, inviteOn, renews: null };
  return addIdentified(draft, { ...given, on });
}

function renew(
  draft: AccessDraft,
  old: AccessApplication,
  on: Steps['identified'],
): AccessApplication {
  const { county, organisation, kind, people, recommended } = old;
  const given = { county, organisation, kind, people, recommended, inviteOn: on };
  return addIdentified(draft, { ...given, renews: old.application, on });
}

function evolveApplication(
  draft: AccessDraft,
  application: AccessApplication,
  act: ApplicationAct,
): Made {
  switch (act.act) {
    case 'UserAccountOpened':
      return { account: open(draft, application, act) };
    case 'UserAccountClosed':
      return closeUser(draft, application, act);
    case 'TrainingRecorded':
      return changed(draft, act.account, ({ training, statement }) => ({
        training: act.training ?? training,
        statement: act.statement ?? statement,
      }));
    case 'FindingRecorded': {
      const findings = [...application.findings, 'open' as const];
      draft.setApplication({ ...application, findings });
      return { finding: String(findings.length) };
    }
    case 'MouSignedByState':
      signByState(draft, application, act);
      return NOTHING_MADE;
    case 'OfficeCreated':
      draft.offices.add(act.office);
      draft.setApplication({ ...application, state: 'office-created', office: act.office });
      return NOTHING_MADE;
    case 'RenewalStarted':
      return { renewal: renew(draft, application, act.on).application };
    case 'RequestorInvited':
    case 'ApplicationSubmitted':
    case 'LegalReviewDelayed':
    case 'LegalOpinionGiven':
    case 'ConnectivityVerified':
    case 'ApplicationAccepted':
    case 'ApplicationRejected':
    case 'MouSignedByRequestor':
    case 'FindingAnswered':
    case 'FindingCleared':
    case 'RenewalNoticed':
    case 'ApplicationWithdrawn':
    case 'PeopleChanged':
    case 'AccountsRaised':
    case 'AccessEnded':
    case 'InfrastructureEvaluated':
    case 'SurveyAnswered':
      draft.setApplication({ ...application, ...changeBy(application, act) });
      return NOTHING_MADE;
  }
}

/** An act that changes its application and nothing else. */
type PlainAct = Exclude<
  ApplicationAct,
  AccessActOf<
    | 'UserAccountOpened'
    | 'UserAccountClosed'
    | 'TrainingRecorded'
    | 'FindingRecorded'
    | 'MouSignedByState'
    | 'OfficeCreated'
    | 'RenewalStarted'
  >
>;

function changeBy(application: AccessApplication, act: PlainAct): Partial<AccessApplication> {
  const { on } = act;
  const steps = (taken: Partial<Steps>): Steps => ({ ...application.steps, ...taken });
  switch (act.act) {
    case 'RequestorInvited':
      return { state: 'invited', steps: steps({ invited: on }) };
    case 'ApplicationSubmitted': {
      const { contact, iso, signer } = act;
      const people = { ...application.people, contact, iso, signer };
      return { state: 'applied', people, steps: steps({ submitted: on }) };
    }
    case 'LegalReviewDelayed':
      return { delayed: act.cause };
    case 'LegalOpinionGiven':
      return act.authorized
        ? { state: 'legal-cleared', steps: steps({ opinion: on, authorized: on }) }
        : { state: 'legal-refused', steps: steps({ opinion: on }) };
    case 'ConnectivityVerified':
      return { isConnected: act.passed };
    case 'ApplicationAccepted':
      return {
        state: 'conditionally-accepted',
        accounts: act.accounts,
        steps: steps({ decided: application.steps.decided ?? on }),
      };
    case 'ApplicationRejected':
      return { state: 'rejected', steps: steps({ decided: application.steps.decided ?? on }) };
    case 'MouSignedByRequestor': {
      const { from, to } = act;
      return { state: 'mou-signed', mou: { from, to }, steps: steps({ signedByRequestor: on }) };
    }
    case 'FindingAnswered':
      return { findings: withFinding(application, act.finding, 'answered') };
    case 'FindingCleared':
      return { findings: withFinding(application, act.finding, 'cleared') };
    case 'RenewalNoticed':
      return { steps: steps({ noticed: on }) };
    case 'ApplicationWithdrawn':
      return { state: 'withdrawn' };
    case 'PeopleChanged':
      return { people: { ...application.people, ...peopleOf(act) } };
    case 'AccountsRaised':
      return { accounts: act.accounts };
    case 'AccessEnded':
      return { state: 'ended' };
    case 'InfrastructureEvaluated':
    case 'SurveyAnswered':
      return {};
  }
}

function peopleOf(act: AccessActOf<'PeopleChanged'>): Partial<People> {
  const named = PEOPLE.flatMap((name) => {
    const person = act[name];
    return person === undefined ? [] : [[name, person] as const];
  });
  return Object.fromEntries(named);
}

function withFinding(
  { findings }: AccessApplication,
  finding: string,
  state: 'answered' | 'cleared',
): AccessApplication['findings'] {
  return findings.map((before, index) => (String(index + 1) === finding ? state : before));
}

function open(
  draft: AccessDraft,
  application: AccessApplication,
  act: AccessActOf<'UserAccountOpened'>,
): string {
  const { profile, training, statement } = act;
  const grant = grantOf({ role: THIRD_PARTY, application: act.application });
  let { account } = act;
  if (account === undefined) {
    const { email = '', name = { first: '', last: '' }, telephone = null } = act; // both are there
    const person = { email, name, telephone, isMachine: false, grants: [grant] };
    ({ account } = invite(draft, { ...person, training, statement }));
  } else {
    changed(draft, account, (named) => ({
      grants: [...named.grants, grant],
      training: laterDay(named.training, training),
      statement: laterDay(named.statement, statement),
    }));
  }
  draft.setApplication({
    ...application,
    state: 'established',
    users: [...application.users, { account, profile }],
    steps: { ...application.steps, access: application.steps.access ?? act.on },
  });
  return account;
}

/** Where no other grant stands on that day, the account is closed with it. */
function closeUser(
  draft: AccessDraft,
  application: AccessApplication,
  act: AccessActOf<'UserAccountClosed'>,
): Made {
  const users = application.users.filter(({ account }) => account !== act.account);
  draft.setApplication({ ...application, users });
  const { grants: before } = accountOf(draft, act.account);
  const grants = without(before, { role: THIRD_PARTY, application: act.application });
  const isLeft = grants.some((grant) => isStanding(grant, act.on));
  return changed(draft, act.account, ({ state }) => ({
    grants,
    state: isLeft ? state : 'closed',
  }));
}

/** A renewal takes over what the old one has: open users, office and state, unless access to it was ended. */
function signByState(
  draft: AccessDraft,
  application: AccessApplication,
  { on }: AccessActOf<'MouSignedByState'>,
): void {
  const steps = { ...application.steps, signedByState: on };
  const old = application.renews === null ? null : applicationOf(draft, application.renews);
  if (old === null || old.state === 'ended') {
    draft.setApplication({ ...application, state: 'approved', steps });
    return;
  }
  const users = openUsers(draft, old);
  const grant = grantOf({ role: THIRD_PARTY, application: application.application });
  for (const { account } of users) {
    changed(draft, account, ({ grants }) => ({ grants: [...grants, grant] }));
  }
  draft.setApplication({
    ...application,
    state: old.state,
    office: old.office,
    users,
    steps: { ...steps, access: users.length > 0 ? on : null },
  });
}
