import { createHash } from 'node:crypto';
import type { County } from '../../events/values/county.js';
import { parseCounty } from '../../events/values/county.js';
import { formatInstantMillis, instantOfMs, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { parseValue } from '../../events/wire/parse.js';
import { RootAccumulator } from '../../projections/seal/merkle.js';
import type { LedgerEntry, StoredRecord } from '../../src/ports/event-log.js';
import { isErased } from '../../src/ports/erasure.js';
import type { ErasedEntry, ReadEntry } from '../../src/ports/erasure.js';
import { LedgerStreamDamaged } from '../../src/ports/server-failures.js';
import { leafOfEntry } from '../../src/stores/eventstore/entry-event.js';
import type { ErasureToTake, Replica } from '../../src/stores/eventstore/replica.js';

export const COUNTY: County = parseCounty('19') as County;
export const STREAM = `ledger-${COUNTY}`;

const RECORDED: Instant = parseInstant('2006-10-03T17:05:00Z') as Instant;

/** A UUID made of a number, the same in every run. */
export const idOf = (number: number, family = 0): string => {
  const tail = number.toString(16).padStart(12, '0');
  return `00000000-0000-4000-8${family.toString(16).padStart(3, '0')}-${tail}`;
};

export interface EntryShape {
  /** Makes other ids. */
  readonly family?: number;
  /** Makes the record that much longer, characters. */
  readonly padding?: number;
  /** Makes other content under the same id. */
  readonly name?: string;
  readonly recorded?: Instant;
}

/** The entry at a position: a participant, the only record that has to wait for nothing. */
export const entryAt = (position: number, shape: EntryShape = {}): LedgerEntry => {
  const { family = 0, padding = 0, name = 'Ana', recorded = RECORDED + position } = shape;
  const first = name + 'x'.repeat(Math.min(padding, 90));
  const parsed = parseValue({
    id: idOf(position, family),
    type: 'ParticipantRegistered',
    county: COUNTY,
    effective: '2006-09-12',
    data: { participant: `P-${String(position)}`, name: { first, last: 'Ruiz' } },
  });
  if (parsed.kind === 'rejection') throw new Error(parsed.message);
  const { body, typeCode, subjectKind, subjectId, effective } = parsed;
  const instant = formatInstantMillis(instantOfMs(recorded));
  const leaf = createHash('sha256')
    .update(`\0{"position":${String(position)},"record":${body},"recorded":"${instant}"}`)
    .digest();
  return {
    position,
    recorded: instantOfMs(recorded),
    id: idOf(position, family),
    type: 'ParticipantRegistered',
    body,
    typeCode,
    subjectKind,
    subjectId,
    subject: 0,
    effective,
    corrects: 0,
    root: position,
    ref: 0,
    ref2: 0,
    leaf,
  };
};

/** Entries for the positions from one to another, both included. */
export const entriesFrom = (from: number, to: number, shape: EntryShape = {}): LedgerEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entryAt(from + index, shape));

/** What a log keeps of a record; not what was parsed on the way. */
export const storedOf = ({ position, recorded, id, type, body }: StoredRecord): StoredRecord => ({
  position,
  recorded,
  id,
  type,
  body,
});

/** A replica in memory, as strict as the SQLite one: no gap, no id twice, no erasure that it did not meet. */
export class MemoryReplica implements Replica {
  readonly entries: ReadEntry[] = [];
  readonly #ids = new Set<string>();
  readonly #orders: number[] = [];
  /** Waited for before every page, to make it slow. */
  beforeTaking: (() => Promise<void>) | null = null;

  /** The records that are not erased. */
  get records(): readonly StoredRecord[] {
    return this.entries.filter((entry): entry is StoredRecord => !isErased(entry));
  }

  get erased(): readonly ErasedEntry[] {
    return this.entries.filter(isErased);
  }

  size(): number {
    return this.entries.length;
  }

  leaves(_county: County, from: number, to: number): readonly Uint8Array[] {
    return this.entries.slice(from - 1, to).map(leafOfEntry);
  }

  root(_county: County, size: number): string {
    const root = new RootAccumulator();
    for (const leaf of this.leaves(COUNTY, 1, size)) root.add(leaf);
    return Buffer.from(root.root()).toString('hex');
  }

  idHash(_county: County, position: number): Uint8Array {
    const entry = this.entries[position - 1];
    if (entry === undefined || isErased(entry)) throw new Error(`no record ${String(position)}`);
    return createHash('sha256').update(entry.id).digest();
  }

  erasures(): readonly number[] {
    return this.#orders;
  }

  erase(_county: County, size: number, erasures: readonly ErasureToTake[]): boolean {
    if (size !== this.entries.length) return false;
    for (const { move, entries } of erasures) {
      this.#orders.push(move.order);
      for (const entry of entries) this.entries[entry.position - 1] = entry;
    }
    return true;
  }

  async take(county: County, entries: readonly ReadEntry[]): Promise<void> {
    if (this.beforeTaking !== null) await this.beforeTaking();
    for (const entry of entries) {
      if (entry.position <= this.entries.length) continue;
      if (entry.position !== this.entries.length + 1) {
        throw new Error(`gap before ${String(entry.position)}`);
      }
      const id = isErased(entry) ? Buffer.from(entry.idHash).toString('hex') : entry.id;
      if (isErased(entry) && !this.#orders.includes(entry.order)) {
        throw new Error(`order ${String(entry.order)} was not met`);
      }
      if (this.#ids.has(id)) {
        const finding = `the record's id ${id} is in the ledger already.`;
        throw new LedgerStreamDamaged(county, STREAM, entry.position, finding);
      }
      this.#ids.add(id);
      this.entries.push(isErased(entry) ? entry : storedOf(entry));
    }
  }
}

export const readAll = async (
  pages: AsyncIterable<readonly StoredRecord[]>,
): Promise<StoredRecord[]> => {
  const all: StoredRecord[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

/** Waits until something holds, looked at every few milliseconds. */
export const until = async (holds: () => boolean, patienceMs = 20_000): Promise<void> => {
  const end = Date.now() + patienceMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error('What was waited for did not come.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
