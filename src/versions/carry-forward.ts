import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import { firstDayOfFfy, formatMonth, lastMonthOf } from '../../events/values/month.js';
import type { Ffy } from '../../events/values/month.js';
import { parseValue } from '../../events/wire/parse.js';
import { cellOf } from '../../projections/form/report.js';
import { uuidOfContent } from '../../projections/seal/report-seal.js';
import { standingOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { appendRecords } from '../ledger/append.js';
import type { ParsedLine, RejectedLine } from '../ledger/county-batch.js';
import type { LedgerWriter } from '../ports/ledger-writer.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { readVersions } from './county-acts.js';
import type { ActLog } from '../ports/act-log.js';

/** Line 5a of a fiscal year, as it was brought into the ledger. */
export interface CarriedForward {
  readonly county: County;
  readonly ffy: Ffy;
  readonly version: number;
  /** Id of the record, the same for the same county, year and version. */
  readonly id: string;
  /** Line 5 of the standing September version. */
  readonly value: number;
  /** `YYYY-MM-DD`, the first day of the fiscal year. */
  readonly effective: string;
  readonly source: string;
  /** Whether the ledger had it already. */
  readonly isDuplicate: boolean;
  /** The ledger's size with it. */
  readonly size: number;
}

/** What became of it: the ledger may turn the record away, as it may any other. */
export type CarryForwardOutcome =
  | { readonly kind: 'carried'; readonly carried: CarriedForward }
  | { readonly kind: 'rejected'; readonly rejected: RejectedLine };

/**
 * Appends Line 5a of a fiscal year from the standing version of the September before it. Misaddressed
 * where no version of that month stands.
 */
export async function carryForward(
  log: ActLog,
  writer: LedgerWriter,
  { county, ffy }: { readonly county: County; readonly ffy: Ffy },
  clock: () => Instant,
): Promise<Answer<CarryForwardOutcome>> {
  const september = lastMonthOf((ffy - 1) as Ffy); // the fiscal year before
  const { versions } = await readVersions(log, county);
  const standing = standingOf(versions, september);
  if (standing === null) {
    return misaddressed(
      `No version of ${formatMonth(september)} of county ${county} is approved, so there is no Line 5 to carry into FFY ${String(ffy)}: submit that month and have it approved.`,
    );
  }
  const record = recordOf(county, ffy, standing);
  const rejections: RejectedLine[] = [];
  const outcome = await appendRecords(writer, lineOf(record), {
    clock,
    isRecordedHonoured: false,
    onRejected: (rejected) => {
      rejections.push(rejected);
    },
  });
  const [rejected] = rejections;
  if (rejected !== undefined) return done({ kind: 'rejected', rejected });
  const { id, effective, data } = record;
  const { value, source } = data;
  const carried = { county, ffy, version: standing.version, id, value, effective, source };
  const size = outcome.ledgers[county]?.size ?? 0;
  return done({
    kind: 'carried',
    carried: { ...carried, isDuplicate: outcome.duplicates > 0, size },
  });
}

interface FigureRecord {
  readonly id: string;
  readonly type: 'StatewideFigureRecorded';
  readonly county: County;
  readonly effective: string;
  readonly data: { readonly line: '5a'; readonly value: number; readonly source: string };
}

/** The record is the same whenever it is made, so that it enters once. */
function recordOf(
  county: County,
  ffy: Ffy,
  { version, month, asOf, lines }: Version,
): FigureRecord {
  const value = cellOf(lines, '5', 'a');
  if (typeof value !== 'number') {
    throw new Error(`Line 5 of ${formatMonth(month)} is no count: ${String(value)}.`);
  }
  const source = `Line 5 of the CS 1257 of ${formatMonth(month)}, version ${String(version)}, as of position ${String(asOf)}`;
  return {
    id: uuidOfContent({ county, ffy, version }),
    type: 'StatewideFigureRecorded',
    county,
    effective: formatDay(firstDayOfFfy(ffy)),
    data: { line: '5a', value, source },
  };
}

async function* lineOf(record: FigureRecord): AsyncIterable<readonly ParsedLine[]> {
  yield await Promise.resolve([{ file: 'carry-forward', line: 1, result: parseValue(record) }]);
}
