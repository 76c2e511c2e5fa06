import { CHILD_SUBJECT } from '../../projections/columns/codes.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { LineEntry } from '../../projections/form/line.js';
import { countIn } from '../../projections/form/counted/tally.js';
import type { TracedRow, TracedRows } from '../../projections/packages/traced-rows.js';
import { isInHundredths } from '../../projections/form/line.js';
import { TRAIL_CSV_HEAD, trailEntryCsv } from '../reports/trail.js';
import type { TrailEntry, TrailSubject } from '../reports/trail.js';

/** Rows that are put together into one write. */
const ROWS_PER_CHUNK = 500;

/** `data/trail/line-01a.csv`: line numbers with a zero in front, so that they sort as on the form. */
export function trailPath(line: string, extension: 'csv' | 'parquet' | 'xlsx'): string {
  const width = /[a-z]$/u.test(line) ? 3 : 2;
  return `data/trail/line-${line.padStart(width, '0')}.${extension}`;
}

/** Puts ids in place of the numbers of a trail. */
export class TrailNames {
  readonly #view: LedgerView;
  readonly #idAt: (position: number) => string;
  readonly #ranks: Uint32Array;

  /** @param idAt - the id of the record at a position */
  constructor(view: LedgerView, idAt: (position: number) => string) {
    this.#view = view;
    this.#idAt = idAt;
    this.#ranks = ranksById(view);
  }

  /** The rows of a line as the contract prints them, in its order. */
  *entries(entry: LineEntry, rows: TracedRows): Generator<TrailEntry> {
    for (const place of rows.placesBy((subject) => this.#ranks[subject] ?? 0)) {
      yield this.#named(entry, rows.row(place));
    }
  }

  #named(entry: LineEntry, row: TracedRow): TrailEntry {
    const isAmount = isInHundredths(entry);
    return {
      line: entry.line,
      column: row.column,
      subject: this.#subjectOf(row),
      hundredths: isAmount ? row.amount : null,
      value: isAmount || row.amount === null ? null : countIn(row.amount),
      records: row.positions.map(this.#idAt),
    };
  }

  #subjectOf({ subject, cases }: TracedRow): TrailSubject {
    const { subjectIds, subjectKinds } = this.#view;
    const idOf = (number: number): string => subjectIds[number] ?? '';
    if (subject === 0) return { kind: 'county' };
    if (subjectKinds[subject] === CHILD_SUBJECT) {
      return { kind: 'child', child: idOf(subject), cases: cases.map(idOf).sort() };
    }
    return { kind: 'case', case: idOf(subject) };
  }
}

/** Place of each subject by id (bytes: ids are ASCII); the county's own rows come after all others. */
function ranksById({ subjectIds }: LedgerView): Uint32Array {
  const idOf = (number: number): string => subjectIds[number] ?? '';
  const numbers = Array.from(subjectIds.keys()).slice(1);
  const ranks = new Uint32Array(subjectIds.length);
  numbers
    .sort((one, other) => (idOf(one) < idOf(other) ? -1 : Number(idOf(one) > idOf(other))))
    .forEach((number, rank) => {
      ranks[number] = rank;
    });
  ranks[0] = subjectIds.length;
  return ranks;
}

/** A line's trail as CSV. */
export function* trailCsv(entries: Iterable<TrailEntry>): Generator<string> {
  let chunk: string = TRAIL_CSV_HEAD;
  let count = 0;
  for (const entry of entries) {
    chunk += trailEntryCsv(entry);
    count += 1;
    if (count % ROWS_PER_CHUNK !== 0) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
