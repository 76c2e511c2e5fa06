import type { AccessAct, ProcessActName } from '../../events/acts/access-act.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { ActsByApplication } from './acts-of-applications.js';
import type { ShownApplication } from './shown-application.js';
import { shownApplication } from './shown-application.js';

/** The steps of the tracking sheet (section 5 of the process): each is an act, its day the last on which it was done. */
export const TRACKED_STEPS = [
  'RequestorIdentified',
  'RequestorInvited',
  'ApplicationSubmitted',
  'LegalReviewDelayed',
  'LegalOpinionGiven',
  'ConnectivityVerified',
  'ApplicationAccepted',
  'ApplicationRejected',
  'ApplicationWithdrawn',
  'MouSignedByRequestor',
  'MouSignedByState',
  'InfrastructureEvaluated',
  'OfficeCreated',
  'UserAccountOpened',
  'SurveyAnswered',
  'AccountsRaised',
  'RenewalNoticed',
  'RenewalStarted',
  'AccessEnded',
] as const satisfies readonly ProcessActName[];

/** One of `TRACKED_STEPS`. */
export type TrackedStep = (typeof TRACKED_STEPS)[number];

/** A row of the tracking sheet: an application with the day of each step that was taken. */
export interface TrackedApplication {
  readonly shown: ShownApplication;
  /** The first day of opening users, the last day of everything else. */
  readonly steps: Readonly<Partial<Record<TrackedStep, string>>>;
}

/** The tracking sheet on a day, in order of number. */
export function trackedOn(
  { state, places }: ActsByApplication,
  acts: readonly AccessAct[],
  on: Day,
): readonly TrackedApplication[] {
  return Array.from(state.applications.values(), (application) => ({
    shown: shownApplication(state, application, on),
    steps: stepsOf(application.application, places.get(application.application) ?? [], acts),
  }));
}

function stepsOf(
  application: string,
  places: readonly number[],
  acts: readonly AccessAct[],
): TrackedApplication['steps'] {
  const steps: Partial<Record<TrackedStep, string>> = {};
  for (const place of places) {
    const act = acts[place];
    if (act === undefined || !isTracked(act.act)) continue;
    // A renewal begins with the start of it, by another application's act.
    const isOwn = !('application' in act) || act.application === application;
    const step = isOwn ? act.act : 'RequestorIdentified';
    if (step === 'UserAccountOpened' && step in steps) continue;
    steps[step] = formatDay(act.on);
  }
  return steps;
}

function isTracked(name: string): name is TrackedStep {
  const steps: readonly string[] = TRACKED_STEPS;
  return steps.includes(name);
}
