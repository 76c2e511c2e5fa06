import type { County } from '../../../events/values/county.js';
import type { LedgerWriter } from '../../ports/ledger-writer.js';
import type { AppendOutcome, EventLog, LedgerEntry, StoredRecord } from '../../ports/event-log.js';
import { catchUp, Follower } from '../eventstore/catch-up.js';
import type { FollowingState } from '../eventstore/catch-up.js';
import type { EventStoreLog } from '../eventstore/event-store-log.js';
import { LedgerCutShort, LedgerStreamDamaged } from '../../ports/server-failures.js';
import { pauseAsked } from '../eventstore/moving/pause-asked.js';
import { unmetMoves } from '../eventstore/moving/meet-moves.js';
import type { Replica } from '../eventstore/replica.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import { SqliteAcceptedRecords } from '../sqlite/sqlite-accepted-records.js';
import { Pauses } from './pauses.js';
import { ReplicatedBulk } from './replicated-bulk.js';
import type { ReplicaOfAppend } from './replicated-bulk.js';
import type { ReplicaOverFolder } from './replica-over-folder.js';

/**
 * The ledgers in EventStoreDB with their replica beside them: an append goes to the stream, and when
 * it is there, to the replica, so that whoever appended sees it at once. The replica is filled by one
 * piece of work at a time for each county. A county whose stream is damaged or cut short stands still
 * from then on: whatever is asked of it is answered with what was found.
 */
export class ReplicatedLog implements EventLog {
  readonly #store: EventStoreLog;
  readonly #replica: ReplicaOverFolder;
  readonly #lines = new Map<County, Promise<unknown>>();
  readonly #stopped = new Map<County, LedgerStopped>();
  /** Counties of which nothing has failed since the whole of `catchUp` was done. */
  readonly #compared = new Set<County>();
  readonly #pauses: Pauses;

  constructor(store: EventStoreLog, replica: ReplicaOverFolder) {
    this.#store = store;
    this.#replica = replica;
    this.#pauses = new Pauses((county) => pauseAsked(store.calls, store.stream(county).name));
  }

  async size(county: County): Promise<number> {
    this.#assertMoving(county);
    return this.#store.size(county);
  }

  /**
   * As the port says; the replica has what was appended, or has caught up, when it answers. What was decided
   * before an erasure that the replica has met since is checked again: it may not stand any more. It waits while
   * somebody who moves the ledger asks for a pause.
   */
  async append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome> {
    const replica = this.#replica;
    return this.appendBeside(county, expectedSize, entries, {
      prepare: () => replica.prepare(county, expectedSize, entries),
      keep: () => replica.keep(county, entries),
      drop: () => {
        replica.drop(county);
      },
    });
  }

