import type { SampleResult } from '../../projections/samples/limits.js';
import type { SheetCell, SheetColumn } from '../printing/xlsx/sheet-xml.js';
import { workbookXlsx } from '../printing/xlsx/workbook.js';
import { inertText } from '../packages/audit/audit-files.js';
import type { ShownRow, WholeSample } from './shown-sample.js';

const FACTS: readonly SheetColumn[] = [
  { heading: 'what', kind: 'text', width: 34 },
  { heading: 'is', kind: 'text', width: 70 },
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
  { heading: 'text', kind: 'text', width: 40 },
  { heading: 'evidence', kind: 'text', width: 40 },
  { heading: 'judged by', kind: 'text', width: 24 },
  { heading: 'judged at', kind: 'text', width: 22 },
  { heading: 'rank', kind: 'text', width: 66 },
];

const METHODS = {
  rows: 'the rows of the smallest SHA-256 of the seed, a line feed and the row’s key',
  dollars: 'systematic, in proportion to the amount, over rows in order of rank',
} as const;

/** A sample's worksheet as a workbook: how it was drawn and what it came to, and its rows (contract/audit.md, Results). */
export function worksheetXlsx(sample: WholeSample): Iterable<Uint8Array> {
  return workbookXlsx([
    { name: 'Sample', columns: FACTS, rows: factsOf(sample) },
    { name: 'Rows', columns: ROWS, rows: rowsOf(sample) },
  ]);
}

function* factsOf(sample: WholeSample): Generator<readonly SheetCell[]> {
  const { result, resultWithoutUndetermined: without, earlier } = sample;
  const facts: readonly (readonly [string, string])[] = [
    ['Sample', sample.sample],
    ['County', sample.county],
    ['Month', sample.month],
    ['Line', sample.line],
    ['Column', sample.column ?? 'all'],
    ['As of position', String(sample.asOf)],
    ['Version', sample.version === null ? 'none' : String(sample.version)],
    ['Root of the ledger', sample.root],
    ['Edition of the form', sample.form],
    ['Method', METHODS[sample.method]],
    ['Seed', inertText(sample.seed)],
    ['Rows of the population', String(sample.population)],
    ['Figures left out', String(sample.leftOut)],
    ['Rows of the sample', String(sample.size)],
    ['Drawn by', inertText(sample.by)],
    ['Drawn at', sample.at],
    ['Judged', String(sample.judged)],
    ...resultFacts(result, ''),
    ...resultFacts(without, ' (undetermined left out)'),
    ['Earlier draws of the line, month and position', String(earlier.length)],
    ...earlier.map(
      ({ sample: name, by, seed, unjudged }) =>
        [
          `Earlier draw ${name}`,
          inertText(`${by}, seed ${seed}, ${String(unjudged)} not judged`),
        ] as const,
    ),
  ];
  for (const fact of facts) yield fact;
}

function resultFacts(
  result: SampleResult | null,
  which: string,
): readonly (readonly [string, string])[] {
  if (result === null) return [];
  const { efficiency, passes, judged, limits, finite, verdict } = result;
  return [
    [`Efficiency${which}`, `${efficiency} % (${String(passes)} of ${String(judged)})`],
    [`95 % limits, Clopper-Pearson${which}`, `${limits.lower} % to ${limits.upper} %`],
    [
      `95 % limits of the population${which}`,
      finite === null ? 'none' : `${finite.lower} % to ${finite.upper} %`,
    ],
    [`Verdict${which}`, verdict],
  ];
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
    judgement === null ? null : inertText(judgement.text ?? ''),
    judgement === null ? null : inertText(judgement.evidence.join(' ')),
    judgement === null ? null : inertText(judgement.by),
    judgement?.at ?? null,
    row.rank,
  ];
}
