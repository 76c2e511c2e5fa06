import type { MonthWindow } from '../month-window.js';
import type { Status } from '../columns/codes.js';
import type { CaseFold } from './case-fold.js';
import type { CaseMonth } from './case-month.js';
import { isMember, memberPosition, memberWhileOpen } from './members.js';
import type { Member } from './members.js';

/**
 * What one case means for one child at a month's end, as bits: the bits of all its cases together
 * (or-ed) answer every question that the child lines ask about a child's cases (rules.md 6).
 */
export const LINK = {
  /** A member at M-end of an open case. */
  open: 1,
  openAtIssue: 1 << 1,
  openGoodCause: 1 << 2,
  openNotResponding: 1 << 3,
  /** Named by private coverage in FFY-to-date on an open case that is not responding. */
  privatelyCovered: 1 << 4,
  /** Status of an open case at issue: `openAtIssueStatus << status`. */
  openAtIssueStatus: 1 << 5,
  /** A member, on a day of FFY-to-date on which the case was open, of a case in FFY. */
  ffy: 1 << 8,
  ffyAtIssue: 1 << 9,
  ffyGoodCause: 1 << 10,
  /** Status of an FFY case: `ffyStatus << status`. */
  ffyStatus: 1 << 11,
} as const;
/** How many bits there are: `ffyStatus` has three. */
export const LINK_BITS = 14;

/** The bits of one case for one of its members. */
export function linkBits(
  fold: CaseFold,
  c: CaseMonth,
  member: Member,
  window: MonthWindow,
): number {
  return memberBits(fold, openBits(c), ffyBits(c), member, window);
}

/** What a case means for every child that is a member of it at M-end. */
export function openBits(c: CaseMonth): number {
  if (!c.isOpen) return 0;
  let bits: number = LINK.open;
  if (c.isNcpNotMother) bits |= LINK.openAtIssue | (LINK.openAtIssueStatus << c.statusCode);
  if (c.hasGoodCause) bits |= LINK.openGoodCause;
  if (!c.isResponding) bits |= LINK.openNotResponding;
  return bits;
}

/** What it means for every child that was a member on a day of FFY-to-date on which it was open. */
export function ffyBits(c: CaseMonth): number {
  if (!c.isInFfy) return 0;
  let bits = LINK.ffy | (LINK.ffyStatus << c.statusCode);
  if (c.isNcpNotMother) bits |= LINK.ffyAtIssue;
  if (c.hasGoodCause) bits |= LINK.ffyGoodCause;
  return bits;
}

/**
 * The bits of one case for one of its members.
 *
 * @param open - the case's `openBits`
 * @param ffy - the case's `ffyBits`
 */
export function memberBits(
  fold: CaseFold,
  open: number,
  ffy: number,
  member: Member,
  { ffyStart, lastDay }: MonthWindow,
): number {
  let bits = 0;
  if (open !== 0 && isMember(member)) {
    bits |= open;
    const isAsked = (open & LINK.openNotResponding) !== 0;
    if (isAsked && fold.medical.isPrivatelyCovered(member.child, ffyStart, lastDay)) {
      bits |= LINK.privatelyCovered;
    }
  }
  if (ffy !== 0 && memberWhileOpen(member, fold.standing.openSpans, ffyStart) !== 0) bits |= ffy;
  return bits;
}

/** The first of current, former, never among statuses given as bits from `shift` on. */
export function firstStatus(bits: number, base: number): Status | null {
  if ((bits & base) !== 0) return 0;
  if ((bits & (base << 1)) !== 0) return 1;
  return (bits & (base << 2)) !== 0 ? 2 : null;
}

/** One case of a child with the records behind each bit; for trails and explanations. */
export interface TracedLink {
  readonly caseSubject: number;
  readonly bits: number;
  readonly membership: number;
  readonly standing: readonly number[];
  readonly ncp: number;
  readonly goodCause: number;
  readonly status: number;
  readonly coverage: readonly number[];
  readonly received: readonly number[];
  /** Earliest opening if the child was a member for a day, Infinity if not or unknown. */
  readonly firstOpening: number;
  readonly firstOpeningPosition: number;
}

/** The link of a member with its records. */
export function traceLink(
  caseSubject: number,
  fold: CaseFold,
  c: CaseMonth,
  member: Member,
  window: MonthWindow,
): TracedLink {
  const { standing, medical, lookAhead } = fold;
  const whileOpen = memberWhileOpen(member, standing.openSpans, window.ffyStart);
  return {
    caseSubject,
    bits: linkBits(fold, c, member, window),
    membership: whileOpen === 0 ? memberPosition(member) : whileOpen,
    standing: [standing.standingPosition],
    ncp: standing.ncpPosition,
    goodCause: standing.goodCausePosition,
    status: standing.statusPosition,
    coverage: medical.privateCoverageOf(member.child, window.ffyStart, window.lastDay),
    received: lookAhead.received.all
      .filter((span) => span.start <= window.lastDay)
      .map((span) => span.startPosition),
    firstOpening: member.stays.length > 0 ? standing.firstOpening : Infinity,
    firstOpeningPosition: standing.firstOpeningPosition,
  };
}
