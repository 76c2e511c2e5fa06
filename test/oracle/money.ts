import { centsOf, notBelowZero, sumOf } from './amounts.js';
import {
  firstDayOf,
  firstMonthOfFfy,
  lastDayOf,
  monthBefore,
  monthOfDay,
  type DayText,
  type MonthText,
} from './calendar.js';
import { isRespondingAt } from './case-state.js';
import {
  ofTypes,
  until,
  within,
  type Allocation,
  type AnyHeld,
  type Held,
  type OwedTo,
} from './records.js';
import type { SubjectFile } from './world.js';

/** Which adjustments of earlier periods a rule leaves out. */
export type LeavesOut = (record: AnyHeld) => boolean;

/** "Elsewhere (arrears-only, Line 2e) all adjustments count." */
export const leavesOutNone: LeavesOut = () => false;

/**
 * "An `ArrearsAdjusted` is a prior-period adjustment when its `forPeriod` is earlier than the month of its
 * effective date". "Line 26 takes B without the prior-period adjustments effective in the report month's FFY".
 */
export function leavesOutPriorPeriodOf(reportMonth: MonthText): LeavesOut {
  return (record) =>
    record.type === 'ArrearsAdjusted' &&
    record.data.forPeriod < monthOfDay(record.effective) &&
    isInFfyOf(reportMonth, record.effective);
}

/**
 * "a prior-year adjustment when its `forPeriod` is earlier than the first month of the FFY of its effective
 * date". "Lines 28 and 29 take B and P without the prior-year adjustments effective in it."
 */
export function leavesOutPriorYearOf(reportMonth: MonthText): LeavesOut {
  return (record) =>
    record.type === 'ArrearsAdjusted' &&
    record.data.forPeriod < firstMonthOfFfy(monthOfDay(record.effective)) &&
    isInFfyOf(reportMonth, record.effective);
}

function isInFfyOf(month: MonthText, day: DayText): boolean {
  return firstMonthOfFfy(monthOfDay(day)) === firstMonthOfFfy(month);
}

/** The reversal of a distribution, if there is one. */
function reversalOf(
  records: readonly AnyHeld[],
  distribution: Held<'CollectionDistributed'>,
): Held<'DistributionReversed'> | undefined {
  return ofTypes(records, 'DistributionReversed').find(
    (reversal) => reversal.data.distribution === distribution.data.distribution,
  );
}

/**
 * "A distribution reversed in the same month as it was made (or, by its effective date, in an earlier one)
 * counts as if neither existed, everywhere."
 */
export function moneyRecordsOf(file: SubjectFile): readonly AnyHeld[] {
  const gone = new Set<AnyHeld>();
  for (const distribution of ofTypes(file.records, 'CollectionDistributed')) {
    const reversal = reversalOf(file.records, distribution);
    if (reversal === undefined) continue;
    if (monthOfDay(reversal.effective) > monthOfDay(distribution.effective)) continue;
    gone.add(distribution).add(reversal);
  }
  return file.records.filter((record) => !gone.has(record));
}

/** The distributions that count, whether reversed in a later month or not. */
export function distributionsOf(file: SubjectFile): readonly Held<'CollectionDistributed'>[] {
  return ofTypes(moneyRecordsOf(file), 'CollectionDistributed');
}

/** The allocations that a reversal takes back: none where its distribution is not (or no longer) there. */
function allocationsReversedBy(
  file: SubjectFile,
  reversal: Held<'DistributionReversed'>,
): { readonly made: Held<'CollectionDistributed'>; readonly parts: readonly Allocation[] } | null {
  const made = distributionsOf(file).find(
    (distribution) => distribution.data.distribution === reversal.data.distribution,
  );
  return made === undefined ? null : { made, parts: made.data.allocations };
}

function isVoluntary(file: SubjectFile, distribution: Held<'CollectionDistributed'>): boolean {
  return ofTypes(file.records, 'CollectionReceived').some(
    (received) =>
      received.data.collection === distribution.data.collection && received.data.voluntary === true,
  );
}

type Bucket = Allocation['bucket'];

function sumOfParts(parts: readonly Allocation[], buckets: readonly Bucket[], to?: OwedTo): bigint {
  return sumOf(
    parts
      .filter((part) => buckets.includes(part.bucket) && (to === undefined || part.to === to))
      .map((part) => centsOf(part.amount)),
  );
}

