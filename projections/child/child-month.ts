import { LINK, LINK_BITS, firstStatus } from '../case/child-links.js';
import { NEVER } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import { inWords } from '../facts/in-words.js';
import type { MonthWindow } from '../month-window.js';
import type { ChildFold } from './child-fold.js';

const PATERNITY = '45 CFR 303.5';
const EXCLUDED = 'section 452(g) of the Act';
const CASES = 'the child’s memberships, and openings and closings of its cases';
const PARTIES = 'the noncustodial parents of the child’s cases';
const ESTABLISHMENTS = 'establishments of paternity, and orders that vacate one';
const STATUS = 'assistance programs of the child’s cases';

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
  @inWords({
    title: 'Young enough to count',
    sentence: 'The 18th birthday of the child is not before the federal fiscal year.',
    otherwise: 'The 18th birthday of the child was before the federal fiscal year.',
    source: { line: '4', law: null, records: 'the registration of the child' },
  })
  get countsByAge(): boolean {
    return this.fold.comesOfAgeOn >= this.window.ffyStart;
  }

  @inWords({
    title: 'In an open case',
    sentence: 'The child is in a case that is open at the end of the month.',
    otherwise: 'The child is in no case that is open at the end of the month.',
    source: { line: '4', law: null, records: CASES },
  })
  get hasOpenCase(): boolean {
    return this.has(LINK.open);
  }

  @inWords({
    title: 'In a case open during the fiscal year',
    sentence: 'The child was in a case while it was open in the federal fiscal year so far.',
    otherwise: 'The child was in no case while it was open in the federal fiscal year so far.',
    source: { line: '6', law: null, records: CASES },
  })
  get hasFfyCase(): boolean {
    return this.has(LINK.ffy);
  }

  @inWords({
    title: 'Born out of wedlock',
    sentence: 'The child was born out of wedlock.',
    otherwise: 'The child was not born out of wedlock.',
    source: { line: '5', law: PATERNITY, records: 'the registration of the child' },
  })
  get isBornOutOfWedlock(): boolean {
    return this.fold.isBornOutOfWedlock;
  }

  @inWords({
    title: 'Paternity at issue in an open case',
    isThing: true,
    sentence:
      'Paternity is at issue: in an open case the noncustodial parent is not known to be the mother.',
    otherwise: 'Paternity is not at issue in an open case: the noncustodial parent is the mother.',
    source: { line: '5', law: PATERNITY, records: PARTIES },
  })
  get isAtIssueInOpenCases(): boolean {
    return this.has(LINK.openAtIssue);
  }

  @inWords({
    title: 'Paternity at issue in a case of the fiscal year',
    isThing: true,
    sentence:
      'Paternity is at issue: in a case of the fiscal year the noncustodial parent is not known to be the mother.',
    otherwise:
      'Paternity is not at issue in a case of the fiscal year: the noncustodial parent is the mother.',
    source: { line: '6', law: PATERNITY, records: PARTIES },
  })
  get isAtIssueInFfyCases(): boolean {
    return this.has(LINK.ffyAtIssue);
  }

  @inWords({
    title: 'Paternity established',
    isThing: true,
    sentence: 'Paternity is established or acknowledged, and stands.',
    otherwise: 'Paternity is not established, or was vacated.',
    source: { line: '6', law: PATERNITY, records: ESTABLISHMENTS },
  })
  get isEstablished(): boolean {
    return this.fold.isEstablished;
  }

  /** Section 452(g): by a parent's death, or by good cause in an open case. */
  @inWords({
    title: 'Left out by law',
    sentence:
      'The law leaves the child out: by a parent’s death, or by good cause in an open case.',
    otherwise:
      'The law does not leave the child out, by a parent’s death or good cause in an open case.',
    source: { line: '5', law: EXCLUDED, records: 'deaths and findings on good cause' },
  })
  get isExcluded(): boolean {
    return this.isDependentByDeath || this.has(LINK.openGoodCause);
  }

  /** The same for Line 6: good cause in an FFY case, at M-end or at its closing. */
  @inWords({
    title: 'Left out by law in the fiscal year',
    sentence:
      'The law leaves the child out: by a parent’s death, or by good cause in a case of the fiscal year.',
    otherwise:
      'The law does not leave the child out, by a parent’s death or good cause in a case of the fiscal year.',
    source: {
      line: '6',
      law: EXCLUDED,
      records: 'deaths and findings on good cause, of the fiscal year',
    },
  })
  get isExcludedInFfy(): boolean {
    return this.isDependentByDeath || this.has(LINK.ffyGoodCause);
  }

  @inWords({
    title: 'Established in court during the fiscal year',
    sentence: 'This county had paternity established in court in the federal fiscal year so far.',
    otherwise:
      'This county did not have paternity established in court in the federal fiscal year so far.',
    source: { line: '16', law: PATERNITY, records: ESTABLISHMENTS },
  })
  get wasEstablishedJudiciallyInFfy(): boolean {
    return (
      this.fold.judicialByCountyPosition !== 0 &&
      this.fold.judicialByCountyOn >= this.window.ffyStart
    );
  }

  @inWords({
    title: 'Established by declaration',
    sentence: 'Paternity was established by a declaration of the Paternity Opportunity Program.',
    otherwise:
      'Paternity was not established by a declaration of the Paternity Opportunity Program.',
    source: { line: '16', law: PATERNITY, records: ESTABLISHMENTS },
  })
  get hasPopEstablishment(): boolean {
    return this.fold.popPosition !== 0;
  }

  @inWords({
    title: 'Established before the first opening',
    sentence: 'Paternity was established before any case of the child was opened.',
    otherwise: 'Paternity was not established before a case of the child was opened.',
    source: {
      line: '16',
      law: PATERNITY,
      records: 'establishments of paternity, and first openings',
    },
  })
  get wasEstablishedBeforeFirstOpening(): boolean {
    return this.firstOpening !== Infinity && this.fold.firstEstablishedOn < this.firstOpening;
  }

  @inWords({
    title: 'Eligible for Medi-Cal',
    sentence: 'The child is eligible for Medi-Cal at the end of the month.',
    otherwise: 'The child is not eligible for Medi-Cal at the end of the month.',
    source: { line: '33', law: null, records: 'starts and ends of Medi-Cal eligibility' },
  })
  get isMediCalEligible(): boolean {
    return this.fold.isMediCalEligible;
  }

  @inWords({
    title: 'In an open case of our own',
    sentence: 'The child is in an open case that answers no other jurisdiction’s referral.',
    otherwise:
      'The child is in no open case that is not an answer to another jurisdiction’s referral.',
    source: {
      line: '33',
      law: null,
      records: 'the child’s memberships, openings and referrals received',
    },
  })
  get hasOpenCaseNotResponding(): boolean {
    return this.has(LINK.openNotResponding);
  }

  @inWords({
    title: 'Private coverage of the child',
    isThing: true,
    sentence:
      'Private health coverage was in force for the child in the federal fiscal year so far.',
    otherwise:
      'No private health coverage was in force for the child in the federal fiscal year so far.',
    source: { line: '34', law: '45 CFR 303.31', records: 'health coverage that names the child' },
  })
  get isPrivatelyCoveredInFfy(): boolean {
    return this.has(LINK.privatelyCovered);
  }

  /** Column of Line 13: asked only of a child that has such a case. */
  @inWords({
    title: 'Assistance status of the open case',
    sentence:
      'The first of current, former and never among the open cases at issue says which column it is in.',
    otherwise: null,
    source: { line: '13', law: null, records: STATUS },
  })
  get statusAtIssueInOpenCases(): Status {
    return firstStatus(this.links, LINK.openAtIssueStatus) ?? NEVER;
  }

  /** Column of Line 16: asked only of a child that has an FFY case. */
  @inWords({
    title: 'Assistance status of the case',
    sentence:
      'The first of current, former and never among the cases of the fiscal year says which column it is in.',
    otherwise: null,
    source: { line: '16', law: null, records: STATUS },
  })
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
