import { resolve } from 'node:path';
import { readLines } from '../../../events/wire/lines.js';
import type { ParsedLine } from '../../ledger/county-batch.js';
import { parsedLines } from '../../ledger/parsing/parsed-line.js';
import {
  ASIDE_WORTH_BYTES,
  ParsedAside,
  canParseAside,
} from '../../ledger/parsing/parsed-aside.js';
import type { LinesOfChunk } from '../../ledger/parsing/parsed-aside.js';
import type { Terminal } from '../terminal.js';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import { FileReading } from './reading.js';
import { checkPacked, isNamedPacked } from './packed-file.js';
import type { CheckedFile } from './packed-file.js';
import { readMeasured } from './record-input.js';

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
  readonly #checked = new Map<string, CheckedFile>();
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
   * Reads the packed files to their end with nothing taken, so that of a part that is damaged nothing will be.
   *
   * @param onRead - told how many bytes of them are read, of how many
   */
  async check(onRead: (count: number, total: number) => void): Promise<void> {
    const packed = new Set(this.#files.filter(isNamedPacked));
    const total = await new FileReading().measure([...packed], this.#terminal);
    let read = 0;
    for (const file of packed) {
      const checked = await checkPacked(resolve(this.#terminal.cwd, file), (count) => {
        read += count;
        onRead(read, total ?? 0);
      });
      this.#checked.set(file, checked);
    }
  }

  /**
   * The whole lines of all files in order. A file that breaks off ends them, so that what was read
   * is still taken in, and nothing that is newer than what is missing; a line that has no end because
   * of it is left out. A file of another kind is passed over and noted.
   */
  async *batches(): AsyncGenerator<readonly ParsedLine[], void, undefined> {
    const bytes = await this.#reading.measure(this.#files, this.#terminal);
    const isLong = (bytes ?? 0) >= ASIDE_WORTH_BYTES && canParseAside();
    const aside = isLong ? new ParsedAside() : null;
    try {
      yield* this.#batches(
        aside === null ? parsedHere : (file, chunks) => aside.lines(file, chunks),
      );
    } finally {
      await aside?.close();
    }
  }

  async *#batches(parse: ParseFile): AsyncGenerator<readonly ParsedLine[], void, undefined> {
    for (const [index, file] of this.#files.entries()) {
      try {
        const checked = this.#checked.get(file) ?? null;
        const chunks = readMeasured(file, this.#terminal, { reading: this.#reading, checked });
        for await (const read of parse(file, chunks)) yield wholeLines(read);
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

/** Parses the lines of one file. */
type ParseFile = (file: string, chunks: AsyncIterable<Uint8Array>) => AsyncIterable<LinesOfChunk>;

async function* parsedHere(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<LinesOfChunk, void, undefined> {
  for await (const lines of readLines(chunks)) {
    yield { lines: parsedLines(lines, file), isEnded: lines.at(-1)?.isEnded ?? true };
  }
}

/** Throws `BrokenInput` for a last line without its end that is no whole record: the file was cut in it. */
function wholeLines({ lines, isEnded }: LinesOfChunk): readonly ParsedLine[] {
  const last = lines.at(-1);
  if (isEnded || last?.result.kind !== 'rejection' || last.result.code !== 'MALFORMED') {
    return lines;
  }
  throw new BrokenInput(
    `its last line, line ${String(last.line)}, breaks off: it has no end and is no whole record`,
  );
}
