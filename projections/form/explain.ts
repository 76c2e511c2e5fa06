import { plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Month } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { CASE_SUBJECT, STATUSES, STATUS_NAMES } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { LedgerView } from '../columns/ledger-view.js';
import type { CountyMonth } from '../county/county-fold.js';
import { EDITIONS, editionOf } from './editions.js';
import type { KnownEditions } from './editions.js';
import { countyOfView, isReported, priorSeptemberOf, sourcesOf } from './line-sources.js';
import type { LineSource } from './line-sources.js';
import type { Column, LineEntry } from './line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { Deciding } from './walked/deciding.js';
import type { RowBasis } from './walked/row-basis.js';
import { walkRows } from './walked/row-walk.js';

/** A fact that a line's rule looked at, its value, and the active records that gave it. */
export interface ExplainedFact {
  readonly fact: string;
  /** Dollars are strings with two decimals. */
  readonly value: boolean | string | number | null;
  readonly positions: readonly number[];
}

/** Why a case or child is counted on a line, in which column; or why it is not. */
export interface Explanation {
  readonly line: LineNumber;
  readonly counted: boolean;
  readonly column: Column | null;
  /** Cents of the row where the line sums dollars; null otherwise. */
  readonly cents: CentsSum | null;
  readonly facts: readonly ExplainedFact[];
  /** Which facts decide; of a figure or a line that counts something else, the one fact that says so. */
  readonly deciding: Deciding;
}

/** Whose explanation is asked for, as of when. */
interface SubjectAsked {
  readonly month: Month;
  readonly asOf: number;
  /** Its number in the view. */
  readonly subject: number;
  /** Null: every line of the form. */
  readonly line: LineNumber | null;
  readonly known?: KnownEditions;
}

/**
 * Explains one case or child on one line or on every line of the form: one element for each row
 * that it has on the line's trail, or one that says why it has none; nothing of a line that the month's edition has not.
 *
 * @param view - a view that holds the subject, and with a child all its cases
 */
export function explainSubject(
  view: LedgerView,
  { month, asOf, subject, line, known = EDITIONS }: SubjectAsked,
): readonly Explanation[] {
  const isCase = view.subjectKinds[subject] === CASE_SUBJECT;
  const of = isCase ? 'cases' : 'children';
  const countyOf = countyOfView(view, asOf);
  const { lines: all } = editionOf(month, known);
  const asked = all
    .filter((entry) => line === null || entry.line === line)
    .map((entry) => ({ entry, sources: sourcesOf(entry, month, countyOf, known) ?? [] }));
  const lines = asked
    .filter(({ sources }) =>
      sources.some((source) => source.kind === 'subjects' && source.of === of),
    )
    .map(({ entry }) => entry);
  const explained = walkedExplanations(
    view,
    { month, asOf, subject, lines, isCase, known },
    countyOf(month),
  );
  return asked.flatMap(
    ({ entry, sources }) =>
      explained.get(entry.line) ??
      unwalkedExplanation(entry, { isCase, sources, county: countyOf(month), month, known }),
  );
}

/** A subject on lines that it could have rows of. */
interface SubjectOnLines {
  readonly month: Month;
  readonly asOf: number;
  readonly subject: number;
  readonly lines: readonly LineEntry[];
  readonly isCase: boolean;
  readonly known: KnownEditions;
}

/** By line, what its rows rest on or why it has none; nothing of a child that was not registered. */
function walkedExplanations(
  view: LedgerView,
  { month, asOf, subject, lines, isCase, known }: SubjectOnLines,
  county: CountyMonth,
): ReadonlyMap<LineNumber, readonly Explanation[]> {
  const rows = new Map<LineNumber, Explanation[]>();
  const absences = new Map<LineNumber, readonly Explanation[]>();
  const factsOf = (entry: LineEntry, basis: RowBasis): ExplainedFact[] => [
    ...reportability(entry, county),
    ...basis.facts().map(({ fact, value, positions }) => ({
      fact,
      value: isCase ? plain(value, basis.status) : plainOfChild(value),
      positions,
    })),
  ];
  walkRows(
    view,
    {
      ...{ month, asOf, lines, basis: 'records', subjects: new Set([subject]), known },
      ...(isCase ? { evenWithoutRecords: subject } : {}),
    },
    {
      onRow: (entry, column, of, cents, basis) => {
        if (of === 0) return; // a figure beside the cases or children of a sum
        const facts = factsOf(entry, basis);
        const deciding = [...decidingOfLine(entry), ...basis.deciding()];
        const row = { line: entry.line, counted: true, column, cents, facts, deciding };
        rows.set(entry.line, [...(rows.get(entry.line) ?? []), row]);
      },
      onNoRow: (entry, _subject, basis) => {
        if (absences.has(entry.line)) return; // a sum of several lines: one reason is enough
        absences.set(entry.line, notCounted(entry, factsOf(entry, basis), basis.deciding()));
      },
    },
  );
  return new Map([...absences, ...rows]);
}

