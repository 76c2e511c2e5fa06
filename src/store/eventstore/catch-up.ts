import { setTimeout as pause } from 'node:timers/promises';
import type { County } from '../../../events/values/county.js';
import type { StoredRecord } from '../event-log.js';
import { backOffMs } from './connection.js';
import type { EventStoreLog } from './event-store-log.js';
import {
  EventStoreRefused,
  EventStoreUnavailable,
  LedgerCutShort,
  LedgerStreamDamaged,
} from './failures.js';
import type { LedgerStream } from './ledger-stream.js';
import type { LiveEvents } from './stream-events.js';

/** The replica that catch-up fills: the county's ledger as it is kept on this machine. */
export interface Replica {
  /** How many records it holds: the checkpoint. */
  size(county: County): number | Promise<number>;
  /** Its record at a position that it holds. */
  recordAt(county: County, position: number): StoredRecord | Promise<StoredRecord>;
  /**
   * Takes records in order, verified but for one thing: that no id is in the ledger twice, which only
   * the replica can see; it throws LedgerStreamDamaged where one is. Records that it holds already
   * (the append of this machine was faster) are passed over. The next come when it has resolved.
   */
  take(county: County, records: readonly StoredRecord[]): void | Promise<void>;
}

/** How often an end of the stream that is behind the replica is looked at again before it is an alarm. */
const BEHIND_CHECKS = 3;
const BEHIND_CHECK_PAUSE_MS = 300;

/**
 * Brings the replica level with the stream: when it resolves, the replica holds at least every record
 * that was in the stream when it was asked, and its last record before and the stream's at that
 * position are the same. Resolves to the size that the stream had. Ended early by `signal` it resolves
 * to the size that the replica has.
 * @throws LedgerCutShort where the stream's end is behind the replica or its beginning is gone;
 * LedgerStreamDamaged where its records are not the replica's; EventStoreUnavailable.
 */
export const catchUp = async (
  log: EventStoreLog,
  county: County,
  replica: Replica,
  signal?: AbortSignal,
): Promise<number> => {
  const stream = log.stream(county);
  const checkpoint = await replica.size(county);
  if (checkpoint > 0) {
    await sizeNotBehind(stream, checkpoint, signal);
    await assertSameAt(stream, replica, checkpoint, signal);
  }
  return level(stream, replica, signal);
};

/** The same without the look at what the replica has already. */
const level = async (
  stream: LedgerStream,
  replica: Replica,
  signal?: AbortSignal,
): Promise<number> => {
  const { county, name } = stream;
  const checkpoint = await replica.size(county);
  const target = await sizeNotBehind(stream, checkpoint, signal);
  if (target > checkpoint) {
    for await (const page of stream.pages(checkpoint + 1, target, signal)) {
      await replica.take(county, page);
      if (signal?.aborted === true) return replica.size(county);
    }
  }
  const reached = await replica.size(county);
  if (reached >= target) return target;
  const finding = `stream "${name}" had ${String(target)} records and then gave only ${String(reached)}.`;
  throw stream.stop(new LedgerCutShort(county, name, finding));
};

/** A new leader may need a moment before it shows its end, so an end behind the replica is asked again. */
const sizeNotBehind = async (
  stream: LedgerStream,
  checkpoint: number,
  signal?: AbortSignal,
): Promise<number> => {
  for (let check = 1; ; check += 1) {
    const size = await stream.size(signal);
    if (size >= checkpoint) return size;
    if (check === BEHIND_CHECKS) {
      const finding = `stream "${stream.name}" has ${String(size)} records, and the replica on this machine has ${String(checkpoint)}.`;
      throw stream.stop(new LedgerCutShort(stream.county, stream.name, finding));
    }
    await pause(BEHIND_CHECK_PAUSE_MS * check);
  }
};

const assertSameAt = async (
  stream: LedgerStream,
  replica: Replica,
  position: number,
  signal?: AbortSignal,
): Promise<void> => {
  const { county } = stream;
  await stream.assertBeginning(signal);
  const kept = await replica.recordAt(county, position);
  for await (const [found] of stream.pages(position, position, signal)) {
    const isSame =
      found?.id === kept.id && found.body === kept.body && found.recorded === kept.recorded;
    if (isSame) return;
    const finding = `the record there is ${found?.id ?? 'missing'}, and the replica on this machine has ${kept.id} with other content or instant.`;
    throw stream.stop(new LedgerStreamDamaged(county, stream.name, position, finding));
  }
  const finding = `position ${String(position)}, which the replica has, is no longer there.`;
  throw stream.stop(new LedgerCutShort(county, stream.name, finding));
};

