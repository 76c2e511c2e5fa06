import type { Day } from '../../events/values/day.js';
import type { Cents } from '../../events/values/money.js';
import { ORDER_ARREARS_JUDGMENT } from '../columns/codes.js';
import { Register } from './register.js';
import type { StateReader, StateWriter } from './state-numbers.js';
import { centsOf } from '../../events/values/money.js';

/** A restored fold answers no question about records. */
const NO_POSITION = 0;

/** Terms of an order; amounts in cents a month. */
export interface OrderTerms {
  readonly currentSupportCents: Cents;
  readonly cashMedicalCents: Cents;
  readonly hasHealthInsurance: boolean;
}

/** What a `SupportOrderEstablished` says besides the terms. */
export interface Establishment {
  readonly isByCounty: boolean;
  readonly kind: number;
  readonly isByDefault: boolean;
  readonly isPresumedIncome: boolean;
  readonly isEnforceable: boolean;
  readonly isGeneralObligation: boolean;
  /** Root of the order that this one re-establishes; 0 none. */
  readonly reestablishes: number;
}

interface Order {
  readonly ref: number;
  /** Infinity while its establishment is not in the records. */
  establishedOn: number;
  establishedPosition: number;
  establishment: Establishment | null;
  terms: OrderTerms | null;
  termsPosition: number;
  setAsideOn: number;
  setAsidePosition: number;
  terminatedOn: number;
  terminatedPosition: number;
  /** Judged already, and counted but for its own walk: a walk that meets it is barred. */
  isBarring: boolean;
  /**
   * Where a walk that meets this order goes on: the order that it re-establishes, or one further along
   * the same way. Null where a walk ends here: it bars, it names no order, it is not judged yet, or its
   * way leads back to it.
   */
  goesOnAt: Order | null;
}

/** A record that may count as an establishment on Lines 17, 48 and 49 (rules.md 4). */
interface Candidate {
  readonly order: Order;
  readonly day: Day;
  readonly position: number;
  readonly isModification: boolean;
}

/** The facts of rules.md 1 (Orders) about all orders of a case at one moment. */
export interface OrdersAtMoment {
  readonly hasOrder: boolean;
  readonly hasCurrentOrder: boolean;
  /**
   * Has order, and every current order is for no cash; without a current one, every countable
   * order is for no cash and none is an arrears judgment.
   */
  readonly isZeroCash: boolean;
  /** A current order with cash medical support or health insurance. */
  readonly isMedicalOrdered: boolean;
  readonly isHealthInsuranceOrdered: boolean;
  readonly isCashMedicalOrdered: boolean;
}

/** A counted establishment of a period. */
export interface CountedEstablishment {
  readonly position: number;
  readonly isByDefault: boolean;
  readonly isPresumedIncome: boolean;
}

/** What was found for a period and a first opening, true until the next record about an order. */
interface CountedOfPeriod {
  readonly firstDay: Day;
  readonly firstOpening: number;
  readonly establishments: readonly CountedEstablishment[];
}

/**
 * The support orders of a case (rules.md 1, Orders). Fed in business order; every question is
 * about the end of the last day fed.
 */
export class CaseOrders {
  private readonly orders = new Register<Order>(unknownOrder);
  private readonly candidates: Candidate[] = [];
  private lastCandidateDay = -Infinity;
  private known: OrdersAtMoment | null = null;
  private counted: CountedOfPeriod | null = null;

  established(
    ref: number,
    day: Day,
    position: number,
    terms: OrderTerms,
    establishment: Establishment,
  ): void {
    const order = this.of(ref);
    order.establishedOn = day;
    order.establishedPosition = position;
    order.establishment = establishment;
    this.setTerms(order, terms, position);
    this.addCandidate({ order, day, position, isModification: false });
  }

  modified(ref: number, day: Day, position: number, terms: OrderTerms, adds: boolean): void {
    const order = this.of(ref);
    this.setTerms(order, terms, position);
    if (adds) this.addCandidate({ order, day, position, isModification: true });
  }

  terminated(ref: number, day: Day, position: number): void {
    const order = this.of(ref);
    if (day < order.terminatedOn) {
      order.terminatedOn = day;
      order.terminatedPosition = position;
    }
  }

  setAside(ref: number, day: Day, position: number): void {
    const order = this.of(ref);
    if (day < order.setAsideOn) {
      order.setAsideOn = day;
      order.setAsidePosition = position;
    }
  }