/** Why a subject that was not met has no row: the line counts something else, or the subject was not there. */
function unwalkedExplanation(
  entry: LineEntry,
  of: {
    readonly isCase: boolean;
    readonly sources: readonly LineSource[];
    readonly county: CountyMonth;
    readonly month: Month;
    readonly known: KnownEditions;
  },
): readonly Explanation[] {
  const { isCase, sources, county, month, known } = of;
  if (!couldCount(entry, month, isCase, known)) return countsOther(entry);
  const first = reportability(entry, county);
  if (!isReported(entry, county)) return notCountedFor(entry, first);
  const figure = sources.find((source) => source.kind === 'figure');
  if (entry.rule.kind === 'suppliedOrPriorSeptember' && figure !== undefined) {
    const positions = [figure.position];
    return notCountedFor(entry, [{ fact: 'suppliedFigure', value: figure.amount, positions }]);
  }
  return notCountedFor(entry, [...first, { fact: 'isRegistered', value: false, positions: [] }]);
}

/** Whether a line may have rows of cases, or of children, in some month. */
function couldCount(
  { rule }: LineEntry,
  month: Month,
  isCase: boolean,
  known: KnownEditions,
): boolean {
  const couldLine = (line: LineNumber, of: Month): boolean => {
    const entry = editionOf(of, known).entryOf(line);
    return entry !== null && couldCount(entry, of, isCase, known);
  };
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
      return isCase;
    case 'countChildren':
      return !isCase;
    case 'suppliedOrPriorSeptember':
      return couldLine(rule.line, priorSeptemberOf(month));
    case 'sumOfLines':
      return rule.lines.some((line) => couldLine(line, month));
    case 'supplied':
    case 'staff':
    case 'notReportedByCounties':
      return false;
  }
}

function notCounted(
  entry: LineEntry,
  facts: readonly ExplainedFact[],
  deciding: Deciding,
): Explanation[] {
  return [{ line: entry.line, counted: false, column: null, cents: null, facts, deciding }];
}

/** Not counted for the last of some facts. */
function notCountedFor(entry: LineEntry, facts: readonly ExplainedFact[]): Explanation[] {
  const last = facts.at(-1);
  const deciding = last === undefined ? [] : [[{ fact: last.fact, value: last.value !== false }]];
  return notCounted(entry, facts, deciding);
}

/** For a line that counts something else than the subject asked about. */
function countsOther(entry: LineEntry): Explanation[] {
  return notCountedFor(entry, [{ fact: 'lineCounts', value: entry.unit, positions: [] }]);
}

/** Whoever is on a phased-in line is there because the line is reported at all. */
function decidingOfLine(entry: LineEntry): Deciding {
  return entry.isPhasedIn ? [[{ fact: 'isReportable', value: true }]] : [];
}

/** The first fact of a phased-in line; none for the others. */
function reportability(entry: LineEntry, county: CountyMonth): ExplainedFact[] {
  if (!entry.isPhasedIn) return [];
  const by = county.reportableBy(entry.line);
  return [{ fact: 'isReportable', value: by !== null, positions: by === null ? [] : [by] }];
}

/** A fact's value for print: amounts as dollars, those by status for the column asked. */
function plain(value: unknown, status: Status | null): ExplainedFact['value'] {
  if (typeof value === 'number' || typeof value === 'bigint') return formatCents(value);
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  const byStatus = value as readonly CentsSum[]; // facts that are arrays are cents by status
  if (status !== null) return formatCents(byStatus[status] ?? 0);
  return formatCents(STATUSES.reduce<CentsSum>((sum, s) => plus(sum, byStatus[s] ?? 0), 0));
}

/** The same of a child, whose facts are yes or no but for the assistance status that says the column. */
function plainOfChild(value: unknown): ExplainedFact['value'] {
  if (typeof value === 'boolean') return value;
  const status = STATUSES.find((each) => each === value);
  return status === undefined ? null : STATUS_NAMES[status];
}
