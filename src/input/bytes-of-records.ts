import { BrokenInput, OtherKind } from './input-faults.js';
import { BEGINNING_BYTES_MAX, verdictOn } from './other-kinds.js';
import type { KindVerdict } from './other-kinds.js';

/**
 * Hands bytes on once they are known to begin a file of records; holds at most 64 KiB and a chunk until
 * then, and only the first line where that is a JSON object. Throws `OtherKind` where they begin another
 * kind of file, before any was handed on; else what the chunks throw, after all were.
 */
export async function* bytesOfRecords(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let beginning: Beginning | null = new Beginning();
  let fault: BrokenInput | null = null;
  try {
    for await (const chunk of chunks) {
      if (beginning === null) {
        yield chunk;
        continue;
      }
      beginning.add(chunk);
      if (!beginning.isRecords()) continue;
      yield* beginning.held;
      beginning = null;
    }
  } catch (error) {
    if (!(error instanceof BrokenInput)) throw error;
    fault = error;
  }
  if (beginning !== null) {
    beginning.assertRecords();
    yield* beginning.held;
  }
  if (fault !== null) throw fault;
}

/** The first chunks of a file, until it is known what it is. */
class Beginning {
  readonly held: Uint8Array[] = [];
  #length = 0;
  #judgedLength = 0;

  add(chunk: Uint8Array): void {
    this.held.push(chunk);
    this.#length += chunk.length;
  }

  /** Whether these are records, as far as that is known. Throws `OtherKind` where they are not. */
  isRecords(): boolean {
    // Judged again when there is twice as much, so that many small chunks cost no more than a few.
    if (this.#length < Math.min(2 * this.#judgedLength, BEGINNING_BYTES_MAX)) return false;
    this.#judgedLength = this.#length;
    return this.#verdict(this.#length >= BEGINNING_BYTES_MAX) === 'records';
  }

  /** Nothing more comes. Throws `OtherKind` where these are no records. */
  assertRecords(): void {
    this.#verdict(true);
  }

  #verdict(isAll: boolean): Exclude<KindVerdict, object> {
    const bytes = Buffer.concat(this.held).subarray(0, BEGINNING_BYTES_MAX);
    const verdict = verdictOn(bytes, isAll);
    if (typeof verdict === 'object') throw new OtherKind(verdict.what, verdict.mend);
    return verdict;
  }
}
