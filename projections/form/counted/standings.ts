import { NO_PLAN } from './line-plans.js';

/** Where a subject stands at the end of a month: its plan (see `LinePlans`), and where its amounts are. */
export interface SubjectStanding {
  readonly plan: number;
  readonly amountsFrom: number;
  readonly amountsCount: number;
}

/** Of so few that are written anew a copy has a map, however few there are besides. */
const WRITTEN_ANEW_MAX = 64;

/** Where one in so many is written anew, the map of them takes as long to copy as columns of all. */
const SUBJECTS_OF_WRITTEN_ANEW = 32;

/** Whether a copy had better have all of `count` for itself than a map of those written anew, so many. */
export function areManyAnew(anew: number, count: number): boolean {
  return anew > Math.max(WRITTEN_ANEW_MAX, count / SUBJECTS_OF_WRITTEN_ANEW);
}

/** On no line. */
export const NOWHERE: SubjectStanding = { plan: NO_PLAN, amountsFrom: 0, amountsCount: 0 };

/** By subject number: where it stands. */
export class Standings {
  readonly plan: Uint32Array;
  readonly amountsFrom: Uint32Array;
  readonly amountsCount: Uint16Array;
  /** What all cells come to, once somebody has added them up; null where somebody was set since. */
  cells: Float64Array | null = null;

  constructor(subjectCount: number) {
    this.plan = new Uint32Array(subjectCount);
    this.amountsFrom = new Uint32Array(subjectCount);
    this.amountsCount = new Uint16Array(subjectCount);
  }

  get bytes(): number {
    return this.plan.byteLength + this.amountsFrom.byteLength + this.amountsCount.byteLength;
  }

  of(subject: number): SubjectStanding {
    return {
      plan: this.plan[subject] ?? NO_PLAN,
      amountsFrom: this.amountsFrom[subject] ?? 0,
      amountsCount: this.amountsCount[subject] ?? 0,
    };
  }

  set(subject: number, { plan, amountsFrom, amountsCount }: SubjectStanding): void {
    this.cells = null;
    this.plan[subject] = plan;
    this.amountsFrom[subject] = amountsFrom;
    this.amountsCount[subject] = amountsCount;
  }
}