  /** What the orders amount to now; worked out once after each change. */
  get facts(): OrdersAtMoment {
    this.known ??= factsOf(this.orders.all);
    return this.known;
  }

  /** Records that make the orders what they are: establishment, latest terms, end. */
  positions(): number[] {
    return this.orders.all.flatMap((o) =>
      [o.establishedPosition, o.termsPosition, o.terminatedPosition, o.setAsidePosition].filter(
        (position) => position !== 0,
      ),
    );
  }

  /** Whether some record since `firstDay` may count; spares the walk where none does. */
  hasCandidateSince(firstDay: Day): boolean {
    return this.lastCandidateDay >= firstDay;
  }

  /**
   * Counted establishments effective since `firstDay`, in business order (rules.md 4). Each order is
   * judged when its turn comes, so a walk ends at the first order whose turn has not come: one that is
   * not earlier than the order that is judged, or whose establishment is not among the records.
   */
  countedSince(firstDay: Day, firstOpening: number): readonly CountedEstablishment[] {
    const { counted } = this;
    if (counted?.firstDay === firstDay && counted.firstOpening === firstOpening) {
      return counted.establishments;
    }
    const establishments = this.judge(firstDay, firstOpening);
    this.counted = { firstDay, firstOpening, establishments };
    return establishments;
  }

  /** Everything but what only trails and explanations ask for: the positions of records. */
  save(to: StateWriter): void {
    const all = this.orders.all.filter(isRecorded);
    to.put(all.length);
    for (const order of all) saveOrder(to, order);
    to.put(this.candidates.length);
    for (const { order, day, isModification } of this.candidates) {
      to.put(all.indexOf(order), day);
      to.flag(isModification);
    }
  }

  restore(from: StateReader): void {
    for (let left = from.next(); left > 0; left -= 1) {
      restoreOrder(from, this.orders.of(from.next()));
    }
    for (let left = from.next(); left > 0; left -= 1) {
      const order = this.orders.all[from.next()]!;
      const day = from.next() as Day; // saved from a Day
      this.addCandidate({ order, day, position: NO_POSITION, isModification: from.flag() });
    }
  }

  private judge(firstDay: Day, firstOpening: number): readonly CountedEstablishment[] {
    const counted: CountedEstablishment[] = [];
    for (const { order } of this.candidates) forgetJudgement(order);
    for (const candidate of this.candidates) {
      const counts = this.counts(candidate, firstOpening);
      if (!counts || candidate.day < firstDay) continue;
      const { establishment } = candidate.order;
      const isFirst = !candidate.isModification;
      counted.push({
        position: candidate.position,
        isByDefault: isFirst && establishment?.isByDefault === true,
        isPresumedIncome: isFirst && establishment?.isPresumedIncome === true,
      });
    }
    return counted;
  }

  private counts({ order, day, isModification }: Candidate, firstOpening: number): boolean {
    if (isModification) return day >= firstOpening && isCountableAt(order, day);
    const { establishment } = order;
    if (establishment === null) return false;
    const { reestablishes, isByCounty, isEnforceable, isGeneralObligation } = establishment;
    const countsAlone = day >= firstOpening && isByCounty && isEnforceable && !isGeneralObligation;
    const end = reestablishes === 0 ? null : endOfWalk(this.orders.of(reestablishes));
    // A walk that comes to the judged order itself ends there, and nothing has barred it.
    const isBarred = end?.isBarring === true;
    order.isBarring = countsAlone;
    if (!countsAlone && end !== order) order.goesOnAt = end;
    return countsAlone && !isBarred;
  }

  private addCandidate(candidate: Candidate): void {
    this.candidates.push(candidate);
    this.lastCandidateDay = candidate.day;
  }

  private setTerms(order: Order, terms: OrderTerms, position: number): void {
    order.terms = terms;
    order.termsPosition = position;
  }

  private of(ref: number): Order {
    this.known = null;
    this.counted = null;
    return this.orders.of(ref);
  }
}

/** One that was only asked for has no record: whether it was depends on the months that were asked for. */
function isRecorded({ establishment, terms, setAsideOn, terminatedOn }: Order): boolean {
  const isEnded = setAsideOn !== Infinity || terminatedOn !== Infinity;
  return establishment !== null || terms !== null || isEnded;
}

