import { TYPE_CODE } from '../../events/registry.js';
import type { Day } from '../../events/values/day.js';
import { ffyOf, firstMonthOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { RecordColumns, Scalars } from '../columns/record-columns.js';
import type { CaseFold } from './case-fold.js';
import type { OrderTerms } from './orders.js';
import { centsOf } from '../../events/values/money.js';

/**
 * Hands one record of a case to the fold: the only place that knows where each scalar of a case
 * record stands (see `encodeScalars`). Ordered by how often the types come.
 */
export function visitCaseRecord(fold: CaseFold, columns: RecordColumns, row: number): void {
  const day = columns.effective[row]! as Day; // written from a Day
  fold.enter(day);
  const { args } = columns;
  const at = columns.argsStart[row]!;
  const position = columns.position[row]!;
  const type: number = columns.type[row]!;
  switch (type) {
    case TYPE_CODE.CurrentSupportCharged:
      fold.money.charged(position, centsOf(args[at]!), args[at + 1]!);
      return;
    case TYPE_CODE.CollectionReceived:
      fold.money.received(args[at]!, position);
      fold.activity.collectionReceived(day, fold.monthNow, position);
      return;
    case TYPE_CODE.CollectionDistributed:
      visitDistribution(fold, columns, row, day);
      return;
    case TYPE_CODE.InterestAccrued:
    case TYPE_CODE.ArrearsBroughtForward:
    case TYPE_CODE.ArrearsJudgmentEntered:
      fold.money.arrearsAdded(position, centsOf(args[at]!), args[at + 1]!);
      return;
    case TYPE_CODE.ArrearsCompromised:
      fold.money.compromised(position, centsOf(args[at]!), args[at + 1]!);
      return;
    case TYPE_CODE.ArrearsAdjusted:
      visitAdjustment(fold, columns, row);
      return;
    case TYPE_CODE.DistributionReversed:
      fold.reversed(position, args[at]!);
      return;
    default:
      visitCircumstance(fold, columns, row, day);
  }
}

function visitDistribution(fold: CaseFold, columns: RecordColumns, row: number, day: Day): void {
  const { args } = columns;
  const at = columns.argsStart[row]!;
  fold.distributed(
    day,
    columns.position[row]!,
    args[at]!,
    args[at + 1]!,
    centsOf(args[at + 2]!),
    centsOf(args[at + 3]!),
    centsOf(args[at + 4]!),
    centsOf(args[at + 5]!),
    centsOf(args[at + 6]!),
    centsOf(args[at + 7]!),
    centsOf(args[at + 8]!),
  );
}

function visitAdjustment(fold: CaseFold, columns: RecordColumns, row: number): void {
  const at = columns.argsStart[row]!;
  const forPeriod = columns.args[at + 2]! as Month; // written from a Month
  const month = fold.monthNow;
  const isPriorPeriod = forPeriod < month;
  const isPriorYear = forPeriod < firstMonthOf(ffyOf(month));
  fold.money.adjusted(
    columns.position[row]!,
    centsOf(columns.args[at]!),
    columns.args[at + 1]!,
    isPriorPeriod,
    isPriorYear,
  );
}

/** Records about the standing of the case and its people. */
function visitCircumstance(fold: CaseFold, columns: RecordColumns, row: number, day: Day): void {
  const { standing, activity, members } = fold;
  const { args } = columns;
  const at = columns.argsStart[row]!;
  const position = columns.position[row]!;
  const type: number = columns.type[row]!;
  switch (type) {
    case TYPE_CODE.CaseOpened:
      standing.opened(day, position, args[at + 1]!, args[at + 2] === 1);
      standing.ncpNamed(position, args[at]!);
      standing.firstOpenedOn(day, position);
      activity.opened.note(day, position);
      return;
    case TYPE_CODE.CaseTransferredIn:
      standing.opened(day, position, args[at + 1]!, args[at + 2] === 1);
      standing.ncpNamed(position, args[at]!);
      standing.firstOpenedOn(args[at + 3]!, position);
      return;
    case TYPE_CODE.CaseReopened:
      standing.reopened(day, position, args[at]!);
      activity.opened.note(day, position);
      return;
    case TYPE_CODE.CaseClosed:
      standing.closed(day, position, false);
      activity.closed.note(day, position);
      return;
    case TYPE_CODE.CaseTransferredOut:
      standing.closed(day, position, true);
      return;
    case TYPE_CODE.AssistanceProgramChanged:
      standing.changeProgram(day, position, args[at]!);
      return;
    case TYPE_CODE.JurisdictionDetermined:
      standing.determineJurisdiction(day, position, args[at] === 1);
      return;
    case TYPE_CODE.ChildAddedToCase:
      members.added(args[at]!, day, position);
      return;
    case TYPE_CODE.ChildRemovedFromCase:
      members.removed(args[at]!, day);
      return;
    default:
      visitService(fold, columns, row, day);
  }
}

/** Records about services, cooperation and referrals. */
function visitService(fold: CaseFold, columns: RecordColumns, row: number, day: Day): void {
  const { standing, activity } = fold;
  const position = columns.position[row]!;
  const type: number = columns.type[row]!;
  switch (type) {
    case TYPE_CODE.ReferralSent:
      activity.referralSent.note(day, position);
      return;
    case TYPE_CODE.ReferralReceived:
      activity.referralReceived.note(day, position);
      return;
    case TYPE_CODE.ServiceOfProcessCompleted:
      activity.served.note(day, position);
      return;
    case TYPE_CODE.NonCooperationDetermined:
      standing.nonCooperation(position, true);
      return;
    case TYPE_CODE.NonCooperationEnded:
      standing.nonCooperation(position, false);
      return;
    case TYPE_CODE.GoodCauseDetermined:
      standing.goodCause(day, position, true);
      return;
    case TYPE_CODE.GoodCauseEnded:
      standing.goodCause(day, position, false);
      return;
    case TYPE_CODE.TanfTerminationReported:
      activity.tanfTerminated(day, position, columns.args[columns.argsStart[row]!]! as Month); // written from a Month
      return;
    default:
      visitOrdersAndMedical(fold, columns, row, day);
  }
}

function visitOrdersAndMedical(
  fold: CaseFold,
  columns: RecordColumns,
  row: number,
  day: Day,
): void {
  const { orders, medical } = fold;
  const { args } = columns;
  const at = columns.argsStart[row]!;
  const position = columns.position[row]!;
  const ref = args[at]!;
  const type: number = columns.type[row]!;
  switch (type) {
    case TYPE_CODE.SupportOrderEstablished:
      orders.established(ref, day, position, termsAt(args, at + 1), {
        isByCounty: args[at + 4] === 1,
        kind: args[at + 5]!,
        isByDefault: args[at + 6] === 1,
        isPresumedIncome: args[at + 7] === 1,
        isEnforceable: args[at + 8] === 1,
        isGeneralObligation: args[at + 9] === 1,
        reestablishes: args[at + 10]!,
      });
      return;
    case TYPE_CODE.SupportOrderModified:
      orders.modified(ref, day, position, termsAt(args, at + 1), args[at + 4] === 1);
      return;
    case TYPE_CODE.SupportOrderTerminated:
      orders.terminated(ref, day, position);
      return;
    case TYPE_CODE.SupportOrderSetAside:
      orders.setAside(ref, day, position);
      return;
    case TYPE_CODE.CoverageStarted:
      medical.coverageStarted(ref, day, position, args[at + 1]!, {
        isAsOrdered: args[at + 2] === 1,
        children: Array.from(args.subarray(at + 3, columns.argsStart[row + 1])),
      });
      return;
    case TYPE_CODE.CoverageEnded:
      medical.coverageEnded(ref, day);
      return;
    case TYPE_CODE.InsuranceUnavailabilityConfirmed:
      medical.unavailability(position, true);
      return;
    case TYPE_CODE.InsuranceUnavailabilityEnded:
      medical.unavailability(position, false);
      return;
    case TYPE_CODE.MedicalBillsPaid:
      fold.activity.medicalBill.note(day, position);
      return;
    default: // "a temporary order made permanent adds nothing", and referral ends are looked ahead
  }
}

function termsAt(args: Scalars, at: number): OrderTerms {
  return {
    currentSupportCents: centsOf(args[at]!),
    cashMedicalCents: centsOf(args[at + 1]!),
    hasHealthInsurance: args[at + 2] === 1,
  };
}
