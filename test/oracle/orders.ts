import { centsOf } from './amounts.js';
import { isInFfy } from './case-state.js';
import type { DayText } from './calendar.js';
import { lastOf, ofTypes, until, within, type Held, type Terms } from './records.js';
import type { SubjectFile, World } from './world.js';

type Establishment = Held<'SupportOrderEstablished'>;

/** Every order of a case is the record that established it; in business order. */
export function ordersOf(file: SubjectFile): readonly Establishment[] {
  return ofTypes(file.records, 'SupportOrderEstablished');
}

/**
 * "An order is countable at D when established <= D, not set aside <= D, `enforceable`, not
 * `generalObligation`." "A set-aside or termination counts from its own effective date on, even where that
 * is earlier than the order's."
 */
function isCountableAt(file: SubjectFile, order: Establishment, day: DayText): boolean {
  const isSetAside = until(ofTypes(file.records, 'SupportOrderSetAside'), day).some(
    (setAside) => setAside.data.order === order.data.order,
  );
  return (
    order.effective <= day &&
    !isSetAside &&
    order.data.enforceable !== false &&
    order.data.generalObligation !== true
  );
}

/** "It is current at D when countable, not terminated <= D, and its kind is not `arrears-judgment`." */
function isCurrentAt(file: SubjectFile, order: Establishment, day: DayText): boolean {
  const isTerminated = until(ofTypes(file.records, 'SupportOrderTerminated'), day).some(
    (termination) => termination.data.order === order.data.order,
  );
  return isCountableAt(file, order, day) && !isTerminated && order.data.kind !== 'arrears-judgment';
}

/** "Its terms are the latest of established/modified <= D." Only asked of orders established by then. */
function termsAt(file: SubjectFile, order: Establishment, day: DayText): Terms {
  const bearing = until(
    ofTypes(file.records, 'SupportOrderEstablished', 'SupportOrderModified'),
    day,
  ).filter((record) => record.data.order === order.data.order);
  return lastOf(bearing)?.data.terms ?? order.data.terms;
}

function isForNoCash(terms: Terms): boolean {
  return centsOf(terms.currentSupport) === 0n && centsOf(terms.cashMedical) === 0n;
}

/** "has order: at least one countable order." */
export function hasOrderAt(file: SubjectFile, day: DayText): boolean {
  return ordersOf(file).some((order) => isCountableAt(file, order, day));
}

/** Whether the case has an order that is current at the day. */
export function hasCurrentOrderAt(file: SubjectFile, day: DayText): boolean {
  return ordersOf(file).some((order) => isCurrentAt(file, order, day));
}

/** The terms at the day of each order that is current at it. */
export function currentTermsAt(file: SubjectFile, day: DayText): readonly Terms[] {
  return ordersOf(file)
    .filter((order) => isCurrentAt(file, order, day))
    .map((order) => termsAt(file, order, day));
}

/**
 * "zero cash: has order, and: if there are current orders, every one of them has `currentSupport` 0.00 and
 * `cashMedical` 0.00; if there are none, every countable order has kind other than `arrears-judgment` and
 * both amounts 0.00."
 */
export function isZeroCashAt(file: SubjectFile, day: DayText): boolean {
  if (!hasOrderAt(file, day)) return false;
  if (hasCurrentOrderAt(file, day)) return currentTermsAt(file, day).every(isForNoCash);
  return ordersOf(file)
    .filter((order) => isCountableAt(file, order, day))
    .every(
      (order) => order.data.kind !== 'arrears-judgment' && isForNoCash(termsAt(file, order, day)),
    );
}

/** Section 4: "the case's first opening (the earliest `CaseOpened`/`CaseTransferredIn.openedOn`)". */
export function firstOpeningOf(file: SubjectFile): DayText | undefined {
  const opened = ofTypes(file.records, 'CaseOpened').map((record) => record.effective);
  const openedElsewhere = ofTypes(file.records, 'CaseTransferredIn').map(
    (record) => record.data.openedOn,
  );
  return [...opened, ...openedElsewhere].toSorted()[0];
}

