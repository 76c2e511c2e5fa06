import type { Instant } from '../../events/values/instant.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import type { Outcome } from '../ports/outcome.js';
import type { Action } from './actions.js';
import type { Actor } from './actor.js';
import type { Address, Asking, RetentionConcern } from './entry.js';
import { isPermitted, stoppedAtGate } from './gate.js';
import type { Stopped } from './gate.js';
import { heldToClock } from './held-to-clock.js';
import type { House } from './house.js';
import { levelBefore } from './levelling.js';
import { LIST, isEntryName } from './list.js';
import type { EntryName, InputOf, ValueOf } from './list.js';

/** What came of a request: what its use case gave, or why the gate did not let it pass. */
export type Reply<Value> = Outcome<Value> | Stopped;

/** How a request is asked: by which clock, and whom to tell how many records were read. */
export interface Manner {
  readonly clock?: () => Instant;
  readonly onRecords?: OnRecords;
}

/** An entry with its types left out: the list says that they belong together, and `ask` that they were asked so. */
interface AnyEntry {
  readonly kind: 'question' | 'act';
  readonly action: Action;
  addresses(input: unknown): Address;
  retention(input: unknown): RetentionConcern;
  load(): Promise<(house: House, input: unknown, asking: Asking) => unknown>;
}

/** The one door: every question and every act of every entrance comes in here, and through the gate. */
export class Application {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  /** Asks or does what the entry of that name says, for an actor. Throws what the stores throw. */
  async ask<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
    manner: Manner = {},
  ): Promise<Reply<ValueOf<Name>>> {
    await this.#level(actor, name, input);
    const stopped = this.stopped(actor, name, input);
    if (stopped !== null) return stopped;
    const entry = LIST[name] as AnyEntry;
    const useCase = await entry.load();
    const { clock = () => Date.now(), onRecords = untold } = manner;
    const house = entry.kind === 'act' ? heldToClock(this.#house, clock) : this.#house;
    const outcome = await useCase(house, input, { actor, clock, onRecords });
    return outcome as Outcome<ValueOf<Name>>;
  }

  /** Rights are looked at first: a stranger's question asks no server. */
  async #level<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
  ): Promise<void> {
    const { replication } = this.#house;
    if (replication === null || !isEntryName(name)) return;
    const entry: AnyEntry = LIST[name] as AnyEntry;
    if (!isPermitted(actor, entry.action)) return;
    await levelBefore(replication, { name, kind: entry.kind, address: entry.addresses(input) });
  }

  /** Why the gate would not let a request pass now, null where it would. What it is about must be true of `name`. */
  stopped<Name extends EntryName>(actor: Actor, name: Name, input: InputOf<Name>): Stopped | null {
    if (!isEntryName(name)) {
      return { kind: 'unknown', message: `Nothing of the name ${String(name)} can be asked.` };
    }
    const entry: AnyEntry = LIST[name] as AnyEntry;
    const { action } = entry;
    const address = entry.addresses(input);
    const concern = entry.retention(input);
    return stoppedAtGate(this.#house, { actor, action, address, concern });
  }
}

function untold(): void {
  // Nobody watches.
}
