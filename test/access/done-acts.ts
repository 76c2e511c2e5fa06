import type { AccessActName } from '../../events/acts/access-act.js';
import { readActValue } from '../../events/acts/read-access-act.js';
import { formatDay, parseDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { parseInstant } from '../../events/values/instant.js';
import { NO_ACTS } from '../../projections/access/access-state.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { decideInOrder } from '../../projections/access/decide.js';
import type { ActDecision } from '../../projections/access/decide.js';
import { shownAccounts } from '../../projections/access/shown-account.js';
import type { ShownAccount } from '../../projections/access/shown-account.js';
import { shownApplications } from '../../projections/process/shown-application.js';
import type { ShownApplication } from '../../projections/process/shown-application.js';
import { present } from '../store/present.js';

/** The fields of an act beside `act` and `at`; by the operator where nothing is said. */
export type Fields = Readonly<Record<string, unknown>>;

export const CLOCK = present(parseInstant('2020-01-01T00:00:00Z'));

/** Acts done one after the other at noon in California, on the day that was said last. */
export class DoneActs {
  #state: AccessState = NO_ACTS;
  #day: Day;

  constructor(day = '2010-03-01') {
    this.#day = present(parseDay(day));
  }

  get state(): AccessState {
    return this.#state;
  }

  get today(): string {
    return formatDay(this.#day);
  }

  /** Goes on to a day. */
  on(day: string): this {
    this.#day = present(parseDay(day));
    return this;
  }

  /** Does an act. Throws where it is refused: the test is about what comes after. */
  done(act: AccessActName, fields: Fields = {}): this {
    const { decision, state } = this.#decided({ act, ...fields });
    if (decision.kind === 'refusal')
      throw new Error(`${act}: ${decision.code} ${decision.message}`);
    this.#state = state;
    return this;
  }

  /** What an act would come to; nothing is changed. */
  decisionOn(act: string, fields: Fields = {}): ActDecision {
    return this.#decided({ act, ...fields }).decision;
  }

  /** The code with which an act is refused; `done` where it is not. */
  codeOf(act: string, fields: Fields = {}): string {
    const decision = this.decisionOn(act, fields);
    return decision.kind === 'refusal' ? decision.code : 'done';
  }

  account(id: string, on = this.today): ShownAccount {
    const shown = shownAccounts(this.#state, present(parseDay(on)));
    return present(shown.find(({ account }) => account === id));
  }

  application(id: string, on = this.today): ShownApplication {
    const shown = shownApplications(this.#state, present(parseDay(on)));
    return present(shown.find(({ application }) => application === id));
  }

  #decided(value: Fields): { readonly decision: ActDecision; readonly state: AccessState } {
    const read = readActValue({ at: `${this.today}T20:00:00Z`, by: 'operator', ...value });
    const { decisions, state } = decideInOrder(this.#state, [read], CLOCK);
    return { decision: present(decisions[0]), state };
  }
}

const NAME = { first: 'Ana', last: 'Diaz' };

/** A person with grants, invited and active. */
export function withPerson(acts: DoneActs, email: string, ...grants: readonly Fields[]): string {
  const made = acts.decisionOn('AccountInvited', { email, name: NAME, grants });
  acts.done('AccountInvited', { email, name: NAME, grants });
  const id = made.kind === 'done' ? present(made.made.account) : '';
  acts.done('AccountActivated', { by: id });
  return id;
}

const COUNTYS = { name: 'Co Ord', title: 'Coordinator', contact: '555' };
const CONTACT = { name: 'Con Tact', title: 'Lead', telephone: '916', email: 'con@example.org' };

export const PEOPLE = {
  invitee: { name: 'Ivy Lee', title: 'Chief', address: '1 Main St', email: 'ivy@example.org' },
  coordinator: COUNTYS,
  administrator: COUNTYS,
};

/** The fields of an act that is right in its forms, about application T-1 and account A-1. */
export const SAMPLES: Readonly<Record<AccessActName, Fields>> = {
  AccountInvited: { email: 'new@example.org', name: NAME, grants: [{ role: 'dcss-legal' }] },
  AccountActivated: { by: 'A-1' },
  GrantGiven: { account: 'A-1', grant: { role: 'dcss-legal' } },
  GrantWithdrawn: { account: 'A-1', grant: { role: 'account-manager' } },
  AccountSuspended: { account: 'A-1', reason: 'gone' },
  AccountRestored: { account: 'A-1', reason: 'back' },
  SignInReset: { account: 'A-1', reason: 'lost' },
  AccountChanged: { account: 'A-1', telephone: '555' },
  AccountClosed: { account: 'A-1', reason: 'gone' },
  ApiKeyIssued: {
    account: 'A-1',
    key: 'night',
    grants: [{ role: 'account-manager' }],
    until: '2010-12-31',
  },
  ApiKeyWithdrawn: { account: 'A-1', key: 'night' },
  CbudAccessRequested: {
    county: '19',
    rows: [{ first: 'B', last: 'C', telephone: '555', email: 'b@example.org', level: 1 }],
  },
  RequestorIdentified: {
    county: '19',
    organisation: 'Foster Care Bureau',
    kind: 'IV-E',
    ...PEOPLE,
    recommended: 2,
    inviteOn: '2010-03-01',
  },
  RequestorInvited: { application: 'T-1' },
  ApplicationSubmitted: {
    application: 'T-1',
    contact: CONTACT,
    iso: CONTACT,
    signer: { name: 'Sig Ner', title: 'Director' },
    authority: 'Family Code 17212',
    purpose: 'foster care',
    users: 2,
    signature: 'Sig Ner',
    signed: '2010-02-01',
  },
  LegalReviewDelayed: { application: 'T-1', cause: 'research' },
  LegalOpinionGiven: { application: 'T-1', authorized: true, text: 'yes' },
  ConnectivityVerified: { application: 'T-1', passed: true, result: 'it answers' },
  ApplicationAccepted: { application: 'T-1', accounts: 2 },
  ApplicationRejected: { application: 'T-1', reason: 'no ground' },
  MouSignedByRequestor: { application: 'T-1', from: '2010-03-01', to: '2011-02-28' },
  MouSignedByState: { application: 'T-1' },
  InfrastructureEvaluated: { application: 'T-1', findings: 'none' },
  OfficeCreated: { application: 'T-1', office: 'OFF-1' },
  UserAccountOpened: {
    application: 'T-1',
    profile: '7.3 inquiry',
    email: 'user@example.org',
    name: NAME,
    training: '2010-02-01',
    statement: '2010-02-15',
  },
  UserAccountClosed: { application: 'T-1', account: 'A-1', reason: 'gone' },
  TrainingRecorded: { application: 'T-1', account: 'A-1', training: '2010-03-01' },
  FindingRecorded: { application: 'T-1', text: 'a door stood open' },
  FindingAnswered: { application: 'T-1', finding: '1', text: 'it is shut' },
  FindingCleared: { application: 'T-1', finding: '1', text: 'seen' },
  RenewalNoticed: { application: 'T-1' },
  RenewalStarted: { application: 'T-1' },
  ApplicationWithdrawn: { application: 'T-1', reason: 'no need' },
  PeopleChanged: { application: 'T-1', iso: CONTACT },
  SurveyAnswered: { application: 'T-1', adequate: true },
  AccountsRaised: { application: 'T-1', accounts: 5 },
  AccessEnded: { application: 'T-1', reason: 'misuse' },
  CountyConverted: { county: '19', day: '2009-12-01' },
  AllocationChanged: { row: 19, reserved: 3 },
  ProcessReviewed: { text: 'as it should be' },
};

/** The acts by which an application comes to each state, from the first. */
export const WAYS = {
  identified: [],
  invited: ['RequestorInvited'],
  applied: ['RequestorInvited', 'ApplicationSubmitted'],
  'legal-cleared': [
    'RequestorInvited',
    'ApplicationSubmitted',
    'ConnectivityVerified',
    'LegalOpinionGiven',
  ],
} as const;

const ACCEPTED = [...WAYS['legal-cleared'], 'ApplicationAccepted'] as const;
const SIGNED = [...ACCEPTED, 'MouSignedByRequestor'] as const;
const APPROVED = [...SIGNED, 'MouSignedByState'] as const;
const OPENED = [...APPROVED, 'OfficeCreated', 'UserAccountOpened'] as const;

/** The acts by which T-1 comes to a state once it is identified. */
export const WAY_TO: Readonly<Record<string, readonly AccessActName[]>> = {
  ...WAYS,
  'conditionally-accepted': ACCEPTED,
  'mou-signed': SIGNED,
  approved: APPROVED,
  'office-created': [...APPROVED, 'OfficeCreated'],
  established: OPENED,
  rejected: [...WAYS.applied, 'ApplicationRejected'],
  withdrawn: ['ApplicationWithdrawn'],
  ended: [...OPENED, 'AccessEnded'],
};

/** An account manager A-1, county 19 converted, and T-1 of it in a state on 2010-03-01. */
export function actsUntil(state: string): DoneActs {
  const acts = new DoneActs();
  withPerson(acts, 'manager@example.org', { role: 'account-manager' });
  acts.done('CountyConverted', SAMPLES.CountyConverted);
  acts.done('RequestorIdentified', SAMPLES.RequestorIdentified);
  if (state === 'legal-refused') {
    for (const act of WAYS.applied) acts.done(act, SAMPLES[act]);
    return acts.done('LegalOpinionGiven', { ...SAMPLES.LegalOpinionGiven, authorized: false });
  }
  for (const act of WAY_TO[state === 'expired' ? 'established' : state] ?? []) {
    acts.done(act, SAMPLES[act]);
  }
  return state === 'expired' ? acts.on('2011-03-01') : acts;
}
