import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LineNumber } from '../../events/line-numbers.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { FIRST_EDITION } from '../../events/form-editions.js';
import { editionNamed, knownWith } from '../../projections/form/editions.js';
import type { LineEntry } from '../../projections/form/line.js';
import { reportMonths } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import { differentCells } from '../../projections/versions/differences.js';
import { monthTrail } from '../../projections/packages/month-trail.js';
import type { TracedRows } from '../../projections/packages/traced-rows.js';
import { TRAIL_CSV_HEAD, trailEntryCsv } from '../reports/trail.js';
import type { TrailEntry } from '../reports/trail.js';
import { hasDecimals } from '../reports/trail-parquet.js';
import type { PrintedVersion } from '../versions/version-json.js';
import { RULES_PATH, linesOfTrail } from './corrected-rules.js';
import type { CorrectedRules } from './corrected-rules.js';
import { packageFile, packageLines } from './package-file.js';
import { readPackageView } from './package-view.js';
import { parquetRow, parquetRows } from './parquet-rows.js';
import { differentFigures } from './pdf/figures-of-pdf.js';
import type { PrintedReport } from './pdf/report-pdf.js';
import { differentDifference } from './refold-difference.js';
import { RELEASED_PROGRAMS } from './released-programs.js';
import { TrailNames, trailPath } from './trail-files.js';
import { systemReason } from '../ports/system-reason.js';
import type { VerifyOptions } from './verifier/verify-package.mjs';

type OnDone = NonNullable<VerifyOptions['onDone']>;

/** How the form that people read was compared. */
export type FormComparison =
  /** Drawn anew, the same bytes. */
  | 'drawn'
  /** Its figures were read, because another version of the program drew it. */
  | 'read'
  /** Not at all: its letters cannot be read, and another version of the program drew it. */
  | 'unread';

/** Who made a package, and who computes it anew. */
export interface RefoldedBy {
  /** The version of the program that made it, null if it does not say. */
  readonly maker: string | null;
  /** The version of this program. */
  readonly program: string;
  /** Whether it was made by the edition of the rules that this program has. */
  readonly isBySameRules: boolean;
}

/** What computing a package anew gives. */
export interface Refolded {
  /** Sentences on what the records give otherwise. */
  readonly differences: readonly string[];
  /** Sentences on what is wrong by whatever rules: a form that shows something else, files that cannot be read. */
  readonly failures: readonly string[];
  readonly form: FormComparison;
  /** Lines of which an amount is DECIMAL in the Parquet file of their trail. */
  readonly decimalLines: ReadonlySet<LineNumber>;
}

/**
 * Computes the report and the trail of a package anew from its records, and compares them with its
 * files, cell by cell and row by row.
 */
export async function refoldPackage(
  folder: string,
  { maker, program, isBySameRules }: RefoldedBy,
  onDone: OnDone = () => undefined,
): Promise<Refolded> {
  const differences: string[] = [];
  try {
    const fail = (difference: string): number => differences.push(difference);
    const { version, lines, decimalLines } = await refold(folder, isBySameRules, fail, onDone);
    const drawn = { printed: version, lines };
    const { form, differences: failures } = await compareForm(folder, drawn, maker, program);
    return { differences, failures, form, decimalLines };
  } catch (error) {
    const reason = systemReason(error);
    const failure = `The report cannot be computed anew from data/records.ndjson: ${reason}`;
    return { differences, failures: [failure], form: 'unread', decimalLines: new Set() };
  }
}

async function refold(
  folder: string,
  isBySameRules: boolean,
  fail: (failure: string) => unknown,
  onDone: OnDone,
): Promise<{
  readonly version: PrintedVersion;
  readonly lines: ReportLines;
  readonly decimalLines: ReadonlySet<LineNumber>;
}> {
  // Whatever stands in these files is compared with what the records give.
  const version = readJson(folder, 'data/version.json') as PrintedVersion;
  const report = readJson(folder, 'data/report.json') as { readonly lines?: ReportLines };
  const { month, asOf } = placeOf(version);
  const edition = editionNamed(version.edition ?? FIRST_EDITION.id);
  const known = knownWith(edition.id);
  const { view, ids } = readPackageView(folder, asOf);
  const [made] = reportMonths(view, [month], asOf, known);
  if (made === undefined) throw new Error('A replay left out its month.');
  const rules = rulesOf(folder);
  const expected = linesOfTrail(report.lines ?? {}, rules);
  for (const failure of differentFromTrail(expected, made.lines)) fail(failure);
  const names = new TrailNames(view, (position) => ids.at(position));
  const trail = monthTrail(view, month, asOf, [], known);
  const decimalLines = new Set<LineNumber>();
  for (const [index, entry] of edition.lines.entries()) {
    onDone(index, edition.lines.length, 'lines computed anew');
    const rows = trail.lines.get(entry.line);
    if (rows === undefined) continue;
    if (hasDecimals([...names.entries(entry, rows)])) decimalLines.add(entry.line);
    for await (const failure of differentTrail(folder, entry, rows, names)) fail(failure);
  }
  if (version.version > 1) {
    const of = { county: version.county, month, to: asOf, edition: edition.id };
    for (const failure of differentDifference(folder, view, of)) fail(failure);
  }
  // The form shows what was submitted, whatever today's rules give.
  const lines = isBySameRules && rules === null ? made.lines : (report.lines ?? made.lines);
  return { version, lines, decimalLines };
}

