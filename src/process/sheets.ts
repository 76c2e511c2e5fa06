import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { RightsActor } from '../../projections/access/rights.js';
import { matrixOn } from '../../projections/process/matrix.js';
import type { MatrixRow } from '../../projections/process/matrix.js';
import { readsAs, rolesToward } from '../../projections/process/readers.js';
import { trackedOn } from '../../projections/process/tracking.js';
import type { TrackedApplication } from '../../projections/process/tracking.js';
import { waitingOn } from '../../projections/process/waiting.js';
import type { Waiting } from '../../projections/process/waiting.js';
import { countyName } from '../../events/values/county-names.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { processOn } from './process-house.js';
import type { ProcessHouse } from './process-house.js';

/** Of which day something is asked; null: today. */
export interface OnDay {
  readonly on: Day | null;
}

type Acts = Pick<ProcessHouse, 'access'>;

/** The tracking sheet: the applications that somebody may read, with the day of each step. */
export interface TrackingAnswer {
  readonly on: string;
  readonly rows: readonly TrackedApplication[];
}

export async function trackingSheet(
  house: Acts,
  { on }: OnDay,
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<TrackingAnswer>> {
  const { state, acts, byApplication, on: day } = await processOn(house, on, clock);
  const rows = trackedOn(byApplication, acts, day).filter(({ shown }) => {
    const application = state.applications.get(shown.application);
    return application !== undefined && readsAs(state, actor, application, day) !== null;
  });
  return done({ on: formatDay(day), rows });
}

/** The matrix of approved user accounts, open to anyone. */
export interface MatrixAnswer {
  readonly on: string;
  readonly rows: readonly MatrixRow[];
}

export async function matrix(
  house: Acts,
  { on }: OnDay,
  clock: () => Instant,
): Promise<Answer<MatrixAnswer>> {
  const { state, on: day } = await processOn(house, on, clock);
  return done({ on: formatDay(day), rows: matrixOn(state, day, countyName) });
}

/** What waits for somebody: as JSON its days are texts. */
export interface WaitingAnswer {
  readonly on: string;
  readonly waiting: readonly ShownWaiting[];
}

export interface ShownWaiting extends Omit<Waiting, 'since' | 'due'> {
  readonly since: string;
  readonly due: string | null;
}

/** What waits for whoever asks, oldest goal first; to the operator, and to auditors, all that waits for anybody. */
export async function waitingFor(
  house: Acts,
  { on, of }: OnDay & { readonly of: 'me' | 'all' },
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<WaitingAnswer>> {
  const { state, on: day } = await processOn(house, on, clock);
  const waiting = waitingOn(state, day).filter(({ application, waitsFor }) => {
    const found = state.applications.get(application);
    if (found === undefined) return false;
    if (actor === 'operator') return true;
    const roles = rolesToward(state, actor, found, day);
    return of === 'me' ? roles.includes(waitsFor) : roles.length > 0;
  });
  return done({
    on: formatDay(day),
    waiting: waiting.map((each) => ({
      ...each,
      since: formatDay(each.since),
      due: each.due === null ? null : formatDay(each.due),
    })),
  });
}

/** A memorandum that is due for renewal, or soon is. */
export interface RenewalDue {
  readonly application: string;
  readonly county: string;
  readonly organisation: string;
  readonly to: string;
  readonly noticed: string | null;
  /** Findings that are not cleared: they stand in the way. */
  readonly outstanding: readonly string[];
  /** The application that renews it; null while none does. */
  readonly renewedBy: string | null;
}

/** Memoranda in force whose notice is due or done, by their last day; of applications that somebody may read. */
export async function renewalsDue(
  house: Acts,
  { on }: OnDay,
  actor: RightsActor,
  clock: () => Instant,
): Promise<Answer<{ readonly on: string; readonly renewals: readonly RenewalDue[] }>> {
  const { state, acts, byApplication, on: day } = await processOn(house, on, clock);
  const tracked = trackedOn(byApplication, acts, day);
  const renewals = tracked.flatMap(({ shown, steps }): readonly RenewalDue[] => {
    const application = state.applications.get(shown.application);
    if (application === undefined || readsAs(state, actor, application, day) === null) return [];
    const isBegun = shown.goals.some(({ goal }) => goal === 'renewal-notice');
    if (!isBegun || shown.mou === null || ENDED.has(shown.state)) return [];
    const renewal = [...state.applications.values()].findLast(
      (each) => each.renews === shown.application && !NO_RENEWAL.has(each.state),
    );
    const open = shown.findings.filter((each) => each.state !== 'cleared');
    return [
      {
        application: shown.application,
        county: shown.county,
        organisation: shown.organisation,
        to: shown.mou.to,
        noticed: steps.RenewalNoticed ?? null,
        outstanding: open.map(({ finding }) => finding),
        renewedBy: renewal?.application ?? null,
      },
    ];
  });
  const inOrder = renewals.toSorted((one, other) => (one.to < other.to ? -1 : 1));
  return done({ on: formatDay(day), renewals: inOrder });
}

const ENDED: ReadonlySet<string> = new Set(['rejected', 'withdrawn', 'ended', 'expired']);
const NO_RENEWAL: ReadonlySet<string> = new Set(['rejected', 'withdrawn']);
