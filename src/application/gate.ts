import type { County } from '../../events/values/county.js';
import { begunOrder } from '../../projections/retention/holds-and-orders.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { refusedByRule } from '../ports/outcome.js';
import type { Refusal } from '../ports/outcome.js';
import { beyondRetention } from '../retention/beyond-retention.js';
import { erasingMessage } from '../retention/erasing-message.js';
import { readRetention } from '../retention/retention-log.js';
import type { Action } from './actions.js';
import type { Actor } from './actor.js';
import type { Address, RetentionConcern } from './entry.js';
import type { House } from './house.js';

/** Why the gate does not let a request pass. */
export type Stopped =
  /** Nothing of that name is on the list. */
  | { readonly kind: 'unknown'; readonly message: string }
  /** Who asks may not do that to what he addresses. */
  | { readonly kind: 'notPermitted'; readonly message: string }
  /** An erasure has made the question unanswerable. */
  | { readonly kind: 'beyondRetention'; readonly message: string }
  | { readonly kind: 'refusedByRule'; readonly refusal: Refusal };

/** A request as the gate sees it: what it needs, and what it is about. */
export interface AtTheGate {
  readonly actor: Actor;
  readonly action: Action;
  readonly address: Address;
  readonly concern: RetentionConcern;
}

/**
 * The one gate before everything that can be asked or done. It asks in one order: is he permitted, is it kept. Null
 * lets it pass.
 */
export async function stoppedAtGate(house: House, asked: AtTheGate): Promise<Stopped | null> {
  return refusedByRights(asked) ?? (await refusedByRetention(house, asked));
}

/** What is not in the table is refused; the operator has the machine, and may do all that is in it. */
function refusedByRights({ actor, action }: AtTheGate): Stopped | null {
  switch (actor.kind) {
    case 'operator':
      return null;
    default:
      return { kind: 'notPermitted', message: `Nobody but the operator may do ${action} here.` };
  }
}

async function refusedByRetention(
  { ledgers, retention }: House,
  { address, concern }: AtTheGate,
): Promise<Stopped | null> {
  if (concern === 'none') return null;
  for (const county of countiesOf(ledgers, address)) {
    const message = beyondRetention(ledgers, county, concern.months, concern.positions);
    if (message !== null) return { kind: 'beyondRetention', message };
    if (concern.waitsForErasure !== true) continue;
    const begun = begunOrder(await readRetention(retention, county));
    if (begun !== null) return refusedByRule('ERASING', erasingMessage(county, begun.order));
  }
  return null;
}

function countiesOf(ledgers: LedgerReaders, address: Address): readonly County[] {
  switch (address.kind) {
    case 'nothing':
      return [];
    case 'county':
      return [address.county];
    case 'allCounties':
      return ledgers.counties();
  }
}
