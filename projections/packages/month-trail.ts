import type { Month } from '../../events/values/month.js';
import { recordsOfCaseFact } from '../case/case-evidence.js';
import type { CaseFold } from '../case/case-fold.js';
import type { CaseMonth } from '../case/case-month.js';
import type { ChildFold } from '../child/child-fold.js';
import type { ChildMonth } from '../child/child-month.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth, Figure, StaffFigure } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { CATALOGUE } from '../form/catalogue.js';
import { casesOfChild, recordsOfChildFact } from '../form/child-evidence.js';
import type { LineEntry } from '../form/line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { viewOfFacts } from '../form/recording.js';
import type { Recording } from '../form/recording.js';
import { priorSeptemberOf } from '../form/report.js';
import { caseRows, childColumn } from '../form/reading.js';
import { windowOf } from '../month-window.js';
import type { MonthWindow } from '../month-window.js';
import { ChildLinks } from '../replay/child-links-of-months.js';
import { replay } from '../replay/replay.js';
import { isReported } from '../versions/month-rows.js';
import { TracedRows } from './traced-rows.js';

/** The trail of every line of a month, and the subjects whose records it can be made anew from. */
export interface MonthTrail {
  readonly lines: ReadonlyMap<LineNumber, TracedRows>;
  /**
   * By subject number, 1 for the county, every case and child on any line or asked for besides, and
   * every case that such a child ever belonged to: its lines depend on those cases.
   */
  readonly isNeeded: Uint8Array;
}

/**
 * The rows of all lines of a month as of a position with their records: what `trailRows` gives line
 * by line, in one replay, and a second one of the prior September where Line 5a rests on it.
 *
 * @param besides - subjects on no line that are needed all the same
 */
export function monthTrail(
  view: LedgerView,
  month: Month,
  asOf: number,
  besides: Iterable<number> = [],
): MonthTrail {
  const county = countyMonth(view, windowOf(month), asOf);
  const ofMonth = collect(view, month, asOf, COUNTED_LINES);
  const collected = [ofMonth];
  const lines = new Map<LineNumber, TracedRows>();
  for (const entry of CATALOGUE) {
    const { line, rule } = entry;
    if (!isReported(entry, county)) {
      lines.set(line, new TracedRows());
    } else if (rule.kind === 'suppliedOrPriorSeptember' && county.supplied(line) === null) {
      const ofSeptember = collect(view, priorSeptemberOf(month), asOf, [rule.line]);
      collected.push(ofSeptember);
      lines.set(line, inTotal(new TracedRows(), ofSeptember.rowsOf(rule.line)));
    } else {
      lines.set(line, rowsOfLine(entry, county, ofMonth));
    }
  }
  const onLines = [...lines.values()].map((rows) => rows.subjects());
  return { lines, isNeeded: neededSubjects(view, [...onLines, besides], collected) };
}

const COUNTED_LINES: readonly LineNumber[] = CATALOGUE.filter(
  ({ rule }) => isOfCases(rule) || rule.kind === 'countChildren',
).map(({ line }) => line);

function isOfCases({ kind }: LineEntry['rule']): boolean {
  return kind === 'countCases' || kind === 'sumByStatus' || kind === 'sumCases';
}

function rowsOfLine(entry: LineEntry, county: CountyMonth, collected: Collector): TracedRows {
  const { rule, line } = entry;
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
    case 'countChildren':
      return collected.rowsOf(line);
    case 'supplied':
    case 'suppliedOrPriorSeptember':
      return withFigure(new TracedRows(), county.supplied(line));
    case 'sumOfLines': {
      const rows = new TracedRows();
      for (const part of rule.lines) {
        inTotal(rows, collected.rowsOf(part));
        withFigure(rows, county.supplied(part));
      }
      return rows;
    }
    case 'staff':
      return withStaff(new TracedRows(), county.staff?.[rule.staff]);
    case 'notReportedByCounties':
      return new TracedRows();
  }
}

/** The rows of another line as rows in column (a). */
function inTotal(rows: TracedRows, others: TracedRows): TracedRows {
  for (const row of others.rows()) rows.add({ ...row, column: 'a' });
  return rows;
}

