import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { EventLog, LedgerEntry, StoredRecord } from '../../ports/event-log.js';
import { AppendCalls } from './append-calls.js';
import { batchesOf } from './batches.js';
import { EventStoreConnection } from './connection.js';
import { connectionStringFault } from './connection-string.js';
import type { BatchOutcome } from './county-lane.js';
import { CountyLane } from './county-lane.js';
import { LedgerStream } from './ledger-stream.js';
import { StoreCalls } from './store-calls.js';

export interface EventStoreLogOptions {
  /** `esdb://[user:password@]host:port[,host:port...][?option=value...]`; TLS and credentials by it. */
  readonly connectionString: string;
  /** Put before every stream's name; nothing where it is left out. */
  readonly streamPrefix?: string;
  /** For one call, milliseconds; 10,000 where it is left out. */
  readonly callTimeoutMs?: number;
  /** For one question or append, however often it has to be asked, milliseconds; 30,000 where left out. */
  readonly patienceMs?: number;
  /** Most records of one page; 500 where it is left out. */
  readonly pageRecords?: number;
}

/**
 * `written`, where it is there, is how many of the entries are in the ledger all the same, from the
 * first one on: see EventStoreLog.append.
 */
export type EventStoreAppendOutcome =
  | { readonly kind: 'appended'; readonly size: number }
  | { readonly kind: 'sizeDiffers'; readonly size: number; readonly written?: number };

interface Ledger {
  readonly stream: LedgerStream;
  readonly lane: CountyLane;
}

const CALL_TIMEOUT_MS = 10_000;
const PATIENCE_MS = 30_000;
const PAGE_RECORDS = 500;

/** How many counties are asked at once whether they have a ledger. */
const COUNTIES_AT_ONCE = 8;

/**
 * The ledgers in EventStoreDB (KurrentDB): stream `ledger-CC` for county CC, one event a record,
 * position = revision + 1; after an erasure `ledger-CC.2`, `ledger-CC.3`... Everything is asked of the cluster's leader.
 *
 * It rejects with EventStoreUnavailable and EventStoreRefused; an append also with
 * AppendOutcomeUnknown; and with LedgerStreamDamaged and LedgerCutShort, after which the county stands
 * still until the program is started anew.
 */
export class EventStoreLog implements EventLog {
  readonly #connection: EventStoreConnection;
  readonly #calls: StoreCalls;
  readonly #options: EventStoreLogOptions;
  readonly #ledgers = new Map<County, Ledger>();
  /** Not to be found in any other process: it tells this log's records from all others'. */
  readonly #writer = `plumbline-${crypto.randomUUID()}`;
  #appends = 0;
  #isClosing = false;

  /** Connects when it is first asked something. @throws Error where the connection string has no good form. */
  constructor(options: EventStoreLogOptions) {
    const fault = connectionStringFault(options.connectionString);
    if (fault !== null) {
      throw new Error(`The EventStoreDB connection string cannot be used. ${fault}`);
    }
    this.#options = options;
    const callTimeoutMs = options.callTimeoutMs ?? CALL_TIMEOUT_MS;
    const patienceMs = options.patienceMs ?? PATIENCE_MS;
    const { connectionString } = options;
    this.#connection = new EventStoreConnection({ connectionString, timeoutMs: callTimeoutMs });
    this.#calls = new StoreCalls(this.#connection, { callTimeoutMs, patienceMs });
  }

  /** Where it connects to, without the password. */
  get address(): string {
    return this.#connection.address;
  }

  async size(county: County): Promise<number> {
    return this.#ledger(county).stream.size();
  }

