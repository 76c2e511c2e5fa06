import type { County } from '../../../events/values/county.js';
import type { LedgerDesk } from '../../ledger/ledger-desk.js';
import type { AppendOutcome, EventLog, LedgerEntry, StoredRecord } from '../event-log.js';
import { catchUp } from '../eventstore/catch-up.js';
import type { Replica } from '../eventstore/catch-up.js';
import type { EventStoreLog } from '../eventstore/event-store-log.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import { SqliteAcceptedRecords } from '../sqlite/sqlite-accepted-records.js';

/**
 * The ledgers in EventStoreDB with their replica beside them: an append goes to the stream, and when
 * it is there, to the replica, so that whoever appended sees it at once. The replica is filled by one
 * piece of work at a time for each county.
 */
export class ReplicatedLog implements EventLog {
  readonly #store: EventStoreLog;
  readonly #replica: Replica;
  readonly #lines = new Map<County, Promise<unknown>>();

  constructor(store: EventStoreLog, replica: Replica) {
    this.#store = store;
    this.#replica = replica;
  }

  size(county: County): Promise<number> {
    return this.#store.size(county);
  }

  /** As the port says; the replica has what was appended, or has caught up, when it answers. */
  append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    return this.#inLine(county, async () => {
      const outcome = await this.#store.append(county, expectedSize, entries);
      if (outcome.kind === 'appended') await this.#replica.take(county, entries);
      else await catchUp(this.#store, county, this.#replica);
      return outcome.kind === 'appended' ? outcome : { kind: 'sizeDiffers', size: outcome.size };
    });
  }

  read(
    county: County,
    fromPosition: number,
    toPosition: number,
  ): AsyncIterable<readonly StoredRecord[]> {
    return this.#store.read(county, fromPosition, toPosition);
  }

  counties(): Promise<readonly County[]> {
    return this.#store.counties();
  }

  /** Brings the replica of a county level with its stream. */
  catchUp(county: County): Promise<number> {
    return this.#inLine(county, () => catchUp(this.#store, county, this.#replica));
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#lines.values());
    await this.#store.close();
  }

  /** One piece of work of a county after the other; one that fails does not stop the next. */
  #inLine<Result>(county: County, work: () => Promise<Result>): Promise<Result> {
    const before = this.#lines.get(county) ?? Promise.resolve();
    const next = before.then(work, work);
    this.#lines.set(
      county,
      next.catch(() => undefined),
    );
    return next;
  }
}

/**
 * What the server takes in one append for certain: UTF-8 spends up to three bytes on a character, and
 * each event has a head of its own. A batch that came in two parts could be taken apart by another
 * writer, and what is ours in it would be told apart from his only by reading it again.
 */
const SERVER_BATCH_MAX = { records: 1_000, characters: 192 * 1024 } as const;

/** The write side's desk over EventStoreDB: appends go to the stream, checks read the replica. */
export function deskOverEventStore(folder: LedgerFolder, log: ReplicatedLog): LedgerDesk {
  return {
    log,
    batchMax: SERVER_BATCH_MAX,
    acceptedRecords: async (county) => {
      await log.catchUp(county);
      return new SqliteAcceptedRecords(folder, county);
    },
    catchUp: async (county) => {
      await log.catchUp(county);
    },
  };
}