function withFigure(rows: TracedRows, figure: Figure | null): TracedRows {
  if (figure !== null) addCountyRow(rows, figure.value, figure.position);
  return rows;
}

function withStaff(rows: TracedRows, staff: StaffFigure | undefined): TracedRows {
  const hundredths = staff === undefined ? 0 : fteHundredths(staff);
  // An amount of 0.00 has no row.
  if (staff !== undefined && hundredths !== 0) addCountyRow(rows, hundredths, staff.position);
  return rows;
}

function addCountyRow(rows: TracedRows, amount: number, position: number): void {
  rows.add({ column: 'a', subject: 0, amount, cases: [], positions: [position] });
}

function neededSubjects(
  view: LedgerView,
  asked: readonly Iterable<number>[],
  collected: readonly Collector[],
): Uint8Array {
  const isNeeded = new Uint8Array(view.subjectCount);
  isNeeded[0] = 1;
  for (const subjects of asked) for (const subject of subjects) isNeeded[subject] = 1;
  for (const { belongings } of collected) {
    for (let at = 0; at < belongings.length; at += 2) {
      if (isNeeded[belongings[at]!] === 1) isNeeded[belongings[at + 1]!] = 1;
    }
  }
  return isNeeded;
}

function collect(
  view: LedgerView,
  month: Month,
  asOf: number,
  lines: readonly LineNumber[],
): Collector {
  const window = windowOf(month);
  const links = new ChildLinks([window], view.subjectCount, true);
  const collector = new Collector(view, window, links, lines);
  replay(view, { windows: [window], asOf, isTraced: true, links }, collector);
  return collector;
}

/** Takes the rows of some lines as the cases and children of one month come. */
class Collector {
  /** A child and a case that it ever belonged to, pair after pair. */
  readonly belongings: number[] = [];
  readonly #rows: ReadonlyMap<LineNumber, TracedRows>;
  readonly #ofCases: readonly LineEntry[];
  readonly #ofChildren: readonly LineEntry[];

  constructor(
    private readonly view: LedgerView,
    private readonly window: MonthWindow,
    private readonly links: ChildLinks,
    lines: readonly LineNumber[],
  ) {
    const entries = CATALOGUE.filter(({ line }) => lines.includes(line));
    this.#rows = new Map(lines.map((line) => [line, new TracedRows()]));
    this.#ofCases = entries.filter(({ rule }) => isOfCases(rule));
    this.#ofChildren = entries.filter(({ rule }) => !isOfCases(rule));
  }

  rowsOf(line: LineNumber): TracedRows {
    return this.#rows.get(line) ?? new TracedRows();
  }

  readonly onCase = (_index: number, subject: number, c: CaseMonth, fold: CaseFold): void => {
    for (const { child } of fold.members.all) {
      // A view of some subjects may hold a case and not all of its children.
      if (child < this.view.subjectCount) this.belongings.push(child, subject);
    }
    for (const entry of this.#ofCases) {
      caseRows(entry, c, (column, amount, status) => {
        const seen = viewOfFacts(c);
        caseRows(entry, seen.view, () => undefined);
        const positions = gather(seen, (fact) =>
          recordsOfCaseFact(fact, fold, c, this.window, status),
        );
        this.rowsOf(entry.line).add({ column, subject, amount, cases: [], positions });
      });
    }
  };

  readonly onChild = (_index: number, subject: number, k: ChildMonth, fold: ChildFold): void => {
    const traced = this.links.tracedOf(0, subject);
    for (const entry of this.#ofChildren) {
      const column = childColumn(entry, k);
      if (column === null) continue;
      const seen = viewOfFacts(k);
      childColumn(entry, seen.view);
      const positions = gather(seen, (fact) => recordsOfChildFact(fact, fold, traced));
      const cases = casesOfChild(entry, traced);
      this.rowsOf(entry.line).add({ column, subject, amount: null, cases, positions });
    }
  };
}

function gather<Fact extends string>(
  seen: Recording<object, Fact>,
  recordsOf: (fact: Fact) => readonly number[],
): readonly number[] {
  const positions = new Set<number>();
  for (const fact of seen.facts.keys()) for (const p of recordsOf(fact)) positions.add(p);
  return [...positions].sort((a, b) => a - b);
}
