import type { County } from '../../../events/values/county.js';
import type {
  AppendOutcome,
  EventLog,
  LedgerEntry,
  StoredRecord,
} from '../../../src/ports/event-log.js';

/** Records in a page of `read`. */
const PAGE_RECORDS = 200;

/** Ledgers that last as long as the process: for tests and for what-if work. */
export class MemoryEventLog implements EventLog {
  readonly #ledgers = new Map<County, readonly LedgerEntry[]>();

  size(county: County): Promise<number> {
    return Promise.resolve(this.#entries(county).length);
  }

  append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    const kept = this.#entries(county);
    if (kept.length !== expectedSize) {
      return Promise.resolve({ kind: 'sizeDiffers', size: kept.length });
    }
    const ids = new Set(kept.map(({ id }) => id));
    for (const [offset, { id, position }] of entries.entries()) {
      if (position !== expectedSize + offset + 1 || ids.has(id)) {
        return Promise.reject(
          new RangeError(
            `The entry with id ${id} cannot be appended at position ${String(expectedSize + offset + 1)}: it says position ${String(position)}, or the ledger has its id already.`,
          ),
        );
      }
      ids.add(id);
    }
    const size = kept.length + entries.length;
    if (entries.length > 0) this.#ledgers.set(county, [...kept, ...entries]);
    return Promise.resolve({ kind: 'appended', size });
  }

  async *read(
    county: County,
    fromPosition: number,
    toPosition: number,
  ): AsyncIterable<readonly StoredRecord[]> {
    const entries = this.#entries(county);
    if (fromPosition < 1 || toPosition > entries.length) {
      throw new RangeError(
        `The ledger of county ${county} has positions 1 to ${String(entries.length)}, not ${String(fromPosition)} to ${String(toPosition)}.`,
      );
    }
    for (let start = fromPosition; start <= toPosition; start += PAGE_RECORDS) {
      const end = Math.min(start + PAGE_RECORDS - 1, toPosition);
      yield await Promise.resolve(entries.slice(start - 1, end).map(storedRecord));
    }
  }

  counties(): Promise<readonly County[]> {
    return Promise.resolve([...this.#ledgers.keys()].sort());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #entries(county: County): readonly LedgerEntry[] {
    return this.#ledgers.get(county) ?? [];
  }
}

function storedRecord({ position, recorded, id, type, body }: LedgerEntry): StoredRecord {
  return { position, recorded, id, type, body };
}
