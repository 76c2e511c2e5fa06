import { readLines } from '../../../events/wire/lines.js';
import type { Line, LineReading } from '../../../events/wire/lines.js';
import { ACT_LINE_BYTES_MAX } from '../../../events/acts/access-refusals.js';
import { readActLine, refusedLongLine } from '../../../events/acts/read-access-act.js';
import type { ActLine } from '../../access/load-acts.js';
import type { Terminal } from '../terminal.js';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import { readInput } from './record-input.js';

const OF_ACTS: LineReading = { bytesMax: ACT_LINE_BYTES_MAX, isBlankKept: false };

/** The acts of a file, line by line, as records are read (contract/access.md, Acts). */
export class ActLines {
  readonly #file: string;
  readonly #terminal: Terminal;
  #fault: BrokenInput | OtherKind | null = null;

  constructor(file: string, terminal: Terminal) {
    this.#file = file;
    this.#terminal = terminal;
  }

  /** Why the file was not read, or not to its end; null where it was. */
  get fault(): BrokenInput | OtherKind | null {
    return this.#fault;
  }

  /** The whole lines in order. A file that breaks off ends them; one of another kind has none. */
  async *batches(): AsyncGenerator<readonly ActLine[], void, undefined> {
    // A line that has no end and is no whole act comes last, by itself: what came before it is taken.
    try {
      for await (const lines of readLines(readInput(this.#file, this.#terminal), OF_ACTS)) {
        yield lines.map(readWhole);
      }
    } catch (error) {
      if (!(error instanceof OtherKind) && !(error instanceof BrokenInput)) throw error;
      this.#fault = error;
    }
  }
}

/** Throws `BrokenInput` for a last line without its end that is no whole act: the file was cut in it. */
function readWhole(line: Line): ActLine {
  const read = line.kind === 'tooLong' ? refusedLongLine() : readActLine(line.bytes);
  if (!line.isEnded && read.kind === 'refusal' && read.code === 'MALFORMED') {
    throw new BrokenInput(
      `its last line, line ${String(line.number)}, breaks off: it has no end and is no whole act`,
    );
  }
  return { line: line.number, read, bytes: line.kind === 'line' ? line.bytes.length : 0 };
}