/**
 * "Future credit of the case: `future` allocations add to it; a later-month reversal takes them off again,
 * never below zero. A charge of amount A uses u = min(credit, A); credit falls by u; the net charge A-u is
 * what counts. Business order decides."
 */
function netChargeOf(file: SubjectFile, charge: Held<'CurrentSupportCharged'>): bigint {
  let credit = 0n;
  for (const record of moneyRecordsOf(file)) {
    if (record.type === 'CollectionDistributed') {
      credit += sumOfParts(record.data.allocations, ['future']);
    }
    if (record.type === 'DistributionReversed') {
      const reversed = allocationsReversedBy(file, record);
      credit = notBelowZero(credit - sumOfParts(reversed?.parts ?? [], ['future']));
    }
    if (record.type === 'CurrentSupportCharged') {
      const amount = centsOf(record.data.amount);
      const used = credit < amount ? credit : amount;
      if (record === charge) return amount - used;
      credit -= used;
    }
  }
  throw new Error(`The charge ${charge.id} is not among the records of case ${file.id}.`);
}

/**
 * "`-` allocations of bucket current, medical, arrears, interest to x, except current and medical
 * allocations of a voluntary collection; later-month reversals add their current, medical, arrears and
 * interest allocations back (again not those of a voluntary collection's current and medical)."
 */
function allocatedToBalance(
  file: SubjectFile,
  distribution: Held<'CollectionDistributed'>,
  to: OwedTo,
): bigint {
  const buckets: readonly Bucket[] = isVoluntary(file, distribution)
    ? ['arrears', 'interest']
    : ['current', 'medical', 'arrears', 'interest'];
  return sumOfParts(distribution.data.allocations, buckets, to);
}

/** What later-month reversals add back to B_x. */
function addedBackBy(
  file: SubjectFile,
  reversal: Held<'DistributionReversed'>,
  to: OwedTo,
): bigint {
  const reversed = allocationsReversedBy(file, reversal);
  return reversed === null ? 0n : allocatedToBalance(file, reversed.made, to);
}

/**
 * What both B and P take in: "`+` ... `ArrearsBroughtForward`, `ArrearsJudgmentEntered`, `InterestAccrued`,
 * `ArrearsAdjusted` (signed); `-` `ArrearsCompromised`", and what later-month reversals add back.
 */
function changeOfBoth(file: SubjectFile, record: AnyHeld, owedTo: OwedTo): bigint {
  if (
    record.type === 'ArrearsBroughtForward' ||
    record.type === 'ArrearsJudgmentEntered' ||
    record.type === 'InterestAccrued' ||
    record.type === 'ArrearsAdjusted'
  ) {
    return record.data.owedTo === owedTo ? centsOf(record.data.amount) : 0n;
  }
  if (record.type === 'ArrearsCompromised') {
    return record.data.owedTo === owedTo ? -centsOf(record.data.amount) : 0n;
  }
  return record.type === 'DistributionReversed' ? addedBackBy(file, record, owedTo) : 0n;
}

/** "Running balance B_x over records in business order": what one record does to it. */
function changeOfBalance(file: SubjectFile, record: AnyHeld, owedTo: OwedTo): bigint {
  if (record.type === 'CurrentSupportCharged') {
    return record.data.owedTo === owedTo ? netChargeOf(file, record) : 0n;
  }
  if (record.type === 'CollectionDistributed') return -allocatedToBalance(file, record, owedTo);
  return changeOfBoth(file, record, owedTo);
}

/**
 * "Within the month, in business order: `+` brought forward, judgment, interest, adjustment (signed), what
 * later-month reversals add back to B_x; `-` compromises, arrears and interest allocations to x. Charges and
 * current allocations of the month itself do not touch it."
 */
function changeOfPastDue(file: SubjectFile, record: AnyHeld, owedTo: OwedTo): bigint {
  if (record.type === 'CurrentSupportCharged') return 0n;
  if (record.type === 'CollectionDistributed') {
    return -sumOfParts(record.data.allocations, ['arrears', 'interest'], owedTo);
  }
  return changeOfBoth(file, record, owedTo);
}