  /** The same, where what the replica has of it is somebody else's work. */
  async appendBeside(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
    replica: ReplicaOfAppend,
  ): Promise<AppendOutcome> {
    this.#assertMoving(county);
    // Not in line: whoever asked may be of this process, and has to get through.
    await this.#pauses.passed(county);
    return this.#inLine(county, async () => {
      const outcome = await this.#append(county, expectedSize, entries, replica);
      if (outcome.kind === 'appended') return outcome;
      await catchUp(this.#store, county, this.#replica);
      return { kind: 'sizeDiffers', size: outcome.size };
    });
  }

  async #append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
    replica: ReplicaOfAppend,
  ): Promise<AppendOutcome> {
    const unmet = await unmetMoves(this.#store.stream(county), this.#replica);
    // Nothing is awaited between these three: the batch is for the stream whose erasures the replica has met.
    if (unmet.length > 0 || !replica.prepare()) {
      return { kind: 'sizeDiffers', size: this.#replica.size(county) };
    }
    const appending = this.#store.append(county, expectedSize, entries);
    let isAppended = false;
    try {
      const outcome = await appending;
      isAppended = outcome.kind === 'appended';
      return outcome;
    } finally {
      if (isAppended) await replica.keep();
      else replica.drop();
    }
  }

  /** In the midst of an append: brings the replica level with the stream. */
  async takeWhatFollows(county: County): Promise<void> {
    await catchUp(this.#store, county, this.#replica);
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
    return this.#inLine(county, async () => {
      const size = await catchUp(this.#store, county, this.#replica);
      await this.#replica.removeTraces(county);
      this.#compared.add(county);
      return size;
    });
  }

  /**
   * Whether the replica and its stream have been compared, beginning, last record and size, and nothing has failed
   * since. What is decided then needs no more questions: an append at the replica's size is taken only where the
   * stream has just that, and the follower compares them anew after every lost connection, and now and then.
   */
  isCompared(county: County): boolean {
    this.#assertMoving(county);
    return this.#compared.has(county);
  }

  /** Whether the replica has all that the stream has now: one question. */
  async isLevel(county: County): Promise<boolean> {
    return (await this.size(county)) === this.#replica.size(county);
  }

  /** What made a county stand still, null where it goes on. */
  standsStill(county: County): LedgerStopped | null {
    return this.#stopped.get(county) ?? null;
  }

  /** What will keep the replica of a county level once it is started; it takes its turn with appends. */
  follower(county: County, onState: (state: FollowingState) => void): Follower {
    const kept = this.#replica;
    const replica: Replica = {
      size: (of) => kept.size(of),
      leaves: (of, from, to) => kept.leaves(of, from, to),
      root: (of, size) => kept.root(of, size),
      idHash: (of, position) => kept.idHash(of, position),
      erasures: (of) => kept.erasures(of),
      erase: (of, size, erasures) => this.#inLine(of, () => kept.erase(of, size, erasures)),
      take: (of, entries) => this.#inLine(of, () => kept.take(of, entries)),
      rest: (of) => this.#inLine(of, () => kept.rest(of)),
    };
    return new Follower(this.#store, county, replica, {
      onState: (state) => {
        // What a reader kept in the file goes when he is gone.
        if (state.kind === 'level') this.#removeTraces(county);
        if (state.kind === 'stopped') this.#keep(county, state.error);
        if (state.kind === 'level') this.#compared.add(county);
        else this.#compared.delete(county);
        onState(state);
      },
    });
  }

  /** In its turn; what goes wrong is met again when the county is level the next time. */
  #removeTraces(county: County): void {
    this.#inLine(county, () => this.#replica.removeTraces(county)).catch(() => undefined);
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
    this.#compared.delete(county);
    const isStop = error instanceof LedgerStreamDamaged || error instanceof LedgerCutShort;
    if (isStop && !this.#stopped.has(county)) this.#stopped.set(county, error);
  }
}

/** What makes a county stand still until the program is started anew. */
type LedgerStopped = LedgerStreamDamaged | LedgerCutShort;

/**
 * What the server takes in one append for certain: UTF-8 spends up to three bytes on a character, and
 * each event has a head of its own, of less than 256 bytes as the server counts it. A batch that came in two parts could be taken apart by another
 * writer, and what is ours in it would be told apart from his only by reading it again.
 */
const SERVER_BATCH_MAX = { records: 1_000, characters: 192 * 1024, bytes: 640 * 1024 } as const;

/** The writer over EventStoreDB: appends go to the stream, checks read the replica. */
export function writerOverEventStore(folder: LedgerFolder, log: ReplicatedLog): LedgerWriter {
  return {
    log,
    batchMax: SERVER_BATCH_MAX,
    standsStill: (county) => log.standsStill(county),
    openBulk: () => new ReplicatedBulk(folder, log),
    // An append at another size than the stream's is refused, so nothing is asked beforehand.
    acceptedRecords: async (county) => {
      if (!log.isCompared(county)) await log.catchUp(county);
      return new SqliteAcceptedRecords(folder, county);
    },
    // Where nothing is appended, nothing but this question shows that others have added records.
    isLevel: (county) => log.isLevel(county),
    // After an append at another size the replica has caught up already: one question shows that it has.
    catchUp: async (county) => {
      if (log.isCompared(county) && (await log.isLevel(county))) return;
      await log.catchUp(county);
    },
  };
}
