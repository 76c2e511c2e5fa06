import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import { lastDayOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { CASE_SUBJECT } from '../../projections/columns/codes.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { explainSubject } from '../../projections/form/explain.js';
import type { Explanation } from '../../projections/form/explain.js';
import { COLUMNS } from '../../projections/form/line.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { priorSeptemberOf } from '../../projections/form/line-sources.js';
import { reportMonths } from '../../projections/form/report.js';
import { trailRows } from '../../projections/form/trail.js';
import type { TrailRow } from '../../projections/form/trail.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { cellNumber, monthNamed, sumsOfRows, entryOf } from '../support/closed-month.js';
import { monthsOf } from '../support/laws.js';
import { rounds } from '../support/soak.js';

const SEEDS = seeds(rounds(30, 60));

/** A random ledger, one month and position of it (others for other seeds), and all rows of then. */
interface ClosedMonth {
  readonly seed: number;
  readonly entries: readonly LedgerEntry[];
  readonly view: LedgerView;
  readonly month: Month;
  readonly asOf: number;
  /** The rows of every line, in the form's order. */
  readonly rows: readonly TrailRow[];
}

function closedMonthOf(seed: number): ClosedMonth {
  const entries = ledgerOfSeed(seed);
  const asOf = seed % 2 === 0 ? entries.length : Math.ceil(entries.length * 0.8);
  const month = monthNamed(monthsOf(seed, 1)[0] ?? '2006-09');
  const view = viewOfEntries(entries);
  const rows = LINE_NUMBERS.flatMap((line) => trailRows(view, month, asOf, line));
  return { seed, entries, view, month, asOf, rows };
}

/** Records that count as of a position, effective on a day or before it, by position. */
function activeUntil(
  entries: readonly LedgerEntry[],
  asOf: number,
  lastDay: number,
): ReadonlyMap<number, LedgerEntry> {
  const known = entries.slice(0, asOf);
  const superseded = new Set(known.map(({ corrects }) => corrects));
  const active = known.filter(
    ({ position, type, effective }) =>
      type !== 'RecordVoided' && !superseded.has(position) && effective <= lastDay,
  );
  return new Map(active.map((entry) => [entry.position, entry]));
}

function isAscending(positions: readonly number[]): boolean {
  return positions.every((position, at) => at === 0 || position > (positions[at - 1] ?? 0));
}

/** Subjects whose records may stand behind what is said of a subject: its cases', its own, the county's. */
function concerning(entries: readonly LedgerEntry[], subject: number): ReadonlySet<number> {
  const naming = entries.filter(
    ({ type, ref }) => /^Child(Added|Removed)/.test(type) && ref === subject,
  );
  return new Set([0, subject, ...naming.map((entry) => entry.subject)]);
}

const CLOSED_MONTHS = SEEDS.map(closedMonthOf);
/** So many of the months, more where the random tests run for longer. */
const some = (count: number): readonly ClosedMonth[] => CLOSED_MONTHS.slice(0, seeds(count).length);

describe('the rows of a line', () => {
  it.each(CLOSED_MONTHS)(
    'counted or summed are its cells: seed $seed',
    ({ view, month, asOf, rows }) => {
      const [report] = reportMonths(view, [month], asOf);
      const expected = LINE_NUMBERS.map((line) => [
        line,
        ...COLUMNS.map((column) => cellNumber(report?.lines[line]?.[column] ?? null)),
      ]);
      const counted = LINE_NUMBERS.map((line) => {
        const { columns } = entryOf(line);
        const isReported = report?.lines[line]?.a !== null;
        const sums = sumsOfRows(rowsOf(rows, line)).map((sum, at) => {
          const column = COLUMNS[at] ?? 'a';
          return isReported && (column === 'a' || columns.includes(column)) ? sum : null;
        });
        return [line, ...sums];
      });
      expect(counted).toEqual(expected);
    },
  );

  it.each(CLOSED_MONTHS)('are of that line, none empty, none twice: seed $seed', ({ rows }) => {
    for (const line of LINE_NUMBERS) {
      const own = rowsOf(rows, line);
      const { columns } = entryOf(line);
      const strange = own.filter(
        (row) =>
          row.line !== line ||
          row.cents === 0 ||
          row.hundredths === 0 ||
          !columns.includes(row.column),
      );
      expect({ line, strange }).toEqual({ line, strange: [] });
      expect({ line, keys: keysOf(own) }).toEqual({ line, keys: [...new Set(keysOf(own))] });
    }
  });

  it.each(CLOSED_MONTHS)('name active records of those whom they concern: seed $seed', (closed) => {
    const { entries, view, month, asOf, rows } = closed;
    const active = activeUntil(entries, asOf, lastDayOf(month));
    const activeBefore = activeUntil(entries, asOf, lastDayOf(priorSeptemberOf(month)));
    for (const row of rows) {
      const isOfFigure = row.subject === 0;
      const known = row.line === '5a' && !isOfFigure ? activeBefore : active;
      const allowed = isOfFigure ? new Set([0]) : concerning(entries, row.subject);
      const strangers = strangersIn(row.positions, known, allowed);
      const notCases = row.cases.filter((each) => view.subjectKinds[each] !== CASE_SUBJECT);
      const isInOrder = row.positions.length > 0 && isAscending(row.positions);
      expect({ row, strangers, notCases, isInOrder }).toEqual({
        row,
        strangers: [],
        notCases: [],
        isInOrder: true,
      });
    }
  });

  it.each(some(8))('can be asked for some alone: seed $seed', (closed) => {
    const { view, month, asOf, rows } = closed;
    for (const line of LINE_NUMBERS) {
      for (let subject = 1; subject < view.subjectIds.length; subject += 1) {
        const own = trailRows(view, month, asOf, line, { subjects: new Set([subject]) });
        expect(own.filter((row) => row.subject !== 0)).toEqual(
          rowsOf(rows, line).filter((row) => row.subject === subject),
        );
      }
    }
  });
});

function rowsOf(rows: readonly TrailRow[], line: LineNumber): readonly TrailRow[] {
  return rows.filter((row) => row.line === line);
}

/** Subject and column of each row: no two rows have the same. The figure of Line 9 stands beside them. */
function keysOf(rows: readonly TrailRow[]): readonly string[] {
  return rows.map((row) => `${String(row.subject)} ${row.column} ${row.value === null ? '' : '='}`);
}

/** Positions that are not of known records, or of records of somebody else. */
function strangersIn(
  positions: readonly number[],
  known: ReadonlyMap<number, LedgerEntry>,
  allowed: ReadonlySet<number>,
): readonly number[] {
  return positions.filter((position) => !allowed.has(known.get(position)?.subject ?? -1));
}

/** What an explanation says of a row, or that there is none. */
const said = ({ line, counted, column, cents }: Explanation): string =>
  counted ? `${line} ${String(column)} ${centsText(cents)}` : `${line} not counted`;
const shown = ({ line, column, cents }: TrailRow): string =>
  `${line} ${column} ${centsText(cents)}`;
const centsText = (cents: CentsSum | null): string => (cents === null ? '' : formatCents(cents));

describe('an explanation', () => {
  it.each(CLOSED_MONTHS)(
    'agrees with the trail, for every subject and line: seed $seed',
    (closed) => {
      const { view, month, asOf, rows } = closed;
      for (let subject = 1; subject < view.subjectIds.length; subject += 1) {
        const explained = explainSubject(view, { month, asOf, subject, line: null });
        const expected = LINE_NUMBERS.flatMap((line) => {
          const own = rowsOf(rows, line).filter((row) => row.subject === subject);
          return own.length > 0 ? own.map(shown) : [`${line} not counted`];
        });
        expect({ subject, why: explained.map(said) }).toEqual({ subject, why: expected });
      }
    },
  );

  it.each(CLOSED_MONTHS)('gives facts with active records of the subject: seed $seed', (closed) => {
    const { entries, view, month, asOf } = closed;
    const active = activeUntil(entries, asOf, lastDayOf(month));
    for (let subject = 1; subject < view.subjectIds.length; subject += 1) {
      const allowed = concerning(entries, subject);
      const explained = explainSubject(view, { month, asOf, subject, line: null });
      const strange = explained.flatMap(({ line, facts }) =>
        facts
          .filter(
            ({ positions }) =>
              !isAscending(positions) || strangersIn(positions, active, allowed).length > 0,
          )
          .map(({ fact, positions }) => ({ line, fact, positions })),
      );
      expect({ subject, strange }).toEqual({ subject, strange: [] });
      expect(explained.filter(({ facts }) => facts.length === 0)).toEqual([]);
    }
  });

  it.each(some(20))('has the records that the row names: seed $seed', (closed) => {
    const { view, month, asOf, rows } = closed;
    for (const row of rows) {
      if (row.subject === 0) continue;
      const why = explainSubject(view, { month, asOf, subject: row.subject, line: row.line }).find(
        ({ column }) => column === row.column,
      );
      // That the line is reported at all is a fact of the line, not of the case.
      const facts = why?.facts.filter(({ fact }) => fact !== 'isReportable') ?? [];
      const behind = new Set(facts.flatMap(({ positions }) => positions));
      const positions = [...behind].sort((a, b) => a - b);
      expect({ ...row, positions }).toEqual(row);
    }
  });

  it.each(some(12))('is the same for one line as among all: seed $seed', (closed) => {
    const { view, month, asOf } = closed;
    for (let subject = 1; subject < view.subjectIds.length; subject += 1) {
      const all = explainSubject(view, { month, asOf, subject, line: null });
      const apart = LINE_NUMBERS.flatMap((line) =>
        explainSubject(view, { month, asOf, subject, line }),
      );
      expect({ subject, apart }).toEqual({ subject, apart: all });
    }
  });
});
