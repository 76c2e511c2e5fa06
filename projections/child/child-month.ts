import { LINK, LINK_BITS, firstStatus } from '../case/child-links.js';
import { NEVER } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { MonthWindow } from '../month-window.js';
import type { ChildFold } from './child-fold.js';

/**
 * The facts of one child at the end of one month, as rules.md 6 names them: from the child's own
 * records and from what its cases mean for it.
 */
export class ChildMonth {
  /**
   * @param fold - the child's records up to M-end
   * @param links - the bits of its cases together, see `LINK`
   * @param firstOpening - earliest first opening among the cases that it was a member of for a day
   */
  constructor(
    private readonly fold: ChildFold,
    private readonly links: number,
    private readonly firstOpening: number,
    private readonly window: MonthWindow,
  ) {}

  /** All that the facts rest on as one number: children with equal keys have equal facts. */
  get key(): number {
    return this.links | (this.ownFlags << LINK_BITS);
  }

  /** Its 18th birthday is on or after the first day of the FFY. */
  get countsByAge(): boolean {
    return this.fold.comesOfAgeOn >= this.window.ffyStart;
  }

  get hasOpenCase(): boolean {
    return this.has(LINK.open);
  }

  get hasFfyCase(): boolean {
    return this.has(LINK.ffy);
  }

  get isBornOutOfWedlock(): boolean {
    return this.fold.isBornOutOfWedlock;
  }

  get isAtIssueInOpenCases(): boolean {
    return this.has(LINK.openAtIssue);
  }

  get isAtIssueInFfyCases(): boolean {
    return this.has(LINK.ffyAtIssue);
  }

  get isEstablished(): boolean {
    return this.fold.isEstablished;
  }

  /** Section 452(g): by a parent's death, or by good cause in an open case. */
  get isExcluded(): boolean {
    return this.isDependentByDeath || this.has(LINK.openGoodCause);
  }

  /** The same for Line 6: good cause in an FFY case, at M-end or at its closing. */
  get isExcludedInFfy(): boolean {
    return this.isDependentByDeath || this.has(LINK.ffyGoodCause);
  }

  get wasEstablishedJudiciallyInFfy(): boolean {
    return (
      this.fold.judicialByCountyPosition !== 0 &&
      this.fold.judicialByCountyOn >= this.window.ffyStart
    );
  }

  get hasPopEstablishment(): boolean {
    return this.fold.popPosition !== 0;
  }

  get wasEstablishedBeforeFirstOpening(): boolean {
    return this.firstOpening !== Infinity && this.fold.firstEstablishedOn < this.firstOpening;
  }

  get isMediCalEligible(): boolean {
    return this.fold.isMediCalEligible;
  }

  get hasOpenCaseNotResponding(): boolean {
    return this.has(LINK.openNotResponding);
  }

  get isPrivatelyCoveredInFfy(): boolean {
    return this.has(LINK.privatelyCovered);
  }

  /** Column of Line 13: asked only of a child that has such a case. */
  get statusAtIssueInOpenCases(): Status {
    return firstStatus(this.links, LINK.openAtIssueStatus) ?? NEVER;
  }

  /** Column of Line 16: asked only of a child that has an FFY case. */
  get statusInFfyCases(): Status {
    return firstStatus(this.links, LINK.ffyStatus) ?? NEVER;
  }

  private get ownFlags(): number {
    return (
      (this.countsByAge ? 1 : 0) |
      (this.isBornOutOfWedlock ? 1 << 1 : 0) |
      (this.isEstablished ? 1 << 2 : 0) |
      (this.fold.deathPosition === 0 ? 0 : 1 << 3) |
      (this.wasEstablishedJudiciallyInFfy ? 1 << 4 : 0) |
      (this.hasPopEstablishment ? 1 << 5 : 0) |
      (this.wasEstablishedBeforeFirstOpening ? 1 << 6 : 0) |
      (this.isMediCalEligible ? 1 << 7 : 0)
    );
  }

  /** A child born in wedlock, or with paternity established, has its paternity resolved. */
  private get isDependentByDeath(): boolean {
    return (
      this.fold.deathPosition !== 0 && this.fold.isBornOutOfWedlock && !this.fold.isEstablished
    );
  }

  private has(bit: number): boolean {
    return (this.links & bit) !== 0;
  }
}

/** The names of the facts: what a predicate can look at. */
export type ChildFact = Exclude<keyof ChildMonth, 'key'>;
