import { centsOf } from './amounts.js';
import { firstDayOf, lastDayOf, monthOfDay } from './calendar.js';
import * as state from './case-state.js';
import * as money from './money.js';
import {
  ASKED_OF_ESTABLISHMENT,
  countedEstablishmentsInFfy,
  currentTermsAt,
  hasCurrentOrderAt,
  hasOrderAt,
  isZeroCashAt,
} from './orders.js';
import { ofTypes, within, type AnyHeld, type Held, type TypeName } from './records.js';
import type { SubjectFile, World } from './world.js';

const PRIVATE_COVERAGE: readonly string[] = ['private', 'tricare', 'indian-health'];
const PUBLIC_COVERAGE: readonly string[] = ['public'];

type CaseRule = (world: World, file: SubjectFile) => boolean;

/** Whether a record of one of the types is effective in FFY-to-date. */
function hasInFfyToDate(world: World, file: SubjectFile, ...types: readonly TypeName[]): boolean {
  return effectiveInFfyToDate(world, file).some((record) => types.includes(record.type));
}

function effectiveInFfyToDate(world: World, file: SubjectFile): readonly AnyHeld[] {
  return within(file.records, world.ffyFirst, world.monthEnd);
}

/** "arrears-only: has order, no current order, not zero cash, and arrears due at D > 0". */
function isArrearsOnly(world: World, file: SubjectFile): boolean {
  return (
    hasOrderAt(file, world.monthEnd) &&
    !hasCurrentOrderAt(file, world.monthEnd) &&
    !isZeroCashAt(file, world.monthEnd) &&
    money.arrearsDueAt(file, world.monthEnd, money.leavesOutNone) > 0n
  );
}

const isOn1: CaseRule = (world, file) => state.isOpen(world, file);

/** 2: "open, has order" */
const isOn2: CaseRule = (world, file) =>
  state.isOpen(world, file) && hasOrderAt(file, world.monthEnd);

/** 17, 48, 49: "in FFY; a counted establishment effective in FFY-to-date", and what else the line asks of it */
const isOnByEstablishment =
  (line: keyof typeof ASKED_OF_ESTABLISHMENT): CaseRule =>
  (world, file) =>
    countedEstablishmentsInFfy(world, file).some(ASKED_OF_ESTABLISHMENT[line]);

/** 18: "in FFY; a `CollectionReceived` effective in FFY-to-date" */
const isOn18: CaseRule = (world, file) =>
  state.isInFfy(world, file) && hasInFfyToDate(world, file, 'CollectionReceived');

/** 14: "in FFY; a `TanfTerminationReported` effective in FFY-to-date, and a `CollectionReceived` effective in its `lastGrantMonth` (in any FFY)" */
const isOn14: CaseRule = (world, file) =>
  state.isInFfy(world, file) &&
  ofTypes(effectiveInFfyToDate(world, file), 'TanfTerminationReported').some((notice) =>
    ofTypes(file.records, 'CollectionReceived').some(
      (received) => monthOfDay(received.effective) === notice.data.lastGrantMonth,
    ),
  );

/** 21: "open, not arrears-only, a current order with `cashMedical` > 0 or `healthInsurance`" */
const isOn21: CaseRule = (world, file) =>
  state.isOpen(world, file) &&
  !isArrearsOnly(world, file) &&
  currentTermsAt(file, world.monthEnd).some(
    (terms) => centsOf(terms.cashMedical) > 0n || terms.healthInsurance,
  );

/** "a private, tricare or indian-health coverage in force on any day of it" */
function hasCoverageInFfyToDate(
  world: World,
  file: SubjectFile,
  kinds: readonly string[],
): boolean {
  return world.ffyDays.some((day) => state.hasCoverageInForceAt(file, kinds, day, () => true));
}

/** "a medical allocation or a `MedicalBillsPaid` effective in it" */
function hasMedicalPaymentInFfyToDate(world: World, file: SubjectFile): boolean {
  const distributions = within(money.distributionsOf(file), world.ffyFirst, world.monthEnd);
  return (
    hasInFfyToDate(world, file, 'MedicalBillsPaid') ||
    distributions.some((distribution) =>
      distribution.data.allocations.some((allocation) => allocation.bucket === 'medical'),
    )
  );
}

/**
 * 21a: "Line 21, and provided in FFY-to-date (unavailability judged at M-end): (i) a private, tricare or
 * indian-health coverage in force on any day of it; or (ii) a medical allocation or a `MedicalBillsPaid`
 * effective in it, if no current order has `healthInsurance` or unavailability is in force at M-end; or
 * (iii) a public coverage in force on any day of it, unavailability in force at M-end, and a current order
 * with `cashMedical` > 0"
 */
