import { canonicalJson } from '../../events/wire/canonical.js';
import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { CHILD_SUBJECT } from '../columns/codes.js';
import { namedEdition } from '../../events/form-editions.js';
import { EDITIONS, editionNamed } from '../form/editions.js';
import type { Edition, KnownEditions } from '../form/editions.js';
import { COLUMNS, isInHundredths } from '../form/line.js';
import type { LineEntry } from '../form/line.js';
import { reportMonths } from '../form/report.js';
import type { ReportLines } from '../form/report.js';
import { countIn } from '../form/counted/tally.js';
import { reportHash, trailHash } from '../seal/report-seal.js';
import { monthRows } from './month-rows.js';
import type { MonthRows } from './month-rows.js';
import type { MonthRow, RowTable } from './row-table.js';

/** A month's report as a version keeps it: its cells, and the hashes of itself and of its trail. */
export interface FrozenMonth {
  /** Id of the edition of the form. */
  readonly form: string;
  readonly lines: ReportLines;
  /** 64 hexadecimal digits, as is `trail`. */
  readonly report: string;
  readonly trail: string;
}

/** Freezes a county's month as of a position. `view` is the ledger at least up to there. */
export function freezeMonth(
  view: LedgerView,
  county: County,
  month: Month,
  asOf: number,
  known: KnownEditions = EDITIONS,
): FrozenMonth {
  const [report] = reportMonths(view, [month], asOf, known);
  if (report === undefined) throw new Error('A replay left out its month.');
  const { edition, lines } = report;
  const rows = monthRows(view, month, asOf, { hasCases: true, known });
  return {
    form: edition,
    lines,
    report: hashOfLines({ county, month, asOf, form: edition, lines }),
    trail: trailHash(canonicalTrail(view, editionNamed(edition, known), rows)),
  };
}

/** The hash of a report with these cells: what a version's stored cells have to give for ever. */
export function hashOfLines(
  of: Pick<FrozenMonth, 'form' | 'lines'> & {
    readonly county: County;
    readonly month: Month;
    readonly asOf: number;
  },
): string {
  const { county, asOf, form, lines } = of;
  const month = formatMonth(of.month);
  return reportHash({ form: 'CS 1257', ...namedEdition(form), county, month, asOf, lines });
}

/**
 * The canonical JSON of every trail row without its records: lines in the form's order, rows by id
 * (bytes), then column, rows of the county's own after all others.
 */
export function* canonicalTrail(
  view: LedgerView,
  { lines }: Edition,
  rows: MonthRows,
): Generator<string> {
  const ranks = ranksOfSubjects(view);
  for (const entry of lines) {
    const table = rows.get(entry.line);
    if (table === undefined) continue;
    for (const place of placesInOrder(table, ranks)) {
      yield canonicalRow(view, entry, table.row(place));
    }
  }
}

/** Place of each subject among all by id; the county's own number comes after all others. */
function ranksOfSubjects(view: LedgerView): Uint32Array {
  const { subjectIds } = view;
  const numbers = subjectIds.map((_, number) => number).slice(1);
  const ranks = new Uint32Array(subjectIds.length);
  numbers
    .sort((one, other) => compareIds(subjectIds[one] ?? '', subjectIds[other] ?? ''))
    .forEach((number, rank) => {
      ranks[number] = rank;
    });
  ranks[0] = subjectIds.length;
  return ranks;
}

/** Ids are ASCII: comparing code units compares bytes. */
function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function placesInOrder(table: RowTable, ranks: Uint32Array): readonly number[] {
  const sortKey = ({ subject, column }: MonthRow): number =>
    (ranks[subject] ?? 0) * COLUMNS.length + COLUMNS.indexOf(column);
  const keys = Float64Array.from({ length: table.count }, (_, place) => sortKey(table.row(place)));
  return Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
}

function canonicalRow(view: LedgerView, entry: LineEntry, row: MonthRow): string {
  return canonicalJson({
    line: entry.line,
    column: row.column,
    ...subjectFields(view, row),
    ...amountFields(entry, row),
  });
}

function subjectFields(view: LedgerView, { subject, cases }: MonthRow): object {
  if (subject === 0) return {};
  const id = view.subjectIds[subject];
  if (view.subjectKinds[subject] !== CHILD_SUBJECT) return { case: id };
  return { child: id, cases: cases.map((number) => view.subjectIds[number] ?? '').sort() };
}

function amountFields(entry: LineEntry, { amount }: MonthRow): object {
  if (amount === null) return {};
  return isInHundredths(entry) ? { amount: formatCents(amount) } : { value: countIn(amount) };
}
