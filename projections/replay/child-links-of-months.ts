import type { CaseFold } from '../case/case-fold.js';
import type { CaseMonth } from '../case/case-month.js';
import { ffyBits, memberBits, openBits, traceLink } from '../case/child-links.js';
import type { TracedLink } from '../case/child-links.js';
import type { MonthWindow } from '../month-window.js';

/** No case is opened on this day. */
const AFTER_ALL_DAYS = 2 ** 30;

/** The memory of links that several threads write: see `sharedLinks`. */
export interface SharedLinks {
  readonly bits: SharedArrayBuffer;
  readonly firstOpening: SharedArrayBuffer;
}

/** Links of no case yet, for so many months and subjects. */
export function sharedLinks(monthCount: number, subjectCount: number): SharedLinks {
  const count = monthCount * subjectCount;
  const bits = new SharedArrayBuffer(count * Uint16Array.BYTES_PER_ELEMENT);
  const firstOpening = new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(firstOpening).fill(AFTER_ALL_DAYS);
  return { bits, firstOpening };
}

/**
 * What the cases of each child mean for it, month by month. The cases are folded first and leave
 * their bits here; the children read them. With `isTraced` every link is kept with its records. With `shared` several
 * threads fold the cases, each its own: bits are put together and the earliest day stays, in whatever order they come.
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
    private readonly shared: SharedLinks | null = null,
    /** By child, its place; without it every subject has one, its number. */
    private readonly places: ReadonlyMap<number, number> | null = null,
  ) {
    const count = windows.length * (places?.size ?? subjectCount);
    this.bits = shared === null ? new Uint16Array(count) : new Uint16Array(shared.bits);
    this.firstOpening =
      shared === null
        ? new Int32Array(count).fill(AFTER_ALL_DAYS)
        : new Int32Array(shared.firstOpening);
  }

  /** Links of some children alone: those of others are passed over. Its memory is that of so many. */
  static ofChildren(windows: readonly MonthWindow[], children: Iterable<number>): ChildLinks {
    const places = new Map<number, number>();
    for (const child of children) places.set(child, places.size);
    return new ChildLinks(windows, 0, false, null, places);
  }

  /** Notes a case at a month's end for each child that it ever had. */
  note(monthIndex: number, caseSubject: number, c: CaseMonth, fold: CaseFold): void {
    const window = this.windows[monthIndex]!;
    const { firstOpening } = fold.standing;
    const open = openBits(c);
    const ffy = ffyBits(c);
    for (const member of fold.members.all) {
      // A view of some subjects may hold a case and not all of its children.
      if (!this.isOf(member.child)) continue;
      const at = this.indexOf(monthIndex, member.child);
      const bits = memberBits(fold, open, ffy, member, window);
      const day = member.stays.length > 0 ? firstOpening : AFTER_ALL_DAYS;
      if (this.shared === null) this.add(at, bits, day);
      else this.addTogether(at, bits, day);
      if (this.isTraced) this.keep(monthIndex, caseSubject, c, fold, member);
    }
  }

  bitsOf(monthIndex: number, child: number): number {
    return this.bits[this.indexOf(monthIndex, child)] ?? 0;
  }

  /** The earliest first opening among its cases; Infinity while none is known. */
  firstOpeningOf(monthIndex: number, child: number): number {
    const day = this.firstOpening[this.indexOf(monthIndex, child)] ?? AFTER_ALL_DAYS;
    return day === AFTER_ALL_DAYS ? Infinity : day;
  }

  private add(at: number, bits: number, day: number): void {
    this.bits[at]! |= bits;
    if (day < this.firstOpening[at]!) this.firstOpening[at] = day;
  }

  /** The same while other threads add to the same child. */
  private addTogether(at: number, bits: number, day: number): void {
    Atomics.or(this.bits, at, bits);
    let known = Atomics.load(this.firstOpening, at);
    while (day < known) {
      const found = Atomics.compareExchange(this.firstOpening, at, known, day);
      if (found === known) return;
      known = found;
    }
  }

  private isOf(child: number): boolean {
    return this.places === null ? child < this.subjectCount : this.places.has(child);
  }

  /** The view may hold children of which nothing is asked: they have no links. */
  private indexOf(monthIndex: number, child: number): number {
    const place = this.places === null ? child : (this.places.get(child) ?? -1);
    return place * this.windows.length + monthIndex;
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
