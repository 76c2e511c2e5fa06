import type { LedgerRecord } from '../../../events/record.js';
import { parseCents } from '../../../events/values/money.js';
import type { Cents } from '../../../events/values/money.js';
import type { HistoryEntry } from '../../reports/history.js';

const ARREARS_BUCKETS: ReadonlySet<string> = new Set(['arrears', 'interest']);

const VOID_ID = 'd3300000-0000-4000-8000-000000001257';

/** A distribution as the demo tells of it. */
export interface ToldDistribution {
  readonly id: string;
  /** When it was made, `YYYY-MM-DD`. */
  readonly day: string;
  readonly cents: Cents;
  readonly paysArrears: boolean;
}

/** The distributions of a case that stand and were not reversed, in business order. */
export function standingDistributions(
  history: readonly HistoryEntry[],
): readonly ToldDistribution[] {
  const standing = history
    .filter(({ supersededBy }) => supersededBy === null)
    // Only records that passed the parser are stored.
    .map(({ body }) => JSON.parse(body) as LedgerRecord);
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
        cents: allocations.reduce((sum, { amount }) => sum + (parseCents(amount) ?? 0), 0),
        paysArrears: allocations.some(({ bucket }) => ARREARS_BUCKETS.has(bucket)),
      },
    ];
  });
}

/** The line of a record that voids another in October, after the simulated year. */
export function lateVoid(county: string, caseId: string, target: string): string {
  return JSON.stringify({
    id: VOID_ID,
    type: 'RecordVoided',
    county,
    case: caseId,
    effective: '2006-10-12',
    corrects: target,
    reason: "Entered on the wrong case: the payment was another obligor's.",
    data: {},
    recorded: '2006-10-12T17:05:00Z',
  });
}
