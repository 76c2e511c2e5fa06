import type {
  Deed,
  HoldTarget,
  OrderedPlan,
  RetentionAct,
} from '../../events/acts/retention-acts.js';

/** A hold with its past. */
export interface Hold {
  readonly hold: number;
  readonly target: HoldTarget;
  readonly placed: Deed;
  readonly released: Deed | null;
}

/** An order with its past. What is begun and not done is finished or given up by whoever runs it again. */
export interface Order extends OrderedPlan {
  readonly ordered: Deed;
  readonly applied: Omit<Deed, 'reason'> | null;
  readonly state: 'ordered' | 'begun' | 'pending' | 'done';
}

/** A county's holds and orders, each in order of number. */
export interface HoldsAndOrders {
  readonly holds: readonly Hold[];
  readonly orders: readonly Order[];
}

/** What the acts of a county come to. */
export function holdsAndOrders(acts: readonly RetentionAct[]): HoldsAndOrders {
  const holds = new Map<number, Hold>();
  const orders = new Map<number, Order>();
  for (const act of acts) {
    switch (act.kind) {
      case 'holdPlaced': {
        const { hold, target } = act;
        holds.set(hold, { hold, target, placed: deedOf(act), released: null });
        break;
      }
      case 'holdReleased': {
        const hold = holds.get(act.hold);
        if (hold !== undefined) holds.set(act.hold, { ...hold, released: deedOf(act) });
        break;
      }
      case 'ordered': {
        const { order, on, plan, records } = act;
        const ordered = deedOf(act);
        orders.set(order, { order, on, plan, records, ordered, applied: null, state: 'ordered' });
        break;
      }
      case 'begun':
      case 'givenUp':
      case 'applied':
      case 'done': {
        const order = orders.get(act.order);
        if (order !== undefined) orders.set(act.order, { ...order, ...afterAct(order, act) });
        break;
      }
    }
  }
  return { holds: [...holds.values()], orders: [...orders.values()] };
}

/** The order that is being applied, null if there is none. */
export function begunOrder({ orders }: HoldsAndOrders): Order | null {
  return orders.find(({ state }) => state === 'begun') ?? null;
}

/** Who applied an order is not who confirms it. */
function afterAct(
  { applied }: Order,
  { kind, by, at }: Omit<Deed, 'reason'> & { kind: 'begun' | 'givenUp' | 'applied' | 'done' },
): Pick<Order, 'state' | 'applied'> {
  switch (kind) {
    case 'begun':
      return { state: 'begun', applied: null };
    case 'givenUp':
      return { state: 'ordered', applied: null };
    case 'applied':
      return { state: 'pending', applied: { by, at } };
    case 'done':
      return { state: 'done', applied: applied ?? { by, at } };
  }
}

function deedOf({ by, reason, at }: Deed): Deed {
  return { by, reason, at };
}