/** B_x over the records effective on the day or before it, signed. */
function balanceAt(file: SubjectFile, owedTo: OwedTo, day: DayText, leavesOut: LeavesOut): bigint {
  return sumOf(
    until(moneyRecordsOf(file), day)
      .filter((record) => !leavesOut(record))
      .map((record) => changeOfBalance(file, record, owedTo)),
  );
}

/** "Arrears due at D = max(0, B_family) + max(0, B_state), over records effective <= D." */
export function arrearsDueAt(file: SubjectFile, day: DayText, leavesOut: LeavesOut): bigint {
  return (
    notBelowZero(balanceAt(file, 'family', day, leavesOut)) +
    notBelowZero(balanceAt(file, 'state', day, leavesOut))
  );
}

/** "At the first moment of month k: P_x = max(0, B_x at the end of month k-1)." */
export function pastDueAtFirstMomentOf(
  file: SubjectFile,
  month: MonthText,
  owedTo: OwedTo,
  leavesOut: LeavesOut,
): bigint {
  return notBelowZero(balanceAt(file, owedTo, lastDayOf(monthBefore(month)), leavesOut));
}

/** P_x just before a record, in business order. */
export function pastDueJustBefore(
  file: SubjectFile,
  moment: AnyHeld,
  owedTo: OwedTo,
  leavesOut: LeavesOut,
): bigint {
  const month = monthOfDay(moment.effective);
  let pastDue = pastDueAtFirstMomentOf(file, month, owedTo, leavesOut);
  for (const record of moneyRecordsOf(file)) {
    if (record === moment) return pastDue;
    if (monthOfDay(record.effective) === month && !leavesOut(record)) {
      pastDue += changeOfPastDue(file, record, owedTo);
    }
  }
  throw new Error(`The record ${moment.id} is not among the records of case ${file.id}.`);
}

function recordsOfMonth(file: SubjectFile, month: MonthText): readonly AnyHeld[] {
  return within(moneyRecordsOf(file), firstDayOf(month), lastDayOf(month));
}

/** "due(k) = net charges + current and medical allocations of voluntary collections + `future` allocations" */
export function dueIn(file: SubjectFile, month: MonthText): bigint {
  const records = recordsOfMonth(file, month);
  const charges = ofTypes(records, 'CurrentSupportCharged').map((charge) =>
    netChargeOf(file, charge),
  );
  const distributions = ofTypes(records, 'CollectionDistributed');
  const voluntary = distributions
    .filter((distribution) => isVoluntary(file, distribution))
    .map((distribution) => sumOfParts(distribution.data.allocations, ['current', 'medical']));
  const future = distributions.map((distribution) =>
    sumOfParts(distribution.data.allocations, ['future']),
  );
  return sumOf([...charges, ...voluntary, ...future]);
}

/** "current(k) = allocations of buckets current, medical, future (voluntary or not)" */
export function currentIn(file: SubjectFile, month: MonthText): bigint {
  return sumOf(
    ofTypes(recordsOfMonth(file, month), 'CollectionDistributed').map((distribution) =>
      sumOfParts(distribution.data.allocations, ['current', 'medical', 'future']),
    ),
  );
}

/**
 * "arrears(k) = allocations of buckets arrears, interest, except those made while the case is responding at
 * the distribution's date"
 */
export function arrearsIn(file: SubjectFile, month: MonthText): bigint {
  return sumOf(
    ofTypes(recordsOfMonth(file, month), 'CollectionDistributed')
      .filter((distribution) => !isRespondingAt(file, distribution.effective))
      .map((distribution) => sumOfParts(distribution.data.allocations, ['arrears', 'interest'])),
  );
}

/** "medicalState(k) = medical allocations to state, except while responding" */
export function medicalStateIn(file: SubjectFile, month: MonthText): bigint {
  return sumOf(
    ofTypes(recordsOfMonth(file, month), 'CollectionDistributed')
      .filter((distribution) => !isRespondingAt(file, distribution.effective))
      .map((distribution) => sumOfParts(distribution.data.allocations, ['medical'], 'state')),
  );
}

/** The arrears and interest allocations of a distribution, to one side or (undefined) to both. */
export function arrearsAllocatedBy(
  distribution: Held<'CollectionDistributed'>,
  to?: OwedTo,
): bigint {
  return sumOfParts(distribution.data.allocations, ['arrears', 'interest'], to);
}