const isOn21a: CaseRule = (world, file) => {
  if (!isOn21(world, file)) return false;
  const terms = currentTermsAt(file, world.monthEnd);
  const isUnavailable = state.isInsuranceUnavailableAt(file, world.monthEnd);
  return (
    hasCoverageInFfyToDate(world, file, PRIVATE_COVERAGE) ||
    (hasMedicalPaymentInFfyToDate(world, file) &&
      (!terms.some((term) => term.healthInsurance) || isUnavailable)) ||
    (hasCoverageInFfyToDate(world, file, PUBLIC_COVERAGE) &&
      isUnavailable &&
      terms.some((term) => centsOf(term.cashMedical) > 0n))
  );
};

/** 22: "open, not arrears-only, a current order with `healthInsurance`, unavailability not in force at M-end" */
const isOn22: CaseRule = (world, file) =>
  state.isOpen(world, file) &&
  !isArrearsOnly(world, file) &&
  currentTermsAt(file, world.monthEnd).some((terms) => terms.healthInsurance) &&
  !state.isInsuranceUnavailableAt(file, world.monthEnd);

/** 23: "Line 22, and a private, tricare or indian-health coverage with `asOrdered` in force at M-end" */
const isOn23: CaseRule = (world, file) =>
  isOn22(world, file) &&
  state.hasCoverageInForceAt(
    file,
    PRIVATE_COVERAGE,
    world.monthEnd,
    (coverage) => coverage.asOrdered,
  );

/**
 * 28: "in FFY; in some month k of FFY-to-date: P_family or P_state at its first moment > 0, or
 * brought-forward, judgment or interest > 0 effective in k, or arrears due at the end of k > 0; B and P
 * without this FFY's prior-year adjustments"
 */
const isOn28: CaseRule = (world, file) => {
  const leavesOut = money.leavesOutPriorYearOf(world.month);
  return (
    state.isInFfy(world, file) &&
    world.ffyMonths.some(
      (month) =>
        money.pastDueAtFirstMomentOf(file, month, 'family', leavesOut) > 0n ||
        money.pastDueAtFirstMomentOf(file, month, 'state', leavesOut) > 0n ||
        ofTypes(
          within(file.records, firstDayOf(month), lastDayOf(month)),
          'ArrearsBroughtForward',
          'ArrearsJudgmentEntered',
          'InterestAccrued',
        ).some((record) => centsOf(record.data.amount) > 0n) ||
        money.arrearsDueAt(file, lastDayOf(month), leavesOut) > 0n,
    )
  );
};

/**
 * "29, at the collection's receipt: just before the active `CollectionReceived` of the distributed
 * collection, in business order; if there is none, or it stands after the distribution in business order,
 * just before the distribution."
 */
function receiptOf(file: SubjectFile, distribution: Held<'CollectionDistributed'>): AnyHeld {
  const before = file.records.slice(0, file.records.indexOf(distribution));
  const received = ofTypes(before, 'CollectionReceived').find(
    (record) => record.data.collection === distribution.data.collection,
  );
  return received ?? distribution;
}

/**
 * 29: "Line 28, and a distribution in FFY-to-date with arrears + interest allocations > 0 such that: if
 * P_family and P_state (as for 28) were both > 0 at the collection's receipt, some of those allocations go
 * to family"
 */
const isOn29: CaseRule = (world, file) => {
  const leavesOut = money.leavesOutPriorYearOf(world.month);
  return (
    isOn28(world, file) &&
    within(money.distributionsOf(file), world.ffyFirst, world.monthEnd)
      .filter((distribution) => money.arrearsAllocatedBy(distribution) > 0n)
      .some((distribution) => {
        const receipt = receiptOf(file, distribution);
        const areBothPastDue =
          money.pastDueJustBefore(file, receipt, 'family', leavesOut) > 0n &&
          money.pastDueJustBefore(file, receipt, 'state', leavesOut) > 0n;
        return !areBothPastDue || money.arrearsAllocatedBy(distribution, 'family') > 0n;
      })
  );
};

/** 44: "in FFY; due(k) > 0 in some month of FFY-to-date" */
const isOn44: CaseRule = (world, file) =>
  state.isInFfy(world, file) && world.ffyMonths.some((month) => money.dueIn(file, month) > 0n);

/** 46 and 47: "the case is not of the two excluded kinds at M-end" */
function isCountedWithOneInTheMonth(
  world: World,
  file: SubjectFile,
  ...types: readonly TypeName[]
): boolean {
  return (
    !state.isOfTheTwoExcludedKinds(world, file) &&
    within(file.records, world.monthFirst, world.monthEnd).some((record) =>
      types.includes(record.type),
    )
  );
}

const sent =
  (kind?: 'state' | 'tribe' | 'country'): CaseRule =>
  (world, file) =>
    state.hasReferralInForceAt(file, 'sent', world.monthEnd, kind);
const received =
  (kind?: 'state' | 'tribe' | 'country'): CaseRule =>
  (world, file) =>
    state.hasReferralInForceAt(file, 'received', world.monthEnd, kind);