/** The month and position of a version, whatever stands in its file. */
function placeOf(version: PrintedVersion): { readonly month: Month; readonly asOf: number } {
  const { asOf } = version;
  const month = parseMonth(version.month);
  if (month === null) throw new Error(`data/version.json names no month: ${version.month}.`);
  if (!Number.isSafeInteger(asOf) || asOf < 1 || asOf >= 2 ** 32 - 1) {
    throw new Error(`data/version.json names no position: ${String(asOf)}.`);
  }
  return { month, asOf };
}

/** What the package says of rules that were corrected since; null where it says nothing. */
function rulesOf(folder: string): CorrectedRules | null {
  if (!existsSync(join(folder, RULES_PATH))) return null;
  return readJson(folder, RULES_PATH) as CorrectedRules; // compared with what the records give
}

function readJson(folder: string, path: string): unknown {
  try {
    return JSON.parse(packageFile(folder, path).toString('utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read.`, { cause: error });
  }
}

function* differentFromTrail(told: ReportLines, made: ReportLines): Generator<string> {
  for (const { line, column, from, to } of differentCells(told, made)) {
    yield `Line ${line} (${column}): data/report.json says ${String(from)}, and the records give ${String(to)}.`;
  }
}

/** The first row of each file that is not what the records give. */
async function* differentTrail(
  folder: string,
  entry: LineEntry,
  rows: TracedRows,
  names: TrailNames,
): AsyncGenerator<string> {
  const csv = trailPath(entry.line, 'csv');
  const difference = differentLine(folder, csv, linesOf(names.entries(entry, rows)));
  if (difference !== null) {
    const { number, says, gives } = difference;
    yield `${csv}, line ${String(number)}: it says ${shown(says)}, and the records give ${shown(gives)}.`;
  }
  const parquet = trailPath(entry.line, 'parquet');
  const entries = [...names.entries(entry, rows)];
  const isDecimal = hasDecimals(entries);
  const place = await differentParquetRow(
    packageFile(folder, parquet),
    entries.map((row) => parquetRow(row, isDecimal)),
  );
  if (place !== null) yield `${parquet}: its row ${String(place)} is not what the records give.`;
}

/** The lines without their `\n`; they keep the carriage return in front of it. */
function* linesOf(entries: Iterable<TrailEntry>): Generator<string> {
  yield TRAIL_CSV_HEAD.slice(0, -1);
  for (const entry of entries) yield trailEntryCsv(entry).slice(0, -1);
}

function shown(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

interface DifferentLine {
  readonly number: number;
  readonly says: string;
  readonly gives: string;
}

function differentLine(
  folder: string,
  path: string,
  expected: Generator<string>,
): DifferentLine | null {
  let number = 0;
  for (const says of packageLines(folder, path)) {
    number += 1;
    const next = expected.next();
    const gives = next.done === true ? 'no further row' : next.value;
    if (says !== gives) return { number, says, gives };
  }
  const next = expected.next();
  if (next.done === true) return null;
  return { number: number + 1, says: 'nothing', gives: next.value };
}

/** The number of the first row that differs, from 1; null if none does. */
async function differentParquetRow(
  bytes: Buffer<ArrayBuffer>,
  expected: readonly object[],
): Promise<number | null> {
  const written = (await parquetRows(bytes)).map((row) => JSON.stringify(row));
  const place = expected.findIndex((row, index) => JSON.stringify(row) !== written[index]);
  if (place >= 0) return place + 1;
  return written.length > expected.length ? expected.length + 1 : null;
}

/** Only the version of the program that drew the form draws it with the same bytes. */
async function compareForm(
  folder: string,
  expected: PrintedReport,
  maker: string | null,
  program: string,
): Promise<{ readonly form: FormComparison; readonly differences: readonly string[] }> {
  const pdf = packageFile(folder, 'data/report.pdf');
  if (maker === program) {
    const { reportPdf } = await import('./pdf/report-pdf.js');
    const isSame = Buffer.compare(await reportPdf(expected), pdf) === 0;
    return { form: 'drawn', differences: isSame ? [] : [OTHER_FORM] };
  }
  const differences = differentFigures(pdf, expected);
  if (differences !== null) return { form: 'read', differences };
  const release = RELEASED_PROGRAMS.find(({ version }) => version === maker);
  return { form: 'unread', differences: release?.isFormReadable === true ? [OTHER_FORM] : [] };
}

const OTHER_FORM = 'data/report.pdf is not the form filled with what the records give.';
