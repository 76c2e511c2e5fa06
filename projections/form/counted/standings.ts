import { NO_PLAN } from './line-plans.js';

/** Where a subject stands at the end of a month: its plan (see `LinePlans`), and where its amounts are. */
export interface SubjectStanding {
  readonly plan: number;
  readonly amountsFrom: number;
  readonly amountsCount: number;
}

/** On no line. */
export const NOWHERE: SubjectStanding = { plan: NO_PLAN, amountsFrom: 0, amountsCount: 0 };

/** By subject number: where it stands. */
export class Standings {
  readonly plan: Uint32Array;
  readonly amountsFrom: Uint32Array;
  readonly amountsCount: Uint16Array;

  constructor(subjectCount: number) {
    this.plan = new Uint32Array(subjectCount);
    this.amountsFrom = new Uint32Array(subjectCount);
    this.amountsCount = new Uint16Array(subjectCount);
  }

  get bytes(): number {
    return this.plan.byteLength + this.amountsFrom.byteLength + this.amountsCount.byteLength;
  }

  set(subject: number, { plan, amountsFrom, amountsCount }: SubjectStanding): void {
    this.plan[subject] = plan;
    this.amountsFrom[subject] = amountsFrom;
    this.amountsCount[subject] = amountsCount;
  }
}
