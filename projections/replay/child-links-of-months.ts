import type { CaseFold } from '../case/case-fold.js';
import type { CaseMonth } from '../case/case-month.js';
import { ffyBits, memberBits, openBits, traceLink } from '../case/child-links.js';
import type { TracedLink } from '../case/child-links.js';
import type { MonthWindow } from '../month-window.js';

/** No case is opened on this day. */
const AFTER_ALL_DAYS = 2 ** 30;

/**
 * What the cases of each child mean for it, month by month. The cases are folded first and leave
 * their bits here; the children read them. With `isTraced` every link is kept with its records.
 */
export class ChildLinks {
  // By child and then by month: the months of one child stand side by side, as they are written and read.
  private readonly bits: Uint16Array;
  private readonly firstOpening: Int32Array;
  private readonly traced = new Map<string, TracedLink[]>();

  constructor(
    private readonly windows: readonly MonthWindow[],
    private readonly subjectCount: number,
    private readonly isTraced = false,
  ) {
    this.bits = new Uint16Array(windows.length * subjectCount);
    this.firstOpening = new Int32Array(windows.length * subjectCount).fill(AFTER_ALL_DAYS);
  }

  /** Notes a case at a month's end for each child that it ever had. */
  note(monthIndex: number, caseSubject: number, c: CaseMonth, fold: CaseFold): void {
    const window = this.windows[monthIndex]!;
    const { firstOpening } = fold.standing;
    const open = openBits(c);
    const ffy = ffyBits(c);
    for (const member of fold.members.all) {
      // A view of some subjects may hold a case and not all of its children.
      if (member.child >= this.subjectCount) continue;
      const at = this.placeOf(monthIndex, member.child);
      this.bits[at]! |= memberBits(fold, open, ffy, member, window);
      if (member.stays.length > 0 && firstOpening < this.firstOpening[at]!) {
        this.firstOpening[at] = firstOpening;
      }
      if (this.isTraced) this.keep(monthIndex, caseSubject, c, fold, member);
    }
  }

  bitsOf(monthIndex: number, child: number): number {
    return this.bits[this.placeOf(monthIndex, child)]!;
  }

  /** The earliest first opening among its cases; Infinity while none is known. */
  firstOpeningOf(monthIndex: number, child: number): number {
    const day = this.firstOpening[this.placeOf(monthIndex, child)]!;
    return day === AFTER_ALL_DAYS ? Infinity : day;
  }

  private placeOf(monthIndex: number, child: number): number {
    return child * this.windows.length + monthIndex;
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
