import type { Random } from './random.js';
import { daysLater, monthsLater } from './random-days.js';
import { about, draft, standingOf, type CaseScene, type Drafting } from './random-scene.js';

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

function orderData(scene: CaseScene, countyShare: number): OrderData {
  const { random } = scene;
  const isDefault = random.chance(0.4);
  return {
    order: scene.freshId('SupportOrderEstablished'),
    establishedBy: random.chance(countyShare) ? 'county' : 'other',
    kind: random.pick(['permanent', 'permanent', 'temporary', 'arrears-judgment']),
    terms: randomTerms(random),
    ...(random.chance(0.4) ? { children: random.some(scene.children) } : {}),
    ...(isDefault ? { byDefault: random.chance(0.9), presumedIncome: random.chance(0.6) } : {}),
    ...(random.chance(0.15) ? { enforceable: random.chance(0.3) } : {}),
    ...(random.chance(0.1) ? { generalObligation: random.chance(0.5) } : {}),
  };
}

/** An order that perhaps re-establishes one that stands. */
export const establishment: Drafting = (scene) => {
  const { random } = scene;
  const orders = standingOf(scene, 'SupportOrderEstablished');
  if (orders.length >= 4) return null;
  const earlier = orders.length > 0 && random.chance(0.4) ? random.pick(orders) : null;
  return draft(scene, 'SupportOrderEstablished', {
    ...orderData(scene, 0.7),
    ...(earlier === null ? {} : { reestablishes: earlier.data['order'] }),
  });
};

/**
 * One more order in a chain: it re-establishes any that was ever recorded, mostly the one recorded last,
 * on its very day, shortly or long before it or after it. Most do not count, so that walks go on.
 */
export const reestablishment: Drafting = (scene) => {
  const { random, days } = scene;
  const recorded = scene.recorded.filter(({ type }) => type === 'SupportOrderEstablished');
  const last = recorded.at(-1);
  if (last === undefined) return null;
  if (standingOf(scene, 'SupportOrderEstablished').length >= STANDING_MAX) return null;
  const named = random.chance(0.65) ? last : random.pick(recorded);
  return {
    type: 'SupportOrderEstablished',
    effective: random.weighted<() => string>([
      [2, () => named.effective],
      [2, () => daysLater(named.effective, random.pick([-1, 1]))],
      [2, () => days.within(monthsLater(named.effective.slice(0, 7), -random.integer(1, 12)))],
      [4, () => days.near(scene.day)],
    ])(),
    data: { ...orderData(scene, 0.4), reestablishes: named.data['order'] },
  };
};

/** An order modified, perhaps for more children. */
export const modification: Drafting = about('SupportOrderEstablished', (scene, order) =>
  draft(scene, 'SupportOrderModified', {
    order: order.data['order'],
    terms: randomTerms(scene.random),
    ...(scene.random.chance(0.5) ? { addsChildren: scene.random.some(scene.children, 0.6) } : {}),
    ...(scene.random.chance(0.4) ? { establishedBy: scene.random.pick(['county', 'other']) } : {}),
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
