import type { Day } from '../../events/values/day.js';
import { ORDER_ARREARS_JUDGMENT } from '../../projections/columns/codes.js';
import { CaseOrders } from '../../projections/case/orders.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { centsOf } from '../../events/values/money.js';

const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(50, 3000) }, (_, index) => FIRST_SEED + index);
const NO_TERMS = {
  currentSupportCents: centsOf(0),
  cashMedicalCents: centsOf(0),
  hasHealthInsurance: false,
};

/** An order of a case without dates: its place in the list is its place in business order. */
interface Link {
  /** Its number, from 1; numbers that no link has are of orders whose establishment is not active. */
  readonly ref: number;
  /** The order that it re-establishes; 0 none. */
  readonly names: number;
  /** By the county; an order by somebody else does not count, whatever it names. */
  readonly isByCounty: boolean;
}

function establish(orders: CaseOrders, day: number, { ref, names, isByCounty }: Link): void {
  // A day of the epoch; the position is the order's number.
  orders.established(ref, day as Day, ref, NO_TERMS, {
    isByCounty,
    kind: ORDER_ARREARS_JUDGMENT,
    isByDefault: false,
    isPresumedIncome: false,
    isEnforceable: true,
    isGeneralObligation: false,
    reestablishes: names,
  });
}

/** The numbers of the orders that count, in business order. */
function countedByFold(links: readonly Link[]): readonly number[] {
  const orders = new CaseOrders();
  links.forEach((link, day) => {
    establish(orders, day, link);
  });
  return orders.countedSince(0 as Day, 0).map(({ position }) => position);
}

/** The same by rules.md 4, word by word. */
function countedByRule(links: readonly Link[]): readonly number[] {
  const placeOf = new Map(links.map(({ ref }, place) => [ref, place]));
  const isCounted: boolean[] = [];
  links.forEach((judged, place) => {
    const met = new Set<number>();
    let next = placeOf.get(judged.names);
    while (next !== undefined && next < place && !met.has(next)) {
      met.add(next);
      next = placeOf.get(links[next]?.names ?? 0);
    }
    isCounted.push(judged.isByCounty && ![...met].some((at) => isCounted[at]));
  });
  return links.filter((_, place) => isCounted[place]).map(({ ref }) => ref);
}

/** Orders that name any others: later ones, themselves, each other, orders that are not there. */
function randomLinks(random: Random): readonly Link[] {
  const count = random.integer(1, random.pick([3, 6, 12, 40]));
  const countyShare = random.pick([0.1, 0.3, 0.6]);
  const refs = Array.from({ length: count }, (_, at) => ({ ref: at + 1, by: random.next() }));
  return refs
    .toSorted((one, other) => one.by - other.by)
    .map(({ ref }) => ({
      ref,
      // Neighbours in number are strangers in business order, so most chains go forth and back.
      names: random.chance(0.7) ? ref + 1 : random.integer(0, count + 1),
      isByCounty: random.chance(countyShare),
    }));
}

/** Orders of others that each name the next one, and as many of the county that name the one given. */
function longChain(length: number, isTowardsLater: boolean): readonly Link[] {
  const chain = Array.from({ length }, (_, at): Link => {
    const ref = at + 1;
    return { ref, names: isTowardsLater ? (ref % length) + 1 : ref - 1, isByCounty: false };
  });
  const judged = Array.from({ length }, (_, at): Link => ({
    ref: length + 1 + at,
    names: isTowardsLater ? 1 : length,
    isByCounty: true,
  }));
  return [...chain, ...judged];
}

describe('orders that re-establish others', () => {
  it.each(SEEDS)('count as the rule has it, however they name each other: seed %i', (seed) => {
    const random = new Random(seed);
    const cases = Array.from({ length: 20 }, () => randomLinks(random));
    expect(cases.map((links) => ({ links, counted: countedByFold(links) }))).toEqual(
      cases.map((links) => ({ links, counted: countedByRule(links) })),
    );
  });

  it('are judged anew for every first opening, without what an earlier question left', () => {
    const orders = new CaseOrders();
    for (const ref of [1, 2, 3]) {
      establish(orders, 10 * ref, { ref, names: ref - 1, isByCounty: true });
    }
    const countedFrom = (firstOpening: number): readonly number[] =>
      orders.countedSince(0 as Day, firstOpening).map(({ position }) => position);

    expect(countedFrom(11)).toEqual([2]);
    expect(countedFrom(0)).toEqual([1]);
    expect(countedFrom(21)).toEqual([3]);
    expect(countedFrom(11)).toEqual([2]);
  });

  // Step by step each of so many walks would pass so many orders: hours, not the seconds a test has.
  it.each([true, false])(
    'are bounded work where very many walks go along one long chain, towards later orders: %s',
    (isTowardsLater) => {
      const length = 200_000;
      const counted = countedByFold(longChain(length, isTowardsLater));
      expect(counted).toHaveLength(length);
    },
  );
});
