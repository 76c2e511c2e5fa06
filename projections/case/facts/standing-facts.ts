import type { Day } from '../../../events/values/day.js';
import {
  NEVER,
  PROGRAM_CALWORKS,
  PROGRAM_MEDI_CAL_ONLY,
  STATUS_NAMES,
} from '../../columns/codes.js';
import type { Status } from '../../columns/codes.js';
import { inWords } from '../../facts/in-words.js';
import type { MonthWindow } from '../../month-window.js';
import type { CaseFold } from '../case-fold.js';

const STANDING = 'openings, closings, transfers and findings on jurisdiction';
const PROGRAM = 'openings and changes of the assistance program';

/** What a case is at a month's end: open or not, whose, and with which assistance. */
export class StandingFacts {
  protected readonly firstDay: Day;
  protected readonly lastDay: Day;
  protected readonly ffyStart: Day;

  /** @param fold - advanced to the window's month */
  constructor(
    protected readonly fold: CaseFold,
    window: MonthWindow,
  ) {
    this.firstDay = window.firstDay;
    this.lastDay = window.lastDay;
    this.ffyStart = window.ffyStart;
  }

  /** Open at M-end and not of the two excluded kinds (rules.md 3). */
  @inWords({
    title: 'Open at the end of the month',
    sentence: 'The case is open at the end of the month and of this county.',
    otherwise: 'The case is not open at the end of the month, or the county has no jurisdiction.',
    source: { line: '1', law: '45 CFR 303.11', records: STANDING },
  })
  get isOpen(): boolean {
    return this.fold.standing.isOpen && !this.fold.standing.lacksJurisdiction;
  }

  @inWords({
    title: 'Open without jurisdiction',
    sentence: 'The case is open, and the county has no jurisdiction over it.',
    otherwise: 'The case is not open without jurisdiction.',
    source: { line: '3', law: null, records: STANDING },
  })
  get isOpenWithoutJurisdiction(): boolean {
    return this.fold.standing.isOpen && this.fold.standing.lacksJurisdiction;
  }

  /** Not without jurisdiction and not transferred out at M-end. */
  @inWords({
    title: 'Of this county',
    sentence: 'The case was not transferred out, and the county has jurisdiction.',
    otherwise: 'The case was transferred out, or the county has no jurisdiction.',
    source: { line: '46', law: null, records: STANDING },
  })
  get isOfThisCounty(): boolean {
    return !this.fold.standing.lacksJurisdiction && !this.fold.standing.isTransferredOut;
  }

  /** Open on a day of FFY-to-date, and of this county. */
  @inWords({
    title: 'Open during the fiscal year',
    sentence: 'The case was open on a day of the federal fiscal year so far and is of this county.',
    otherwise:
      'The case was not open in the federal fiscal year so far, or is not of this county any more.',
    source: { line: '18', law: null, records: STANDING },
  })
  get isInFfy(): boolean {
    return this.fold.standing.wasOpenSince(this.ffyStart) && this.isOfThisCounty;
  }

  /** As `isInFfy`, transferred-out cases included (rules.md 5). */
  @inWords({
    title: 'Open during the fiscal year, for dollars',
    sentence:
      'The case was open on a day of the federal fiscal year so far, even if it was transferred out since.',
    otherwise:
      'The case was not open in the federal fiscal year so far, or is without jurisdiction.',
    source: { line: '24', law: null, records: STANDING },
  })
  get isInFfyForDollars(): boolean {
    return this.fold.standing.wasOpenSince(this.ffyStart) && !this.fold.standing.lacksJurisdiction;
  }

  get statusCode(): Status {
    return this.fold.standing.status;
  }

  @inWords({
    title: 'Assistance status',
    sentence: 'Whether the case has, had or never had assistance says which column it is in.',
    otherwise: null,
    source: { line: '1', law: null, records: PROGRAM },
  })
  get status(): (typeof STATUS_NAMES)[number] {
    return STATUS_NAMES[this.fold.standing.status];
  }

  @inWords({
    title: 'Medi-Cal only',
    sentence: 'The case never had cash assistance, and its program is Medi-Cal only.',
    otherwise: 'The case is not one of Medi-Cal only.',
    source: { line: '1c', law: '45 CFR 302.33', records: PROGRAM },
  })
  get isMediCalOnly(): boolean {
    const { standing } = this.fold;
    return standing.program === PROGRAM_MEDI_CAL_ONLY && standing.status === NEVER;
  }

  @inWords({
    title: 'On CalWORKs',
    sentence: 'The program of the case is CalWORKs.',
    otherwise: 'The program of the case is not CalWORKs.',
    source: { line: '38', law: null, records: PROGRAM },
  })
  get isOnCalworks(): boolean {
    return this.fold.standing.program === PROGRAM_CALWORKS;
  }

  @inWords({
    title: 'Not cooperating',
    sentence: 'The custodial party was found not to cooperate, and that stands.',
    otherwise: 'No finding stands that the custodial party does not cooperate.',
    source: { line: '38', law: '45 CFR 302.31', records: 'findings on cooperation' },
  })
  get isNonCooperating(): boolean {
    return this.fold.standing.isNonCooperating;
  }

  @inWords({
    title: 'Good cause during the fiscal year',
    isThing: true,
    sentence: 'Good cause not to cooperate held on a day of the federal fiscal year so far.',
    otherwise: 'Good cause not to cooperate held on no day of the federal fiscal year so far.',
    source: { line: '39', law: '45 CFR 302.31', records: 'findings on good cause' },
  })
  get hadGoodCauseInFfy(): boolean {
    return this.fold.standing.hadGoodCauseSince(this.ffyStart);
  }

  /** Good cause at M-end, or at the closing of a closed case (for its children). */
  get hasGoodCause(): boolean {
    return this.fold.standing.hasGoodCause;
  }

  /** An NCP who is not known to be the mother: paternity is at issue for the children. */
  get isNcpNotMother(): boolean {
    return this.fold.standing.isNcpNotMother;
  }
}
