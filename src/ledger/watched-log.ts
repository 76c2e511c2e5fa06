import type { County } from '../../events/values/county.js';
import type { AppendOutcome, EventLog, LedgerEntry, StoredRecord } from '../ports/event-log.js';

/** The ledger has another size than the request expects, and nothing of the request was appended. */
export class OtherSize extends Error {
  override readonly name = 'OtherSize';

  constructor(readonly size: number) {
    super(`The ledger has ${String(size)} records, and the request expects another number.`);
  }
}

/**
 * The log as one request sees it whose first append must be at a certain size. Throws `OtherSize`; what the
 * request appends after that is at any size.
 */
export class WatchedLog implements EventLog {
  readonly #log: EventLog;
  #expectedSize: number | null;

  constructor(log: EventLog, expectedSize: number) {
    this.#log = log;
    this.#expectedSize = expectedSize;
  }

  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    if (this.#expectedSize !== null && this.#expectedSize !== expectedSize) {
      throw new OtherSize(expectedSize);
    }
    const outcome = await this.#log.append(county, expectedSize, entries);
    switch (outcome.kind) {
      case 'appended':
        this.#expectedSize = null;
        return outcome;
      case 'sizeDiffers':
        // The same size and yet refused: an erasure came between, and the decision is made again.
        if (this.#expectedSize !== null && outcome.size !== this.#expectedSize) {
          throw new OtherSize(outcome.size);
        }
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
