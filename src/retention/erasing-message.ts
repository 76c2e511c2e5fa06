import type { County } from '../../events/values/county.js';

/** Why nothing may be held or submitted while an order is applied. */
export function erasingMessage(county: County, order: number): string {
  return `Order ${String(order)} of county ${county} is being applied: run "plumbline retention apply --county ${county} --order ${String(order)}" to its end first.`;
}
