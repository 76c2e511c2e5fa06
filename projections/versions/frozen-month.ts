import { canonicalJson, canonicalString } from '../../events/wire/canonical.js';
import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { CHILD_SUBJECT } from '../columns/codes.js';
import { namedEdition } from '../../events/form-editions.js';
import { EDITIONS, editionNamed } from '../form/editions.js';
import type { Edition, KnownEditions } from '../form/editions.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { isInHundredths } from '../form/line.js';
import type { LineEntry } from '../form/line.js';
import { reportMonths } from '../form/report.js';
import type { ReportLines } from '../form/report.js';
import { countIn } from '../form/counted/tally.js';
import { reportHash, trailHash } from '../seal/report-seal.js';
import { monthRows } from './month-rows.js';
import type { MonthRow, RowsOfLine } from './row-table.js';

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
  const rows = monthRows(view, month, asOf, { hasCases: true, known });
  return freezeRows(view, { county, month, asOf, rows }, known);
}

/** A month whose rows are known already, with the cases of its children. */
export interface MonthWithRows {
  readonly county: County;
  readonly month: Month;
  readonly asOf: number;
  readonly rows: ReadonlyMap<LineNumber, RowsOfLine>;
}

/** As `freezeMonth`, for whoever needs the rows of the month for something else besides. */
export function freezeRows(
  view: LedgerView,
  { county, month, asOf, rows }: MonthWithRows,
  known: KnownEditions = EDITIONS,
): FrozenMonth {
  const [report] = reportMonths(view, [month], asOf, known);
  if (report === undefined) throw new Error('A replay left out its month.');
  const { edition, lines } = report;
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
  rows: MonthWithRows['rows'],
): Generator<string> {
  const ranks = ranksOfSubjects(view);
  const rankOf = (subject: number): number => ranks[subject] ?? 0;
  for (const entry of lines) {
    const table = rows.get(entry.line);
    if (table === undefined) continue;
    for (const place of table.placesBy(rankOf)) {
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

/** Put together in the order of its keys: an object for each of a million rows takes three times as long. */
function canonicalRow(view: LedgerView, entry: LineEntry, row: MonthRow): string {
  const { amount, column } = row;
  const isAmount = isInHundredths(entry);
  const front = amount !== null && isAmount ? `"amount":"${formatCents(amount)}",` : '';
  const back = amount !== null && !isAmount ? `,"value":${canonicalJson(countIn(amount))}` : '';
  return `{${front}${subjectFields(view, row)}"column":"${column}","line":"${entry.line}"${back}}`;
}

function subjectFields(view: LedgerView, { subject, cases }: MonthRow): string {
  if (subject === 0) return '';
  const id = canonicalString(view.subjectIds[subject] ?? '');
  if (view.subjectKinds[subject] !== CHILD_SUBJECT) return `"case":${id},`;
  const names = cases.map((number) => view.subjectIds[number] ?? '').sort();
  return `"cases":${canonicalJson(names)},"child":${id},`;
}
