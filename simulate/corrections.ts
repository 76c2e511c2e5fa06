import { formatCents, parseCents } from '../events/values/money.js';
import type { Aftermath } from './aftermath.js';
import { amended } from './amendments.js';
import { addArrears, distributionData } from './money.js';
import type { Visit } from './visit.js';
import type { Allocation } from './words.js';
import type { WrittenOf, WrittenRecord } from './written-record.js';

const REDISTRIBUTED_SHARE = 0.4;

/** Writes what comes of an earlier record today. */
export function undergo(visit: Visit, aftermath: Aftermath): void {
  switch (aftermath.kind) {
    case 'correction':
      correct(visit, aftermath.record);
      return;
    case 'misposting':
      correctMisposting(visit, aftermath.collection, aftermath.distribution);
      return;
    case 'reversal':
      reverse(visit, aftermath.distribution);
      return;
  }
}

function correct(visit: Visit, record: WrittenRecord): void {
  const amendment = amended(record, visit.random);
  moveArrears(visit, record, -1);
  if (amendment.replacement === null) {
    forget(visit, record);
    visit.void(record, amendment.reason);
    return;
  }
  moveArrears(visit, amendment.replacement, 1);
  visit.replace(amendment.replacement, amendment.reason, true);
}

/** What was voided is no longer so. */
function forget({ state }: Visit, record: WrittenRecord): void {
  if (record.type === 'PaternityEstablished') state.established &= ~(1 << record.child);
  if (record.type === 'NonCooperationDetermined') state.isNonCooperating = false;
  if (record.type === 'GoodCauseDetermined') state.hasGoodCause = false;
  if (record.type === 'InsuranceUnavailabilityConfirmed') state.isInsuranceUnavailable = false;
}

/** Takes a record's effect into (`sign` 1) or out of (-1) what the simulation believes to be the arrears. */
function moveArrears(visit: Visit, record: WrittenRecord, sign: 1 | -1): void {
  if (record.type === 'CollectionDistributed') {
    for (const { bucket, amount, to } of record.data.allocations) {
      if (bucket === 'arrears' || bucket === 'interest') {
        addArrears(visit.state, to === 'state', -sign * cents(amount));
      }
    }
  } else if (
    record.type === 'CurrentSupportCharged' ||
    record.type === 'InterestAccrued' ||
    record.type === 'ArrearsAdjusted'
  ) {
    addArrears(visit.state, record.data.owedTo === 'state', sign * cents(record.data.amount));
  }
}

function correctMisposting(
  visit: Visit,
  collection: WrittenOf<'CollectionReceived'>,
  distribution: WrittenOf<'CollectionDistributed'>,
): void {
  moveArrears(visit, distribution, -1);
  if (visit.random.chance(0.4)) {
    const reason = 'Posted to the wrong case; the payment belongs to another payer.';
    visit.void(distribution, reason);
    visit.void(collection, reason);
    return;
  }
  const reason = 'Amount keyed wrongly; corrected from the bank statement.';
  const allocations = distribution.data.allocations.map(lowered);
  // First what was paid out, then what came in: at no moment is more distributed than was received.
  const lower = { ...distribution, data: { ...distribution.data, allocations } };
  moveArrears(visit, lower, 1);
  visit.replace(lower, reason, false);
  const total = allocations.reduce((sum, { amount }) => sum + cents(amount), 0);
  visit.replace(
    { ...collection, data: { ...collection.data, amount: formatCents(total) } },
    reason,
    false,
  );
}

/** Nine tenths of an allocation, at least one cent. */
function lowered(allocation: Allocation): Allocation {
  const less = Math.max(1, Math.floor(cents(allocation.amount) * 0.9));
  return { ...allocation, amount: formatCents(less) };
}

function reverse(visit: Visit, distribution: WrittenOf<'CollectionDistributed'>): void {
  const { collection, allocations } = distribution.data;
  visit.maybeLate(distribution.effective);
  visit.record('DistributionReversed', { distribution: distribution.data.distribution });
  for (const { bucket, amount, to } of allocations) {
    if (bucket !== 'future' && bucket !== 'fee')
      addArrears(visit.state, to === 'state', cents(amount));
  }
  if (!visit.random.chance(REDISTRIBUTED_SHARE)) return;
  const asArrears = allocations.map((each): Allocation => ({ ...each, bucket: 'arrears' }));
  const again = distributionData(visit.state, collection, asArrears);
  visit.recordFirm('CollectionDistributed', again);
  for (const { amount, to } of asArrears) addArrears(visit.state, to === 'state', -cents(amount));
}

/** The cents of an amount that the simulation itself has written. */
function cents(amount: string): number {
  return parseCents(amount, { signed: true }) ?? 0;
}
