import type { CentsSum } from '../../../events/values/cents-sum.js';
import type { Month } from '../../../events/values/month.js';
import { CaseFold } from '../../case/case-fold.js';
import { CaseMonth } from '../../case/case-month.js';
import { lookAheadOf } from '../../case/look-ahead.js';
import { MoneyTrace } from '../../case/money-trace.js';
import type { ChildFold } from '../../child/child-fold.js';
import type { ChildMonth } from '../../child/child-month.js';
import { ActiveRows } from '../../columns/active-rows.js';
import type { LedgerView } from '../../columns/ledger-view.js';
import { windowOf } from '../../month-window.js';
import type { MonthWindow } from '../../month-window.js';
import { ChildLinks } from '../../replay/child-links-of-months.js';
import { distinctMonths, replay } from '../../replay/replay.js';
import type { ReplaySink } from '../../replay/replay.js';
import type { KnownEditions } from '../editions.js';
import type { Column, LineEntry } from '../line.js';
import { countyOfView, hasOwnSubjects, sourcesOf } from '../line-sources.js';
import type { CountyByMonth, LineSource } from '../line-sources.js';
import { caseRows, childColumn } from '../reading.js';
import { CasesOfChildren } from './cases-of-children.js';
import { CaseBasis, ChildBasis, FigureBasis } from './row-basis.js';
import type { RowBasis } from './row-basis.js';

/** Takes the rows of lines one by one. */
export interface RowVisitor {
  /**
   * A row of a line: the rows of a cell, counted or summed, are the cell.
   *
   * @param subject - number of the case or child; 0 for a figure of the county's own
   * @param amount - cents on a dollar line, hundredths on an FTE line, a figure of DCSS's as it is; null where the
   * row counts one
   */
  readonly onRow: (
    entry: LineEntry,
    column: Column,
    subject: number,
    amount: CentsSum | null,
    basis: RowBasis,
  ) => void;
  /** A case or child that a line could have a row of, and has none. */
  readonly onNoRow?: (entry: LineEntry, subject: number, basis: RowBasis) => void;
  /** Every case of the months that are walked, whether it is on a line or not. */
  readonly onCase?: (subject: number, fold: CaseFold) => void;
}

/** Which rows are walked. */
export interface RowsAsked {
  readonly month: Month;
  readonly asOf: number;
  readonly lines: readonly LineEntry[];
  /** What is asked of a row's basis: nothing, the cases of a child, or these and facts with their records, which costs time and memory. */
  readonly basis: 'none' | 'cases' | 'records';
  /** Cases and children to visit; all where there is none. */
  readonly subjects?: ReadonlySet<number> | undefined;
  /** A case to visit even where no record speaks of it by the month's end. */
  readonly evenWithoutRecords?: number;
  /** For a view that does not hold the county's own records. */
  readonly countyOf?: CountyByMonth | undefined;
  /** What is known of the form: the lines are of the edition that it gives the month. */
  readonly known?: KnownEditions | undefined;
}

/**
 * Walks the rows of some lines of a month: the cases in order of their number with the lines in the order asked, then the
 * children, then the figures of the county's own. Whoever prints them orders by id.
 */
export function walkRows(view: LedgerView, asked: RowsAsked, visitor: RowVisitor): void {
  const { month, asOf, lines } = asked;
  const countyOf = asked.countyOf ?? countyOfView(view, asOf);
  const sources = lines.flatMap((entry) =>
    (sourcesOf(entry, month, countyOf, asked.known) ?? []).map((source) => ({ entry, source })),
  );
  const walked = walkedLinesOf(sources);
  const months = distinctMonths(walked.keys());
  // A month with its records is walked alone: the records behind a fact are those of one month.
  const runs = asked.basis === 'records' ? months.map((each) => [each]) : [months];
  for (const run of runs) {
    walkMonths(view, asked, visitor, new Map(run.map((each) => [each, walked.get(each) ?? []])));
  }
  for (const { entry, source } of sources) {
    if (source.kind !== 'figure') continue;
    visitor.onRow(entry, 'a', 0, source.amount, new FigureBasis(source.position));
  }
}

/** A line whose cases or children are read, and the lines that have them as rows. */
interface WalkedLine {
  readonly of: 'cases' | 'children';
  readonly entry: LineEntry;
  /** `isOwn`: in the columns of the line that is read; else in (a). */
  readonly rowsOf: { readonly entry: LineEntry; readonly isOwn: boolean }[];
}

function walkedLinesOf(
  sources: readonly { readonly entry: LineEntry; readonly source: LineSource }[],
): ReadonlyMap<Month, readonly WalkedLine[]> {
  const walked = new Map<Month, WalkedLine[]>();
  for (const { entry, source } of sources) {
    if (source.kind !== 'subjects') continue;
    const ofMonth = walked.get(source.month) ?? [];
    walked.set(source.month, ofMonth);
    const known = ofMonth.find((line) => line.entry === source.entry);
    const rowOf = { entry, isOwn: hasOwnSubjects(entry) };
    if (known !== undefined) known.rowsOf.push(rowOf);
    else ofMonth.push({ of: source.of, entry: source.entry, rowsOf: [rowOf] });
  }
  return walked;
}

