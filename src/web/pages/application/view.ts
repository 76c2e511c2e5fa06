import type { AccessActName } from '../../../../events/acts/access-act.js';
import type { Action } from '../../../../events/acts/permissions.js';
import { SHOWN_ACTION_OF } from '../../../../projections/access/permitted.js';
import { actsIn } from '../../../../projections/process/acts-next.js';
import type { ShownGoal } from '../../../../projections/process/shown-application.js';
import type { ApplicationAnswer } from '../../../process/applications.js';
import type { Tone } from '../../components/status-tag.js';
import { GOAL_WORDS, STATE_WORDS, actInWords } from '../../process/words.js';
import { counted, dateInWords } from '../../words.js';

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

export interface ApplicationView {
  readonly state: (typeof STATE_WORDS)[ApplicationAnswer['state']];
  readonly steps: readonly StepView[];
  readonly goals: readonly GoalView[];
  readonly possible: readonly PossibleAct[];
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
): ApplicationView {
  const { state, goals, accounts, open, mou } = application;
  const inState: readonly AccessActName[] = actsIn(state);
  return {
    state: STATE_WORDS[state],
    steps: stepsOf(application, inState),
    goals: goals.map(goalView),
    possible: inState
      .filter((act) => act !== 'AccountActivated' && may(SHOWN_ACTION_OF[act]))
      .map((act) => ({ act, text: actInWords(act) })),
    accounts:
      accounts === null ? 'none granted yet' : `${String(open)} of ${String(accounts)} open`,
    term: mou === null ? 'no memorandum yet' : `${dateInWords(mou.from)} to ${dateInWords(mou.to)}`,
  };
}

function stepsOf(
  { acts, application }: ApplicationAnswer,
  inState: readonly AccessActName[],
): readonly StepView[] {
  return WAY.map((act) => {
    const done = acts.findLast((each) => each['act'] === act && isOf(each, application));
    const day = done === undefined ? null : String(done['at']).slice(0, 10);
    const status = done !== undefined ? 'done' : inState.includes(act) ? 'now' : 'later';
    return { act, text: actInWords(act), status, day };
  });
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