  /**
   * As the port says, with these two more things. Entries of more than APPEND_BYTES_MAX go in several
   * appends, so another writer can come between them: then `written` says how many are in. And an
   * append whose begin is the end of one that is not settled waits for it, and comes out as that one
   * does where that one is not appended.
   */
  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<EventStoreAppendOutcome> {
    const { stream, lane } = this.#ledger(county);
    stream.assertSound();
    if (this.#isClosing) throw new Error('The EventStoreDB log was closed: nothing is appended.');
    assertPositions(expectedSize, entries);
    if (entries.length === 0) {
      const size = await stream.size();
      return size === expectedSize ? { kind: 'appended', size } : { kind: 'sizeDiffers', size };
    }
    // Nothing is awaited before the lane has them: appends keep the order of their calls.
    const batches = batchesOf(stream.name, expectedSize, entries, () => this.#nextSource());
    const settled = await Promise.allSettled(batches.map((batch) => lane.append(batch)));
    return outcomeOf(expectedSize, settled);
  }

  /**
   * As the port says; of an erased record there is none. Rejects with a RangeError where the ledger does not
   * have all of these positions.
   */
  async *read(
    county: County,
    fromPosition: number,
    toPosition: number,
  ): AsyncGenerator<readonly StoredRecord[], void, undefined> {
    const { stream } = this.#ledger(county);
    if (fromPosition < 1 || toPosition > stream.sizeSeen) {
      const size = await stream.size();
      if (fromPosition < 1 || toPosition > size) {
        throw new RangeError(
          `The ledger of county ${county} has positions 1 to ${String(size)}, not ${String(fromPosition)} to ${String(toPosition)}.`,
        );
      }
    }
    let next = fromPosition;
    for (let name = ''; name !== stream.name;) {
      ({ name } = stream);
      for await (const page of stream.pages(next, toPosition)) {
        next += page.length;
        yield page.flatMap((place) => (place.kind === 'record' ? [place.record] : []));
      }
    }
  }

  async counties(): Promise<readonly County[]> {
    const found: County[] = [];
    for (let next = 0; next < COUNTIES.length; next += COUNTIES_AT_ONCE) {
      const some = COUNTIES.slice(next, next + COUNTIES_AT_ONCE);
      const sizes = await Promise.all(some.map((county) => this.size(county)));
      found.push(...some.filter((_, index) => (sizes[index] ?? 0) > 0));
    }
    return found;
  }

  /** The county's stream itself: for catching up. */
  stream(county: County): LedgerStream {
    return this.#ledger(county).stream;
  }

  /** The calls to the server: for catching up. */
  get calls(): StoreCalls {
    return this.#calls;
  }

  /** Takes no more appends, waits for those under way, and ends every call. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.all([...this.#ledgers.values()].map(({ lane }) => lane.idle()));
    await this.#connection.close();
  }

  #ledger(county: County): Ledger {
    const kept = this.#ledgers.get(county);
    if (kept !== undefined) return kept;
    const name = `${this.#options.streamPrefix ?? ''}ledger-${county}`;
    const pageRecords = this.#options.pageRecords ?? PAGE_RECORDS;
    const stream = new LedgerStream(county, name, this.#calls, pageRecords);
    const calls = new AppendCalls(stream, this.#calls);
    const ledger = { stream, lane: new CountyLane(calls) };
    this.#ledgers.set(county, ledger);
    return ledger;
  }

  #nextSource(): string {
    this.#appends += 1;
    return `${this.#writer}/${String(this.#appends)}`;
  }
}

const assertPositions = (expectedSize: number, entries: readonly LedgerEntry[]): void => {
  for (const [index, { position }] of entries.entries()) {
    if (position === expectedSize + index + 1) continue;
    throw new RangeError(
      `Entry ${String(index)} of an append to a ledger of ${String(expectedSize)} records has position ${String(position)}, and must have ${String(expectedSize + index + 1)}.`,
    );
  }
};

const outcomeOf = (
  expectedSize: number,
  settled: readonly PromiseSettledResult<BatchOutcome>[],
): EventStoreAppendOutcome => {
  let size = expectedSize;
  for (const result of settled) {
    if (result.status === 'rejected') throw result.reason;
    const outcome = result.value;
    if (outcome.kind === 'sizeDiffers') {
      const written = size - expectedSize;
      return written === 0 ? outcome : { ...outcome, written };
    }
    size = outcome.size;
  }
  return { kind: 'appended', size };
};
