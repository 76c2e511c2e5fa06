import type { LedgerEntry } from '../../src/ports/event-log.js';
import { catchUp } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import type { EventStoreLogOptions } from '../../src/stores/eventstore/event-store-log.js';
import { AppendOutcomeUnknown, EventStoreUnavailable } from '../../src/ports/server-failures.js';
import type { Random } from '../support/random.js';
import { COUNTY, entryAt, MemoryReplica } from './entries.js';

/** One machine: its log, its replica, the records that it wants in, and which it was told are its own. */
export class Machine {
  readonly log: EventStoreLog;
  readonly replica = new MemoryReplica();
  readonly accepted = new Map<string, string>();
  readonly #name: string;
  readonly #family: number;
  readonly #random: Random;

  constructor(options: EventStoreLogOptions, name: string, family: number, random: Random) {
    this.log = new EventStoreLog(options);
    this.#name = name;
    this.#family = family;
    this.#random = random;
  }

  /** Adds its own records and those that both want in under the same ids with other content. */
  async addAll(recordCount: number): Promise<void> {
    const wanted = Array.from({ length: recordCount }, (_, index) => ({
      number: index + 1,
      family: index % 4 === 0 ? 9 : this.#family,
    }));
    while (wanted.length > 0) {
      await this.#patiently(() => catchUp(this.log, COUNTY, this.replica));
      const known = new Set(this.replica.records.map(({ id }) => id));
      const next = wanted
        .slice(0, this.#random.integer(1, 12))
        .map((want) => ({ want, entry: this.#entry(want.number, want.family) }));
      const fresh = next.filter(({ entry }) => !known.has(entry.id));
      if (await this.#append(fresh.map(({ entry }) => entry))) wanted.splice(0, next.length);
    }
  }

  async #append(entries: readonly LedgerEntry[]): Promise<boolean> {
    const size = this.replica.size();
    const placed = entries.map((entry, index) => ({ ...entry, position: size + index + 1 }));
    if (placed.length === 0) return true;
    try {
      const outcome = await this.log.append(COUNTY, size, placed);
      if (outcome.kind === 'sizeDiffers') return false;
      for (const { id, body } of placed) this.accepted.set(id, body);
      return true;
    } catch (error) {
      if (error instanceof AppendOutcomeUnknown || error instanceof EventStoreUnavailable)
        return false;
      throw error;
    }
  }

  #entry(number: number, family: number): LedgerEntry {
    return entryAt(number, { family, name: this.#name });
  }

  async #patiently(work: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (!(error instanceof EventStoreUnavailable)) throw error;
      }
    }
  }
}

/** The ledger's Merkle root as the replica has it, hexadecimal. */
export const rootOfReplica = (replica: MemoryReplica): string =>
  replica.root(COUNTY, replica.size());
