import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamStore } from './stream-store.js';

/** Events in one of the server's files, "chunks", in the stand-in. */
const CHUNK_EVENTS = 50;

/**
 * The files of one node, as far as a scavenge changes them: each node has its own, and only what a scavenge of this
 * node has rewritten is gone from them.
 */
export class NodeFiles {
  readonly #store: StreamStore;
  readonly #removesNothing: boolean;
  readonly #removed = new Set<number>();

  constructor(store: StreamStore, removesNothing = false) {
    this.#store = store;
    this.#removesNothing = removesNothing;
  }

  /**
   * Rewrites the files that are complete: 24.10 completes the newest first, 23.10 leaves it alone. One 24.10.4 was
   * seen that reports success and removes nothing.
   */
  scavenge(): void {
    if (this.#removesNothing) return;
    const { version, position } = this.#store;
    const newestBegins = Math.floor(position / CHUNK_EVENTS) * CHUNK_EVENTS;
    const end = version === '24.10.4' ? position + 1 : newestBegins;
    for (const each of this.#store.cutOffBefore(end)) this.#removed.add(each);
  }

  /** Writes what is in the files now into a folder, in place of what was written there before. */
  writeTo(folder: string): void {
    const kept = [...this.#store.allEvents()].filter(
      ({ position }) => !this.#removed.has(position),
    );
    const bytes = kept.flatMap(({ type, data }) => [Buffer.from(`${type}\0`), Buffer.from(data)]);
    writeFileSync(join(folder, 'chunk-000000.000000'), Buffer.concat(bytes));
  }

  /** Whether a text is in the bytes of any file. */
  hold(text: string): boolean {
    for (const { position, data } of this.#store.allEvents()) {
      if (!this.#removed.has(position) && Buffer.from(data).includes(text)) return true;
    }
    return false;
  }
}

/** Appends to a stream of its own until the file that was written to is complete and another is begun. */
export const fillNewestFile = (store: StreamStore): void => {
  const begun = Math.floor(store.position / CHUNK_EVENTS);
  while (Math.floor(store.position / CHUNK_EVENTS) === begun) {
    store.append('filler', 'any', [
      {
        id: crypto.randomUUID(),
        type: 'Filler',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        metadata: new Uint8Array(),
      },
    ]);
  }
};
