import type { AccessActOf } from '../../events/acts/access-act.js';
import type { Kind } from '../../events/acts/allocation-guide.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';

/** What an application is by its acts; the clock makes `expired` of some of these (see `stateOn`). */
export type ApplicationState =
  | 'identified'
  | 'invited'
  | 'applied'
  | 'legal-cleared'
  | 'legal-refused'
  | 'conditionally-accepted'
  | 'mou-signed'
  | 'approved'
  | 'office-created'
  | 'established'
  | 'rejected'
  | 'withdrawn'
  | 'ended';

/** Why a legal review takes longer. */
export type DelayCause = AccessActOf<'LegalReviewDelayed'>['cause'];

/** A person who was given access through an application, from it or from the one that it renews. */
export interface User {
  readonly account: string;
  readonly profile: string;
}

/** The memorandum's first and last day, both included. */
export interface Mou {
  readonly from: Day;
  readonly to: Day;
}

export type FindingState = 'open' | 'answered' | 'cleared';

/** The people of an application, as they were last named. */
export type People = Pick<
  AccessActOf<'RequestorIdentified'>,
  'invitee' | 'coordinator' | 'administrator'
> &
  Omit<AccessActOf<'PeopleChanged'>, 'act' | 'at' | 'on' | 'by' | 'application'>;

/** The day of each step that a goal is counted from or met by; null while it was not taken. */
export interface Steps {
  readonly identified: Day;
  readonly invited: Day | null;
  readonly submitted: Day | null;
  readonly opinion: Day | null;
  readonly authorized: Day | null;
  /** The first acceptance or rejection. */
  readonly decided: Day | null;
  readonly signedByRequestor: Day | null;
  readonly signedByState: Day | null;
  /** The first user account opened, or taken over. */
  readonly access: Day | null;
  readonly noticed: Day | null;
}

/** One organisation in one county, as the acts have left it. */
export interface AccessApplication {
  readonly application: string;
  readonly county: County;
  readonly organisation: string;
  /** The organisation as it is compared. */
  readonly organisationKey: string;
  readonly kind: Kind;
  readonly people: People;
  readonly recommended: number;
  readonly inviteOn: Day;
  readonly state: ApplicationState;
  /** User accounts that it may have, as last accepted or raised. */
  readonly accounts: number | null;
  /** Whether the latest check of its connection passed; null before the first. */
  readonly isConnected: boolean | null;
  readonly mou: Mou | null;
  readonly office: string | null;
  readonly renews: string | null;
  /** In order of number: finding 1 is the first. */
  readonly findings: readonly FindingState[];
  /** In the order in which they were opened; those whose account is closed are users no more. */
  readonly users: readonly User[];
  readonly steps: Steps;
  /** The latest cause for which the legal review was delayed. */
  readonly delayed: DelayCause | null;
}

/** An organisation as it is compared: in lower case, without outer white space. */
export function comparedOrganisation(organisation: string): string {
  return organisation.trim().toLowerCase();
}

const APPROVED: ReadonlySet<ApplicationState> = new Set([
  'approved',
  'office-created',
  'established',
]);

/** The state on a day: an approved application whose memorandum has run out is `expired` from the day after. */
export function stateOn(
  { state, mou }: Pick<AccessApplication, 'state' | 'mou'>,
  on: Day,
): ApplicationState | 'expired' {
  return APPROVED.has(state) && mou !== null && on > mou.to ? 'expired' : state;
}

const ENDED: ReadonlySet<ApplicationState | 'expired'> = new Set([
  'rejected',
  'withdrawn',
  'ended',
  'expired',
]);

export function isEndedOn(application: Pick<AccessApplication, 'state' | 'mou'>, on: Day): boolean {
  return ENDED.has(stateOn(application, on));
}

/** Whether users may work on a day as far as the application goes: its office stands, its memorandum is in force. */
export function isInForce(application: Pick<AccessApplication, 'state' | 'mou'>, on: Day): boolean {
  const { state, mou } = application;
  if (state !== 'office-created' && state !== 'established') return false;
  return mou !== null && on >= mou.from && on <= mou.to;
}
