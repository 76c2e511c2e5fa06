import fc from 'fast-check';

import { OPENING, TERMS, uuid } from '../sent-records.js';
import type { Sent } from '../sent-records.js';

/** What a record is made of: small numbers, so that ids meet often and a failing sequence shrinks well. */
export interface RecordStep {
  readonly kind: 'record';
  readonly subject: number;
  readonly type: string;
  readonly one: number;
  readonly other: number;
  readonly amount: number;
  readonly correction:
    'none' | 'replace' | 'void' | 'stray replace' | 'stray void' | 'again' | 'reuse';
  /** How far back the attempt is that a correction means. */
  readonly back: number;
  readonly time: 'clock' | 'recorded' | 'backwards' | 'future' | 'future effective';
}

/** One step of a sequence: a record, or what happens to the batch that is not committed yet. */
export type Step =
  | RecordStep
  | { readonly kind: 'commit' | 'drop' | 'forget' }
  | { readonly kind: 'others'; readonly records: readonly RecordStep[] };

type Make = (step: RecordStep) => Sent;

const ref = (number: number): string => `R-${String(number)}`;
const child = (number: number): string => `K-${String(number)}`;
const dollars = (number: number): string => `${String(number + 1)}.00`;

const CASE_TYPES: readonly (readonly [type: string, weight: number, data: Make])[] = [
  ['CaseOpened', 5, () => OPENING],
  ['CaseTransferredIn', 3, () => ({ ...OPENING, fromCounty: '30', openedOn: '2001-02-03' })],
  ['CaseReopened', 1, () => ({})],
  ['CaseClosed', 1, () => ({ reason: 'X' })],
  ['CaseTransferredOut', 3, () => ({ toCounty: '30' })],
  ['ChildAddedToCase', 2, ({ one }) => ({ child: child(one % 3) })],
  ['ChildRemovedFromCase', 1, ({ one }) => ({ child: child(one % 3) })],
  ['ReferralSent', 1, ({ one }) => ({ referral: ref(one), kind: 'state', jurisdiction: 'NV' })],
  ['ReferralSentEnded', 1, ({ one }) => ({ referral: ref(one) })],
  ['ReferralReceived', 1, ({ one }) => ({ referral: ref(one), kind: 'state', jurisdiction: 'NV' })],
  ['ReferralReceivedEnded', 1, ({ one }) => ({ referral: ref(one) })],
  ['SupportOrderEstablished', 2, orderData],
  [
    'SupportOrderModified',
    1,
    ({ one, other }) => ({ order: ref(one), terms: TERMS, addsChildren: [child(other)] }),
  ],
  ['SupportOrderTerminated', 1, ({ one }) => ({ order: ref(one) })],
  ['CurrentSupportCharged', 1, ({ one }) => ({ order: ref(one), amount: '1.00', owedTo: 'state' })],
  ['ArrearsJudgmentEntered', 1, judgmentData],
  ['CollectionReceived', 8, ({ one, amount }) => collectionData(one % 3, amount)],
  ['CollectionDistributed', 10, distributionData],
  ['DistributionReversed', 8, ({ one }) => ({ distribution: ref(one) })],
  [
    'CoverageStarted',
    1,
    ({ one, other }) => ({
      coverage: ref(one),
      kind: 'public',
      asOrdered: true,
      children: other === 0 ? [] : [child(other)],
    }),
  ],
  ['CoverageEnded', 1, ({ one }) => ({ coverage: ref(one) })],
];

/** Types as often as their weight says. */
const ANY_TYPE = CASE_TYPES.flatMap(([type, weight]) => Array<string>(weight).fill(type));

const MONEY_TYPES = ['CollectionReceived', 'CollectionDistributed', 'DistributionReversed'];

const CASE_DATA = new Map(CASE_TYPES.map(([type, , data]) => [type, data]));

const stepOf = (types: readonly string[], refMax: number): fc.Arbitrary<RecordStep> =>
  fc.record({
    kind: fc.constant('record' as const),
    subject: fc.nat(12),
    type: fc.constantFrom(...types),
    one: fc.nat(refMax),
    other: fc.nat(2),
    amount: fc.nat(3),
    correction: fc.oneof(
      { weight: 10, arbitrary: fc.constant('none' as const) },
      { weight: 5, arbitrary: fc.constantFrom('replace' as const, 'void' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'stray replace' as const,
          'stray void' as const,
          'again' as const,
          'reuse' as const,
        ),
      },
    ),
    back: fc.nat(12),
    time: fc.oneof(
      { weight: 60, arbitrary: fc.constant('clock' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'recorded' as const,
          'backwards' as const,
          'future' as const,
          'future effective' as const,
        ),
      },
    ),
  });

const sequenceOf = (step: fc.Arbitrary<RecordStep>): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.oneof(
      { weight: 40, arbitrary: step },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'drop' as const) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('others' as const),
          records: fc.array(step, { maxLength: 3 }),
        }),
      },
    ),
    { minLength: 1, maxLength: 120, size: 'max' },
  );

/** Sequences in which ids, subjects and corrections meet often: of all types, or mostly about money. */
export const STEPS: fc.Arbitrary<readonly Step[]> = fc.oneof(
  sequenceOf(stepOf(ANY_TYPE, 2)),
  sequenceOf(stepOf(MONEY_TYPES, 6)),
);

