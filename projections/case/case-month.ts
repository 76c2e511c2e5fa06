import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Day } from '../../events/values/day.js';
import {
  NEVER,
  PROGRAM_CALWORKS,
  PROGRAM_MEDI_CAL_ONLY,
  STATUS_NAMES,
  TO_COUNTRY,
  TO_STATE,
  TO_TRIBE,
} from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { MonthWindow } from '../month-window.js';
import type { CaseFold } from './case-fold.js';
import type { CentsByStatus } from './money.js';
import type { CountedEstablishment } from './orders.js';
import { someInForceAt, someInForceDuring, someOfKindInForceAt } from './spans.js';

/**
 * The facts of one case at the end of one month, as rules.md names them. Each is defined once,
 * here; the lines of the form are short predicates and sums over them. Names that end in `InFfy`
 * speak of FFY-to-date, names that end in `InMonth` of the report month, the rest of M-end.
 */
export class CaseMonth {
  private readonly firstDay: Day;
  private readonly lastDay: Day;
  private readonly ffyStart: Day;

  /** @param fold - advanced to the window's month */
  constructor(
    private readonly fold: CaseFold,
    window: MonthWindow,
  ) {
    this.firstDay = window.firstDay;
    this.lastDay = window.lastDay;
    this.ffyStart = window.ffyStart;
  }

  /** Open at M-end and not of the two excluded kinds (rules.md 3). */
  get isOpen(): boolean {
    return this.fold.standing.isOpen && !this.fold.standing.lacksJurisdiction;
  }

  get isOpenWithoutJurisdiction(): boolean {
    return this.fold.standing.isOpen && this.fold.standing.lacksJurisdiction;
  }

  /** Not without jurisdiction and not transferred out at M-end. */
  get isOfThisCounty(): boolean {
    return !this.fold.standing.lacksJurisdiction && !this.fold.standing.isTransferredOut;
  }

  /** Open on a day of FFY-to-date, and of this county. */
  get isInFfy(): boolean {
    return this.fold.standing.wasOpenSince(this.ffyStart) && this.isOfThisCounty;
  }

  /** As `isInFfy`, transferred-out cases included (rules.md 5). */
  get isInFfyForDollars(): boolean {
    return this.fold.standing.wasOpenSince(this.ffyStart) && !this.fold.standing.lacksJurisdiction;
  }

  get statusCode(): Status {
    return this.fold.standing.status;
  }

  get status(): (typeof STATUS_NAMES)[number] {
    return STATUS_NAMES[this.fold.standing.status];
  }

  get isMediCalOnly(): boolean {
    const { standing } = this.fold;
    return standing.program === PROGRAM_MEDI_CAL_ONLY && standing.status === NEVER;
  }

  get isOnCalworks(): boolean {
    return this.fold.standing.program === PROGRAM_CALWORKS;
  }

