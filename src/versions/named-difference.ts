import type { RecordType } from '../../events/registry.js';
import type { LedgerRecord } from '../../events/record.js';
import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Month } from '../../events/values/month.js';
import { CHILD_SUBJECT } from '../../projections/columns/codes.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { Column } from '../../projections/form/line.js';
import type {
  CellDifference,
  MonthDifference,
  RowSide,
} from '../../projections/versions/differences.js';
import type { SubjectKey } from '../reports/subject.js';
import type { LedgerReader } from '../ports/ledger-reader.js';

/** A record that came between the two positions. */
export interface ConcerningRecord {
  readonly id: string;
  readonly position: number;
  readonly type: RecordType;
  /** `YYYY-MM-DD`. */
  readonly effective: string;
  /** Why it corrects another; null where it corrects none. */
  readonly reason: string | null;
}

/** A row that differs, with names in place of numbers. */
export interface NamedRow {
  readonly line: string;
  readonly column: Column;
  /** Null for a row of the county's own. */
  readonly subject: SubjectKey | null;
  readonly from: RowSide;
  readonly to: RowSide;
  /** In order of position. */
  readonly records: readonly ConcerningRecord[];
}

/** What differs in a county's month between two positions. */
export interface NamedDifference {
  readonly county: County;
  readonly month: Month;
  readonly from: number;
  readonly to: number;
  /** Ids of the editions of the form that the month has on either side. */
  readonly editions: { readonly from: string; readonly to: string };
  readonly cells: readonly CellDifference[];
  readonly rows: readonly NamedRow[];
}

/** Puts ids and records in place of subject numbers and positions. */
export function namedDifference(
  file: LedgerReader,
  view: LedgerView,
  of: Pick<NamedDifference, 'month' | 'from' | 'to' | 'editions'>,
  difference: MonthDifference,
): NamedDifference {
  const known = new Map<number, ConcerningRecord>();
  return differenceWithRecords({ county: file.county, ...of }, view, difference, (position) => {
    const record = known.get(position) ?? readRecord(file, position);
    known.set(position, record);
    return record;
  });
}

/**
 * The same where the records come from elsewhere than a ledger's file.
 *
 * @param recordAt - the record at a position between the two
 */
export function differenceWithRecords(
  of: Pick<NamedDifference, 'county' | 'month' | 'from' | 'to' | 'editions'>,
  view: LedgerView,
  difference: MonthDifference,
  recordAt: (position: number) => ConcerningRecord,
): NamedDifference {
  return {
    ...of,
    cells: difference.cells,
    rows: difference.rows.map(({ line, column, subject, from, to, positions }) => ({
      line,
      column,
      subject: subjectOf(view, subject),
      from,
      to,
      records: positions.map(recordAt),
    })),
  };
}

function subjectOf(view: LedgerView, subject: number): SubjectKey | null {
  if (subject === 0) return null;
  const kind = view.subjectKinds[subject] === CHILD_SUBJECT ? 'child' : 'case';
  return { kind, id: view.subjectIds[subject] ?? '' };
}

function readRecord(file: LedgerReader, position: number): ConcerningRecord {
  const { id, type, effective, body } = file.row(position);
  // Only records that passed the parser are stored, and the row's checksum covers the body.
  const { reason } = JSON.parse(body) as LedgerRecord;
  return { id, position, type, effective: formatDay(effective), reason: reason ?? null };
}