/** What every sequence begins with, so that not all of it is about unknown cases and collections. */
export const PRELUDE: readonly Sent[] = [
  { type: 'CaseOpened', case: '1', data: OPENING },
  { type: 'ChildRegistered', child: 'K-0', data: childData('ChildRegistered') },
  { type: 'CollectionReceived', case: '1', data: collectionData(0, 3) },
  { type: 'CollectionReceived', case: '1', data: collectionData(1, 2) },
  {
    type: 'CollectionDistributed',
    case: '1',
    data: distributionData({ one: 0, other: 0, amount: 1 }),
  },
  { type: 'DistributionReversed', case: '1', data: { distribution: ref(0) } },
].map((sent, at) => ({ id: uuid(900_000 + at), county: '19', effective: '2006-01-15', ...sent }));

/**
 * The record of a step. Its id is new unless the step says otherwise; what it corrects is an accepted
 * record, or for a stray correction one of the attempts.
 */
export function recordOf(
  step: RecordStep,
  attempts: readonly Sent[],
  accepted: readonly Sent[],
): Sent {
  const fresh = freshRecord(step, attempts.length + 1);
  const isStray = step.correction !== 'replace' && step.correction !== 'void';
  const known = isStray ? attempts : accepted;
  const meant = known[known.length - 1 - step.back];
  if (meant === undefined) return fresh;
  switch (step.correction) {
    case 'none':
      return fresh;
    case 'again':
      return { ...meant };
    case 'reuse':
      return { ...fresh, id: meant['id'] };
    case 'replace':
      return {
        ...fresh,
        type: meant['type'],
        case: meant['case'],
        child: meant['child'],
        data: dataLike(meant, step),
        corrects: meant['id'],
        reason: 'entered in error',
      };
    case 'void':
      return voidOf(fresh, meant, { case: meant['case'], child: meant['child'] });
    case 'stray void':
      return voidOf(fresh, meant, { case: fresh['case'], child: fresh['child'] });
    case 'stray replace':
      return { ...fresh, corrects: meant['id'], reason: 'entered in error' };
  }
}

function voidOf(fresh: Sent, meant: Sent, subject: Sent): Sent {
  const correction = { corrects: meant['id'], reason: 'entered in error' };
  return { ...fresh, ...subject, type: 'RecordVoided', data: {}, ...correction };
}

function freshRecord(step: RecordStep, number: number): Sent {
  const shared = { id: uuid(number), county: '19', ...timeOf(step) };
  if (step.subject === 0) {
    const data = { participant: ref(step.one) };
    return { ...shared, type: 'ParticipantRegistered', data };
  }
  if (step.subject <= 2) {
    const type = step.amount === 0 ? 'PaternityVacated' : 'ChildRegistered';
    return { ...shared, type, child: child(step.one), data: childData(type) };
  }
  const { type } = step;
  const data = CASE_DATA.get(type)?.(step) ?? {};
  return { ...shared, type, case: step.subject <= 10 ? '1' : '2', data };
}

/** New data for the type of the meant record; mostly with the id that it introduced. */
function dataLike(meant: Sent, step: RecordStep): unknown {
  const make = CASE_DATA.get(String(meant['type']));
  if (make === undefined) return meant['data'];
  const data = make(step);
  const old = meant['data'] as Sent;
  if (step.back % 4 === 0) return data;
  const kept = ['distribution', 'coverage', 'referral', 'order'].find((field) => field in old);
  const field = kept ?? ('collection' in old ? 'collection' : undefined);
  if (field === undefined || meant['type'] === 'DistributionReversed') return data;
  return { ...data, [field]: old[field] };
}

function childData(type: string): Sent {
  return type === 'ChildRegistered' ? { birthDate: '2000-05-06', bornOutOfWedlock: true } : {};
}

function orderData({ one, other, amount }: RecordStep): Sent {
  const data = { order: ref(one), establishedBy: 'county', kind: 'permanent', terms: TERMS };
  if (amount === 0) return { ...data, reestablishes: ref(other) };
  return amount === 1 ? { ...data, children: [child(other)] } : data;
}

function judgmentData({ one, other }: RecordStep): Sent {
  const data = { amount: '1.00', owedTo: 'state' };
  return other === 0 ? data : { ...data, order: ref(one) };
}

function collectionData(one: number, amount: number): Sent {
  return { collection: ref(one), amount: dollars(amount), source: 'direct' };
}

function distributionData({
  one,
  other,
  amount,
}: Pick<RecordStep, 'one' | 'other' | 'amount'>): Sent {
  const allocations = [{ bucket: 'current', amount: dollars(amount), to: 'family' }];
  if (amount === 3) allocations.push({ bucket: 'fee', amount: '0.01', to: 'state' });
  return { distribution: ref(one), collection: ref(other), allocations };
}

function timeOf({ time }: RecordStep): Sent {
  const effective = '2006-01-15';
  switch (time) {
    case 'clock':
      return { effective };
    case 'recorded':
      return { effective, recorded: '2006-01-20T12:00:00Z' };
    case 'backwards':
      return { effective, recorded: '2006-01-20T11:59:59Z' };
    case 'future':
      return { effective, recorded: '2006-01-20T12:00:01Z' };
    case 'future effective':
      return { effective: '2006-01-21' };
  }
}
