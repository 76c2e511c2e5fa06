import type { CaseMonth } from '../../case/case-month.js';
import { bitsOfKey, factKey, statusOfKey } from '../../case/case-facts.js';
import type { ChildMonth } from '../../child/child-month.js';
import { NEVER } from '../../columns/codes.js';
import type { Status } from '../../columns/codes.js';
import type { Edition } from '../editions.js';
import { KeyNumbers } from './key-numbers.js';
import { LinesByFacts } from './lines-by-facts.js';
import type { LineEntry, SumRule } from '../line.js';
import { childColumn, countedWith, isOfCases } from '../reading.js';
import type { CaseRule } from '../reading.js';
import { cellIndex } from './tally.js';

/** A line that may sum an amount of a case. */
export interface PlannedSum {
  /** Place in the edition. */
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
  private readonly kept: KeptPlans;

  constructor(readonly edition: Edition) {
    this.kept = keptPlansOf(edition);
  }

  /** The same numbers for plans that were kept, in their order; the first is that of those who are on no line. */
  static of(edition: Edition, plans: readonly Plan[]): LinePlans {
    const made = new LinePlans(edition);
    for (const plan of plans) made.numberOf(shared(made.kept, plan));
    if (made.count !== plans.length) throw new RangeError('Two of the plans are the same.');
    return made;
  }

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
    const number = this.numberOf(planOf(this.kept, key));
    this.ofCases.set(key, number);
    return number;
  }

  private addChild(key: number, k: ChildMonth): number {
    const number = this.numberOf(
      shared(this.kept, { cells: cellsOfChild(this.kept, k), sums: [], status: NEVER }),
    );
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

/** Most plans kept; a caseload has some ten thousand combinations of facts and half as many plans. */
const PLANS_MAX = 65_536;

/**
 * The plans of an edition that were worked out so far: a plan depends on facts and lines and nothing else, so it is
 * worked out once for the life of the process.
 */
interface KeptPlans {
  readonly caseLines: readonly { readonly rule: CaseRule; readonly index: number }[];
  readonly linesByFacts: LinesByFacts;
  readonly childLines: readonly { readonly entry: LineEntry; readonly index: number }[];
  readonly ofFacts: Map<number, Plan>;
  /** By the status and the lines that a case is on, as one number where they are few enough. */
  readonly ofLines: Map<number | string, Plan>;
  readonly ofContent: Map<string, Plan>;
}

const KEPT = new WeakMap<Edition, KeptPlans>();

function keptPlansOf(edition: Edition): KeptPlans {
  const known = KEPT.get(edition);
  if (known !== undefined) return known;
  const lines = edition.lines.map((entry, index) => ({ entry, index }));
  const caseLines = lines.flatMap(({ entry: { rule }, index }) =>
    isOfCases(rule) ? [{ rule, index }] : [],
  );
  const kept: KeptPlans = {
    caseLines,
    linesByFacts: new LinesByFacts(caseLines.map(({ rule }) => rule)),
    childLines: lines.filter(({ entry }) => entry.rule.kind === 'countChildren'),
    ofFacts: new Map(),
    ofLines: new Map(),
    ofContent: new Map(),
  };
  KEPT.set(edition, kept);
  return kept;
}

/** The cells that a child counts in at a month's end, ascending. */
function cellsOfChild({ childLines }: KeptPlans, k: ChildMonth): readonly number[] {
  const cells: number[] = [];
  for (const { entry, index } of childLines) {
    const column = childColumn(entry, k);
    if (column !== null) cells.push(cellIndex(index, column));
  }
  return cells;
}

/** The plan of cases with these facts. @param key - see `factKey` */
function planOf(kept: KeptPlans, key: number): Plan {
  const known = kept.ofFacts.get(key);
  if (known !== undefined) return known;
  if (kept.ofFacts.size >= PLANS_MAX) {
    kept.ofFacts.clear();
    kept.ofLines.clear();
  }
  const plan = planFor(kept, key);
  kept.ofFacts.set(key, plan);
  return plan;
}

/** The one plan of that content: those whose facts differ in what no line looks at have the same. */
function shared({ ofContent }: KeptPlans, plan: Plan): Plan {
  const { cells, sums, status } = plan;
  if (cells.length + sums.length === 0) return EMPTY;
  const text = [status, ...cells, 'sums', ...sums.map(({ lineIndex }) => lineIndex)].join(',');
  const known = ofContent.get(text);
  if (known !== undefined) return known;
  if (ofContent.size >= PLANS_MAX) ofContent.clear();
  ofContent.set(text, plan);
  return plan;
}

/** So many bits are an exact number. */
const BITS_MAX = 53;
const STATUS_BITS = 2;

function planFor(kept: KeptPlans, key: number): Plan {
  const { caseLines, linesByFacts } = kept;
  const { low, high } = bitsOfKey(key);
  let before = '';
  let bits: number = statusOfKey(high);
  let bitCount = STATUS_BITS;
  for (let line = 0; line < caseLines.length; line += 1) {
    if (bitCount === BITS_MAX) {
      before += `${String(bits)},`;
      bits = 0;
      bitCount = 0;
    }
    bits = bits * 2 + (linesByFacts.isCounted(line, low, high) ? 1 : 0);
    bitCount += 1;
  }
  const lines = before === '' ? bits : `${before}${String(bits)}`;
  const known = kept.ofLines.get(lines);
  if (known !== undefined) return known;
  const plan = shared(kept, planWith(kept, low, high));
  kept.ofLines.set(lines, plan);
  return plan;
}

function planWith({ caseLines, linesByFacts }: KeptPlans, low: number, high: number): Plan {
  const status = statusOfKey(high);
  const cells: number[] = [];
  const sums: PlannedSum[] = [];
  caseLines.forEach(({ rule, index }, line) => {
    if (!linesByFacts.isCounted(line, low, high)) return;
    const counted = countedWith(rule, () => status);
    if (typeof counted === 'string') cells.push(cellIndex(index, counted));
    else sums.push({ lineIndex: index, rule: counted });
  });
  return { cells, sums, status };
}
