import { NUMBER_CENTS_MAX, plus } from '../../../events/values/cents-sum.js';
import type { CentsSum } from '../../../events/values/cents-sum.js';
import type { CaseMonth } from '../../case/case-month.js';
import type { ChildMonth } from '../../child/child-month.js';
import { COLUMNS } from '../line.js';
import type { Column } from '../line.js';
import type { Edition } from '../editions.js';
import { LinePlans, NO_PLAN } from './line-plans.js';
import type { Plan } from './line-plans.js';
import { isSumOfCases } from '../line-sources.js';
import { amountRows } from '../reading.js';
import { AMOUNTS_AT_FIRST, Amounts, isNarrowAmount } from './amounts.js';
import type { CentsColumn } from './amounts.js';
import { NOWHERE, Standings, areManyAnew } from './standings.js';
import type { SubjectStanding } from './standings.js';
import { CELLS_OF_LINE, cellCountOf, cellIndex } from './tally.js';
import type { Tally } from './tally.js';

/** What is kept of a month's members. */
export interface MemberColumns {
  readonly edition: Edition;
  /** The first is that of those who are on no line; the others in the order in which subjects have them. */
  readonly plans: readonly Plan[];
  /** By subject number, up to the last who is on a line: its place in `plans`, and how many amounts it has. */
  readonly plan: Uint32Array;
  readonly amountsCount: Uint16Array;
  /** The amounts of all subjects one after the other: the cell (see `cellIndex`) and cents, NaN where they are in `large`. */
  readonly cells: Uint16Array;
  readonly cents: CentsColumn;
  /** By place among the amounts: those that are no numbers. */
  readonly large: readonly (readonly [number, bigint])[];
}

/** One row of a line of sums. */
export interface RowAmount {
  readonly column: Column;
  readonly cents: CentsSum;
}

const NOBODY: ReadonlyMap<number, SubjectStanding> = new Map();

/** What members are made of besides their plans; what is left out is new and empty. */
interface PartsOfMembers {
  readonly pool: Amounts;
  readonly standings: Standings;
  readonly anew: Map<number, SubjectStanding>;
}

/** About how much memory a subject takes that was written anew. */
const BYTES_OF_STANDING = 64;

/**
 * Who is on which line at the end of one month, and with what amount: a number for each case and child, and the
 * amounts of a case one after the other. Enough for the month's report and for whose rows a trail has. A copy shares all but
 * what is written on it.
 */
