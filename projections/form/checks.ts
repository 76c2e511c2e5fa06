import { plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { EDITIONS } from './editions.js';
import type { Edition } from './editions.js';
import { COLUMNS } from './line.js';
import type { Column } from './line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { cellOf, sumOfCell } from './report.js';
import type { ReportLines } from './report.js';

/** An edit check that a report breaks: always a fault of the program (rules.md 9). */
export interface BrokenCheck {
  /** The check as people write it: `2 <= 1`, `1 = 2 + 12`. */
  readonly check: string;
  readonly column: Column;
  readonly message: string;
}

interface Comparison {
  readonly check: string;
  readonly columns: readonly Column[];
  readonly left: readonly LineNumber[];
  readonly relation: '<=' | '=';
  readonly right: readonly LineNumber[];
}

function subsetsOf({ lines }: Edition): readonly Comparison[] {
  return lines.flatMap((entry) =>
    entry.subsetOf.map((whole) => atMost([entry.line], [whole], COLUMNS)),
  );
}

/** Checks beyond the form's own subsets, of whichever lines an edition has. */
const FURTHER: readonly Comparison[] = [
  atMost(['2h'], ['2a'], ['a']),
  atMost(['2i'], ['2b'], ['a']),
  atMost(['35'], ['1'], ['a']),
  atMost(['36'], ['25a'], ['a']),
  atMost(['38'], ['1'], ['b']),
  atMost(['24a'], ['24'], COLUMNS),
  atMost(['25a'], ['25'], COLUMNS),
  atMost(['27a'], ['27'], COLUMNS),
  atMost(['2c', '2e'], ['2'], ['a']),
  atMost(['2e', '21'], ['2'], ['a']),
  atMost(['7', '13'], ['4'], ['a']),
  { check: '1 = 2 + 12', columns: COLUMNS, left: ['1'], relation: '=', right: ['2', '12'] },
  { check: '9 = 10 + 16', columns: ['a'], left: ['9'], relation: '=', right: ['10', '16'] },
];

function atMost(
  left: readonly LineNumber[],
  right: readonly LineNumber[],
  columns: readonly Column[],
): Comparison {
  return {
    check: `${left.join(' + ')} <= ${right.join(' + ')}`,
    columns,
    left,
    relation: '<=',
    right,
  };
}

/**
 * The edit checks of rules.md 9 that a report breaks; none for a correct program.
 *
 * @param edition - the report's
 */
export function brokenChecks(
  lines: ReportLines,
  edition: Edition = EDITIONS[0],
): readonly BrokenCheck[] {
  const comparisons = [...subsetsOf(edition), ...FURTHER].flatMap((comparison) =>
    comparison.columns.flatMap((column) => compare(lines, comparison, column)),
  );
  return [...comparisons, ...negativeCells(lines, edition)];
}

/** A check does not bind a cell that is not reported. */
function compare(lines: ReportLines, comparison: Comparison, column: Column): BrokenCheck[] {
  const left = sum(lines, comparison.left, column);
  const right = sum(lines, comparison.right, column);
  if (left === null || right === null) return [];
  const holds = comparison.relation === '=' ? left === right : left <= right;
  if (holds) return [];
  const { check } = comparison;
  const message = `Column (${column}) breaks ${check}: ${String(left)} against ${String(right)} (dollars in cents).`;
  return [{ check, column, message }];
}

function negativeCells(lines: ReportLines, edition: Edition): BrokenCheck[] {
  return edition.lines.flatMap(({ line }) =>
    COLUMNS.filter((column) => (sumOfCell(cellOf(lines, line, column)) ?? 0) < 0).map((column) => ({
      check: `${line} >= 0`,
      column,
      message: `Line ${line} column (${column}) is negative: ${String(cellOf(lines, line, column))}.`,
    })),
  );
}

function sum(lines: ReportLines, of: readonly LineNumber[], column: Column): CentsSum | null {
  let total: CentsSum = 0;
  for (const line of of) {
    const value = sumOfCell(cellOf(lines, line, column));
    if (value === null) return null;
    total = plus(total, value);
  }
  return total;
}
