import type { County } from '../../events/values/county.js';
import type { AppendOutcome, EventLog, LedgerEntry, StoredRecord } from '../ports/event-log.js';
import type { BulkAppender, LedgerWriter } from '../ports/ledger-writer.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import type { Notary } from './notary.js';

/** What appends records, with an anchor made after each commit, and once at the end of a long input. */
export function sealedWriter(
  writer: LedgerWriter,
  ledgers: LedgerReaders,
  notary: Notary,
): LedgerWriter {
  const { openBulk } = writer;
  return {
    ...writer,
    log: new SealedLog(writer.log, notary),
    acceptedRecords: (county) => {
      // Nothing is added to a ledger that is not what was signed.
      ledgers.ledger(county);
      return writer.acceptedRecords(county);
    },
    ...(openBulk === undefined ? {} : { openBulk: () => new SealedBulk(openBulk(), notary) }),
  };
}

class SealedLog implements EventLog {
  readonly #log: EventLog;
  readonly #notary: Notary;

  constructor(log: EventLog, notary: Notary) {
    this.#log = log;
    this.#notary = notary;
  }

  size(county: County): Promise<number> {
    return this.#log.size(county);
  }

  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    const outcome = await this.#log.append(county, expectedSize, entries);
    if (outcome.kind === 'appended' && entries.length > 0) await this.#notary.anchor(county);
    return outcome;
  }

  read(county: County, from: number, to: number): AsyncIterable<readonly StoredRecord[]> {
    return this.#log.read(county, from, to);
  }

  counties(): Promise<readonly County[]> {
    return this.#log.counties();
  }

  async close(): Promise<void> {
    await this.#notary.settled();
    await this.#log.close();
  }
}

class SealedBulk implements BulkAppender {
  readonly #bulk: BulkAppender;
  readonly #notary: Notary;
  readonly #counties = new Set<County>();

  constructor(bulk: BulkAppender, notary: Notary) {
    this.#bulk = bulk;
    this.#notary = notary;
  }

  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    const outcome = await this.#bulk.append(county, expectedSize, entries);
    if (outcome.kind === 'appended') this.#counties.add(county);
    return outcome;
  }

  async close(): Promise<void> {
    await this.#bulk.close();
    for (const county of this.#counties) await this.#notary.anchor(county);
    await this.#notary.settled();
  }
}
