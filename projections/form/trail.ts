import type { Month } from '../../events/values/month.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { recordsOfCaseFact } from '../case/case-evidence.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { windowOf } from '../month-window.js';
import { ChildLinks } from '../replay/child-links-of-months.js';
import { replay } from '../replay/replay.js';
import { entryOf } from './catalogue.js';
import { recordsOfChildFact, casesOfChild } from './child-evidence.js';
import type { Column, LineEntry } from './line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { viewOfFacts } from './recording.js';
import type { Recording } from './recording.js';
import { priorSeptemberOf } from './report.js';
import { caseRows, childColumn } from './reading.js';

/**
 * One row of a line's audit trail. The rows of a cell, counted or summed, are the cell.
 * Rows of supplied figures and of staff have subject 0.
 */
export interface TrailRow {
  readonly line: LineNumber;
  readonly column: Column;
  /** Subject number of the case or child; 0 where the row is a figure. */
  readonly subject: number;
  /** Subject numbers of the cases that a child is counted through; empty otherwise. */
  readonly cases: readonly number[];
  readonly cents: CentsSum | null;
  /** A figure that DCSS supplied. */
  readonly value: number | null;
  /** FTE in hundredths. */
  readonly hundredths: number | null;
  /** Active records that put the row there, ascending. */
  readonly positions: readonly number[];
}

/** Narrows a trail to some subjects; every subject if null. */
export type SubjectFilter = ReadonlySet<number> | null;

/** What the county's own records say for a month. */
export type CountyOfMonth = (month: Month) => CountyMonth;

/**
 * The rows of a line for a month as of a position, in order of subject number and column; who
 * prints them orders by id. Empty while the line is not reported.
 *
 * @param countyOf - for a view that does not hold the county's own records
 */
export function trailRows(
  view: LedgerView,
  month: Month,
  asOf: number,
  line: LineNumber,
  subjects: SubjectFilter = null,
  countyOf: CountyOfMonth = (each) => countyMonth(view, windowOf(each), asOf),
): readonly TrailRow[] {
  const entry = entryOf(line);
  const county = countyOf(month);
  if (entry.isPhasedIn && county.reportableBy(line) === null) return [];
  const { rule } = entry;
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
    case 'countChildren':
      return subjectRows(view, month, asOf, entry, subjects);
    case 'supplied':
      return figureRow(line, county.supplied(line));
    case 'suppliedOrPriorSeptember': {
      const figure = county.supplied(line);
      if (figure !== null) return figureRow(line, figure);
      const september = priorSeptemberOf(month);
      return inTotal(trailRows(view, september, asOf, rule.line, subjects, countyOf), line);
    }
    case 'sumOfLines':
      return rule.lines.flatMap((part) =>
        inTotal(trailRows(view, month, asOf, part, subjects, countyOf), line),
      );
    case 'staff': {
      const staff = county.staff?.[rule.staff];
      const hundredths = staff === undefined ? 0 : fteHundredths(staff);
      if (staff === undefined || hundredths === 0) return []; // "an amount of 0.00 has none"
      return [{ ...figure(line, staff.position), hundredths }];
    }
    case 'notReportedByCounties':
      return [];
  }
}

/** The rows of another line as rows of this one, which has column (a) alone. */
function inTotal(rows: readonly TrailRow[], line: LineNumber): TrailRow[] {
  return rows.map((row) => ({ ...row, line, column: 'a' }));
}

function figure(line: LineNumber, position: number): TrailRow {
  return {
    line,
    column: 'a',
    subject: 0,
    cases: [],
    cents: null,
    value: null,
    hundredths: null,
    positions: [position],
  };
}

function figureRow(
  line: LineNumber,
  supplied: { readonly value: number; readonly position: number } | null,
): TrailRow[] {
  return supplied === null ? [] : [{ ...figure(line, supplied.position), value: supplied.value }];
}

function subjectRows(
  view: LedgerView,
  month: Month,
  asOf: number,
  entry: LineEntry,
  subjects: SubjectFilter,
): TrailRow[] {
  const window = windowOf(month);
  const isOfChildren = entry.rule.kind === 'countChildren';
  const links = new ChildLinks([window], view.subjectCount, isOfChildren);
  const rows: TrailRow[] = [];
  const wants = (subject: number): boolean => subjects === null || subjects.has(subject);
  replay(
    view,
    { windows: [window], asOf, isTraced: !isOfChildren, links },
    {
      onCase: (_index, subject, c, fold) => {
        if (isOfChildren || !wants(subject)) return;
        caseRows(entry, c, (column, cents, status) => {
          const seen = viewOfFacts(c);
          caseRows(entry, seen.view, () => undefined);
          const positions = gather(seen, (fact) =>
            recordsOfCaseFact(fact, fold, c, window, status),
          );
          rows.push({ ...figure(entry.line, 0), column, subject, cents, positions });
        });
      },
      onChild: (_index, subject, k, fold) => {
        if (!isOfChildren || !wants(subject)) return;
        const column = childColumn(entry, k);
        if (column === null) return;
        const seen = viewOfFacts(k);
        childColumn(entry, seen.view);
        const traced = links.tracedOf(0, subject);
        const positions = gather(seen, (fact) => recordsOfChildFact(fact, fold, traced));
        const cases = casesOfChild(entry, traced);
        rows.push({ ...figure(entry.line, 0), column, subject, cases, positions });
      },
    },
  );
  return rows;
}

function gather<Fact extends string>(
  seen: Recording<object, Fact>,
  recordsOf: (fact: Fact) => readonly number[],
): number[] {
  const positions = new Set<number>();
  for (const fact of seen.facts.keys()) for (const p of recordsOf(fact)) positions.add(p);
  return [...positions].sort((a, b) => a - b);
}
