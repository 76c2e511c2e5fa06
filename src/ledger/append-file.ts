import type { County } from '../../events/values/county.js';
import type { LedgerWriter, SenderManner } from '../ports/ledger-writer.js';
import { LedgerState } from './acceptance/ledger-state.js';
import { TRANSACTION_MAX, appendUndecided, contended, decideWith } from './county-batch.js';
import type { ParsedLine, RejectedLine } from './county-batch.js';
import { PartsAmongOthers } from './parts-among-others.js';

/** A line of a file of one county; `column` names the cell that a rejection speaks of, where the file is a table. */
export interface FileLine extends ParsedLine {
  readonly column?: string | null;
}

/** A line of a file that was turned away. */
export interface FileRejection extends RejectedLine {
  readonly column?: string | null;
}

/** The next lines of a file as they were decided together: they are appended together, or not at all. */
export interface DecidedPart {
  /** How many lines of the file come before them, and with them. */
  readonly from: number;
  readonly through: number;
  /** The ledger's size that this was decided on. */
  readonly size: number;
  readonly accepted: number;
  readonly duplicates: number;
  /** Ids of the first and the last that were accepted; null where none was. */
  readonly first: string | null;
  readonly last: string | null;
  readonly rejections: readonly FileRejection[];
  /** Positions of the records that the duplicates among them are. */
  readonly known: readonly number[];
}

/** A file of one county, and who is told what is decided of it. */
export interface FileToAppend {
  readonly county: County;
  readonly lines: AsyncIterable<readonly FileLine[]>;
  /** Lines of the file that were taken in before; they are passed over. */
  readonly skip: number;
  /**
   * Told of each part before it is appended, and waited for; told again, from the same line on, where others changed
   * the ledger meanwhile and it was decided anew. Whoever keeps the last of these on disk knows after a crash what
   * became of the file (`isPartIn`).
   */
  readonly onDecided: (part: DecidedPart) => void | Promise<void>;
}

/**
 * Takes a file into its county's ledger part by part, each with one append: acceptance is that of every entrance
 * (contract/records.md), `recorded` is not honoured. Answers how many lines there were. Throws what the store and the
 * source throw, and `LedgerContended`; what was appended until then stays.
 */
export async function appendFile(
  writer: LedgerWriter,
  { county, lines, skip, onDecided }: FileToAppend,
  sender: SenderManner,
): Promise<number> {
  const run = new FileRun(writer, county, sender, onDecided);
  await run.open(skip);
  let count = 0;
  for await (const batch of lines) {
    for (const line of batch) {
      count += 1;
      if (count <= skip) continue;
      if (run.add(line)) await run.settle();
    }
  }
  await run.settle();
  return count;
}

/** Whether the records of a part are in the ledger where it was decided that they would be. */
export async function isPartIn(
  writer: LedgerWriter,
  { county, part }: { readonly county: County; readonly part: DecidedPart },
): Promise<boolean> {
  const { first, last, size, accepted } = part;
  if (first === null || last === null) return true;
  await writer.catchUp(county);
  const records = await writer.acceptedRecords(county);
  const isAt = (id: string, position: number): boolean =>
    records.find(id)?.record.position === position;
  return isAt(first, size + 1) && isAt(last, size + accepted);
}

class FileRun {
  readonly #writer: LedgerWriter;
  readonly #county: County;
  readonly #rights: Parameters<typeof decideWith>[0];
  readonly #onDecided: FileToAppend['onDecided'];
  #ledger: LedgerState | null = null;
  #held: FileLine[] = [];
  #characters = 0;
  #from = 0;

  constructor(
    writer: LedgerWriter,
    county: County,
    { clock, mayCorrectFigures }: SenderManner,
    onDecided: FileToAppend['onDecided'],
  ) {
    this.#writer = writer;
    this.#county = county;
    const scope = { county, mayCorrectFigures };
    this.#rights = { clock, scope, isRecordedHonoured: false };
    this.#onDecided = onDecided;
  }

  async open(skip: number): Promise<void> {
    this.#from = skip;
    await this.#writer.catchUp(this.#county);
    const accepted = await this.#writer.acceptedRecords(this.#county);
    this.#ledger = new LedgerState(this.#county, accepted);
  }

  /** Whether there is enough for an append. */
  add(line: FileLine): boolean {
    this.#held.push(line);
    if (line.result.kind === 'record') this.#characters += line.result.body.length;
    const { records, characters } = this.#writer.batchMax ?? TRANSACTION_MAX;
    return this.#held.length >= records || this.#characters >= characters;
  }

  async settle(): Promise<void> {
    const ledger = this.#ledger;
    if (this.#held.length === 0 || ledger === null) return;
    const parts = new PartsAmongOthers(this.#held.length);
    while (this.#held.length > 0) {
      const lines = this.#held.slice(0, parts.count);
      await this.#onDecided(this.#decide(ledger, lines));
      if (await appendUndecided(this.#writer, ledger, parts.isTriedAgain)) {
        this.#from += lines.length;
        this.#held = this.#held.slice(lines.length);
        parts.appended(this.#held.length);
      } else {
        if (!parts.refused()) throw await contended(this.#writer, this.#county);
        await this.#writer.catchUp(this.#county);
        ledger.drop();
      }
    }
    this.#characters = 0;
  }

  #decide(ledger: LedgerState, lines: readonly FileLine[]): DecidedPart {
    const size = ledger.committedSize;
    const rejections: FileRejection[] = [];
    const accepted: string[] = [];
    const known: number[] = [];
    for (const { file, line, column, result } of lines) {
      const decision =
        result.kind === 'rejection' ? result : decideWith(this.#rights, ledger, result);
      switch (decision.kind) {
        case 'accepted':
          if (result.kind === 'record') accepted.push(result.claims.id);
          break;
        case 'duplicate':
          known.push(positionIn(ledger, result));
          break;
        case 'rejection': {
          const { id, code, message } = decision;
          const rejected = { file, line, id, code, message };
          rejections.push(column === undefined ? rejected : { ...rejected, column });
          break;
        }
      }
    }
    return {
      from: this.#from,
      through: this.#from + lines.length,
      size,
      accepted: accepted.length,
      duplicates: known.length,
      first: accepted[0] ?? null,
      last: accepted.at(-1) ?? null,
      rejections,
      known,
    };
  }
}

function positionIn(ledger: LedgerState, result: FileLine['result']): number {
  const found = result.kind === 'record' ? ledger.find(result.claims.id) : null;
  return found?.record.position ?? 0;
}
