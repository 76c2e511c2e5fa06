import type { Random } from './random.js';
import { monthsLater } from './random-days.js';
import {
  about,
  draft,
  standingOf,
  type KnownCase,
  type Drafting,
  type SentRecord,
} from './known-case.js';

/** Amounts that are often equal, so that balances often come out even. */
export const AMOUNTS = ['50.00', '100.00', '100.00', '33.33', '0.01', '200.00', '250.50', '75.00'];

/** A draft of an amount owed to one side, and what else the type carries. */
export const owed =
  (type: string, more: (known: KnownCase) => object = () => ({})): Drafting =>
  (known) =>
    draft(known, type, {
      amount: known.random.pick(AMOUNTS),
      owedTo: known.random.pick(['family', 'family', 'state']),
      ...more(known),
    });

/** Support that falls due on one of the case's orders. */
export const charge: Drafting = about('SupportOrderEstablished', (known, order) =>
  draft(known, 'CurrentSupportCharged', {
    order: order.data['order'],
    amount: known.random.pick(AMOUNTS),
    owedTo: known.random.pick(['family', 'family', 'state']),
  }),
);

/** An adjustment of the same month, an earlier one, an earlier year or (why not) a later month. */
export const adjustment: Drafting = (known) => {
  const { random } = known;
  const effective = known.days.near(known.day);
  const sign = random.chance(0.45) ? '-' : '';
  const monthsBack = random.pick([0, 0, 1, 1, 2, 5, 9, 12, 15, 26, -1]);
  return {
    type: 'ArrearsAdjusted',
    effective,
    data: {
      amount: `${sign}${random.pick(AMOUNTS)}`,
      owedTo: random.pick(['family', 'state']),
      forPeriod: monthsLater(effective.slice(0, 7), -monthsBack),
    },
  };
};

/** Money received. */
export const collection: Drafting = (known) =>
  draft(known, 'CollectionReceived', {
    collection: known.freshId('CollectionReceived'),
    amount: known.random.pick(['100.00', '150.00', '300.00', '60.01']),
    source: known.random.pick([
      'income-withholding',
      'direct',
      'federal-tax-offset',
      'other-state',
    ]),
    ...(known.random.chance(0.3) ? { voluntary: known.random.chance(0.8) } : {}),
  });

const cents = (money: unknown): number => Math.round(Number(money) * 100);
const money = (amount: number): string => (amount / 100).toFixed(2);

interface Part {
  readonly bucket: string;
  readonly amount: string;
  readonly to: string;
}

/** Cents of a collection that its standing distributions leave. */
function undistributed(known: KnownCase, received: SentRecord): number {
  const reversed = standingOf(known, 'DistributionReversed').map(
    ({ data }) => data['distribution'],
  );
  return standingOf(known, 'CollectionDistributed')
    .filter(({ data }) => data['collection'] === received.data['collection'])
    .filter(({ data }) => !reversed.includes(data['distribution']))
    .flatMap(({ data }) => data['allocations'] as readonly Part[])
    .reduce((rest, part) => rest - cents(part.amount), cents(received.data['amount']));
}

/** One allocation of so many cents. */
export function allocationOf(random: Random, amount: number): Part {
  return {
    bucket: random.pick([
      'current',
      'current',
      'medical',
      'medical',
      'arrears',
      'arrears',
      'arrears',
      'interest',
      'future',
      'future',
      'fee',
    ]),
    amount: money(amount),
    to: random.pick(['family', 'state']),
  };
}

/** A distribution of what is left of a collection. */
export const distribution: Drafting = (known) => {
  const { random } = known;
  const open = standingOf(known, 'CollectionReceived').filter(
    (received) => undistributed(known, received) > 0,
  );
  if (open.length === 0) return null;
  const received = random.pick(open);
  let rest = undistributed(known, received);
  const allocations: Part[] = [];
  for (let parts = random.integer(1, 3); parts > 0 && rest > 0; parts -= 1) {
    const amount = parts === 1 && random.chance(0.7) ? rest : random.integer(1, rest);
    allocations.push(allocationOf(random, amount));
    rest -= amount;
  }
  return {
    type: 'CollectionDistributed',
    // Also before the receipt, and in an earlier month than it: the ledger does not compare the two.
    effective: random.weighted<() => string>([
      [4, () => received.effective],
      [3, () => known.days.within(received.effective.slice(0, 7))],
      [
        2,
        () => known.days.within(monthsLater(received.effective.slice(0, 7), random.pick([1, -1]))),
      ],
      [3, () => known.days.near(known.day)],
    ])(),
    data: {
      distribution: known.freshId('CollectionDistributed'),
      collection: received.data['collection'],
      allocations,
    },
  };
};

/** A distribution reversed: in its month, in a later one, or before it was made. */
export const reversal: Drafting = (known) => {
  const { random } = known;
  const reversed = standingOf(known, 'DistributionReversed').map(
    ({ data }) => data['distribution'],
  );
  const made = standingOf(known, 'CollectionDistributed').filter(
    ({ data }) => !reversed.includes(data['distribution']),
  );
  if (made.length === 0) return null;
  const target = random.pick(made);
  const month = target.effective.slice(0, 7);
  return {
    type: 'DistributionReversed',
    effective: known.days.within(monthsLater(month, random.pick([0, 0, 1, 1, 2, 4, 13, -1]))),
    data: { distribution: target.data['distribution'] },
  };
};