const both =
  (one: CaseRule, other: CaseRule): CaseRule =>
  (world, file) =>
    one(world, file) && other(world, file);
const mediCalOnly: CaseRule = (world, file) => state.isMediCalOnlyAt(file, world.monthEnd);

/** Section 4: the rule of each line that counts cases; which columns it is reported in is the form's. */
export const CASE_LINES: Readonly<Record<string, CaseRule>> = {
  // "open"
  1: isOn1,
  // "open, a referral sent to / received from a state in force at M-end"
  '1a': both(isOn1, sent('state')),
  '1b': both(isOn1, received('state')),
  // "open, Medi-Cal only"
  '1c': both(isOn1, mediCalOnly),
  // "open, a referral sent to / received from a tribe in force"
  '1d': both(isOn1, sent('tribe')),
  '1e': both(isOn1, received('tribe')),
  // "open, a referral sent to / received from a country in force"
  '1f': both(isOn1, sent('country')),
  '1g': both(isOn1, received('country')),
  2: isOn2,
  // "Line 2, any referral sent / received in force (state, tribe or country, as the letter says)"
  '2a': both(isOn2, sent()),
  '2b': both(isOn2, received()),
  // "Line 2, zero cash"
  '2c': both(isOn2, (world, file) => isZeroCashAt(file, world.monthEnd)),
  // "Line 2, Medi-Cal only"
  '2d': both(isOn2, mediCalOnly),
  // "Line 2, arrears-only"
  '2e': both(isOn2, isArrearsOnly),
  // "Line 2, a referral sent to / received from a tribe in force"
  '2f': both(isOn2, sent('tribe')),
  '2g': both(isOn2, received('tribe')),
  // "Line 2, a referral sent to / received from a country in force"
  '2h': both(isOn2, sent('country')),
  '2i': both(isOn2, received('country')),
  // "open at M-end, not transferred out, no jurisdiction"
  3: (world, file) =>
    state.isOpenAt(file, world.monthEnd) &&
    !state.isTransferredOut(world, file) &&
    state.hasNoJurisdictionAt(file, world.monthEnd),
  // "open, not has order"
  12: (world, file) => state.isOpen(world, file) && !hasOrderAt(file, world.monthEnd),
  14: isOn14,
  17: isOnByEstablishment(17),
  18: isOn18,
  // "Line 18, and a received referral in force on any day of FFY-to-date"
  '18a': (world, file) =>
    isOn18(world, file) &&
    world.ffyDays.some((day) => state.hasReferralInForceAt(file, 'received', day)),
  // "in FFY; a `ReferralSent` / `ReferralReceived` effective in FFY-to-date"
  19: (world, file) => state.isInFfy(world, file) && hasInFfyToDate(world, file, 'ReferralSent'),
  20: (world, file) =>
    state.isInFfy(world, file) && hasInFfyToDate(world, file, 'ReferralReceived'),
  21: isOn21,
  '21a': isOn21a,
  22: isOn22,
  23: isOn23,
  28: isOn28,
  29: isOn29,
  // "open, not responding at M-end; any coverage in force on any day of FFY-to-date, or a medical
  // allocation or `MedicalBillsPaid` effective in it"
  35: (world, file) =>
    state.isOpen(world, file) &&
    !state.isRespondingAt(file, world.monthEnd) &&
    (hasCoverageInFfyToDate(world, file, [...PRIVATE_COVERAGE, ...PUBLIC_COVERAGE]) ||
      hasMedicalPaymentInFfyToDate(world, file)),
  // "open, program `calworks` at M-end, non-cooperation in force at M-end"
  38: (world, file) =>
    state.isOpen(world, file) &&
    state.programAt(file, world.monthEnd) === 'calworks' &&
    state.isNonCooperatingAt(file, world.monthEnd),
  // "in FFY; good cause in force on any day of FFY-to-date (whatever the case's status)"
  39: (world, file) =>
    state.isInFfy(world, file) && world.ffyDays.some((day) => state.hasGoodCauseAt(file, day)),
  // "in FFY; a `ServiceOfProcessCompleted` effective in FFY-to-date"
  43: (world, file) =>
    state.isInFfy(world, file) && hasInFfyToDate(world, file, 'ServiceOfProcessCompleted'),
  44: isOn44,
  // "Line 44, and current(k) > 0 in some month of FFY-to-date"
  45: (world, file) =>
    isOn44(world, file) && world.ffyMonths.some((month) => money.currentIn(file, month) > 0n),
  // "a `CaseOpened` or `CaseReopened` effective in the month (not a transfer in)"
  46: (world, file) => isCountedWithOneInTheMonth(world, file, 'CaseOpened', 'CaseReopened'),
  // "a `CaseClosed` effective in the month"
  47: (world, file) => isCountedWithOneInTheMonth(world, file, 'CaseClosed'),
  48: isOnByEstablishment(48),
  49: isOnByEstablishment(49),
};
