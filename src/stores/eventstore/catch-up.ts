import type { Instant } from '../../../events/values/instant.js';
import { setTimeout as pause } from 'node:timers/promises';
import type { County } from '../../../events/values/county.js';
import { backOffMs } from './connection.js';
import type { EventStoreLog } from './event-store-log.js';
import {
  EventStoreRefused,
  EventStoreUnavailable,
  LedgerCutShort,
  LedgerStreamDamaged,
} from '../../ports/server-failures.js';
import type { LedgerStream } from './ledger-stream.js';
import { assertNoStrangeErasure, assertRoots, meetMoves } from './moving/meet-moves.js';
import type { ReadEntry } from '../../ports/erasure.js';
import { leafOfEntry, readEntryOf } from './entry-event.js';
import type { EntryInStream } from './entry-event.js';
import type { Replica } from './replica.js';
import type { LiveEvents } from './stream-events.js';
import { clockNow } from '../../ports/clock.js';

/**
 * How often an end of the stream that is behind the replica is looked at again at least before it is an alarm;
 * how long, see LedgerStream.
 */
const BEHIND_CHECKS = 3;
const BEHIND_CHECK_PAUSE_MS = 300;
const BEHIND_CHECK_PAUSE_MAX_MS = 1_000;

/** Records that are taken together. */
const TAKEN_TOGETHER = 4_000;

/** What a replica is level with. */
interface Level {
  /** The size that the stream had. */
  readonly size: number;
  /** The stream. */
  readonly name: string;
}

/**
 * Brings the replica level with the stream: when it resolves, the replica holds at least every record
 * that was in the stream when it was asked, and its last record before and the stream's at that
 * position are the same. Where the ledger has moved, the replica has erased what was erased. Resolves to the size
 * that the stream had. Ended early by `signal` it resolves to the size that the replica has.
 * @throws LedgerCutShort where the stream's end is behind the replica or its beginning is gone;
 * LedgerStreamDamaged where its records are not the replica's; EventStoreUnavailable.
 */
export const catchUp = async (
  log: EventStoreLog,
  county: County,
  replica: Replica,
  signal?: AbortSignal,
): Promise<number> => (await levelWith(log.stream(county), replica, signal)).size;

const levelWith = async (
  stream: LedgerStream,
  replica: Replica,
  signal?: AbortSignal,
): Promise<Level> => {
  const checkpoint = await replica.size(stream.county);
  if (checkpoint === 0) return level(stream, replica, signal);
  const size = await sizeNotBehind(stream, replica, signal);
  const { name } = stream;
  await assertSameAt(stream, replica, checkpoint, signal);
  // It was asked for a moment ago: asking again would prove no more.
  return level(stream, replica, signal, stream.name === name ? size : null);
};

/** The same without the look at what the replica has already; `known`: the stream's size, where it was just asked. */
const level = async (
  stream: LedgerStream,
  replica: Replica,
  signal?: AbortSignal,
  known: number | null = null,
): Promise<Level> => {
  const { county } = stream;
  for (let first = known; ; first = null) {
    const target = first ?? (await sizeNotBehind(stream, replica, signal));
    const { name } = stream;
    await meetMoves(stream, replica, signal);
    if (stream.name !== name) continue;
    const checkpoint = await replica.size(county);
    if (target > checkpoint) {
      await takePages(county, replica, stream.pages(checkpoint + 1, target, signal), signal);
    }
    const reached = await replica.size(county);
    if (signal?.aborted === true) return { size: reached, name };
    // It moved meanwhile: what it has erased goes before anything more is taken.
    if (stream.name !== name) continue;
    if (reached < target) {
      const finding = `stream "${name}" had ${String(target)} records and then gave only ${String(reached)}.`;
      throw stream.stop(new LedgerCutShort(county, name, finding));
    }
    await assertRoots(stream, replica, reached);
    return { size: target, name };
  }
};

/** Many pages are taken together: each time is a commit. What came before a page that fails is taken, too. */
const takePages = async (
  county: County,
  replica: Replica,
  pages: AsyncIterable<readonly EntryInStream[]>,
  signal?: AbortSignal,
): Promise<void> => {
  let held: ReadEntry[] = [];
  const takeHeld = async (): Promise<void> => {
    const entries = held;
    held = [];
    if (entries.length > 0) await replica.take(county, entries);
  };
  try {
    try {
      for await (const page of pages) {
        for (const entry of page) held.push(readEntryOf(entry));
        if (held.length >= TAKEN_TOGETHER) await takeHeld();
        if (signal?.aborted === true) break;
      }
    } finally {
      await takeHeld();
    }
  } finally {
    await replica.rest?.(county);
  }
};

/**
 * The stream's size, which is not less than the replica's, nor less than the ledger had when it moved. A new leader
 * needs a moment before it shows its end, so an end behind is asked again.
 */
