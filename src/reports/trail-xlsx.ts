import { formatCents } from '../../events/values/money.js';
import type { SheetCell, SheetColumn } from '../printing/xlsx/sheet-xml.js';
import { workbookXlsx } from '../printing/xlsx/workbook.js';
import type { TrailEntry } from './trail.js';

/** Ids of records in one cell: 37 characters each with the blank behind, and a cell holds 32,767. */
export const RECORDS_PER_CELL = 800;

const COLUMNS: readonly SheetColumn[] = [
  { heading: 'line', kind: 'text', width: 6 },
  { heading: 'column', kind: 'text', width: 8 },
  { heading: 'case', kind: 'text', width: 16 },
  { heading: 'child', kind: 'text', width: 16 },
  { heading: 'cases', kind: 'text', width: 20 },
  { heading: 'amount', kind: 'amount', width: 16 },
  { heading: 'value', kind: 'count', width: 12 },
];

/**
 * A line's trail as a workbook of one sheet, with the headings of its CSV. Where a row rests on more
 * records than a cell holds, they go on in `records 2`, `records 3`, ...
 */
export function trailXlsx(line: string, entries: readonly TrailEntry[]): Iterable<Uint8Array> {
  const longest = entries.reduce((most, { records }) => Math.max(most, records.length), 1);
  const cellCount = Math.ceil(longest / RECORDS_PER_CELL);
  const recordColumns = Array.from({ length: cellCount }, (_, index): SheetColumn => ({
    heading: index === 0 ? 'records' : `records ${String(index + 1)}`,
    kind: 'text',
    width: 40,
  }));
  const columns = [...COLUMNS, ...recordColumns];
  return workbookXlsx([{ name: `Line ${line}`, columns, rows: rowsOf(entries, cellCount) }]);
}

function* rowsOf(
  entries: readonly TrailEntry[],
  cellCount: number,
): Generator<readonly SheetCell[]> {
  for (const { line, column, subject, hundredths, value, records } of entries) {
    yield [
      line,
      column,
      subject.kind === 'case' ? subject.case : null,
      subject.kind === 'child' ? subject.child : null,
      subject.kind === 'child' ? subject.cases.join(' ') : null,
      hundredths === null ? null : formatCents(hundredths),
      value === null ? null : String(value),
      ...Array.from({ length: cellCount }, (_, index) =>
        records.slice(index * RECORDS_PER_CELL, (index + 1) * RECORDS_PER_CELL).join(' '),
      ),
    ];
  }
}