  get isSentToState(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.sent.all, TO_STATE, this.lastDay);
  }

  get isSentToTribe(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.sent.all, TO_TRIBE, this.lastDay);
  }

  get isSentToCountry(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.sent.all, TO_COUNTRY, this.lastDay);
  }

  /** A referral sent to any jurisdiction is in force. */
  get isInitiating(): boolean {
    return someInForceAt(this.fold.lookAhead.sent.all, this.lastDay);
  }

  get isReceivedFromState(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.received.all, TO_STATE, this.lastDay);
  }

  get isReceivedFromTribe(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.received.all, TO_TRIBE, this.lastDay);
  }

  get isReceivedFromCountry(): boolean {
    return someOfKindInForceAt(this.fold.lookAhead.received.all, TO_COUNTRY, this.lastDay);
  }

  /** A referral received from any jurisdiction is in force. */
  get isResponding(): boolean {
    return this.fold.isRespondingAt(this.lastDay);
  }

  get wasRespondingInFfy(): boolean {
    return someInForceDuring(this.fold.lookAhead.received.all, this.ffyStart, this.lastDay);
  }

  /** Some referral was ever sent or received; spares the questions about each where none was. */
  get hasReferrals(): boolean {
    const { sent, received } = this.fold.lookAhead;
    return sent.all.length > 0 || received.all.length > 0;
  }

  /** Some coverage was ever recorded; spares the questions about each where none was. */
  get hasCoverages(): boolean {
    return this.fold.medical.hasCoverages;
  }

  /** Amounts that are added up exactly at any size; all others are numbers, see `replay`. */
  get hasLargeSums(): boolean {
    return this.fold.money.isLarge;
  }

  get hasOrder(): boolean {
    return this.fold.orders.facts.hasOrder;
  }

  get isZeroCash(): boolean {
    return this.fold.orders.facts.isZeroCash;
  }

  get hasCurrentOrder(): boolean {
    return this.fold.orders.facts.hasCurrentOrder;
  }

  /** Has order, no current one, not zero cash, and arrears due with all adjustments. */
  get isArrearsOnly(): boolean {
    const { hasOrder, hasCurrentOrder, isZeroCash } = this.fold.orders.facts;
    return hasOrder && !hasCurrentOrder && !isZeroCash && this.fold.money.arrearsDue > 0;
  }

  get isMedicalOrdered(): boolean {
    return this.fold.orders.facts.isMedicalOrdered;
  }

  get isHealthInsuranceOrdered(): boolean {
    return this.fold.orders.facts.isHealthInsuranceOrdered;
  }

  get isCashMedicalOrdered(): boolean {
    return this.fold.orders.facts.isCashMedicalOrdered;
  }

  get isInsuranceUnavailable(): boolean {
    return this.fold.medical.isInsuranceUnavailable;
  }

  get hasCoverageAsOrdered(): boolean {
    return this.fold.medical.hasCoverageAsOrderedAt(this.lastDay);
  }

  get hadPrivateCoverageInFfy(): boolean {
    return this.fold.medical.hadPrivateCoverageDuring(this.ffyStart, this.lastDay);
  }

  get hadPublicCoverageInFfy(): boolean {
    return this.fold.medical.hadPublicCoverageDuring(this.ffyStart, this.lastDay);
  }

  get hadCoverageInFfy(): boolean {
    return this.hadPrivateCoverageInFfy || this.hadPublicCoverageInFfy;
  }

  /** A medical allocation or a paid medical bill effective in FFY-to-date. */
  get hadMedicalPaymentInFfy(): boolean {
    return (
      this.fold.activity.medicalAllocation.isSince(this.ffyStart) ||
      this.fold.activity.medicalBill.isSince(this.ffyStart)
    );
  }

  get hasTanfTerminationWithPaymentInFfy(): boolean {
    return this.fold.activity.tanfTerminationWithPayment(this.ffyStart).length > 0;
  }

  get hasEstablishedInFfy(): boolean {
    return (
      this.fold.orders.hasCandidateSince(this.ffyStart) && this.countedEstablishments().length > 0
    );
  }

  get hasEstablishedByDefaultInFfy(): boolean {
    return this.countedEstablishments().some((e) => e.isByDefault);
  }

  get hasEstablishedOnPresumedIncomeInFfy(): boolean {
    return this.countedEstablishments().some((e) => e.isByDefault && e.isPresumedIncome);
  }

  get hasCollectionInFfy(): boolean {
    return this.fold.activity.collection.isSince(this.ffyStart);
  }

  get hasReferralSentInFfy(): boolean {
    return this.fold.activity.referralSent.isSince(this.ffyStart);
  }

  get hasReferralReceivedInFfy(): boolean {
    return this.fold.activity.referralReceived.isSince(this.ffyStart);
  }

  get wasServedInFfy(): boolean {
    return this.fold.activity.served.isSince(this.ffyStart);
  }

  get wasOpenedInMonth(): boolean {
    return this.fold.activity.opened.isSince(this.firstDay);
  }

  get wasClosedInMonth(): boolean {
    return this.fold.activity.closed.isSince(this.firstDay);
  }

  get isNonCooperating(): boolean {
    return this.fold.standing.isNonCooperating;
  }

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

  get hadArrearsInFfy(): boolean {
    return this.fold.money.hadArrearsInFfy;
  }

  get paidArrearsInFfy(): boolean {
    return this.fold.money.paidArrearsInFfy;
  }

  get hadDueInFfy(): boolean {
    return this.fold.money.hadDueInFfy;
  }

  get hadCurrentPaidInFfy(): boolean {
    return this.fold.money.hadCurrentInFfy;
  }

  get dueInFfy(): CentsByStatus {
    return this.fold.money.ffyDue;
  }

  get currentPaidInFfy(): CentsByStatus {
    return this.fold.money.ffyCurrent;
  }

  get arrearsPaidInFfy(): CentsByStatus {
    return this.fold.money.ffyArrears;
  }

  get dueInMonth(): CentsSum {
    return this.fold.money.monthDue;
  }

  get currentPaidInMonth(): CentsSum {
    return this.fold.money.monthCurrent;
  }

  get arrearsPaidInMonth(): CentsSum {
    return this.fold.money.monthArrears;
  }

  get medicalPaidToStateInMonth(): CentsSum {
    return this.fold.money.monthMedicalState;
  }

  /** Arrears due without this FFY's prior-period adjustments (Line 26). */
  get arrearsDue(): CentsSum {
    return this.fold.money.arrearsDueForLine26;
  }

  /** Counted establishments of FFY-to-date (Lines 17, 48, 49). */
  countedEstablishments(): readonly CountedEstablishment[] {
    const { orders, standing } = this.fold;
    if (!orders.hasCandidateSince(this.ffyStart)) return [];
    return orders.countedSince(this.ffyStart, standing.firstOpening);
  }
}

/** The names of the facts: what a predicate can look at. */
export type CaseFact = Exclude<
  keyof CaseMonth,
  'countedEstablishments' | 'statusCode' | 'hasReferrals' | 'hasCoverages' | 'hasLargeSums'
>;
