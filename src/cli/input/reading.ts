import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Terminal } from '../terminal.js';

/** How far files are read, told by their bytes as they lie on disk: packed ones count as they are packed. */
export class Reading {
  #total: number | null = null;
  #read = 0;

  /** How much is read, as a fraction of 1; undefined where a file has no size, as standard input has none. */
  get part(): number | undefined {
    return this.#total === null || this.#total === 0 ? undefined : this.#read / this.#total;
  }

  /** Looks how long the files are, and answers it; null where one of them has no size. */
  async measure(files: readonly string[], { cwd }: Terminal): Promise<number | null> {
    let total = 0;
    for (const file of files) {
      // A name that is none of a file is told of by whoever reads it.
      const found = await stat(resolve(cwd, file)).catch(() => null);
      if (found?.isFile() !== true) return null;
      total += found.size;
    }
    this.#total = total;
    return total;
  }

  /** The same bytes, counted. */
  async *counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of bytes) {
      this.#read += chunk.length;
      yield chunk;
    }
  }
}