export class MonthMembers {
  readonly #plans: LinePlans;
  readonly #subjectCount: number;
  /** Of a copy, that of the one that it was made of, never written on. */
  readonly #standings: Standings;
  /** Of a copy: who stands elsewhere than there. */
  readonly #anew: Map<number, SubjectStanding> | null;
  /** Shared with what was copied from it or it from: each reads its own places. */
  readonly #pool: Amounts;
  /** How many amounts it has, those with them that were written anew since. */
  #amounts = 0;
  /** Amounts of subjects that were written anew since. */
  #left = 0;
  #lineIndex = 0;
  readonly #take = (column: Column, cents: CentsSum | null): void => {
    if (cents === null) return;
    this.#pool.add(cellIndex(this.#lineIndex, column), cents);
    this.#amounts += 1;
  };

  constructor(plans: LinePlans, subjectCount: number, parts: Partial<PartsOfMembers> = {}) {
    const { pool = null, standings = null, anew = null } = parts;
    this.#plans = plans;
    this.#subjectCount = subjectCount;
    this.#pool = pool ?? new Amounts();
    this.#standings = standings ?? new Standings(subjectCount);
    this.#anew = anew;
  }

  /** Says about how much memory it takes, part by part: what it shares with others is the same part. */
  addTo(parts: Map<object, number>): void {
    parts.set(this.#standings, this.#standings.bytes);
    parts.set(this.#pool, this.#pool.bytes);
    if (this.#anew !== null) parts.set(this.#anew, this.#anew.size * BYTES_OF_STANDING);
  }

  /**
   * The same, to be written on, with room for later subjects: this one is not written on any more. With more amounts of the
   * past than of the present it gets its own.
   */
  copy(subjectCount: number): MonthMembers {
    const count = Math.max(subjectCount, this.#subjectCount);
    const isWornOut = this.#left > AMOUNTS_AT_FIRST && this.#left * 2 > this.#amounts;
    if (isWornOut || areManyAnew(this.#anew?.size ?? 0, count)) {
      return this.#withOwnStandings(count, isWornOut);
    }
    const copied = new MonthMembers(this.#plans, count, {
      pool: this.#pool,
      standings: this.#standings,
      anew: new Map(this.#anew),
    });
    copied.#amounts = this.#amounts;
    copied.#left = this.#left;
    return copied;
  }

  #withOwnStandings(subjectCount: number, isWornOut: boolean): MonthMembers {
    const own = new MonthMembers(this.#plans, subjectCount, isWornOut ? {} : { pool: this.#pool });
    const { plan, amountsFrom, amountsCount } = own.#standings;
    plan.set(this.#standings.plan);
    amountsFrom.set(this.#standings.amountsFrom);
    amountsCount.set(this.#standings.amountsCount);
    for (const [subject, standing] of this.#anew ?? []) own.#standings.set(subject, standing);
    own.#amounts = this.#amounts;
    own.#left = this.#left;
    if (isWornOut) own.#takeAmountsOf(this.#pool);
    return own;
  }

  /** Takes the amounts that subjects have in another pool, and none that they had. */
  #takeAmountsOf({ cells, cents, large }: Amounts): void {
    const { amountsFrom, amountsCount } = this.#standings;
    amountsCount.forEach((count, subject) => {
      const from = amountsFrom[subject]!;
      amountsFrom[subject] = this.#pool.length;
      for (let at = from; at < from + count; at += 1) {
        this.#pool.add(cells[at]!, large.get(at) ?? cents[at]!);
      }
    });
    this.#amounts = this.#pool.length;
    this.#left = 0;
  }

  #planOf(subject: number): number {
    return this.#anew?.get(subject)?.plan ?? this.#standings.plan[subject] ?? NO_PLAN;
  }

  #amountsFromOf(subject: number): number {
    return this.#anew?.get(subject)?.amountsFrom ?? this.#standings.amountsFrom[subject] ?? 0;
  }

  #amountsCountOf(subject: number): number {
    return this.#anew?.get(subject)?.amountsCount ?? this.#standings.amountsCount[subject] ?? 0;
  }

  #set(subject: number, standing: SubjectStanding): void {
    this.#left += this.#amountsCountOf(subject);
    if (this.#anew === null) this.#standings.set(subject, standing);
    else this.#anew.set(subject, standing);
  }

  /** A subject that is on no line until it is set again. */
  clear(subject: number): void {
    this.#set(subject, NOWHERE);
  }

  setCase(subject: number, c: CaseMonth): void {
    const number = this.#plans.numberOfCase(c);
    const { sums } = this.#plans.numbered(number);
    const from = this.#pool.length;
    for (const { lineIndex, rule } of sums) {
      this.#lineIndex = lineIndex;
      amountRows(rule, c, this.#take);
    }
    const amountsCount = this.#pool.length - from;
    this.#set(subject, { plan: number, amountsFrom: from, amountsCount });
  }

  setChild(subject: number, k: ChildMonth): void {
    this.#set(subject, { ...NOWHERE, plan: this.#plans.numberOfChild(k) });
  }

  /** The same as columns that hold nothing but what is: equal members give equal columns, however they came about. */
  columns(): MemberColumns {
    const { edition } = this.#plans;
    const numbers = new Map<number, number>([[NO_PLAN, NO_PLAN]]);
    let last = this.#subjectCount - 1;
    while (last >= 0 && this.#planOf(last) === NO_PLAN) last -= 1;
    const plan = new Uint32Array(last + 1);
    const amountsCount = new Uint16Array(last + 1);
    let count = 0;
    for (let subject = 0; subject <= last; subject += 1) {
      const number = this.#planOf(subject);
      const known = numbers.get(number) ?? numbers.size;
      numbers.set(number, known);
      plan[subject] = known;
      const many = number === NO_PLAN ? 0 : this.#amountsCountOf(subject);
      amountsCount[subject] = many;
      count += many;
    }
    const plans = [...numbers.keys()].map((number) => this.#plans.numbered(number));
    return { edition, plans, plan, amountsCount, ...this.#amountsOf(amountsCount, count) };
  }

  /** The amounts that subjects have, in order of subject. @param count - of all of them */
  #amountsOf(
    amountsCount: Uint16Array,
    count: number,
  ): Pick<MemberColumns, 'cells' | 'cents' | 'large'> {
    const pool = this.#pool;
    const cells = new Uint16Array(count);
    // A pool may have become wide for an amount that nobody has any more.
    let cents: CentsColumn = new Uint32Array(count);
    const large: [number, bigint][] = [];
    let next = 0;
    for (let subject = 0; subject < amountsCount.length; subject += 1) {
      const many = amountsCount[subject]!;
      if (many === 0) continue;
      const from = this.#amountsFromOf(subject);
      for (let at = from; at < from + many; at += 1, next += 1) {
        const amount = pool.cents[at]!;
        if (cents instanceof Uint32Array && !isNarrowAmount(amount)) {
          cents = Float64Array.from(cents);
        }
        cells[next] = pool.cells[at]!;
        cents[next] = amount;
        const bigger = pool.large.get(at);
        if (bigger !== undefined) large.push([next, bigger]);
      }
    }
    return { cells, cents, large };
  }

  /** @param subjectCount - room for later subjects */
  static of(kept: MemberColumns, subjectCount: number): MonthMembers {
    const plans = LinePlans.of(kept.edition, kept.plans);
    const count = Math.max(subjectCount, kept.plan.length);
    const members = new MonthMembers(plans, count, { pool: Amounts.of(kept) });
    const { plan, amountsFrom, amountsCount } = members.#standings;
    plan.set(kept.plan);
    amountsCount.set(kept.amountsCount);
    let from = 0;
    kept.amountsCount.forEach((many, subject) => {
      amountsFrom[subject] = from;
      from += many;
    });
    members.#amounts = from;
    return members;
  }

  /** Counts and sums of all cells. */
  tally(): Tally {
    const cells = this.#cellsOfCopy();
    return areExact(cells) ? Array.from(cells) : this.#withSums(Array.from(this.#counts()));
  }

  /** All cells: of a copy those of the one that it was made of, which are added up once, without and with who stands elsewhere. */
  #cellsOfCopy(): Float64Array {
    const standings = this.#standings;
    standings.cells ??= this.#cellsOf(NOBODY);
    const cells = standings.cells.slice();
    const anew = this.#anew ?? NOBODY;
    // All are taken away first: what is between is never more than what is at one of the ends.
    for (const subject of anew.keys()) this.#add(cells, standings.of(subject), -1);
    for (const standing of anew.values()) this.#add(cells, standing, 1);
    // What was rounded once stays so: the cells of both have to be exact.
    return areExact(standings.cells) ? cells : standings.cells;
  }

  #add(cells: Float64Array, standing: SubjectStanding, times: 1 | -1): void {
    const { plan, amountsFrom, amountsCount } = standing;
    if (plan === NO_PLAN) return;
    for (const cell of this.#plans.numbered(plan).cells) cells[cell]! += times;
    for (let at = amountsFrom; at < amountsFrom + amountsCount; at += 1) {
      cells[this.#pool.cells[at]!]! += times * this.#pool.cents[at]!;
    }
  }

  /** How many are counted in each cell. @param anew - who stands elsewhere than in `#standings` */
  #counts(anew: ReadonlyMap<number, SubjectStanding> = this.#anew ?? NOBODY): Float64Array {
    const cells = new Float64Array(cellCountOf(this.#plans.edition));
    const ofPlan = new Uint32Array(this.#plans.count);
    for (const plan of this.#standings.plan) ofPlan[plan]! += 1;
    for (const [subject, { plan }] of anew) {
      ofPlan[this.#standings.plan[subject] ?? NO_PLAN]! -= 1;
      ofPlan[plan]! += 1;
    }
    // Whoever is on no line is in no cell, however many they are.
    ofPlan.forEach((count, plan) => {
      if (count === 0 || plan === NO_PLAN) return;
      for (const cell of this.#plans.numbered(plan).cells) cells[cell]! += count;
    });
    return cells;
  }

  /** All cells, not to be believed where one is no exact number. */
  #cellsOf(anew: ReadonlyMap<number, SubjectStanding>): Float64Array {
    const cells = this.#counts(anew);
    const { cells: cellAt, cents } = this.#pool;
    this.#eachAmount(anew, (at) => {
      cells[cellAt[at]!]! += cents[at]!;
    });
    return cells;
  }

  /** The same at any size, amount by amount. */
  #withSums(tally: Tally): Tally {
    const { cells, cents, large } = this.#pool;
    this.#eachAmount(this.#anew ?? NOBODY, (at) => {
      const cell = cells[at]!;
      tally[cell] = plus(tally[cell]!, large.get(at) ?? cents[at]!);
    });
    return tally;
  }

  /** Where the amounts are that subjects have. */
  #eachAmount(anew: ReadonlyMap<number, SubjectStanding>, take: (at: number) => void): void {
    const { amountsFrom, amountsCount } = this.#standings;
    amountsCount.forEach((count, subject) => {
      if (count === 0 || anew.has(subject)) return;
      const from = amountsFrom[subject]!;
      for (let at = from; at < from + count; at += 1) take(at);
    });
    for (const { amountsFrom: from, amountsCount: count } of anew.values()) {
      for (let at = from; at < from + count; at += 1) take(at);
    }
  }

  /**
   * How many rows the subjects have on a line.
   *
   * @param lineIndex - place of the line in the month's edition
   * @param column - place of the column's cell among the line's; null for all four
   */
  rowsOfLine(lineIndex: number, column: number | null): (subject: number) => number {
    const first = lineIndex * CELLS_OF_LINE + (column ?? 0);
    const last = column === null ? first + CELLS_OF_LINE - 1 : first;
    const isOf = (cell: number): boolean => cell >= first && cell <= last;
    const ofPlan = Array.from(
      { length: this.#plans.count },
      (_, plan) => this.#plans.numbered(plan).cells.filter(isOf).length,
    );
    const entry = this.#plans.edition.lines[lineIndex];
    const hasAmounts = entry !== undefined && isSumOfCases(entry);
    return (subject) => {
      const counted = ofPlan[this.#planOf(subject)] ?? 0;
      return hasAmounts ? counted + this.#amountsIn(subject, isOf) : counted;
    };
  }

  /**
   * The amounts that a subject has on a line of sums, in the order of its columns.
   *
   * @param column - (a) for those of all columns
   */
  amountsOfLine(lineIndex: number, column: Column): (subject: number) => readonly RowAmount[] {
    const first = lineIndex * CELLS_OF_LINE;
    return (subject) => {
      const from = this.#amountsFromOf(subject);
      const count = this.#amountsCountOf(subject);
      return Array.from({ length: count }, (_, index) => from + index).flatMap((at) => {
        const of = COLUMNS[this.#pool.cells[at]! - first];
        if (of === undefined || (column !== 'a' && of !== column)) return [];
        return [{ column: of, cents: this.#pool.large.get(at) ?? this.#pool.cents[at]! }];
      });
    };
  }

  #amountsIn(subject: number, isOf: (cell: number) => boolean): number {
    const from = this.#amountsFromOf(subject);
    const end = from + this.#amountsCountOf(subject);
    let count = 0;
    for (let at = from; at < end; at += 1) if (isOf(this.#pool.cells[at]!)) count += 1;
    return count;
  }
}

/** No amount is negative: a sum that ends as a safe integer was one all along, and was never rounded. NaN is none. */
function areExact(cells: Float64Array): boolean {
  return cells.every((cell) => cell <= NUMBER_CENTS_MAX);
}
