import type { County } from '../../../events/values/county.js';
import type { StoredRecord } from '../event-log.js';
import { CallFailed } from './call-failure.js';
import { LedgerCutShort, LedgerStreamDamaged } from './failures.js';
import type { RecordInStream } from './record-event.js';
import { recordInStream } from './record-event.js';
import type { StoreCalls } from './store-calls.js';
import type { StreamEvent } from './stream-events.js';

/**
 * One county's stream, read in verified pages: every event is the record of the next position. What
 * does not fit stops the county for as long as this object lives; nothing is renumbered or passed over.
 */
export class LedgerStream {
  readonly county: County;
  readonly name: string;
  readonly #calls: StoreCalls;
  readonly #pageRecords: number;
  #fault: LedgerStreamDamaged | LedgerCutShort | null = null;
  #sizeSeen = 0;

  constructor(county: County, name: string, calls: StoreCalls, pageRecords: number) {
    this.county = county;
    this.name = name;
    this.#calls = calls;
    this.#pageRecords = pageRecords;
  }

  /** The greatest size that the stream was ever seen to have. */
  get sizeSeen(): number {
    return this.#sizeSeen;
  }

  /** @throws what stopped the county, if something did. */
  assertSound(): void {
    if (this.#fault !== null) throw this.#fault;
  }

  /** Stops the county: everything asked of it from now on is answered with this error. */
  stop(fault: LedgerStreamDamaged | LedgerCutShort): LedgerStreamDamaged | LedgerCutShort {
    this.#fault ??= fault;
    return this.#fault;
  }

  /** @throws LedgerCutShort where the stream was deleted; also where there is none, but was one. */
  async size(signal?: AbortSignal): Promise<number> {
    return this.#soundly(`say how large stream "${this.name}" is`, signal, async () => {
      const size = await this.sizeOnce();
      if (size === 0) await this.#assertNeverDeleted();
      return size;
    });
  }

  /** @throws CallFailed */
  async sizeOnce(): Promise<number> {
    const newest = await this.#page('end', 1, 'backward');
    const size = (newest?.[0]?.revision ?? -1) + 1;
    this.#sizeSeen = Math.max(this.#sizeSeen, size);
    return size;
  }

  /** Before the first append: a stream that was deleted would go on at its old end. */
  async assertNeverWritten(): Promise<void> {
    await this.#soundly(`read the metadata of stream "${this.name}"`, undefined, async () => {
      await this.#assertNeverDeleted();
    });
  }

  /** @throws LedgerCutShort where the stream does not begin at its first event. */
  async assertBeginning(signal?: AbortSignal): Promise<void> {
    await this.#soundly(`read the beginning of stream "${this.name}"`, signal, async () => {
      const oldest = await this.#page('start', 1, 'forward');
      const first = oldest?.[0]?.revision ?? 0;
      if (first > 0) throw this.#cutShort(`positions 1 to ${String(first)} are no longer there.`);
    });
  }

  /**
   * The records at these positions, in bounded pages; where the stream ends before `to`, those that
   * there are. The next page is fetched while one is in use.
   */
  async *pages(
    from: number,
    to: number,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly StoredRecord[], void, undefined> {
    let next = Math.max(from, 1);
    let ahead = next <= to ? this.#fetch(next, to, signal) : null;
    let idsBefore: ReadonlySet<string> = new Set();
    while (ahead !== null) {
      const page = await ahead;
      if (page.length === 0) return;
      idsBefore = this.#assertNoIdTwice(page, idsBefore);
      next += page.length;
      ahead = next <= to ? this.#fetch(next, to, signal) : null;
      yield page.map(({ record }) => record);
    }
  }

  /** At most a page of records from a position on, asked once. @throws CallFailed */
  async pageOnce(from: number, to: number): Promise<readonly RecordInStream[]> {
    const countMax = Math.min(this.#pageRecords, to - from + 1);
    const events = await this.#page(from - 1, countMax, 'forward');
    return this.verified(from, events ?? []);
  }

  /** Checks that events are the records from a position on. */
  verified(from: number, events: readonly StreamEvent[]): readonly RecordInStream[] {
    try {
      return events.map((event, index) =>
        recordInStream(this.county, this.name, from + index, event),
      );
    } catch (error) {
      throw error instanceof LedgerStreamDamaged ? this.stop(error) : error;
    }
  }

  #fetch(
    from: number,
    to: number,
    signal: AbortSignal | undefined,
  ): Promise<readonly RecordInStream[]> {
    const page = this.#soundly(`read stream "${this.name}"`, signal, async () => {
      const countMax = Math.min(this.#pageRecords, to - from + 1);
      const events = (await this.#page(from - 1, countMax, 'forward')) ?? [];
      const first = events[0]?.revision ?? from - 1;
      if (first > from - 1) await this.#assertNotCutAt(from);
      return this.verified(from, events);
    });
    // It may never be waited for: whoever reads may leave before the next page.
    page.catch(() => undefined);
    return page;
  }

  /** The page began later than asked: the stream's beginning is gone, or there is a gap. */
  async #assertNotCutAt(from: number): Promise<void> {
    const oldest = await this.#page('start', 1, 'forward');
    const first = oldest?.[0]?.revision ?? 0;
    if (first >= from) {
      throw this.#cutShort(`positions 1 to ${String(first)} are no longer there.`);
    }
  }

  #assertNoIdTwice(
    page: readonly RecordInStream[],
    idsBefore: ReadonlySet<string>,
  ): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const { record } of page) {
      if (ids.has(record.id) || idsBefore.has(record.id)) {
        const finding = `the record's id ${record.id} is in the ledger already.`;
        throw this.stop(new LedgerStreamDamaged(this.county, this.name, record.position, finding));
      }
      ids.add(record.id);
    }
    return ids;
  }

  async #assertNeverDeleted(): Promise<void> {
    const metadata = await this.#calls.page({
      stream: `$$${this.name}`,
      from: 'end',
      countMax: 1,
      direction: 'backward',
    });
    const text = Buffer.from(metadata?.[0]?.data ?? []).toString('utf8');
    if (text.includes('"$tb"')) throw this.#cutShort(`stream "${this.name}" was deleted.`);
  }

  #page(
    from: number | 'start' | 'end',
    countMax: number,
    direction: 'forward' | 'backward',
  ): Promise<readonly StreamEvent[] | null> {
    return this.#calls.page({ stream: this.name, from, countMax, direction });
  }

  #cutShort(finding: string): LedgerCutShort {
    return new LedgerCutShort(this.county, this.name, finding);
  }

  async #soundly<Answer>(
    asked: string,
    signal: AbortSignal | undefined,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    this.assertSound();
    try {
      return await this.#calls.patiently(asked, ask, signal);
    } catch (error) {
      if (error instanceof CallFailed && error.failure.kind === 'streamDeleted') {
        throw this.stop(this.#cutShort(`stream "${this.name}" was deleted.`));
      }
      if (error instanceof LedgerCutShort || error instanceof LedgerStreamDamaged) {
        throw this.stop(error);
      }
      throw error;
    }
  }
}
