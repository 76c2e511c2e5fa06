import type { LedgerEntry } from '../../ports/event-log.js';

const SLOTS_AT_FIRST = 2 ** 8;

/**
 * Entries that were accepted together and are not committed yet, in order, and what later records ask about them: which has
 * this id, which number a child was given, what replaces or voids a position. Ids are found through their hashes: they are
 * new nearly always, and to keep thousands of them in a map for a moment would cost more than all that is asked of it.
 */
export class UndecidedEntries {
  /** By position: that of the record that supersedes it. */
  readonly superseders = new Map<number, number>();
  /** By child: its subject number. */
  readonly children = new Map<string, number>();
  #entries: LedgerEntry[] = [];
  #hashes = new Int32Array(SLOTS_AT_FIRST / 2);
  /** By hash, and behind it where that is taken: the place of an entry, and one. */
  #slots = new Int32Array(SLOTS_AT_FIRST);

  get count(): number {
    return this.#entries.length;
  }

  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  add(entry: LedgerEntry): void {
    if (this.#entries.length === this.#hashes.length) this.#grow();
    const place = this.#entries.length;
    this.#entries.push(entry);
    const hash = hashOf(entry.id);
    this.#hashes[place] = hash;
    this.#put(hash, place);
    if (entry.corrects !== 0) this.superseders.set(entry.corrects, entry.position);
  }

  find(id: string): LedgerEntry | undefined {
    if (this.#entries.length === 0) return undefined;
    const hash = hashOf(id);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place < 0) return undefined;
      if (this.#hashes[place] !== hash) continue;
      const entry = this.#entries[place];
      if (entry?.id === id) return entry;
    }
  }

  clear(): void {
    if (this.#entries.length === 0) return;
    // Not emptied: whoever was given them may have them still.
    this.#entries = [];
    this.#slots.fill(0);
    this.superseders.clear();
    this.children.clear();
  }

  #put(hash: number, place: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = place + 1;
  }

  #grow(): void {
    const hashes = this.#hashes;
    this.#hashes = new Int32Array(2 * hashes.length);
    this.#hashes.set(hashes);
    this.#slots = new Int32Array(4 * hashes.length);
    hashes.forEach((hash, place) => {
      this.#put(hash, place);
    });
  }
}

function hashOf(id: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x0100_0193);
  }
  return hash ^ (hash >>> 15);
}
