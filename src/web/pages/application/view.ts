import type { AccessActName } from '../../../../events/acts/access-act.js';
import type { Action } from '../../../../events/acts/permissions.js';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import { formatDay } from '../../../../events/values/day.js';
import { parseInstant } from '../../../../events/values/instant.js';
import { SHOWN_ACTION_OF } from '../../../../projections/access/permitted.js';
import { actsIn } from '../../../../projections/process/acts-next.js';
import type { LetterKind } from '../../../../projections/process/letters/letter.js';
import type { ShownGoal } from '../../../../projections/process/shown-application.js';
import type { MailedLetter } from '../../../mailing/mailed-letters.js';
import type { ApplicationAnswer } from '../../../process/applications.js';
import type { Tone } from '../../components/status-tag.js';
import { GOAL_WORDS, STATE_WORDS, actInWords } from '../../process/words.js';
import { counted, dateInWords, instantInWords } from '../../words.js';

/** A step of the task list: done, to be done now, or to come. */
export interface StepView {
  readonly act: AccessActName;
  readonly text: string;
  readonly status: 'done' | 'now' | 'later';
  /** The day on which it was done. */
  readonly day: string | null;
}

export interface GoalView {
  readonly key: string;
  readonly text: string;
  readonly due: string;
  readonly met: string;
  readonly standing: string;
  readonly tone: Tone;
}

/** An act that may be done now, by whoever looks. */
export interface PossibleAct {
  readonly act: AccessActName;
  readonly text: string;
}

/** A letter with how far it has come by mail. */
export interface LetterView {
  readonly key: string;
  readonly kind: LetterKind;
  readonly day: string;
  readonly sha256: string;
  /** Empty where it went by mail to nobody. */
  readonly byMail: string;
}

export interface ApplicationView {
  readonly state: (typeof STATE_WORDS)[ApplicationAnswer['state']];
  readonly steps: readonly StepView[];
  readonly goals: readonly GoalView[];
  readonly possible: readonly PossibleAct[];
  readonly letters: readonly LetterView[];
  /** `2 of 3`. */
  readonly accounts: string;
  readonly term: string;
}

/** The way of an application, from the identification to the renewal (sections 6, 7 and 10 of the process). */
const WAY: readonly AccessActName[] = [
  'RequestorIdentified',
  'RequestorInvited',
  'ApplicationSubmitted',
  'LegalOpinionGiven',
  'ConnectivityVerified',
  'ApplicationAccepted',
  'MouSignedByRequestor',
  'MouSignedByState',
  'OfficeCreated',
  'UserAccountOpened',
  'RenewalNoticed',
  'RenewalStarted',
];

/** What is shown of an application, and what whoever looks may do to it. */
export function applicationView(
  application: ApplicationAnswer,
  may: (action: Action) => boolean,
  mailed: readonly MailedLetter[],
): ApplicationView {
  const { state, goals, accounts, open, mou, letters } = application;
  const inState: readonly AccessActName[] = actsIn(state);
  return {
    state: STATE_WORDS[state],
    steps: stepsOf(application, inState),
    goals: goals.map(goalView),
    possible: inState
      .filter((act) => act !== 'AccountActivated' && may(SHOWN_ACTION_OF[act]))
      .map((act) => ({ act, text: actInWords(act) })),
    letters: letters.map(({ act, kind, day, sha256 }) => {
      const mails = mailed.find((each) => each.act === act && each.kind === kind);
      const byMail = mails === undefined ? '' : mailInWords(mails);
      return { key: `${String(act)} ${kind}`, kind, day: dateInWords(day), sha256, byMail };
    }),
    accounts:
      accounts === null ? 'none granted yet' : `${String(open)} of ${String(accounts)} open`,
    term: mou === null ? 'no memorandum yet' : `${dateInWords(mou.from)} to ${dateInWords(mou.to)}`,
  };
}

function mailInWords({ addresses, taken, state, at }: MailedLetter): string {
  const last = at === null ? '' : `, the last on ${instantInWords(at)}`;
  switch (state) {
    case 'sent':
      return `Sent to ${counted(addresses, 'address', 'addresses')}${last}`;
    case 'waiting':
      return `On its way: ${String(taken)} of ${String(addresses)} sent${last}`;
    case 'given-up':
      return `Not taken within a day: ${String(taken)} of ${String(addresses)} sent${last}`;
  }
}

function stepsOf(
  { acts, application, renews }: ApplicationAnswer,
  inState: readonly AccessActName[],
): readonly StepView[] {
  return WAY.map((act) => {
    // What identified a renewal is the start of it, an act of the application before.
    const isBegun = act === 'RequestorIdentified' && renews !== null;
    const [by, of] = isBegun ? ['RenewalStarted', renews] : [act, application];
    const done = acts.findLast((each) => each['act'] === by && isOf(each, of));
    const day = done === undefined ? null : dayOfAct(done);
    const status = done !== undefined ? 'done' : inState.includes(act) ? 'now' : 'later';
    return { act, text: actInWords(act), status, day };
  });
}

/** The day of an act is California's, as goals and letters have it; spelt as in `2006-10-15`. */
export function dayOfAct(act: ApplicationAnswer['acts'][number]): string {
  const at = parseInstant(String(act['at']));
  if (at === null) throw new TypeError(`An act without its instant: ${String(act['at'])}.`);
  return formatDay(civilDayOf(at));
}

/** The start of a renewal is an act of the application that it renews. */
function isOf(act: ApplicationAnswer['acts'][number], application: string): boolean {
  return act['application'] === undefined || act['application'] === application;
}

function goalView({ goal, due, met, daysLate, delayed }: ShownGoal): GoalView {
  const late = daysLate === 0 ? null : `${counted(daysLate, 'day')} late`;
  const words = met === null ? (late ?? 'open') : (late ?? 'in time');
  const because = delayed === null ? '' : `, delayed: ${delayed.replaceAll('-', ' ')}`;
  return {
    key: goal,
    text: GOAL_WORDS[goal],
    due: dateInWords(due),
    met: met === null ? 'not yet' : dateInWords(met),
    standing: `${words}${because}`,
    tone: late !== null ? 'warning' : met === null ? 'waiting' : 'good',
  };
}
