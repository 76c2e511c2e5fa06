import { readLines } from '../../../events/wire/lines.js';
import type { Line } from '../../../events/wire/lines.js';
import { parseLine, rejectTooLong } from '../../../events/wire/parse.js';
import type { ParsedLine } from '../../ledger/county-batch.js';
import type { Terminal } from '../terminal.js';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import { FileReading } from './reading.js';
import { readInput } from './record-input.js';

/** A file of which nothing was taken, because it is plainly no file of records. */
export interface RefusedFile {
  readonly file: string;
  readonly what: string;
  readonly mend: string;
}

/** The file that could not be read to its end, and those behind it, which were not begun. */
export interface BrokenFile {
  readonly file: string;
  readonly reason: string;
  readonly notBegun: readonly string[];
}

/** The lines of several files, parsed, one file after the other. */
export class ParsedLines {
  readonly #files: readonly string[];
  readonly #terminal: Terminal;
  readonly #refused: RefusedFile[] = [];
  readonly #reading = new FileReading();
  #broken: BrokenFile | null = null;

  constructor(files: readonly string[], terminal: Terminal) {
    this.#files = files;
    this.#terminal = terminal;
  }

  /** How much of the files is read, as a fraction of 1; undefined where one of them has no size. */
  get part(): number | undefined {
    return this.#reading.part;
  }

  /** The files that were refused as a whole; the others were read. */
  get refused(): readonly RefusedFile[] {
    return this.#refused;
  }

  /** The file that could not be read to its end; null where there is none. */
  get broken(): BrokenFile | null {
    return this.#broken;
  }

  /**
   * The whole lines of all files in order. A file that breaks off ends them, so that what was read
   * is still taken in, and nothing that is newer than what is missing; a line that has no end because
   * of it is left out. A file of another kind is passed over and noted.
   */
  async *batches(): AsyncGenerator<readonly ParsedLine[], void, undefined> {
    await this.#reading.measure(this.#files, this.#terminal);
    for (const [index, file] of this.#files.entries()) {
      try {
        for await (const lines of readLines(readInput(file, this.#terminal, this.#reading))) {
          yield lines.map((line) => parsedWhole(file, line));
        }
      } catch (error) {
        if (error instanceof OtherKind) {
          const { what, mend } = error;
          this.#refused.push({ file, what, mend });
          continue;
        }
        if (!(error instanceof BrokenInput)) throw error;
        this.#broken = { file, reason: error.message, notBegun: this.#files.slice(index + 1) };
        return;
      }
    }
  }
}

/** Throws `BrokenInput` for a last line without its end that is no whole record: the file was cut in it. */
function parsedWhole(file: string, line: Line): ParsedLine {
  const result = line.kind === 'tooLong' ? rejectTooLong() : parseLine(line.bytes);
  if (!line.isEnded && result.kind === 'rejection' && result.code === 'MALFORMED') {
    throw new BrokenInput(
      `its last line, line ${String(line.number)}, breaks off: it has no end and is no whole record`,
    );
  }
  return { file, line: line.number, result };
}
