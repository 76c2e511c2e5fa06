import { readLines } from '../../../events/wire/lines.js';
import type { Line } from '../../../events/wire/lines.js';
import { parseLine, rejectTooLong } from '../../../events/wire/parse.js';
import type { ParsedLine } from '../../ledger/county-batch.js';
import { Problem } from '../problems/problem.js';
import { readElements } from './elements.js';

/** How the records of a body are written. */
export type BodyForm = 'ndjson' | 'jsonArray';

/** The name that the lines of a request have in place of a file's. */
const BODY = 'body';

/**
 * The records of a body, parsed, as they come. A body that breaks off, or is no array, ends them, so that
 * what came before is still taken in; `fault` then says why.
 */
export class RecordLines {
  readonly #bytes: AsyncIterable<Uint8Array>;
  readonly #form: BodyForm;
  readonly #onFirst: () => void;
  #fault: Problem | null = null;

  /** @param onFirst - called before the first records are handed out; what it throws is thrown */
  constructor(bytes: AsyncIterable<Uint8Array>, form: BodyForm, onFirst: () => void) {
    this.#bytes = bytes;
    this.#form = form;
    this.#onFirst = onFirst;
  }

  /** Why the records ended before the body did; null where they did not. */
  get fault(): Problem | null {
    return this.#fault;
  }

  /** Ends the records before the next are read. */
  stop(fault: Problem): void {
    this.#fault ??= fault;
  }

  async *batches(): AsyncGenerator<readonly ParsedLine[], void, undefined> {
    const split = this.#form === 'ndjson' ? readLines(this.#bytes) : readElements(this.#bytes);
    let isFirst = true;
    try {
      for (;;) {
        const next = await this.#next(split);
        if (next === null) return;
        if (isFirst) this.#onFirst();
        isFirst = false;
        yield next.map(parsed);
        if (this.#isStopped()) return;
      }
    } finally {
      await split.return();
    }
  }

  /** The fault may have been set while the records were used. */
  #isStopped(): boolean {
    return this.#fault !== null;
  }

  async #next(
    split: AsyncGenerator<readonly Line[], void, undefined>,
  ): Promise<readonly Line[] | null> {
    try {
      const { done, value } = await split.next();
      return done === true ? null : value;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#fault = error;
      return null;
    }
  }
}

function parsed(line: Line): ParsedLine {
  const result = line.kind === 'tooLong' ? rejectTooLong() : parseLine(line.bytes, 'live');
  return { file: BODY, line: line.number, result };
}
