import type { County } from '../../../events/values/county.js';
import type { AppendOutcome, EventLog, LedgerEntry, StoredRecord } from '../../ports/event-log.js';
import type { LedgerFolder } from './ledger-folder.js';
import { ROW, idOf, typeOf } from '../../ports/ledger-rows.js';
import type { RawRow } from '../../ports/ledger-rows.js';
import { instantOfMs } from '../../../events/values/instant.js';

/** The ledgers of a data folder as an `EventLog`. Its methods end before they return: SQLite is synchronous. */
export class SqliteEventLog implements EventLog {
  readonly #folder: LedgerFolder;

  constructor(folder: LedgerFolder) {
    this.#folder = folder;
  }

  async size(county: County): Promise<number> {
    return answered(() => this.#folder.ledger(county)?.refresh() ?? 0);
  }

  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    return answered(() => this.#folder.ledgerForAppend(county).append(expectedSize, entries));
  }

  async *read(
    county: County,
    fromPosition: number,
    toPosition: number,
  ): AsyncIterable<readonly StoredRecord[]> {
    const ledger = await answered(() => this.#folder.ledger(county));
    ledger?.refresh();
    if (fromPosition < 1 || toPosition > (ledger?.size ?? 0)) {
      throw new RangeError(
        `The ledger of county ${county} has positions 1 to ${String(ledger?.size ?? 0)}, not ${String(fromPosition)} to ${String(toPosition)}.`,
      );
    }
    for (const page of ledger?.scan(fromPosition, toPosition) ?? []) yield page.map(storedRecord);
  }

  async counties(): Promise<readonly County[]> {
    return answered(() =>
      this.#folder.counties().filter((county) => (this.#folder.ledger(county)?.refresh() ?? 0) > 0),
    );
  }

  async close(): Promise<void> {
    return answered(() => {
      this.#folder.close();
    });
  }
}

function storedRecord(row: RawRow): StoredRecord {
  const body = row[ROW.body];
  return {
    position: row[ROW.position],
    recorded: instantOfMs(row[ROW.recorded]),
    id: idOf(body),
    type: typeOf(row),
    body,
  };
}

/** What the work gives, or a rejected promise of what it throws. */
function answered<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
