import { formatCents, parseCents } from '../events/values/money.js';
import type { Random } from './random.js';
import type { Allocation, Terms } from './words.js';
import type { WrittenRecord } from './written-record.js';

/** How a record is corrected: by what, or by nothing (it is voided), and why. */
export interface Amendment {
  readonly replacement: WrittenRecord | null;
  readonly reason: string;
}

const WRONG_DATE_REASONS = [
  'Date keyed wrongly; corrected from the paper file.',
  'Effective date is that of the court minutes, not of the entry.',
  'Date taken from the wrong notice.',
] as const;

const MOVED_DAYS_MAX = 9;

/** Records that now and then turn out to be about another case: they are voided. */
const ANOTHER_CASES: ReadonlySet<string> = new Set<WrittenRecord['type']>([
  'ServiceOfProcessCompleted',
  'NonCooperationDetermined',
  'GoodCauseDetermined',
  'TanfTerminationReported',
  'PaternityEstablished',
  'InsuranceUnavailabilityConfirmed',
]);
const ANOTHER_CASES_SHARE = 0.4;

/** How a record of the simulation turns out to have been wrong. */
export function amended(record: WrittenRecord, random: Random): Amendment {
  if (isBalanceChange(record)) return amendedAmount(record, random);
  if (record.type === 'CollectionDistributed') {
    const allocations = record.data.allocations.map(toTheOther);
    const replacement = { ...record, data: { ...record.data, allocations } };
    return {
      replacement,
      reason: 'Sent to the wrong payee; the assistance status was out of date.',
    };
  }
  if (record.type === 'ChildRegistered') {
    const bornOutOfWedlock = !record.data.bornOutOfWedlock;
    const replacement = { ...record, data: { ...record.data, bornOutOfWedlock } };
    return { replacement, reason: 'The birth certificate came in.' };
  }
  if (record.type === 'SupportOrderEstablished' || record.type === 'SupportOrderModified') {
    const terms = { ...record.data.terms, healthInsurance: !record.data.terms.healthInsurance };
    return {
      replacement: withTerms(record, terms),
      reason: 'Terms keyed wrongly; see the filed order.',
    };
  }
  if (ANOTHER_CASES.has(record.type) && random.chance(ANOTHER_CASES_SHARE)) {
    return { replacement: null, reason: 'Entered on the wrong case.' };
  }
  return moved(record, random);
}

/** The same record some days earlier. */
function moved(record: WrittenRecord, random: Random): Amendment {
  const effective = record.effective - random.between(1, MOVED_DAYS_MAX);
  return { replacement: { ...record, effective }, reason: random.pick(WRONG_DATE_REASONS) };
}

type BalanceChange = Extract<
  WrittenRecord,
  {
    type:
      | 'CurrentSupportCharged'
      | 'ArrearsBroughtForward'
      | 'ArrearsJudgmentEntered'
      | 'InterestAccrued'
      | 'ArrearsCompromised'
      | 'ArrearsAdjusted'
      | 'MedicalBillsPaid';
  }
>;

/** Whether the record's amount can change by itself; a collection's has to agree with its distributions. */
function isBalanceChange(record: WrittenRecord): record is BalanceChange {
  return 'amount' in record.data && record.type !== 'CollectionReceived';
}

function amendedAmount(record: BalanceChange, random: Random): Amendment {
  if (random.chance(0.3)) return { replacement: null, reason: 'Entered twice.' };
  const cents = parseCents(record.data.amount, { signed: true }) ?? 0;
  const share = random.pick([0.5, 0.9, 1.1, 1.5]);
  const size = Math.max(1, Math.round(Math.abs(cents) * share));
  const amount = formatCents(cents < 0 ? -size : size);
  return {
    replacement: withAmount(record, amount),
    reason: 'Amount keyed wrongly; see the ledger card.',
  };
}

// The compiler loses sight of which type a spread copy of a union has; only the named field differs.
function withAmount(record: WrittenRecord, amount: string): WrittenRecord {
  return { ...record, data: { ...record.data, amount } } as WrittenRecord;
}

function withTerms(record: WrittenRecord, terms: Terms): WrittenRecord {
  return { ...record, data: { ...record.data, terms } } as WrittenRecord;
}

function toTheOther(allocation: Allocation): Allocation {
  return { ...allocation, to: allocation.to === 'family' ? 'state' : 'family' };
}
