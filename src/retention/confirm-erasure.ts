import type { County } from '../../events/values/county.js';
import type { Order } from '../../projections/retention/holds-and-orders.js';
import type { Applying } from './apply-erasure.js';
import { unknownNumber } from './holds.js';
import type { RetentionParts } from './holds.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { actOnRetention, momentOfAct } from './retention-log.js';

export interface ErasureConfirmed {
  readonly order: string;
  readonly state: 'done';
}

/** Says that the files of every node of the server were looked into, and nothing of the erased is in them. */
export async function confirmErasure(
  { retention }: Pick<RetentionParts, 'retention'>,
  { county, order, by, clock }: Applying,
): Promise<Outcome<ErasureConfirmed>> {
  const acted = await actOnRetention(retention, county, (acts) => {
    const found = acts.orders.find((each) => each.order === order);
    if (found === undefined) return misaddressed(unknownNumber(county, 'order', order));
    if (found.state !== 'pending') {
      return refusedByRule('NOT_PENDING', notPending(county, found));
    }
    return done({ kind: 'done', order, by, at: momentOfAct(acts, clock) });
  });
  return acted.kind === 'done' ? done({ order: String(order), state: 'done' }) : acted;
}

function notPending(county: County, { order, state }: Order & { state: Order['state'] }): string {
  const named = `Order ${String(order)} of county ${county}`;
  switch (state) {
    case 'ordered':
      return `${named} was not applied: there is nothing to confirm yet.`;
    case 'begun':
      return `${named} is being applied: run "plumbline retention apply --county ${county} --order ${String(order)}" to its end first.`;
    case 'pending':
    case 'done':
      return `${named} is done: there is nothing to confirm.`;
  }
}
