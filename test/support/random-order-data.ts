import type { Random } from './random.js';
import { daysLater, monthsLater } from './random-days.js';
import { about, draft, standingOf, type KnownCase, type Drafting } from './known-case.js';

type OrderData = Readonly<Record<string, unknown>>;

/** So many orders stand on a case at most: enough for chains, few enough for cases without one in force. */
const STANDING_MAX = 7;

/** The terms of an order: often for no cash, often with insurance. */
export function randomTerms(random: Random): OrderData {
  if (random.chance(0.3)) {
    return {
      currentSupport: '0.00',
      cashMedical: '0.00',
      healthInsurance: random.chance(0.2),
      reserved: random.chance(0.7),
    };
  }
  return {
    currentSupport: random.pick(['0.00', '100.00', '120.50', '300.00']),
    cashMedical: random.pick(['0.00', '0.00', '40.00']),
    healthInsurance: random.chance(0.45),
    reserved: false,
  };
}

function orderData(known: KnownCase, countyShare: number): OrderData {
  const { random } = known;
  const isDefault = random.chance(0.4);
  return {
    order: known.freshId('SupportOrderEstablished'),
    establishedBy: random.chance(countyShare) ? 'county' : 'other',
    kind: random.pick(['permanent', 'permanent', 'temporary', 'arrears-judgment']),
    terms: randomTerms(random),
    ...(random.chance(0.4) ? { children: random.some(known.children) } : {}),
    ...(isDefault ? { byDefault: random.chance(0.9), presumedIncome: random.chance(0.6) } : {}),
    ...(random.chance(0.15) ? { enforceable: random.chance(0.3) } : {}),
    ...(random.chance(0.1) ? { generalObligation: random.chance(0.5) } : {}),
  };
}

/** An order that perhaps re-establishes one that stands. */
export const establishment: Drafting = (known) => {
  const { random } = known;
  const orders = standingOf(known, 'SupportOrderEstablished');
  if (orders.length >= 4) return null;
  const earlier = orders.length > 0 && random.chance(0.4) ? random.pick(orders) : null;
  return draft(known, 'SupportOrderEstablished', {
    ...orderData(known, 0.7),
    ...(earlier === null ? {} : { reestablishes: earlier.data['order'] }),
  });
};

/**
 * One more order in a chain: it re-establishes any that was ever recorded, mostly the one recorded last,
 * on its very day, shortly or long before it or after it. Most do not count, so that walks go on.
 */
export const reestablishment: Drafting = (known) => {
  const { random, days } = known;
  const recorded = known.recorded.filter(({ type }) => type === 'SupportOrderEstablished');
  const last = recorded.at(-1);
  if (last === undefined) return null;
  if (standingOf(known, 'SupportOrderEstablished').length >= STANDING_MAX) return null;
  const named = random.chance(0.65) ? last : random.pick(recorded);
  return {
    type: 'SupportOrderEstablished',
    effective: random.weighted<() => string>([
      [2, () => named.effective],
      [2, () => daysLater(named.effective, random.pick([-1, 1]))],
      [2, () => days.within(monthsLater(named.effective.slice(0, 7), -random.integer(1, 12)))],
      [4, () => days.near(known.day)],
    ])(),
    data: { ...orderData(known, 0.4), reestablishes: named.data['order'] },
  };
};

/** An order modified, perhaps for more children. */
export const modification: Drafting = about('SupportOrderEstablished', (known, order) =>
  draft(known, 'SupportOrderModified', {
    order: order.data['order'],
    terms: randomTerms(known.random),
    ...(known.random.chance(0.5) ? { addsChildren: known.random.some(known.children, 0.6) } : {}),
    ...(known.random.chance(0.4) ? { establishedBy: known.random.pick(['county', 'other']) } : {}),
  }),
);

/**
 * What a correction makes of an order: by somebody else, of other terms, and often one that re-establishes
 * another order than before, be it a later one or itself, or none.
 *
 * @param orders - ids of the orders recorded on its case
 */
export function changedOrderData(
  random: Random,
  data: OrderData,
  orders: readonly unknown[],
): OrderData {
  const { reestablishes: before, ...rest } = data;
  const by = { establishedBy: random.pick(['county', 'other']) };
  const names = random.weighted<() => unknown>([
    [5, () => before],
    [4, () => random.pick(orders)],
    [1, () => rest['order']],
    [1, () => undefined],
  ])();
  return {
    ...rest,
    ...(random.chance(0.6) ? by : {}),
    ...(random.chance(0.15) ? { enforceable: random.chance(0.4) } : {}),
    ...(names === undefined ? {} : { reestablishes: names }),
    terms: randomTerms(random),
  };
}
