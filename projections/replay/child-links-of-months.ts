import type { CaseFold } from '../case/case-fold.js';
import type { CaseMonth } from '../case/case-month.js';
import { linkBits, traceLink } from '../case/child-links.js';
import type { TracedLink } from '../case/child-links.js';
import type { MonthWindow } from '../month-window.js';

/**
 * What the cases of each child mean for it, month by month. The cases are folded first and leave
 * their bits here; the children read them. With `isTraced` every link is kept with its records.
 */
export class ChildLinks {
  private readonly bits: Uint16Array;
  private readonly firstOpening: Float64Array;
  private readonly traced = new Map<string, TracedLink[]>();

  constructor(
    private readonly windows: readonly MonthWindow[],
    private readonly subjectCount: number,
    private readonly isTraced = false,
  ) {
    this.bits = new Uint16Array(windows.length * subjectCount);
    this.firstOpening = new Float64Array(windows.length * subjectCount).fill(Infinity);
  }

  /** Notes a case at a month's end for each child that it ever had. */
  note(monthIndex: number, caseSubject: number, c: CaseMonth, fold: CaseFold): void {
    const window = this.windows[monthIndex]!;
    for (const member of fold.members.all) {
      // A view of some subjects may hold a case and not all of its children.
      if (member.child >= this.subjectCount) continue;
      const at = monthIndex * this.subjectCount + member.child;
      this.bits[at]! |= linkBits(fold, c, member, window);
      if (member.stays.length > 0) {
        this.firstOpening[at] = Math.min(this.firstOpening[at]!, fold.standing.firstOpening);
      }
      if (this.isTraced) this.keep(monthIndex, caseSubject, c, fold, member);
    }
  }

  bitsOf(monthIndex: number, child: number): number {
    return this.bits[monthIndex * this.subjectCount + child]!;
  }

  firstOpeningOf(monthIndex: number, child: number): number {
    return this.firstOpening[monthIndex * this.subjectCount + child]!;
  }

  /** The links of a child with their records, in order of case subject; traced replays only. */
  tracedOf(monthIndex: number, child: number): readonly TracedLink[] {
    return this.traced.get(key(monthIndex, child)) ?? [];
  }

  private keep(
    monthIndex: number,
    caseSubject: number,
    c: CaseMonth,
    fold: CaseFold,
    member: CaseFold['members']['all'][number],
  ): void {
    const link = traceLink(caseSubject, fold, c, member, this.windows[monthIndex]!);
    const known = this.traced.get(key(monthIndex, member.child));
    if (known === undefined) this.traced.set(key(monthIndex, member.child), [link]);
    else known.push(link);
  }
}

function key(monthIndex: number, child: number): string {
  return `${String(monthIndex)}:${String(child)}`;
}
