import { plus } from '../../../events/values/cents-sum.js';
import { AmountSums } from '../../case/case-amounts.js';
import type { CaseMonth } from '../../case/case-month.js';
import type { ChildMonth } from '../../child/child-month.js';
import type { Edition } from '../editions.js';
import { LinePlans } from './line-plans.js';
import type { Plan } from './line-plans.js';
import { amountRows } from '../reading.js';
import { cellCountOf, cellIndex } from './tally.js';
import type { Tally } from './tally.js';

/** The group of those who are in no sum. */
const NO_GROUP = -1;

/**
 * Counts cases and children of several months. While they come it only counts how many share each plan,
 * and adds up the amounts of the cases that are in the same sums with the same status: a few additions
 * for each case and month, whatever number of cells it is in. The cells are made at the end, by the
 * rules of the lines.
 */
export class Counter {
  private readonly plans: LinePlans;
  /** By plan and month. */
  private counts = new Uint32Array(0);
  /** By plan. */
  private readonly groupOf: number[] = [];
  /** The first plan of each group. */
  private readonly groups: Plan[] = [];
  private readonly groupNumbers = new Map<string, number>();
  /** By group and month. */
  private readonly amounts = new AmountSums();

  /** @param edition - that of all of the months that it is given */
  constructor(
    private readonly edition: Edition,
    private readonly monthCount: number,
  ) {
    this.plans = new LinePlans(edition);
  }

  countCase(monthIndex: number, c: CaseMonth): void {
    const plan = this.plans.numberOfCase(c);
    this.count(monthIndex, plan);
    const group = this.groupOf[plan]!;
    if (group === NO_GROUP) return;
    const place = group * this.monthCount + monthIndex;
    if (c.hasLargeSums) this.amounts.addLarge(place, c);
    else this.amounts.add(place, c);
  }

  countChild(monthIndex: number, k: ChildMonth): void {
    this.count(monthIndex, this.plans.numberOfChild(k));
  }

  /** The tallies of the months, as of what was counted so far. */
  tallies(): readonly Tally[] {
    return Array.from({ length: this.monthCount }, (_, monthIndex) => {
      const tally: Tally = Array.from(this.countsOf(monthIndex));
      this.addSums(tally, monthIndex);
      return tally;
    });
  }

  private count(monthIndex: number, plan: number): void {
    if (plan >= this.groupOf.length) this.makeRoom();
    this.counts[plan * this.monthCount + monthIndex]! += 1;
  }

  private countsOf(monthIndex: number): Float64Array {
    const counts = new Float64Array(cellCountOf(this.edition));
    for (let plan = 0; plan < this.groupOf.length; plan += 1) {
      const count = this.counts[plan * this.monthCount + monthIndex]!;
      if (count === 0) continue;
      for (const cell of this.plans.numbered(plan).cells) counts[cell]! += count;
    }
    return counts;
  }

  private addSums(tally: Tally, monthIndex: number): void {
    this.groups.forEach(({ sums, status }, group) => {
      const added = this.amounts.sumsAt(group * this.monthCount + monthIndex, status);
      for (const { lineIndex, rule } of sums) {
        amountRows(rule, added, (column, cents) => {
          const cell = cellIndex(lineIndex, column);
          tally[cell] = plus(tally[cell]!, cents ?? 0);
        });
      }
    });
  }

  /** For plans that were numbered since. */
  private makeRoom(): void {
    const { plans, groupOf, monthCount } = this;
    for (let plan = groupOf.length; plan < plans.count; plan += 1) {
      groupOf.push(this.groupOfPlan(plans.numbered(plan)));
    }
    this.amounts.reserve(this.groups.length * monthCount);
    if (plans.count * monthCount <= this.counts.length) return;
    const grown = new Uint32Array(plans.count * monthCount * 2);
    grown.set(this.counts);
    this.counts = grown;
  }

  /** Plans with the same sums and status, however they are counted, have their amounts in one place. */
  private groupOfPlan(plan: Plan): number {
    if (plan.sums.length === 0) return NO_GROUP;
    const name = [plan.status, ...plan.sums.map(({ lineIndex }) => lineIndex)].join(',');
    const known = this.groupNumbers.get(name);
    if (known !== undefined) return known;
    this.groupNumbers.set(name, this.groups.length);
    this.groups.push(plan);
    return this.groups.length - 1;
  }
}
