import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AcceptedRecords, FoundRecord } from '../../src/ports/accepted-records.js';
import type {
  AppendOutcome,
  EventLog,
  LedgerEntry,
  StoredRecord,
} from '../../src/ports/event-log.js';

/** One county's committed entries in an array, asked by scanning it. */
export class MemoryEntries implements AcceptedRecords {
  readonly entries: LedgerEntry[] = [];
  /** Entries given out by `recordsOf` and `recordAt` so far: how often a state was loaded anew, or an id told. */
  readCount = 0;
  readonly #erased = new Map<string, LedgerEntry>();

  size(): number {
    return this.entries.length;
  }

  erasedCount(): number {
    return this.#erased.size;
  }

  lastRecorded(): Instant | null {
    return this.entries.at(-1)?.recorded ?? null;
  }

  subjectCount(): number {
    return this.entries.reduce((most, { subject }) => Math.max(most, subject), 0);
  }

  find(id: string): FoundRecord | null {
    const erased = this.#erased.get(id);
    if (erased !== undefined) return { kind: 'erased', record: erased };
    const record = this.entries.find((entry) => entry.id === id);
    return record === undefined ? null : { kind: 'kept', record };
  }

  subjectNumber(kind: 'case' | 'child', id: string): number {
    const first = this.entries.find(
      (entry) =>
        entry.subjectKind === kind && entry.subjectId === id && !this.#erased.has(entry.id),
    );
    return first?.subject ?? 0;
  }

  recordAt(position: number): LedgerEntry | null {
    const entry = this.entries[position - 1];
    if (entry === undefined) throw new RangeError(`There is no record ${String(position)}.`);
    this.readCount += 1;
    return this.#erased.has(entry.id) ? null : entry;
  }

  *recordsOf(subject: number): Iterable<LedgerEntry> {
    for (const entry of this.entries) {
      if (entry.subject !== subject || this.#erased.has(entry.id)) continue;
      this.readCount += 1;
      yield entry;
    }
  }

  /** As retention does it: what stays is position, instant and leaf hash. */
  erase(id: string): void {
    const entry = this.entries.find((each) => each.id === id);
    if (entry === undefined) throw new Error(`There is no record ${id} to erase.`);
    this.#erased.set(id, entry);
  }
}

/** Ledgers in memory, as a log and as what acceptance asks. */
export class MemoryLog implements EventLog {
  readonly appended: { readonly county: County; readonly count: number }[] = [];
  readonly #ledgers = new Map<County, MemoryEntries>();
  readonly #beforeAppend: (county: County) => void;

  /** `beforeAppend` runs in front of every append: there, others may append something first. */
  constructor(beforeAppend: (county: County) => void = () => undefined) {
    this.#beforeAppend = beforeAppend;
  }

  of(county: County): MemoryEntries {
    const ledger = this.#ledgers.get(county) ?? new MemoryEntries();
    this.#ledgers.set(county, ledger);
    return ledger;
  }

  size(county: County): Promise<number> {
    return Promise.resolve(this.of(county).size());
  }

  append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    this.#beforeAppend(county);
    const ledger = this.of(county);
    if (ledger.size() !== expectedSize) {
      return Promise.resolve({ kind: 'sizeDiffers', size: ledger.size() });
    }
    ledger.entries.push(...entries);
    this.appended.push({ county, count: entries.length });
    return Promise.resolve({ kind: 'appended', size: ledger.size() });
  }

  async *read(county: County, from: number, to: number): AsyncIterable<readonly StoredRecord[]> {
    await Promise.resolve();
    yield this.of(county).entries.slice(from - 1, to);
  }

  counties(): Promise<readonly County[]> {
    return Promise.resolve([...this.#ledgers.keys()].sort());
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
