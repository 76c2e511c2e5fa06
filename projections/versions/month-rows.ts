import type { Month } from '../../events/values/month.js';
import type { Cents } from '../../events/values/money.js';
import type { CaseFold } from '../case/case-fold.js';
import type { CaseMonth } from '../case/case-month.js';
import { LINK, linkBits } from '../case/child-links.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth, Figure, StaffFigure } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { CATALOGUE } from '../cs1257/catalogue.js';
import type { Column, LineEntry } from '../cs1257/line.js';
import type { LineNumber } from '../cs1257/line-numbers.js';
import { priorSeptemberOf } from '../cs1257/report.js';
import { caseRows, childColumn } from '../cs1257/rows.js';
import { windowOf } from '../month-window.js';
import { replay } from '../replay/replay.js';

/** One row of a line without the records behind it: what makes a cell, and no more. */
export interface MonthRow {
  readonly column: Column;
  /** Subject number of the case or child; 0 for a row of the county's own. */
  readonly subject: number;
  /**
   * Cents on a dollar line, hundredths on an FTE line, the figure in a row of DCSS's; null where
   * the row counts one case or child.
   */
  readonly amount: number | null;
  /** Subject numbers of the cases that a child is counted through; empty where not asked for. */
  readonly cases: readonly number[];
}

/** The rows of every line of a month. Rows of a line are in order of subject number, then column. */
export type MonthRows = ReadonlyMap<LineNumber, readonly MonthRow[]>;

/** Whether the rows of children name the cases that they are counted through. */
export interface MonthRowsOptions {
  readonly hasCases: boolean;
}

const NO_ROWS: readonly MonthRow[] = [];
const NO_CASES: readonly number[] = [];

/**
 * The rows of all lines of a month as of a position, in one replay: the same rows as those of
 * `trailRows`, without their records, at the price of one line's trail.
 */
export function monthRows(
  view: LedgerView,
  month: Month,
  asOf: number,
  options: MonthRowsOptions,
): MonthRows {
  const county = countyMonth(view, windowOf(month), asOf);
  const needsSeptember = county.supplied('5a') === null;
  const months = needsSeptember ? [priorSeptemberOf(month), month] : [month];
  const collector = new RowCollector(view, months, options);
  replay(view, { windows: months.map(windowOf), asOf, isTraced: false }, collector);
  const ofMonth = collector.rowsOf(months.length - 1);
  const ofSeptember = collector.rowsOf(0);
  return new Map(
    CATALOGUE.map((entry) => [
      entry.line,
      isReported(entry, county) ? rowsOfLine(entry, county, ofMonth, ofSeptember) : NO_ROWS,
    ]),
  );
}

/** Whether a line is reported: a phased-in one only once DCSS's notice stands. */
export function isReported(entry: LineEntry, county: CountyMonth): boolean {
  return !entry.isPhasedIn || county.reportableBy(entry.line) !== null;
}

type CountedRows = ReadonlyMap<LineNumber, readonly MonthRow[]>;

function rowsOfLine(
  entry: LineEntry,
  county: CountyMonth,
  ofMonth: CountedRows,
  ofSeptember: CountedRows,
): readonly MonthRow[] {
  const { rule, line } = entry;
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
    case 'countChildren':
      return ofMonth.get(line) ?? NO_ROWS;
    case 'supplied':
      return figureRow(county.supplied(line));
    case 'suppliedOrPriorSeptember': {
      const figure = county.supplied(line);
      if (figure !== null) return figureRow(figure);
      return inTotal(ofSeptember.get(rule.line) ?? NO_ROWS);
    }
    case 'sumOfLines':
      return rule.lines.flatMap((part) => [
        ...figureRow(county.supplied(part)),
        ...inTotal(ofMonth.get(part) ?? NO_ROWS),
      ]);
    case 'staff':
      return staffRow(county.staff?.[rule.staff]);
    case 'notReportedByCounties':
      return NO_ROWS;
  }
}

function inTotal(rows: readonly MonthRow[]): readonly MonthRow[] {
  return rows.map((row) => ({ ...row, column: 'a' as const }));
}

function figureRow(figure: Figure | null): readonly MonthRow[] {
  return figure === null ? NO_ROWS : [countyRow(figure.value)];
}

function staffRow(staff: StaffFigure | undefined): readonly MonthRow[] {
  return staff === undefined ? NO_ROWS : [countyRow(fteHundredths(staff))];
}