/** What Lines 17, 48 and 49 ask of a counted establishment. */
export interface CountedEstablishment {
  /** Of the record that establishes, or that modifies for further children. */
  readonly position: number;
  readonly effective: DayText;
  readonly isByDefault: boolean;
  readonly isByPresumedIncome: boolean;
}

/** "Line 17 by a counted establishment with `byDefault` / with `byDefault` and `presumedIncome`" */
export const ASKED_OF_ESTABLISHMENT = {
  17: () => true,
  48: ({ isByDefault }) => isByDefault,
  49: ({ isByDefault, isByPresumedIncome }) => isByDefault && isByPresumedIncome,
} as const satisfies Readonly<Record<number, (establishment: CountedEstablishment) => boolean>>;

/** Section 4, the counted establishments of a case effective in FFY-to-date, if the case is in FFY. */
export function countedEstablishmentsInFfy(
  world: World,
  file: SubjectFile,
): readonly CountedEstablishment[] {
  if (!isInFfy(world, file)) return [];
  const established = countedOrdersOf(file).map(({ position, effective, data }) => ({
    position,
    effective,
    isByDefault: data.byDefault === true,
    isByPresumedIncome: data.presumedIncome === true,
  }));
  // "(it carries `byDefault` and `presumedIncome` false)"
  const modified = ofTypes(file.records, 'SupportOrderModified')
    .filter((modification) => isCountedModification(file, modification))
    .map(({ position, effective }) => ({
      position,
      effective,
      isByDefault: false,
      isByPresumedIncome: false,
    }));
  return within([...established, ...modified], world.ffyFirst, world.monthEnd);
}

/**
 * "a `SupportOrderEstablished` with `establishedBy: county`, enforceable, not a general obligation,
 * effective on or after the case's first opening, and whose `reestablishes`, if any, leads to no counted
 * establishment": "none of those met is a counted establishment, each judged by its own walk". The orders are
 * judged in business order: all that a walk meets are earlier, so what they are is known.
 */
function countedOrdersOf(file: SubjectFile): readonly Establishment[] {
  const counted: Establishment[] = [];
  for (const order of ordersOf(file)) {
    const isBarred = ordersMetFrom(file, order).some((met) => counted.includes(met));
    if (isOrderOfTheCounty(file, order) && !isBarred) counted.push(order);
  }
  return counted;
}

function isOrderOfTheCounty(file: SubjectFile, order: Establishment): boolean {
  return (
    order.data.establishedBy === 'county' &&
    order.data.enforceable !== false &&
    order.data.generalObligation !== true &&
    isOnOrAfterFirstOpening(file, order.effective)
  );
}

/**
 * "it names an order, that one perhaps another, and so on; the walk ends at the first order whose
 * establishment is not active, is not earlier in business order than the establishment that is judged
 * (whatever their order among themselves), or was met already" "(orders that do not count are walked
 * through)"
 */
export function ordersMetFrom(file: SubjectFile, judged: Establishment): readonly Establishment[] {
  const active = ordersOf(file);
  const earlier = active.slice(0, active.indexOf(judged));
  const met: Establishment[] = [];
  let named = judged.data.reestablishes;
  while (named !== undefined) {
    const order = earlier.find((each) => each.data.order === named);
    if (order === undefined || met.includes(order)) break;
    met.push(order);
    named = order.data.reestablishes;
  }
  return met;
}

/**
 * "or a `SupportOrderModified` with non-empty `addsChildren` and `establishedBy` `county` (its default), of
 * an order countable at the modification's effective date, effective on or after the first opening"
 */
function isCountedModification(
  file: SubjectFile,
  modification: Held<'SupportOrderModified'>,
): boolean {
  const { data, effective } = modification;
  return (
    (data.addsChildren ?? []).length > 0 &&
    (data.establishedBy ?? 'county') === 'county' &&
    ordersOf(file).some(
      (order) => order.data.order === data.order && isCountableAt(file, order, effective),
    ) &&
    isOnOrAfterFirstOpening(file, effective)
  );
}

function isOnOrAfterFirstOpening(file: SubjectFile, day: DayText): boolean {
  const firstOpening = firstOpeningOf(file);
  return firstOpening !== undefined && day >= firstOpening;
}
