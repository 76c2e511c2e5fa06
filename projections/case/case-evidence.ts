import { FORMER, NEVER } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { MonthWindow } from '../month-window.js';
import type { CaseFold } from './case-fold.js';
import type { CaseFact, CaseMonth } from './case-month.js';
import type { MoneyTrace } from './money-trace.js';
import { isInForceAt, isInForceDuring } from './spans.js';
import type { Span } from './spans.js';

interface Folded {
  readonly fold: CaseFold;
  readonly c: CaseMonth;
  readonly window: MonthWindow;
  readonly trace: MoneyTrace;
  /** The column asked for; null where a fact is not split by status. */
  readonly status: Status | null;
}

const ofStanding = ({ fold }: Folded): number[] =>
  fold.standing.lacksJurisdiction
    ? [fold.standing.standingPosition, fold.standing.jurisdictionPosition]
    : [fold.standing.standingPosition];
const ofOrders = ({ fold }: Folded): number[] => fold.orders.positions();
const ofStatus = ({ fold }: Folded): number[] => [fold.standing.statusPosition];
const ofCoverage = (folded: Folded, pick: 'all' | 'private' | 'public'): number[] => {
  const { medical } = folded.fold;
  const { ffyStart, lastDay } = folded.window;
  if (pick === 'all') return medical.coverageDuring(ffyStart, lastDay);
  return pick === 'private'
    ? medical.privateCoverageDuring(ffyStart, lastDay)
    : medical.publicCoverageDuring(ffyStart, lastDay);
};
const inForceAtEnd =
  (which: 'sent' | 'received') =>
  ({ fold, window }: Folded): number[] =>
    startsOf(fold.lookAhead[which].all.filter((span) => isInForceAt(span, window.lastDay)));
const ofStatusColumns = (
  lists: readonly [readonly number[], readonly number[], readonly number[]],
  status: Status | null,
): number[] => (status === null ? lists.flat() : [...lists[status]]);