const sizeNotBehind = async (
  stream: LedgerStream,
  replica: Replica,
  signal?: AbortSignal,
): Promise<number> => {
  const until = Date.now() + stream.behindPatienceMs;
  for (let check = 1; ; check += 1) {
    const checkpoint = await replica.size(stream.county);
    const size = await stream.size(signal);
    const last = check >= BEHIND_CHECKS && Date.now() >= until;
    const moved = stream.sizeSaid;
    if (size >= checkpoint && size >= moved && (last || (await knowsErasures(stream, replica)))) {
      await assertNoStrangeErasure(stream, replica);
      return size;
    }
    if (last) {
      const finding =
        size < checkpoint
          ? `stream "${stream.name}" has ${String(size)} records, and the replica on this machine has ${String(checkpoint)}.`
          : `stream "${stream.name}" has ${String(size)} records, and the ledger had ${String(moved)} when it moved there.`;
      throw stream.stop(new LedgerCutShort(stream.county, stream.name, finding));
    }
    await pause(Math.min(BEHIND_CHECK_PAUSE_MS * check, BEHIND_CHECK_PAUSE_MAX_MS));
  }
};

const knowsErasures = async (stream: LedgerStream, replica: Replica): Promise<boolean> => {
  const orders = new Set(stream.moves.map(({ order }) => order));
  return (await replica.erasures(stream.county)).every((order) => orders.has(order));
};

const assertSameAt = async (
  stream: LedgerStream,
  replica: Replica,
  position: number,
  signal?: AbortSignal,
): Promise<void> => {
  const { county } = stream;
  await stream.assertBeginning(signal);
  const [kept] = await replica.leaves(county, position, position);
  for (;;) {
    const { name } = stream;
    for await (const [found] of stream.pages(position, position, signal)) {
      if (found === undefined) break;
      const leaf = leafOfEntry(readEntryOf(found));
      if (kept !== undefined && Buffer.compare(leaf, kept) === 0) return;
      const finding = `what is there is not what the replica on this machine has: another record, or the same with other content or instant.`;
      throw stream.stop(new LedgerStreamDamaged(county, name, position, finding));
    }
    if (stream.name === name) break;
  }
  const finding = `position ${String(position)}, which the replica has, is no longer there.`;
  throw stream.stop(new LedgerCutShort(county, stream.name, finding));
};

export type FollowingState =
  /** Bringing the replica level by pages. */
  | { readonly kind: 'catchingUp' }
  /** Subscribed, and proved level at this moment (milliseconds since the epoch). */
  | { readonly kind: 'level'; readonly size: number; readonly at: Instant }
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

/** With every so many proofs the stream's beginning and the replica's last record are looked at again, too. */
const LOOK_EVERY_PROOFS = 12;
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
        const reached = await levelWith(this.#log.stream(this.#county), this.#replica, signal);
        this.#tellLevel(reached.size);
        await this.#follow(reached.name);
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
  async #follow(name: string): Promise<void> {
    const stream = this.#log.stream(this.#county);
    const size = await this.#replica.size(this.#county);
    const after = size === 0 ? null : size - 1;
    const live = await this.#log.calls.patiently(
      `subscribe to stream "${name}"`,
      () => this.#log.calls.subscribe(name, after),
      this.#ending.signal,
    );
    if (this.#isEnding()) live.end();
    this.#live = live;
    try {
      await this.#takeFrom(live, stream, name, size);
    } finally {
      this.#live = null;
      live.end();
    }
    this.#log.calls.subscriptionEnded(live);
  }

  async #takeFrom(
    live: LiveEvents,
    stream: LedgerStream,
    name: string,
    size: number,
  ): Promise<void> {
    let next = size + 1;
    let owed = size;
    let proofs = 0;
    let proofAt = Date.now() + this.#proofEveryMs;
    while (!live.isOver && !this.#isEnding()) {
      const events = await live.next(LIVE_PAGE_RECORDS, Math.max(1, proofAt - Date.now()));
      if (events.length > 0) {
        const entries = stream.subscribed(name, next, events).map(readEntryOf);
        next += entries.length;
        await this.#replica.take(this.#county, entries);
        // The ledger has moved: the replica erases before it goes on in the new stream.
        if (entries.length < events.length) return;
      }
      if (Date.now() < proofAt || this.#isEnding()) continue;
      // It has not given what was there at the last proof: it has fallen silent.
      if (next <= owed) return;
      proofs += 1;
      const prove = proofs % LOOK_EVERY_PROOFS === 0 ? levelWith : level;
      const reached = await prove(stream, this.#replica, this.#ending.signal);
      this.#tellLevel(reached.size);
      if (reached.name !== name) return;
      owed = reached.size;
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
    if (!this.#isEnding()) this.#tell({ kind: 'level', size, at: clockNow() });
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