function saveOrder(to: StateWriter, order: Order): void {
  const { establishment, terms } = order;
  to.put(order.ref, order.establishedOn, order.setAsideOn, order.terminatedOn);
  to.flag(establishment !== null);
  if (establishment !== null) {
    to.flag(establishment.isByCounty);
    to.flag(establishment.isByDefault);
    to.flag(establishment.isPresumedIncome);
    to.flag(establishment.isEnforceable);
    to.flag(establishment.isGeneralObligation);
    to.put(establishment.kind, establishment.reestablishes);
  }
  to.flag(terms !== null);
  if (terms !== null) {
    to.put(terms.currentSupportCents, terms.cashMedicalCents);
    to.flag(terms.hasHealthInsurance);
  }
}

/** @param order - the one whose `ref` was read just now */
function restoreOrder(from: StateReader, order: Order): void {
  order.establishedOn = from.next();
  order.setAsideOn = from.next();
  order.terminatedOn = from.next();
  if (from.flag()) {
    order.establishment = {
      isByCounty: from.flag(),
      isByDefault: from.flag(),
      isPresumedIncome: from.flag(),
      isEnforceable: from.flag(),
      isGeneralObligation: from.flag(),
      kind: from.next(),
      reestablishes: from.next(),
    };
  }
  if (from.flag()) {
    order.terms = {
      currentSupportCents: centsOf(from.next()),
      cashMedicalCents: centsOf(from.next()),
      hasHealthInsurance: from.flag(),
    };
  }
}

function unknownOrder(ref: number): Order {
  return {
    ref,
    establishedOn: Infinity,
    establishedPosition: 0,
    establishment: null,
    terms: null,
    termsPosition: 0,
    setAsideOn: Infinity,
    setAsidePosition: 0,
    terminatedOn: Infinity,
    terminatedPosition: 0,
    isBarring: false,
    goesOnAt: null,
  };
}

function forgetJudgement(order: Order): void {
  order.isBarring = false;
  order.goesOnAt = null;
}

/**
 * The order at which a walk of re-established orders ends that begins at `first`. It ends at an order
 * that would count but for its own walk, counted or not: if it is not, a counted one bars it, and the
 * walk would go on to that one. Each order passed is set to lead further on, so that the next walk
 * along the same way is short.
 */
function endOfWalk(first: Order): Order {
  let at = first;
  while (at.goesOnAt !== null) {
    at.goesOnAt = at.goesOnAt.goesOnAt ?? at.goesOnAt;
    at = at.goesOnAt;
  }
  return at;
}

function factsOf(orders: readonly Order[]): OrdersAtMoment {
  const countable = orders.filter(isCountable);
  const current = countable.filter(isCurrent);
  const isCashMedicalOrdered = current.some((o) => (o.terms?.cashMedicalCents ?? 0) > 0);
  const isHealthInsuranceOrdered = current.some((o) => o.terms?.hasHealthInsurance === true);
  return {
    hasOrder: countable.length > 0,
    hasCurrentOrder: current.length > 0,
    isZeroCash:
      current.length > 0
        ? current.every(isForNoCash)
        : countable.length > 0 && countable.every((o) => !isJudgment(o) && isForNoCash(o)),
    isMedicalOrdered: isCashMedicalOrdered || isHealthInsuranceOrdered,
    isHealthInsuranceOrdered,
    isCashMedicalOrdered,
  };
}

function isCountable(order: Order): boolean {
  return isCountableAt(order, Infinity);
}

/** Established, not set aside at the end of `day`, enforceable, not a general obligation. */
function isCountableAt(order: Order, day: number): boolean {
  const { establishment } = order;
  return (
    establishment !== null &&
    order.establishedOn <= day &&
    (order.setAsideOn === Infinity || order.setAsideOn > day) &&
    establishment.isEnforceable &&
    !establishment.isGeneralObligation
  );
}

function isCurrent(order: Order): boolean {
  return isCountable(order) && order.terminatedOn === Infinity && !isJudgment(order);
}

function isJudgment(order: Order): boolean {
  return order.establishment?.kind === ORDER_ARREARS_JUDGMENT;
}

function isForNoCash(order: Order): boolean {
  const { terms } = order;
  return terms !== null && terms.currentSupportCents === 0 && terms.cashMedicalCents === 0;
}
