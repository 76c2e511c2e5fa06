import type { LedgerRecord } from '../../../events/record.js';
import { centsOf, parseCents } from '../../../events/values/money.js';
import type { Cents } from '../../../events/values/money.js';

const ARREARS_BUCKETS: ReadonlySet<string> = new Set(['arrears', 'interest']);

const VOID_ID = 'd3300000-0000-4000-8000-000000001257';
const BY_HAND_ID = 'd3300000-0000-4000-8000-000000000001';

/** An entry of a history as the command prints it. */
export interface ToldEntry {
  readonly record: LedgerRecord;
  readonly supersededBy: object | null;
}

/** A distribution as the demo tells of it. */
export interface ToldDistribution {
  readonly id: string;
  /** When it was made, `YYYY-MM-DD`. */
  readonly day: string;
  readonly cents: Cents;
  readonly paysArrears: boolean;
}

/** The distributions of a case that stand and were not reversed, in business order. */
export function standingDistributions(history: readonly ToldEntry[]): readonly ToldDistribution[] {
  const standing = history
    .filter(({ supersededBy }) => supersededBy === null)
    .map(({ record }) => record);
  const reversed = new Set(
    standing.flatMap((record) =>
      record.type === 'DistributionReversed' ? [record.data.distribution] : [],
    ),
  );
  return standing.flatMap((record): ToldDistribution[] => {
    if (record.type !== 'CollectionDistributed') return [];
    if (reversed.has(record.data.distribution)) return [];
    const { allocations } = record.data;
    return [
      {
        id: record.id,
        day: record.effective,
        cents: centsOf(allocations.reduce((sum, { amount }) => sum + (parseCents(amount) ?? 0), 0)),
        paysArrears: allocations.some(({ bucket }) => ARREARS_BUCKETS.has(bucket)),
      },
    ];
  });
}

/** A file of one record that somebody wrote by hand: with a number for the amount it is refused. */
export function handWritten(caseId: string, amount: string | number): string {
  const record = {
    id: BY_HAND_ID,
    type: 'MedicalBillsPaid',
    county: '19',
    case: caseId,
    effective: '2006-09-28',
    data: { amount },
    recorded: '2006-10-02T17:05:00Z',
  };
  return `${JSON.stringify(record)}\n`;
}

/** A file of one record that voids another in November, after September was approved. */
export function lateVoid(caseId: string, target: string): string {
  const record = {
    id: VOID_ID,
    type: 'RecordVoided',
    county: '19',
    case: caseId,
    effective: '2006-11-06',
    corrects: target,
    reason: "Entered on the wrong case: the payment was another obligor's.",
    data: {},
    recorded: '2006-11-06T17:05:00Z',
  };
  return `${JSON.stringify(record)}\n`;
}
