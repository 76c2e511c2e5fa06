import type { Month } from '../../events/values/month.js';
import type { CaseFold } from '../case/case-fold.js';
import type { CaseMonth } from '../case/case-month.js';
import { linkBits } from '../case/child-links.js';
import type { ChildMonth } from '../child/child-month.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth, Figure, StaffFigure } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { CATALOGUE, entryOf } from '../form/catalogue.js';
import { casesOfChild } from '../form/child-evidence.js';
import type { LineEntry } from '../form/line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { priorSeptemberOf } from '../form/report.js';
import { caseRows, childColumn } from '../form/reading.js';
import { windowOf } from '../month-window.js';
import type { MonthWindow } from '../month-window.js';
import { replay } from '../replay/replay.js';
import { RowTable } from './row-table.js';

/** The rows of every line of a month; those of a subject's are together, in order of column. */
export type MonthRows = ReadonlyMap<LineNumber, RowTable>;

/** Whether the rows of children name the cases that they are counted through. */
export interface MonthRowsOptions {
  readonly hasCases: boolean;
}

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
  const windows = months.map(windowOf);
  const collector = new RowCollector(view, windows, options);
  replay(view, { windows, asOf, isTraced: false }, collector);
  const ofMonth = collector.rowsOf(windows.length - 1);
  const ofSeptember = collector.rowsOf(0);
  return new Map(
    CATALOGUE.map((entry) => [
      entry.line,
      isReported(entry, county) ? rowsOfLine(entry, county, ofMonth, ofSeptember) : new RowTable(),
    ]),
  );
}

/** Whether a line is reported: a phased-in one only once DCSS's notice stands. */
export function isReported(entry: LineEntry, county: CountyMonth): boolean {
  return !entry.isPhasedIn || county.reportableBy(entry.line) !== null;
}

function rowsOfLine(
  entry: LineEntry,
  county: CountyMonth,
  ofMonth: MonthRows,
  ofSeptember: MonthRows,
): RowTable {
  const { rule, line } = entry;
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
    case 'countChildren':
      return ofMonth.get(line) ?? new RowTable();
    case 'supplied':
      return withFigure(new RowTable(), county.supplied(line));
    case 'suppliedOrPriorSeptember': {
      const figure = county.supplied(line);
      if (figure !== null) return withFigure(new RowTable(), figure);
      return withTotals(new RowTable(), ofSeptember.get(rule.line));
    }
    case 'sumOfLines': {
      const table = new RowTable();
      for (const part of rule.lines) {
        withTotals(table, ofMonth.get(part));
        withFigure(table, county.supplied(part));
      }
      return table;
    }
    case 'staff':
      return withStaff(new RowTable(), county.staff?.[rule.staff]);
    case 'notReportedByCounties':
      return new RowTable();
  }
}

/** The rows of another line as rows in column (a). */
function withTotals(table: RowTable, others: RowTable | undefined): RowTable {
  for (const row of others?.rows() ?? []) table.add({ ...row, column: 'a' });
  return table;
}

function withFigure(table: RowTable, figure: Figure | null): RowTable {
  if (figure !== null) addCountyRow(table, figure.value);
  return table;
}

function withStaff(table: RowTable, staff: StaffFigure | undefined): RowTable {
  const hundredths = staff === undefined ? 0 : fteHundredths(staff);
  if (hundredths !== 0) addCountyRow(table, hundredths); // an amount of 0.00 has no row
  return table;
}

function addCountyRow(table: RowTable, amount: number): void {
  table.add({ column: 'a', subject: 0, amount, cases: [] });
}

/** One case of a child: what it means for the child, as bits of `LINK`. */
interface CaseOfChild {
  readonly caseSubject: number;
  readonly bits: number;
}

/** What is collected of one of the months. */
interface MonthCollected {
  readonly window: MonthWindow;
  readonly rows: ReadonlyMap<LineNumber, RowTable>;
  readonly casesOfChildren: Map<number, CaseOfChild[]>;
}

/** Takes the rows of all lines as the cases and children come; all cases come before the children. */
class RowCollector {
  readonly #view: LedgerView;
  readonly #options: MonthRowsOptions;
  readonly #months: readonly MonthCollected[];

  constructor(view: LedgerView, windows: readonly MonthWindow[], options: MonthRowsOptions) {
    this.#view = view;
    this.#options = options;
    // The prior September is replayed for the line that Line 5a rests on alone.
    this.#months = windows.map((window, index) => ({
      window,
      rows: new Map(linesOf(index === windows.length - 1).map((line) => [line, new RowTable()])),
      casesOfChildren: new Map(),
    }));
  }

  rowsOf(monthIndex: number): MonthRows {
    return this.#months[monthIndex]?.rows ?? new Map<LineNumber, RowTable>();
  }

  readonly onCase = (monthIndex: number, subject: number, c: CaseMonth, fold: CaseFold): void => {
    const collected = this.#months[monthIndex];
    if (collected === undefined) return;
    for (const [line, rows] of collected.rows) {
      caseRows(entryOf(line), c, (column, cents) => {
        rows.add({ column, subject, amount: cents, cases: [] });
      });
    }
    if (this.#options.hasCases) this.#noteCase(collected, subject, c, fold);
  };

  readonly onChild = (monthIndex: number, subject: number, k: ChildMonth): void => {
    const collected = this.#months[monthIndex];
    if (collected === undefined) return;
    for (const [line, rows] of collected.rows) {
      const entry = entryOf(line);
      const column = childColumn(entry, k);
      if (column === null) continue;
      const cases = casesOfChild(entry, collected.casesOfChildren.get(subject) ?? []);
      rows.add({ column, subject, amount: null, cases });
    }
  };

  #noteCase(collected: MonthCollected, subject: number, c: CaseMonth, fold: CaseFold): void {
    const { window, casesOfChildren } = collected;
    for (const member of fold.members.all) {
      if (member.child >= this.#view.subjectIds.length) continue;
      const bits = linkBits(fold, c, member, window);
      if (bits === 0) continue;
      const cases = casesOfChildren.get(member.child);
      if (cases === undefined) casesOfChildren.set(member.child, [{ caseSubject: subject, bits }]);
      else cases.push({ caseSubject: subject, bits });
    }
  }
}

const COUNTED_LINES: readonly LineNumber[] = CATALOGUE.filter(({ rule }) => {
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
}).map(({ line }) => line);

/** Lines whose rows are cases or children: all of them, or those that another month's line rests on. */
function linesOf(isMonthAsked: boolean): readonly LineNumber[] {
  if (isMonthAsked) return COUNTED_LINES;
  return COUNTED_LINES.filter((line) =>
    CATALOGUE.some(({ rule }) => rule.kind === 'suppliedOrPriorSeptember' && rule.line === line),
  );
}
