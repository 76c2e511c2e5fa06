import type { LedgerReaders } from '../ports/ledger-reader.js';
import { readableCounties } from '../reports/left-out.js';
import { beyondRetention } from '../retention/beyond-retention.js';
import type { Action } from './actions.js';
import { OPERATOR } from './actor.js';
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
  | { readonly kind: 'beyondRetention'; readonly message: string };

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
export function stoppedAtGate({ ledgers }: House, asked: AtTheGate): Stopped | null {
  return refusedByRights(asked) ?? refusedByRetention(ledgers, asked);
}

/** What each kind of actor may do. The operator has the machine, and may do all that is in it. */
const PERMITS: ReadonlyMap<string, (action: Action) => boolean> = new Map([
  [OPERATOR.kind, () => true],
]);

/** Whoever is in no table, and whatever his table does not have, is refused. */
export function isPermitted({ kind }: Actor, action: Action): boolean {
  return PERMITS.get(kind)?.(action) === true;
}

function refusedByRights({ actor, action }: AtTheGate): Stopped | null {
  const { kind } = actor;
  if (isPermitted(actor, action)) return null;
  return { kind: 'notPermitted', message: `Whoever asks (${kind}) may not do ${action} here.` };
}

function refusedByRetention(
  ledgers: LedgerReaders,
  { address, concern }: AtTheGate,
): Stopped | null {
  if (concern === 'none') return null;
  const { months, positions } = concern;
  if (address.kind === 'county') {
    const message = beyondRetention(ledgers, address.county, months, positions);
    return message === null ? null : { kind: 'beyondRetention', message };
  }
  if (address.kind === 'nothing') return null;
  // A county that cannot be read has no say here: whoever answers names it as left out.
  for (const county of readableCounties(ledgers).counties) {
    const message = beyondRetention(ledgers, county, months, positions);
    if (message !== null) return { kind: 'beyondRetention', message };
  }
  return null;
}
