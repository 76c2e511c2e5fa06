import { grouped } from '../reports/table.js';
import type { ErasureApplied } from './apply-erasure.js';
import type { ErasureConfirmed } from './confirm-erasure.js';
import type { OrderGiven } from './orders.js';

/** For people: what a hold that was placed or released does. */
export function holdText(county: string, hold: number, deed: 'placed' | 'released'): string {
  const means =
    deed === 'placed'
      ? 'what it keeps is erased by no order until another person releases it'
      : 'it keeps nothing any more';
  return `Hold ${String(hold)} of county ${county} is ${deed}: ${means}.\n`;
}

/** For people: what was ordered, and what comes next. */
export function orderText(county: string, { order, plan }: OrderGiven): string {
  return `Order ${order} of county ${county} is given, for the plan ${plan}.
Nothing is erased yet: another person applies it with "plumbline retention apply --county ${county} --order ${order} --by PERSON".\n`;
}

/** For people: what was erased, and what the ledger is since. */
export function appliedText(county: string, { order, erased, size, root }: ErasureApplied): string {
  return `Order ${order} of county ${county} is applied: ${grouped(erased)} ${erased === 1 ? 'record was' : 'records were'} erased.
The ledger keeps its size, ${String(size)}, and its root, ${root}.\n`;
}

/** For people: what was confirmed. */
export function confirmedText(county: string, { order }: ErasureConfirmed): string {
  return `Order ${order} of county ${county} is done: the files of every node were looked into.\n`;
}
