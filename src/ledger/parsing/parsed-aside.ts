import { Worker } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import { unpackedLines } from './packed-lines.js';
import type { PackedLines } from './packed-lines.js';
import type { ParseQuestion } from './parse-thread.js';
import type { ParsedLine } from '../county-batch.js';

/** Threads start from built files only. */
const THREAD = new URL('./parse-thread.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/** Chunks that are on their way to the thread or back. */
const CHUNKS_AHEAD = 6;

/** It holds the lines of a few chunks: with more room for new objects it would only take more memory. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 48 };

/** With fewer bytes than this, starting a thread costs more than it saves. */
export const ASIDE_WORTH_BYTES = 8 * 1024 * 1024;

/** The lines of a chunk, and whether the last of them has its end. */
export interface LinesOfChunk {
  readonly lines: readonly ParsedLine[];
  readonly isEnded: boolean;
}

/** A core for each: who parses, who decides and who writes. With fewer it would only cost what passes between them. */
const CORES_NEEDED = 3;

/** Whether a thread for parsing can be started, and has a core. */
export function canParseAside(): boolean {
  return IS_BUILT && availableParallelism() >= CORES_NEEDED;
}

/**
 * Parses streams of lines on a thread of its own, one after the other, while what was parsed before is decided. The lines
 * are those of `readLines` and `parseLine`, in order.
 */
export class ParsedAside {
  readonly #worker = new Worker(THREAD, { resourceLimits: RESOURCE_LIMITS });
  readonly #open: PromiseWithResolvers<PackedLines>[] = [];
  #failure: Error | null = null;

  constructor() {
    // It keeps the process only while something is asked of it.
    this.#worker.unref();
    this.#worker.on('message', (packed: PackedLines) => {
      this.#open.shift()?.resolve(packed);
      if (this.#open.length === 0) this.#worker.unref();
    });
    this.#worker.on('error', (error) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('The thread that parses records ended in the midst of it.'));
    });
  }

  /** The lines of one stream, chunk by chunk. What the chunks throw is thrown when the lines before it were given. */
  async *lines(
    file: string,
    chunks: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<LinesOfChunk, void, undefined> {
    const source = chunks[Symbol.asyncIterator]();
    const ahead: Promise<PackedLines>[] = [];
    let fault: { readonly error: unknown } | null = null;
    let isOver = false;
    this.#worker.postMessage({ kind: 'anew' } satisfies ParseQuestion);
    try {
      for (;;) {
        while (!isOver && ahead.length < CHUNKS_AHEAD) {
          try {
            const next = await source.next();
            isOver = next.done === true;
            ahead.push(
              this.#ask(
                next.done === true ? { kind: 'end' } : { kind: 'chunk', bytes: next.value },
              ),
            );
          } catch (error) {
            fault = { error };
            isOver = true;
          }
        }
        const packed = await ahead.shift();
        if (packed === undefined) break;
        const lines = unpackedLines(packed, file);
        if (lines.length > 0) yield { lines, isEnded: packed.isEnded };
      }
    } finally {
      if (!isOver) await source.return?.();
    }
    if (fault !== null) throw fault.error;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(question: ParseQuestion): Promise<PackedLines> {
    if (this.#failure !== null) throw this.#failure;
    const asked = Promise.withResolvers<PackedLines>();
    // Whoever reads may leave before it is there.
    asked.promise.catch(() => undefined);
    this.#open.push(asked);
    this.#worker.ref();
    this.#worker.postMessage(question);
    return asked.promise;
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#open.splice(0)) reject(this.#failure);
  }
}
