import { TYPE_CODE } from '../../events/registry.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { RecordColumns, SubjectBlock } from '../../projections/columns/record-columns.js';
import { centsOf, moneyOf } from '../oracle/amounts.js';
import type { Entry } from '../oracle/records.js';

/** The scalars of a record of this type that are cents which the money of a case is made of. */
function centsSlots(type: number): readonly number[] {
  switch (type) {
    case TYPE_CODE.CurrentSupportCharged:
    case TYPE_CODE.ArrearsBroughtForward:
    case TYPE_CODE.ArrearsJudgmentEntered:
    case TYPE_CODE.InterestAccrued:
    case TYPE_CODE.ArrearsCompromised:
    case TYPE_CODE.ArrearsAdjusted:
      return [0];
    case TYPE_CODE.CollectionDistributed:
      return [2, 3, 4, 5, 6, 7, 8];
    default:
      return [];
  }
}

/**
 * The same ledger with other amounts, larger than the parser lets in, so that a few records add up to what takes a
 * hundred thousand otherwise.
 *
 * @param change - what becomes of an amount of the record at a position, cents; a safe integer
 */
export function viewWithCents(
  view: LedgerView,
  change: (cents: number, position: number) => number,
): LedgerView {
  const blocks = [...view.blocks()].map((block): SubjectBlock => {
    const { columns } = block;
    return { ...block, columns: { ...columns, args: changedArgs(columns, change) } };
  });
  return { ...view, blocks: () => blocks };
}

function changedArgs(
  { args, argsStart, count, position, type }: RecordColumns,
  change: (cents: number, position: number) => number,
): Float64Array {
  const changed = Float64Array.from(args);
  for (let row = 0; row < count; row += 1) {
    for (const slot of centsSlots(type[row] ?? 0)) {
      const at = (argsStart[row] ?? 0) + slot;
      const cents = change(changed[at] ?? 0, position[row] ?? 0);
      if (!Number.isSafeInteger(cents)) throw new RangeError(`${String(cents)} is no amount.`);
      changed[at] = cents;
    }
  }
  return changed;
}

/** The entries of a ledger with every amount so many times as large, spelt as no parser takes them. */
export function entriesTimes(entries: readonly Entry[], factor: number): readonly Entry[] {
  const times = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => times(each, key));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, times(of, name)]));
    }
    return key === 'amount' ? moneyOf(centsOf(String(value)) * BigInt(factor)) : value;
  };
  return entries.map((entry) => ({
    ...entry,
    record: times(entry.record, '') as Entry['record'], // the same fields, of the same kinds
  }));
}
