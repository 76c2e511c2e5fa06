import type { SheetCell, SheetColumn } from '../printing/xlsx/sheet-xml.js';
import { workbookXlsx } from '../printing/xlsx/workbook.js';
import { headingOfInert, inertForPeople } from '../packages/audit/audit-files.js';
import type { ShownRow, WholeSample } from './shown-sample.js';
import { factsOfDrawing, factsOfEarlierDraws, factsOfResult } from './worksheet-facts.js';

const FACTS: readonly SheetColumn[] = [
  { heading: 'what', kind: 'text', width: 34 },
  { heading: headingOfInert('is'), kind: 'text', width: 70 },
];

const ROWS: readonly SheetColumn[] = [
  { heading: 'row', kind: 'count', width: 8 },
  { heading: 'replacement', kind: 'text', width: 12 },
  { heading: 'column', kind: 'text', width: 8 },
  { heading: 'case', kind: 'text', width: 16 },
  { heading: 'child', kind: 'text', width: 16 },
  { heading: 'amount', kind: 'amount', width: 16 },
  { heading: 'judgement', kind: 'text', width: 18 },
  { heading: 'reason', kind: 'text', width: 22 },
  { heading: headingOfInert('text'), kind: 'text', width: 40 },
  { heading: headingOfInert('evidence'), kind: 'text', width: 40 },
  { heading: headingOfInert('judged by'), kind: 'text', width: 24 },
  { heading: 'judged at', kind: 'text', width: 22 },
  { heading: 'rank', kind: 'text', width: 66 },
];

/** A sample's worksheet as a workbook: how it was drawn and what it came to, and its rows (contract/audit.md, Results). */
export function worksheetXlsx(sample: WholeSample): Iterable<Uint8Array> {
  return workbookXlsx([
    { name: 'Sample', columns: FACTS, rows: factsOf(sample) },
    { name: 'Rows', columns: ROWS, rows: rowsOf(sample) },
  ]);
}

function* factsOf(sample: WholeSample): Generator<readonly SheetCell[]> {
  const facts = [
    ...factsOfDrawing(sample),
    ...factsOfResult(sample),
    ...factsOfEarlierDraws(sample),
  ];
  for (const [what, is] of facts) yield [what, inertForPeople(is)];
}

function* rowsOf({ rows, reserve }: WholeSample): Generator<readonly SheetCell[]> {
  for (const row of rows) yield cellsOf(row, false);
  for (const row of reserve) yield cellsOf(row, true);
}

function cellsOf(row: ShownRow, isReserve: boolean): readonly SheetCell[] {
  const { judgement } = row;
  return [
    String(row.n),
    isReserve ? 'yes' : null,
    row.column,
    row.case ?? null,
    row.child ?? null,
    row.amount,
    judgement?.found ?? null,
    judgement?.reason ?? null,
    judgement === null ? null : inertForPeople(judgement.text ?? ''),
    judgement === null ? null : inertForPeople(judgement.evidence.join(' ')),
    judgement === null ? null : inertForPeople(judgement.by),
    judgement?.at ?? null,
    row.rank,
  ];
}