export type FollowingState =
  /** Bringing the replica level by pages. */
  | { readonly kind: 'catchingUp' }
  /** Subscribed, and proved level at this moment (milliseconds since the epoch). */
  | { readonly kind: 'level'; readonly size: number; readonly at: number }
  /** The store does not answer; it is tried again. */
  | { readonly kind: 'waiting'; readonly reason: string }
  /** The county stands still: the ledger is damaged or cut short, or the replica failed. */
  | { readonly kind: 'stopped'; readonly error: Error }
  | { readonly kind: 'ended' };

export interface FollowerOptions {
  /** How often the replica's position is compared with the stream's end, milliseconds; 5,000 if left out. */
  readonly proofEveryMs?: number;
  /** Told of every change of the state; what it throws stops the county. */
  readonly onState?: (state: FollowingState) => void;
}

const PROOF_EVERY_MS = 5_000;
const LIVE_PAGE_RECORDS = 500;

/** A subscription that lasted so long was no failed attempt, milliseconds. */
const SOUND_AFTER_MS = 1_000;

/**
 * Keeps one county's replica level: by pages to the stream's end, then by a subscription, which it
 * begins anew whenever it ends. A subscription can also fall silent without an end, so nothing it says
 * about itself is believed: what counts is the replica's position against the stream's end.
 */
export class Follower {
  readonly #log: EventStoreLog;
  readonly #county: County;
  readonly #replica: Replica;
  readonly #proofEveryMs: number;
  readonly #onState: (state: FollowingState) => void;
  readonly #ending = new AbortController();
  #state: FollowingState = { kind: 'catchingUp' };
  #live: LiveEvents | null = null;
  #running: Promise<void> | null = null;

  constructor(log: EventStoreLog, county: County, replica: Replica, options: FollowerOptions = {}) {
    this.#log = log;
    this.#county = county;
    this.#replica = replica;
    this.#proofEveryMs = options.proofEveryMs ?? PROOF_EVERY_MS;
    this.#onState = options.onState ?? (() => undefined);
  }

  get state(): FollowingState {
    return this.#state;
  }

  /** Begins; to be called once. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends when what the replica is taking is taken. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#live?.end();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#isEnding()) {
      const begun = Date.now();
      try {
        this.#tell({ kind: 'catchingUp' });
        const { signal } = this.#ending;
        this.#tellLevel(await catchUp(this.#log, this.#county, this.#replica, signal));
        await this.#follow();
      } catch (error) {
        if (this.#isEnding()) break;
        if (!isPassing(error)) {
          this.#tell({ kind: 'stopped', error: asError(error) });
          return;
        }
        this.#tell({ kind: 'waiting', reason: error.message });
      }
      failures = Date.now() - begun > SOUND_AFTER_MS ? 1 : failures + 1;
      await this.#pause(backOffMs(failures));
    }
    this.#tell({ kind: 'ended' });
  }

  /** Takes what the subscription gives until it is over or was silent while the stream grew. */
  async #follow(): Promise<void> {
    const stream = this.#log.stream(this.#county);
    const size = await this.#replica.size(this.#county);
    const after = size === 0 ? null : size - 1;
    const live = await this.#log.calls.patiently(
      `subscribe to stream "${stream.name}"`,
      () => this.#log.calls.subscribe(stream.name, after),
      this.#ending.signal,
    );
    if (this.#isEnding()) live.end();
    this.#live = live;
    try {
      await this.#takeFrom(live, stream, size);
    } finally {
      this.#live = null;
      live.end();
    }
    this.#log.calls.subscriptionEnded(live);
  }

  async #takeFrom(live: LiveEvents, stream: LedgerStream, size: number): Promise<void> {
    let next = size + 1;
    let owed = size;
    let proofAt = Date.now() + this.#proofEveryMs;
    while (!live.isOver && !this.#isEnding()) {
      const events = await live.next(LIVE_PAGE_RECORDS, Math.max(1, proofAt - Date.now()));
      if (events.length > 0) {
        const records = stream.verified(next, events).map(({ record }) => record);
        next += records.length;
        await this.#replica.take(this.#county, records);
      }
      if (Date.now() < proofAt || this.#isEnding()) continue;
      // It has not given what was there at the last proof: it has fallen silent.
      if (next <= owed) return;
      owed = await level(stream, this.#replica, this.#ending.signal);
      this.#tellLevel(owed);
      proofAt = Date.now() + this.#proofEveryMs;
    }
  }

  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.#ending.signal }).catch(() => undefined);
  }

  #isEnding(): boolean {
    return this.#ending.signal.aborted;
  }

  #tellLevel(size: number): void {
    if (!this.#isEnding()) this.#tell({ kind: 'level', size, at: Date.now() });
  }

  #tell(state: FollowingState): void {
    this.#state = state;
    this.#onState(state);
  }
}

/** Refusals too: access can be granted and a server can finish starting. */
const isPassing = (error: unknown): error is EventStoreUnavailable | EventStoreRefused =>
  error instanceof EventStoreUnavailable || error instanceof EventStoreRefused;

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
