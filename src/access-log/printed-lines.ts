import { formatInstant, formatInstantMillis } from '../../events/values/instant.js';
import { lineJson } from '../../projections/access-log/line-text.js';
import type { AccessLine, LogChecked, LogFault } from '../ports/access-log.js';
import { inertText } from '../packages/audit/audit-files.js';
import { csvLine } from '../reports/csv.js';
import { peopleTable } from '../reports/people-table.js';
import type { PeopleColumn } from '../reports/people-table.js';
import { grouped } from '../reports/table.js';
import type { LinesRead } from './read-lines.js';

/** Lines as NDJSON, each as the contract has it. */
export function linesJson(lines: readonly AccessLine[]): string {
  return lines.map((line) => `${lineJson(line)}\n`).join('');
}

/** The same as one JSON array, a line each. */
export function linesJsonArray(lines: readonly AccessLine[]): string {
  return `[${lines.map(lineJson).join(',\n ')}]\n`;
}

/** The columns of the log's CSV: those of a line, `of` apart. */
const CSV_HEADS = [
  ...['n', 'at', 'account', 'key', 'action', 'county', 'subject', 'application'],
  ...['month', 'line', 'column', 'asOf', 'after', 'limit', 'version', 'package', 'sample'],
  ...['positionFrom', 'positionTo', 'times', 'result', 'request', 'from'],
] as const;

/** Lines as CSV (RFC 4180), with their heading. */
export function linesCsv(lines: readonly AccessLine[]): string {
  return [csvLine(CSV_HEADS), ...lines.map(csvOf)].join('');
}

function csvOf(line: AccessLine): string {
  const { of } = line;
  const said: Readonly<Record<(typeof CSV_HEADS)[number], string | number | null | undefined>> = {
    ...line,
    at: formatInstantMillis(line.at),
    // The one text of a line that somebody typed.
    key: line.key === null ? null : inertText(line.key),
    month: of?.month,
    line: of?.line,
    column: of?.column,
    asOf: of?.asOf,
    after: of?.after,
    limit: of?.limit,
    version: of?.version,
    package: of?.package,
    sample: of?.sample,
    positionFrom: of?.positions?.[0],
    positionTo: of?.positions?.[1],
  };
  return csvLine(CSV_HEADS.map((head) => String(said[head] ?? '')));
}

const TABLE_COLUMNS: readonly PeopleColumn[] = [
  { head: 'Line', isRight: true },
  { head: 'At (UTC)' },
  { head: 'Account' },
  { head: 'Action' },
  { head: 'County' },
  { head: 'Of', isWrapped: true },
  { head: 'Result', isWrapped: true },
  { head: 'From' },
];

/** Lines as a table for people. */
export function linesTable({ lines, hasMore }: LinesRead, width: number): string {
  if (lines.length === 0) return 'There is no such line in the access log.\n';
  const rows = lines.map((line) => [
    String(line.n),
    formatInstant(line.at),
    line.key === null ? (line.account ?? '-') : `${line.account ?? '-'} by ${line.key}`,
    line.action,
    line.county ?? '-',
    ofText(line),
    line.times === 1 ? line.result : `${line.result}, ${String(line.times)} times`,
    line.from,
  ]);
  const last = String(lines.at(-1)?.n);
  const more = hasMore ? ['', `There are more lines: --after ${last}`] : [];
  return `${[...peopleTable(TABLE_COLUMNS, rows, width), ...more].join('\n')}\n`;
}

/** As in `2006-09 2e (a) as of 1203`. */
function ofText({ of, subject }: AccessLine): string {
  const { month, line, column, asOf, version, positions } = of ?? {};
  const parts = [
    month,
    line,
    column === undefined ? undefined : `(${column})`,
    version === undefined ? undefined : `v${String(version)}`,
    asOf === undefined ? undefined : `as of ${String(asOf)}`,
    positions === undefined ? undefined : `positions ${positions.map(String).join(' to ')}`,
    of?.package,
    of?.sample,
    subject === null ? undefined : `subject ${subject.slice(0, 8)}`,
  ];
  return parts.filter((part) => part !== undefined).join(' ') || '-';
}

/** How the log proved, as one line of JSON. */
export function checkedJson(checked: LogChecked): string {
  return `${JSON.stringify(checked)}\n`;
}

/** The same for people: every fault is a sentence. */
export function checkedText({ size, expired, unsigned, faults }: LogChecked): string {
  if (size === 0 && faults.length === 0) return 'The access log has no line yet.\n';
  const past =
    expired === 0
      ? ''
      : ` (${grouped(expired)} of them were kept for seven years, and their content is gone)`;
  const linesInWords = size === 1 ? '1 line' : `${grouped(size)} lines`;
  const tail = unsigned === 0 ? '' : `${unsignedText(unsigned)}\n`;
  const verdict =
    faults.length === 0
      ? `The access log has ${linesInWords}${past}, all as they were written and signed.\n`
      : `The access log has ${linesInWords}${past}, and ${faults.length === 1 ? '1 finding' : `${grouped(faults.length)} findings`}:\n`;
  return [verdict, tail, ...faults.map((fault) => `${logFaultText(fault)}\n`)].join('');
}

/** Of the last lines, which no signed head covers yet; `count` is one or more. */
export function unsignedText(count: number): string {
  const last = count === 1 ? 'The last is' : `The last ${grouped(count)} are`;
  return `${last} not signed yet: the program was stopped before, and the next line signs ${count === 1 ? 'it' : 'them'}.`;
}

/** A fault as a sentence that says which lines it concerns. */
export function logFaultText({ lines, finding }: LogFault): string {
  if (lines === null || /^Lines? \d/u.test(finding)) return finding;
  const [from, to] = lines;
  const named = from === to ? `line ${String(from)}` : `lines ${String(from)} to ${String(to)}`;
  return `${finding.replace(/\.$/u, '')} (${named}).`;
}