/** For every fact, the active records that gave it its value. */
const RECORDS_OF: Readonly<Record<CaseFact, (folded: Folded) => readonly number[]>> = {
  isOpen: ofStanding,
  isOpenWithoutJurisdiction: ofStanding,
  isOfThisCounty: ofStanding,
  isInFfy: ofStanding,
  isInFfyForDollars: ofStanding,
  status: ofStatus,
  isMediCalOnly: ({ fold }) =>
    fold.standing.status === NEVER || fold.standing.status === FORMER
      ? [fold.standing.programPosition, fold.standing.statusPosition]
      : [fold.standing.programPosition],
  isOnCalworks: ({ fold }) => [fold.standing.programPosition],
  isSentToState: inForceAtEnd('sent'),
  isSentToTribe: inForceAtEnd('sent'),
  isSentToCountry: inForceAtEnd('sent'),
  isInitiating: inForceAtEnd('sent'),
  isReceivedFromState: inForceAtEnd('received'),
  isReceivedFromTribe: inForceAtEnd('received'),
  isReceivedFromCountry: inForceAtEnd('received'),
  isResponding: inForceAtEnd('received'),
  wasRespondingInFfy: ({ fold, window }) =>
    startsOf(
      fold.lookAhead.received.all.filter((span) =>
        isInForceDuring(span, window.ffyStart, window.lastDay),
      ),
    ),
  hasOrder: ofOrders,
  isZeroCash: ofOrders,
  hasCurrentOrder: ofOrders,
  isArrearsOnly: (folded) =>
    folded.fold.orders.facts.hasOrder && !folded.fold.orders.facts.hasCurrentOrder
      ? [...ofOrders(folded), ...folded.trace.balance]
      : ofOrders(folded),
  isMedicalOrdered: ofOrders,
  isHealthInsuranceOrdered: ofOrders,
  isCashMedicalOrdered: ofOrders,
  isInsuranceUnavailable: ({ fold }) => [fold.medical.unavailabilityPosition],
  hasCoverageAsOrdered: ({ fold, window }) => fold.medical.coverageAsOrderedAt(window.lastDay),
  hadPrivateCoverageInFfy: (folded) => ofCoverage(folded, 'private'),
  hadPublicCoverageInFfy: (folded) => ofCoverage(folded, 'public'),
  hadCoverageInFfy: (folded) => ofCoverage(folded, 'all'),
  hadMedicalPaymentInFfy: ({ fold, window }) => [
    ...fold.activity.medicalAllocation.positionsSince(window.ffyStart),
    ...fold.activity.medicalBill.positionsSince(window.ffyStart),
  ],
  hasTanfTerminationWithPaymentInFfy: ({ fold, window }) =>
    fold.activity.tanfTerminationWithPayment(window.ffyStart),
  hasEstablishedInFfy: ({ c }) => c.countedEstablishments().map((e) => e.position),
  hasEstablishedByDefaultInFfy: ({ c }) =>
    c
      .countedEstablishments()
      .filter((e) => e.isByDefault)
      .map((e) => e.position),
  hasEstablishedOnPresumedIncomeInFfy: ({ c }) =>
    c
      .countedEstablishments()
      .filter((e) => e.isByDefault && e.isPresumedIncome)
      .map((e) => e.position),
  hasCollectionInFfy: ({ fold, window }) =>
    fold.activity.collection.positionsSince(window.ffyStart),
  hasReferralSentInFfy: ({ fold, window }) =>
    fold.activity.referralSent.positionsSince(window.ffyStart),
  hasReferralReceivedInFfy: ({ fold, window }) =>
    fold.activity.referralReceived.positionsSince(window.ffyStart),
  wasServedInFfy: ({ fold, window }) => fold.activity.served.positionsSince(window.ffyStart),
  wasOpenedInMonth: ({ fold, window }) => fold.activity.opened.positionsSince(window.firstDay),
  wasClosedInMonth: ({ fold, window }) => fold.activity.closed.positionsSince(window.firstDay),
  isNonCooperating: ({ fold }) => [fold.standing.nonCooperationPosition],
  hadGoodCauseInFfy: ({ fold }) => [fold.standing.goodCauseInFfyPosition],
  hasGoodCause: ({ fold }) => [fold.standing.goodCausePosition],
  isNcpNotMother: ({ fold }) => [fold.standing.ncpPosition],
  hadArrearsInFfy: ({ trace }) => trace.arrearsDue,
  paidArrearsInFfy: ({ trace }) => trace.payingArrears,
  hadDueInFfy: ({ trace }) => trace.ffyDue.flat(),
  hadCurrentPaidInFfy: ({ trace }) => trace.ffyCurrent.flat(),
  dueInFfy: ({ trace, status }) => ofStatusColumns(trace.ffyDue, status),
  currentPaidInFfy: ({ trace, status }) => ofStatusColumns(trace.ffyCurrent, status),
  arrearsPaidInFfy: ({ trace, status }) => ofStatusColumns(trace.ffyArrears, status),
  dueInMonth: ({ trace }) => trace.monthDue,
  currentPaidInMonth: ({ trace }) => trace.monthCurrent,
  arrearsPaidInMonth: ({ trace }) => trace.monthArrears,
  medicalPaidToStateInMonth: ({ trace }) => trace.monthMedicalState,
  arrearsDue: ({ trace }) => trace.balance,
};

/**
 * Positions of the active records that gave a fact of a case its value, ascending.
 *
 * @param fold - folded with a trace
 * @param status - the column asked for, where the fact is split by status
 */
export function recordsOfCaseFact(
  fact: CaseFact,
  fold: CaseFold,
  c: CaseMonth,
  window: MonthWindow,
  status: Status | null,
): number[] {
  const { trace } = fold.money;
  if (trace === null) throw new Error('The records behind a fact are known only to a traced fold.');
  return inOrder(RECORDS_OF[fact]({ fold, c, window, trace, status }));
}

/** Distinct positions in ascending order, without the 0 that stands for "no record". */
export function inOrder(positions: Iterable<number>): number[] {
  return [...new Set(positions)].filter((p) => p !== 0).sort((a, b) => a - b);
}

function startsOf(spans: readonly Span[]): number[] {
  return spans.map((span) => span.startPosition);
}
