import type { County } from '../../../events/values/county.js';
import type { AppendOutcome, LedgerEntry } from '../../ports/event-log.js';
import type { BulkAppender } from '../../ports/ledger-writer.js';
import { BulkAppend } from '../sqlite/bulk/bulk-append.js';
import { erasedIn } from '../sqlite/bulk/append-answer.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';

/** What the replica does with entries that are appended to the stream. */
export interface ReplicaOfAppend {
  /** False where they cannot be appended to the replica as it is now. `keep` or `drop` follows where they can. */
  readonly prepare: () => boolean;
  /** They are in the stream. */
  readonly keep: () => void | Promise<void>;
  readonly drop: () => void;
}

/** The log that it appends to: see `ReplicatedLog`. */
interface LogWithReplica {
  append(county: County, size: number, entries: readonly LedgerEntry[]): Promise<AppendOutcome>;
  appendBeside(
    county: County,
    size: number,
    entries: readonly LedgerEntry[],
    replica: ReplicaOfAppend,
  ): Promise<AppendOutcome>;
  takeWhatFollows(county: County): Promise<void>;
}

/**
 * Appends a long input to the streams of a server, one append of a county at a time as ever; the next records are decided
 * meanwhile. What was appended goes to the replica as it was decided: it was decided on what the replica had, and nothing
 * is appended where that has changed.
 */
export class ReplicatedBulk implements BulkAppender {
  readonly #folder: LedgerFolder;
  readonly #log: LogWithReplica;
  readonly #bulk: BulkAppend;
  /** What the replica of a county had erased when the append before began: all that is undecided was decided since. */
  readonly #erasedBefore = new Map<County, string>();

  constructor(folder: LedgerFolder, log: LogWithReplica) {
    this.#folder = folder;
    this.#log = log;
    this.#bulk = new BulkAppend(folder);
  }

  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    const before = this.#erasedBefore.get(county);
    this.#erasedBefore.set(county, this.#erased(county));
    // When the first ones were decided is not known: they are decided again for the replica.
    if (before === undefined) return this.#log.append(county, expectedSize, entries);
    return this.#log.appendBeside(county, expectedSize, entries, {
      prepare: () =>
        this.#erased(county) === before && this.#folder.ledger(county)?.refresh() === expectedSize,
      keep: async () => {
        const outcome = await this.#bulk.append(county, expectedSize, entries);
        // Another process on this folder was faster: what it took from the stream is the same.
        if (outcome.kind === 'sizeDiffers') await this.#log.takeWhatFollows(county);
      },
      drop: () => undefined,
    });
  }

  close(): Promise<void> {
    return this.#bulk.close();
  }

  #erased(county: County): string {
    const file = this.#folder.ledger(county);
    file?.refresh();
    const { orders, lastPosition } = erasedIn(file);
    return `${String(orders)} ${String(lastPosition)}`;
  }
}
