import type { CaseMonth } from '../case/case-month.js';
import { factKey, factsOfKey } from '../case/case-facts.js';
import type { CaseFacts } from '../case/case-facts.js';
import type { ChildMonth } from '../child/child-month.js';
import { CATALOGUE } from './catalogue.js';
import { STATUS_COLUMNS } from './line.js';
import type { Column, LineEntry } from './line.js';
import { caseRows, childColumn } from './rows.js';

const COLUMN_INDEX: Readonly<Record<Column, number>> = { a: 0, b: 1, c: 2, d: 3 };
/** Cells of a line in a tally: a, b, c, d. */
export const CELLS_OF_LINE = 4;

/** What cases with the same facts have in common. */
export interface Plan {
  /** The cells that such a case counts in, one each. */
  readonly cells: readonly number[];
  /** Places in the catalogue of the lines that may sum an amount of it. */
  readonly sums: readonly number[];
}

/** Counts and sums of one month's cells, in form order: cell = line index * 4 + column index. */
export type Tally = Float64Array;

/** An empty tally. */
export function emptyTally(): Tally {
  return new Float64Array(CATALOGUE.length * CELLS_OF_LINE);
}

/** The cell of a line's column in a tally. */
export function cellIndex(lineIndex: number, column: Column): number {
  return lineIndex * CELLS_OF_LINE + COLUMN_INDEX[column];
}

/**
 * Adds cases and children to tallies. The lines' own predicates decide, once for each distinct
 * combination of facts: a caseload has many cases and few such combinations.
 */
export class Counter {
  private tally: Tally = emptyTally();
  private lineIndex = 0;
  private key = -1;
  private plan: Plan = { cells: [], sums: [] };
  private readonly take = (column: Column, cents: number | null): void => {
    this.tally[cellIndex(this.lineIndex, column)]! += cents ?? 1;
  };

  countCase(tally: Tally, c: CaseMonth): void {
    const key = factKey(c);
    // A case mostly stands as it stood the month before.
    if (key !== this.key) {
      this.key = key;
      this.plan = planOf(key);
    }
    const { plan } = this;
    for (const cell of plan.cells) tally[cell]! += 1;
    this.tally = tally;
    for (const lineIndex of plan.sums) {
      this.lineIndex = lineIndex;
      caseRows(CATALOGUE[lineIndex]!, c, this.take);
    }
  }

  countChild(tally: Tally, k: ChildMonth): void {
    for (const cell of cellsOfChild(k)) tally[cell]! += 1;
  }
}

/** The cells that a child counts in at a month's end, ascending. */
export function cellsOfChild(k: ChildMonth): readonly number[] {
  const cells: number[] = [];
  for (const { entry, index } of CHILD_LINES) {
    const column = childColumn(entry, k);
    if (column !== null) cells.push(cellIndex(index, column));
  }
  return cells;
}

const CHILD_LINES = CATALOGUE.map((entry, index) => ({ entry, index })).filter(
  ({ entry }) => entry.rule.kind === 'countChildren',
);

/** Most plans kept; a caseload has some thousand combinations of facts. */
const PLANS_MAX = 65_536;
const PLANS = new Map<number, Plan>();

/**
 * The plan of cases with these facts: it depends on nothing else, so it is worked out once for the life of the
 * process.
 *
 * @param key - see `factKey`
 */
export function planOf(key: number): Plan {
  const known = PLANS.get(key);
  if (known !== undefined) return known;
  if (PLANS.size >= PLANS_MAX) PLANS.clear();
  const plan = planFor(factsOfKey(key));
  PLANS.set(key, plan);
  return plan;
}

function planFor(facts: CaseFacts): Plan {
  const cells: number[] = [];
  const sums: number[] = [];
  CATALOGUE.forEach((entry, index) => {
    if (entersSum(entry, facts)) sums.push(index);
    const column = countColumn(entry, facts);
    if (column !== null) cells.push(cellIndex(index, column));
  });
  return { cells, sums };
}

function entersSum({ rule }: LineEntry, facts: CaseFacts): boolean {
  return (rule.kind === 'sumByStatus' || rule.kind === 'sumCases') && rule.when(facts);
}

function countColumn({ rule }: LineEntry, facts: CaseFacts): Column | null {
  if (rule.kind !== 'countCases' || !rule.counts(facts)) return null;
  return rule.column === 'status' ? STATUS_COLUMNS[facts.statusCode] : rule.column;
}