function countyRow(amount: number): MonthRow {
  return { column: 'a', subject: 0, amount, cases: NO_CASES };
}

const BIT_OF_CASES = {
  open: LINK.open,
  ffy: LINK.ffy,
  'open-not-responding': LINK.openNotResponding,
} as const;

/** One case of a child: what it means for the child, as bits of `LINK`. */
interface CaseOfChild {
  readonly subject: number;
  readonly bits: number;
}

/** Takes the rows of all lines as the cases and children come; all cases come before the children. */
class RowCollector {
  readonly #rows: readonly ReadonlyMap<LineNumber, MonthRow[]>[];
  readonly #casesOfChildren: readonly Map<number, CaseOfChild[]>[];
  readonly #windows;

  constructor(
    private readonly view: LedgerView,
    months: readonly Month[],
    private readonly options: MonthRowsOptions,
  ) {
    this.#windows = months.map(windowOf);
    // The prior September is replayed for the line that Line 5a rests on alone.
    this.#rows = months.map(
      (_, index) => new Map(countedEntries(index === months.length - 1).map(({ line }) => [line, []])),
    );
    this.#casesOfChildren = months.map(() => new Map<number, CaseOfChild[]>());
  }

  rowsOf(monthIndex: number): CountedRows {
    return this.#rows[monthIndex] ?? new Map<LineNumber, readonly MonthRow[]>();
  }

  readonly onCase = (monthIndex: number, subject: number, c: CaseMonth, fold: CaseFold): void => {
    for (const [line, rows] of this.#rows[monthIndex] ?? []) {
      caseRows(entryOfLine(line), c, (column, cents: Cents | null) => {
        rows.push({ column, subject, amount: cents, cases: NO_CASES });
      });
    }
    if (this.options.hasCases) this.#noteCase(monthIndex, subject, c, fold);
  };

  readonly onChild = (
    monthIndex: number,
    subject: number,
    k: Parameters<typeof childColumn>[1],
  ): void => {
    for (const [line, rows] of this.#rows[monthIndex] ?? []) {
      const entry = entryOfLine(line);
      const column = childColumn(entry, k);
      if (column === null) continue;
      const cases = this.#casesCountedThrough(entry, monthIndex, subject);
      rows.push({ column, subject, amount: null, cases });
    }
  };

  #noteCase(monthIndex: number, subject: number, c: CaseMonth, fold: CaseFold): void {
    const window = this.#windows[monthIndex];
    const known = this.#casesOfChildren[monthIndex];
    if (window === undefined || known === undefined) return;
    for (const member of fold.members.all) {
      if (member.child >= this.view.subjectIds.length) continue;
      const bits = linkBits(fold, c, member, window);
      if (bits === 0) continue;
      const cases = known.get(member.child);
      if (cases === undefined) known.set(member.child, [{ subject, bits }]);
      else cases.push({ subject, bits });
    }
  }

  #casesCountedThrough(entry: LineEntry, monthIndex: number, child: number): readonly number[] {
    const { rule } = entry;
    if (!this.options.hasCases || rule.kind !== 'countChildren') return NO_CASES;
    const bit = BIT_OF_CASES[rule.cases];
    const cases = this.#casesOfChildren[monthIndex]?.get(child) ?? [];
    return cases.filter(({ bits }) => (bits & bit) !== 0).map(({ subject }) => subject);
  }
}

const ENTRIES: ReadonlyMap<LineNumber, LineEntry> = new Map(
  CATALOGUE.map((entry) => [entry.line, entry]),
);

function entryOfLine(line: LineNumber): LineEntry {
  const entry = ENTRIES.get(line);
  if (entry === undefined) throw new Error(`Line ${line} is missing from the catalogue.`);
  return entry;
}

const COUNTED: readonly LineEntry[] = CATALOGUE.filter(({ rule }) => {
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
    case 'countChildren':
      return true;
    case 'supplied':
    case 'suppliedOrPriorSeptember':
    case 'sumOfLines':
    case 'staff':
    case 'notReportedByCounties':
      return false;
  }
});

/** Lines whose rows are cases or children: all of them, or those that another month's line rests on. */
function countedEntries(isMonthAsked: boolean): readonly LineEntry[] {
  if (isMonthAsked) return COUNTED;
  return COUNTED.filter(({ line }) =>
    CATALOGUE.some(({ rule }) => rule.kind === 'suppliedOrPriorSeptember' && rule.line === line),
  );
}
