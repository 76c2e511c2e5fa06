import type { County } from '../../../events/values/county.js';
import type { LedgerDesk } from '../../ledger/ledger-desk.js';
import type { AppendOutcome, EventLog, LedgerEntry, StoredRecord } from '../event-log.js';
import { catchUp, Follower } from '../eventstore/catch-up.js';
import type { FollowingState, Replica } from '../eventstore/catch-up.js';
import type { EventStoreLog } from '../eventstore/event-store-log.js';
import { LedgerCutShort, LedgerStreamDamaged } from '../eventstore/failures.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import { SqliteAcceptedRecords } from '../sqlite/sqlite-accepted-records.js';

/**
 * The ledgers in EventStoreDB with their replica beside them: an append goes to the stream, and when
 * it is there, to the replica, so that whoever appended sees it at once. The replica is filled by one
 * piece of work at a time for each county. A county whose stream is damaged or cut short stands still
 * from then on: whatever is asked of it is answered with what was found.
 */
export class ReplicatedLog implements EventLog {
  readonly #store: EventStoreLog;
  readonly #replica: Replica;
  readonly #lines = new Map<County, Promise<unknown>>();
  readonly #stopped = new Map<County, LedgerStopped>();

  constructor(store: EventStoreLog, replica: Replica) {
    this.#store = store;
    this.#replica = replica;
  }

  async size(county: County): Promise<number> {
    this.#assertMoving(county);
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

  /** What made a county stand still, null where it goes on. */
  standsStill(county: County): LedgerStopped | null {
    return this.#stopped.get(county) ?? null;
  }

  /** What will keep the replica of a county level once it is started; it takes its turn with appends. */
  follower(county: County, onState: (state: FollowingState) => void): Follower {
    const replica: Replica = {
      size: (of) => this.#replica.size(of),
      recordAt: (of, position) => this.#replica.recordAt(of, position),
      take: (of, records) => this.#inLine(of, () => this.#replica.take(of, records)),
    };
    return new Follower(this.#store, county, replica, {
      onState: (state) => {
        if (state.kind === 'stopped') this.#keep(county, state.error);
        onState(state);
      },
    });
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#lines.values());
    await this.#store.close();
  }

  /** One piece of work of a county after the other; one that fails does not stop the next. */
  #inLine<Result>(county: County, work: () => Promise<Result> | Result): Promise<Result> {
    const before = this.#lines.get(county) ?? Promise.resolve();
    const mine = async (): Promise<Result> => {
      this.#assertMoving(county);
      try {
        return await work();
      } catch (error) {
        this.#keep(county, error);
        throw error;
      }
    };
    const next = before.then(mine, mine);
    this.#lines.set(
      county,
      next.catch(() => undefined),
    );
    return next;
  }

  #assertMoving(county: County): void {
    const stopped = this.#stopped.get(county);
    if (stopped !== undefined) throw stopped;
  }

  #keep(county: County, error: unknown): void {
    const isStop = error instanceof LedgerStreamDamaged || error instanceof LedgerCutShort;
    if (isStop && !this.#stopped.has(county)) this.#stopped.set(county, error);
  }
}

/** What makes a county stand still until the program is started anew. */
type LedgerStopped = LedgerStreamDamaged | LedgerCutShort;

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
    standsStill: (county) => log.standsStill(county),
    acceptedRecords: async (county) => {
      await log.catchUp(county);
      return new SqliteAcceptedRecords(folder, county);
    },
    catchUp: async (county) => {
      await log.catchUp(county);
    },
  };
}
