import { CATALOGUE } from '../../projections/form/catalogue.js';
import type { LineEntry } from '../../projections/form/line.js';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { Cell, LineCells, ReportLines } from '../../projections/form/report.js';
import type { CountyReport } from '../../src/reports/county-report.js';
import { columnsOf } from '../../src/reports/form.js';
import type { FormName } from '../../src/reports/form.js';

/** A report whose reported cells all hold what `valueOf` gives for their line. */
export function writtenReport(
  valueOf: (entry: LineEntry) => Cell,
  asked: { readonly county?: string; readonly form?: FormName; readonly asOf?: number } = {},
): CountyReport {
  const county = parseCounty(asked.county ?? '19');
  const month = parseMonth('2006-09');
  if (county === null || month === null) throw new Error('The county of the test is none.');
  const form = asked.form ?? 'CS 1257';
  // The catalogue has every line.
  const lines = Object.fromEntries(
    CATALOGUE.map((entry) => [entry.line, cellsOfEntry(entry, valueOf(entry))]),
  ) as ReportLines;
  return { form, county, month, asOf: asked.asOf ?? 1203, edition: '2005-10', lines };
}

function cellsOfEntry(entry: LineEntry, value: Cell): LineCells {
  const reported = columnsOf(entry);
  const cell = (column: 'a' | 'b' | 'c' | 'd'): Cell => (reported.includes(column) ? value : null);
  return { a: cell('a'), b: cell('b'), c: cell('c'), d: cell('d') };
}

/** Counts of `count`, dollars and FTE of `amount`; lines that are phased in are not reported yet. */
export function ordinary(count: number, amount: string): (entry: LineEntry) => Cell {
  return ({ unit, isPhasedIn }) => {
    if (isPhasedIn) return null;
    return unit === 'dollars' || unit === 'fte' ? amount : count;
  };
}