function walkMonths(
  view: LedgerView,
  asked: RowsAsked,
  visitor: RowVisitor,
  walked: ReadonlyMap<Month, readonly WalkedLine[]>,
): void {
  const { asOf, basis, evenWithoutRecords } = asked;
  const windows = [...walked.keys()].map(windowOf);
  const lines = [...walked.values()];
  const isTraced = basis === 'records';
  const isOf = (of: WalkedLine['of']): boolean =>
    lines.some((ofMonth) => ofMonth.some((line) => line.of === of));
  const links = new ChildLinks(windows, view.subjectCount, isTraced && isOf('children'));
  const walk = new RowWalk(view, asked, visitor, { windows, lines, links });
  replay(view, { windows, asOf, isTraced: isTraced && isOf('cases'), links }, walk);
  if (evenWithoutRecords !== undefined) walk.visitWithoutRecords(evenWithoutRecords);
}

/** The months of a walk, their lines, and the links of children to cases. */
interface WalkedMonths {
  readonly windows: readonly MonthWindow[];
  readonly lines: readonly (readonly WalkedLine[])[];
  readonly links: ChildLinks;
}

/** Visits the rows as the cases and children come; all cases come before the children. */
class RowWalk implements ReplaySink {
  readonly #view: LedgerView;
  readonly #visitor: RowVisitor;
  readonly #subjects: ReadonlySet<number> | null;
  readonly #windows: readonly MonthWindow[];
  readonly #ofCases: readonly (readonly WalkedLine[])[];
  readonly #ofChildren: readonly (readonly WalkedLine[])[];
  readonly #cases = new CaseBasis();
  readonly #children: ChildBasis;
  /** Null where nobody asks for the cases of children, or where the links have them. */
  readonly #casesOfChildren: readonly CasesOfChildren[] | null;
  readonly #visited = new Set<number>();
  readonly #isEmptyAsked: boolean;

  constructor(
    view: LedgerView,
    { basis, subjects, evenWithoutRecords }: RowsAsked,
    visitor: RowVisitor,
    { windows, lines, links }: WalkedMonths,
  ) {
    this.#view = view;
    this.#visitor = visitor;
    this.#subjects = subjects ?? null;
    this.#windows = windows;
    this.#ofCases = lines.map((ofMonth) => ofMonth.filter(({ of }) => of === 'cases'));
    this.#ofChildren = lines.map((ofMonth) => ofMonth.filter(({ of }) => of === 'children'));
    this.#casesOfChildren =
      basis === 'cases' ? windows.map((window) => new CasesOfChildren(window)) : null;
    this.#children = new ChildBasis(links, this.#casesOfChildren);
    this.#isEmptyAsked = evenWithoutRecords !== undefined;
  }

  readonly onCase = (index: number, subject: number, c: CaseMonth, fold: CaseFold): void => {
    this.#visitor.onCase?.(subject, fold);
    this.#casesOfChildren?.[index]?.note(this.#view, subject, c, fold);
    if (this.#subjects !== null && !this.#subjects.has(subject)) return;
    if (this.#isEmptyAsked) this.#visited.add(subject);
    const { onRow, onNoRow } = this.#visitor;
    const window = this.#windows[index];
    if (window === undefined) return;
    const basis = this.#cases;
    basis.atCase({ c, fold, window });
    for (const { entry, rowsOf } of this.#ofCases[index] ?? []) {
      basis.onLine(entry);
      let count = 0;
      caseRows(entry, c, (column, cents, status) => {
        count += 1;
        basis.onRow(status);
        for (const of of rowsOf) {
          onRow(of.entry, of.isOwn ? column : 'a', subject, cents, basis);
        }
      });
      if (count > 0 || onNoRow === undefined) continue;
      for (const of of rowsOf) onNoRow(of.entry, subject, basis);
    }
  };

  readonly onChild = (
    monthIndex: number,
    subject: number,
    k: ChildMonth,
    fold: ChildFold,
  ): void => {
    if (this.#subjects !== null && !this.#subjects.has(subject)) return;
    const { onRow, onNoRow } = this.#visitor;
    const basis = this.#children;
    basis.atChild({ k, fold, monthIndex, subject });
    for (const { entry, rowsOf } of this.#ofChildren[monthIndex] ?? []) {
      const column = childColumn(entry, k);
      if (column === null && onNoRow === undefined) continue;
      basis.onLine(entry);
      for (const of of rowsOf) {
        if (column === null) onNoRow?.(of.entry, subject, basis);
        else onRow(of.entry, of.isOwn ? column : 'a', subject, null, basis);
      }
    }
  };

  /** A case that no record speaks of yet is a case without any record. */
  visitWithoutRecords(subject: number): void {
    if (this.#visited.has(subject)) return;
    this.#windows.forEach((window, index) => {
      const lookAhead = lookAheadOf(this.#view.county.columns, new ActiveRows());
      const fold = new CaseFold(lookAhead, new MoneyTrace());
      fold.advanceTo(window.month);
      this.onCase(index, subject, new CaseMonth(fold, window), fold);
    });
  }
}
