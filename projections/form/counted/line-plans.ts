import type { CaseMonth } from '../../case/case-month.js';
import { factKey, factsOfKey } from '../../case/case-facts.js';
import type { CaseFacts } from '../../case/case-facts.js';
import type { ChildMonth } from '../../child/child-month.js';
import { NEVER } from '../../columns/codes.js';
import type { Status } from '../../columns/codes.js';
import { CATALOGUE } from '../catalogue.js';
import { KeyNumbers } from './key-numbers.js';
import type { SumRule } from '../line.js';
import { childColumn, placeOnLine } from '../reading.js';
import { cellIndex } from './tally.js';

/** A line that may sum an amount of a case. */
export interface PlannedSum {
  /** Place in the catalogue. */
  readonly lineIndex: number;
  readonly rule: SumRule;
}

/** How those with the same facts stand on the lines. */
export interface Plan {
  /** The cells that each counts in, one each. */
  readonly cells: readonly number[];
  readonly sums: readonly PlannedSum[];
  /** Of the cases that have this plan; nothing is said by it where nothing is summed. */
  readonly status: Status;
}

/** The number of those who are on no line. */
export const NO_PLAN = 0;

const EMPTY: Plan = { cells: [], sums: [], status: NEVER };
const NO_KEY = -1;

/**
 * Numbers for the ways in which cases and children stand on the lines: many subjects, few ways. The
 * lines' own predicates decide, once for each distinct combination of facts.
 */
export class LinePlans {
  private readonly plans: Plan[] = [EMPTY];
  private readonly numbers = new Map<Plan, number>([[EMPTY, NO_PLAN]]);
  private readonly ofCases = new KeyNumbers();
  private readonly ofChildren = new KeyNumbers();
  private caseKey = NO_KEY;
  private caseNumber = NO_PLAN;
  private childKey = NO_KEY;
  private childNumber = NO_PLAN;

  get count(): number {
    return this.plans.length;
  }

  numbered(plan: number): Plan {
    const found = this.plans[plan];
    if (found === undefined) throw new RangeError(`There is no plan ${String(plan)}.`);
    return found;
  }

  numberOfCase(c: CaseMonth): number {
    const key = factKey(c);
    // A case mostly stands as it stood the month before.
    if (key !== this.caseKey) {
      this.caseKey = key;
      this.caseNumber = this.ofCases.get(key) ?? this.addCase(key);
    }
    return this.caseNumber;
  }

  numberOfChild(k: ChildMonth): number {
    const { key } = k;
    if (key !== this.childKey) {
      this.childKey = key;
      this.childNumber = this.ofChildren.get(key) ?? this.addChild(key, k);
    }
    return this.childNumber;
  }

  private addCase(key: number): number {
    const number = this.numberOf(planOf(key));
    this.ofCases.set(key, number);
    return number;
  }

  private addChild(key: number, k: ChildMonth): number {
    const number = this.numberOf(shared({ cells: cellsOfChild(k), sums: [], status: NEVER }));
    this.ofChildren.set(key, number);
    return number;
  }

  private numberOf(plan: Plan): number {
    const known = this.numbers.get(plan);
    if (known !== undefined) return known;
    this.numbers.set(plan, this.plans.length);
    this.plans.push(plan);
    return this.plans.length - 1;
  }
}

const CHILD_LINES = CATALOGUE.map((entry, index) => ({ entry, index })).filter(
  ({ entry }) => entry.rule.kind === 'countChildren',
);

/** The cells that a child counts in at a month's end, ascending. */
function cellsOfChild(k: ChildMonth): readonly number[] {
  const cells: number[] = [];
  for (const { entry, index } of CHILD_LINES) {
    const column = childColumn(entry, k);
    if (column !== null) cells.push(cellIndex(index, column));
  }
  return cells;
}

/** Most plans kept; a caseload has some ten thousand combinations of facts and half as many plans. */
const PLANS_MAX = 65_536;
const PLANS = new Map<number, Plan>();
const SHARED = new Map<string, Plan>();

/**
 * The plan of cases with these facts: it depends on nothing else, so it is worked out once for the life of the
 * process.
 *
 * @param key - see `factKey`
 */
function planOf(key: number): Plan {
  const known = PLANS.get(key);
  if (known !== undefined) return known;
  if (PLANS.size >= PLANS_MAX) PLANS.clear();
  const plan = shared(planFor(factsOfKey(key)));
  PLANS.set(key, plan);
  return plan;
}

/** The one plan of that content: those whose facts differ in what no line looks at have the same. */
function shared(plan: Plan): Plan {
  const { cells, sums, status } = plan;
  if (cells.length + sums.length === 0) return EMPTY;
  const text = [status, ...cells, 'sums', ...sums.map(({ lineIndex }) => lineIndex)].join(',');
  const known = SHARED.get(text);
  if (known !== undefined) return known;
  if (SHARED.size >= PLANS_MAX) SHARED.clear();
  SHARED.set(text, plan);
  return plan;
}

function planFor(facts: CaseFacts): Plan {
  const cells: number[] = [];
  const sums: PlannedSum[] = [];
  CATALOGUE.forEach((entry, lineIndex) => {
    const place = placeOnLine(entry, facts);
    if (typeof place === 'string') cells.push(cellIndex(lineIndex, place));
    else if (place !== null) sums.push({ lineIndex, rule: place });
  });
  return { cells, sums, status: facts.statusCode };
}
