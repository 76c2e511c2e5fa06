import { readLines } from '../../events/wire/lines.js';
import type { Line } from '../../events/wire/lines.js';
import { parseLine, rejectTooLong } from '../../events/wire/parse.js';
import type { ParsedLine } from '../ledger/county-batch.js';
import { BrokenInput, readInput } from './record-input.js';
import type { Terminal } from './terminal.js';

/** The lines of several files, parsed, one file after the other. */
export class ParsedLines {
  readonly #files: readonly string[];
  readonly #terminal: Terminal;
  #broken: { readonly file: string; readonly reason: string } | null = null;

  constructor(files: readonly string[], terminal: Terminal) {
    this.#files = files;
    this.#terminal = terminal;
  }

  /** The file that could not be read to its end; the files after it were not begun. */
  get broken(): { readonly file: string; readonly reason: string } | null {
    return this.#broken;
  }

  /**
   * The whole lines of all files in order. A file that breaks off ends them, so that what was read
   * is still taken in; a line that has no end because of it is left out.
   */
  async *batches(): AsyncGenerator<readonly ParsedLine[], void, undefined> {
    for (const file of this.#files) {
      try {
        for await (const lines of readLines(readInput(file, this.#terminal))) {
          yield lines.map((line) => parsed(file, line));
        }
      } catch (error) {
        if (!(error instanceof BrokenInput)) throw error;
        this.#broken = { file, reason: error.message };
        return;
      }
    }
  }
}

function parsed(file: string, line: Line): ParsedLine {
  const result = line.kind === 'tooLong' ? rejectTooLong() : parseLine(line.bytes);
  return { file, line: line.number, result };
}
