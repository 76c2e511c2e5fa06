import { ordersMetFrom, ordersOf } from '../oracle/orders.js';
import type { World } from '../oracle/world.js';

/** A chain of so many orders is long: the one that is judged and those that its walk meets. */
const LONG = 3;

/** How many random ledgers have chains of re-established orders that are worth a walk. */
export class WalkedChains {
  private readonly ledgers = new Set<number>();
  private readonly long = new Set<number>();
  private readonly crossing = new Set<number>();
  private readonly circular = new Set<number>();

  /** Looks at every order of the cases of a month of the ledger of that seed. */
  note(seed: number, world: World): void {
    this.ledgers.add(seed);
    for (const file of world.cases) {
      const orders = ordersOf(file);
      for (const judged of orders) {
        const met = ordersMetFrom(file, judged);
        if (1 + met.length >= LONG) this.long.add(seed);
        const places = met.map((order) => orders.indexOf(order));
        if (places.some((place, at) => place > (places[at - 1] ?? Infinity))) {
          this.crossing.add(seed);
        }
        const next = met.at(-1)?.data.reestablishes;
        if (met.some((order) => order.data.order === next)) this.circular.add(seed);
      }
    }
  }

  /** Ledgers in which a walk had three orders or more, the judged one with them. */
  get longCount(): number {
    return this.long.size;
  }

  /** Ledgers in which a walk went on from an order to one later than it. */
  get crossingCount(): number {
    return this.crossing.size;
  }

  /** Ledgers in which a walk came back to an order that it had met. */
  get circularCount(): number {
    return this.circular.size;
  }

  /** One line for people. */
  told(): string {
    return (
      `Of ${String(this.ledgers.size)} ledgers, ${String(this.longCount)} had a walked chain of three orders or more; ` +
      `in ${String(this.crossingCount)} a walk went on to a later order, in ${String(this.circularCount)} it came back to one met.`
    );
  }
}
