import { factKey } from '../case/case-facts.js';
import type { CaseMonth } from '../case/case-month.js';
import type { ChildMonth } from '../child/child-month.js';
import { cellsOfChild, planOf } from '../cs1257/tally.js';
import type { Plan } from '../cs1257/tally.js';

/** The number of those who are on no line. */
export const NO_PLAN = 0;

const EMPTY: Plan = { cells: [], sums: [] };

/** Numbers for the ways in which cases and children stand on the lines: many subjects, few ways. */
export class LinePlans {
  readonly #plans: Plan[] = [EMPTY];
  readonly #ofCases = new Map<number, number>();
  readonly #ofChildren = new Map<string, number>();

  get count(): number {
    return this.#plans.length;
  }

  numbered(plan: number): Plan {
    const found = this.#plans[plan];
    if (found === undefined) throw new RangeError(`There is no plan ${String(plan)}.`);
    return found;
  }

  numberOfCase(c: CaseMonth): number {
    const key = factKey(c);
    const known = this.#ofCases.get(key);
    if (known !== undefined) return known;
    const plan = planOf(key);
    const number = plan.cells.length + plan.sums.length === 0 ? NO_PLAN : this.#add(plan);
    this.#ofCases.set(key, number);
    return number;
  }

  numberOfChild(k: ChildMonth): number {
    const cells = cellsOfChild(k);
    if (cells.length === 0) return NO_PLAN;
    const key = cells.join(',');
    const known = this.#ofChildren.get(key);
    if (known !== undefined) return known;
    const number = this.#add({ cells, sums: [] });
    this.#ofChildren.set(key, number);
    return number;
  }

  #add(plan: Plan): number {
    this.#plans.push(plan);
    return this.#plans.length - 1;
  }
}
