import type { County } from '../../../events/values/county.js';
import { BATCH_ATTEMPTS_MAX } from '../../ledger/county-batch.js';
import type { AppendOutcome, EventLog, LedgerEntry, StoredRecord } from '../../store/event-log.js';

/** The append of one request ends here; the ledger has `size` records. */
export class AppendGivenUp extends Error {
  override readonly name = 'AppendGivenUp';

  constructor(
    readonly why: 'sizeDiffers' | 'contended',
    readonly size: number,
  ) {
    super(
      `The ledger has ${String(size)} records, and the append of this request was given up (${why}).`,
    );
  }
}

/**
 * The log as one request sees it: the first append must be at the size that the request expects, where it
 * expects one, and no batch is tried for ever. Throws `AppendGivenUp`.
 */
export class WatchedLog implements EventLog {
  readonly #log: EventLog;
  #expectedSize: number | null;
  #attempts = 0;

  constructor(log: EventLog, expectedSize: number | null) {
    this.#log = log;
    this.#expectedSize = expectedSize;
  }

  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    if (this.#expectedSize !== null && this.#expectedSize !== expectedSize) {
      throw new AppendGivenUp('sizeDiffers', expectedSize);
    }
    const outcome = await this.#log.append(county, expectedSize, entries);
    switch (outcome.kind) {
      case 'appended':
        this.#expectedSize = null;
        this.#attempts = 0;
        return outcome;
      case 'sizeDiffers':
        if (this.#expectedSize !== null) throw new AppendGivenUp('sizeDiffers', outcome.size);
        this.#attempts += 1;
        if (this.#attempts === BATCH_ATTEMPTS_MAX)
          throw new AppendGivenUp('contended', outcome.size);
        return outcome;
    }
  }

  size(county: County): Promise<number> {
    return this.#log.size(county);
  }

  read(
    county: County,
    fromPosition: number,
    toPosition: number,
  ): AsyncIterable<readonly StoredRecord[]> {
    return this.#log.read(county, fromPosition, toPosition);
  }

  counties(): Promise<readonly County[]> {
    return this.#log.counties();
  }

  /** The log is everybody's: it stays open. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
