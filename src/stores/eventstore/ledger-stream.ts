import type { County } from '../../../events/values/county.js';
import { CallFailed } from './call-failure.js';
import { LedgerCutShort, LedgerStreamDamaged } from '../../ports/server-failures.js';
import type { LedgerMove } from './moving/moved-event.js';
import { MOVED_TYPE, moveInStream } from './moving/moved-event.js';
import type { LedgerRescue } from './rescuing/rescued-event.js';
import { RESCUED_TYPE, rescueInStream } from './rescuing/rescued-event.js';
import type { EntryInStream } from './entry-event.js';
import { entryInStream } from './entry-event.js';
import type { StoreCalls } from './store-calls.js';
import type { StreamEvent } from './stream-events.js';

/**
 * How long a stream that shows less than it had is asked again before that is an alarm: a new leader shows what a
 * majority has only once its followers are with it, and one that is cut off from them knows it only some seconds later.
 */
const BEHIND_PATIENCE_MS = 10_000;

/** How many pages are under way while one is in use. */
const PAGES_AHEAD = 3;

/** The same for whoever waits no longer than that for anything, milliseconds. */
export const behindPatienceOf = ({ patienceMs }: StoreCalls): number =>
  Math.min(BEHIND_PATIENCE_MS, patienceMs / 2);

/**
 * One county's stream, read in verified pages: every event is what stands at the next position. Where
 * the ledger has moved, it goes on in the new stream. What does not fit stops the county for as long as
 * this object lives; nothing is renumbered or passed over.
 */
export class LedgerStream {
  readonly county: County;
  /** The name of the ledger's first stream. */
  readonly base: string;
  readonly #calls: StoreCalls;
  readonly #pageRecords: number;
  readonly #moves: LedgerMove[] = [];
  #rescue: LedgerRescue | null = null;
  #name: string;
  #fault: LedgerStreamDamaged | LedgerCutShort | null = null;
  #sizeSeen = 0;

  constructor(county: County, name: string, calls: StoreCalls, pageRecords: number) {
    this.county = county;
    this.base = name;
    this.#name = name;
    this.#calls = calls;
    this.#pageRecords = pageRecords;
  }

  /** The stream in which the ledger goes on, as far as is known: another one once it is seen to have moved. */
  get name(): string {
    return this.#name;
  }

  /** The moves that were met, in order, those before a rescue too: what erasures have decided. */
  get moves(): readonly LedgerMove[] {
    return this.#moves;
  }

  /** The moves that lead from stream to stream: those before a rescue left none. */
  get left(): readonly LedgerMove[] {
    return this.#moves.slice(this.#rescue?.erasures.length ?? 0);
  }

  /** How the ledger was made anew where a server had lost it; null where it was not, or that is not known yet. */
  get rescue(): LedgerRescue | null {
    return this.#rescue;
  }

  /** What the ledger must have at least, by what the events say that lead to it. */
  get sizeSaid(): number {
    return Math.max(this.#moves.at(-1)?.size ?? 0, this.#rescue?.size ?? 0);
  }

  /** Whether the ledger goes on, or went on, in a stream of this name. */
  isLive(name: string): boolean {
    return this.#rescue?.stream === name || this.left.some(({ stream }) => stream === name);
  }

  /** The greatest size that the stream was ever seen to have. */
  get sizeSeen(): number {
    return this.#sizeSeen;
  }

  /** How long an end behind what was seen before is asked for again before it is an alarm, milliseconds. */
  get behindPatienceMs(): number {
    return behindPatienceOf(this.#calls);
  }

  /** What stopped the county, null where nothing did. */
  get fault(): LedgerStreamDamaged | LedgerCutShort | null {
    return this.#fault;
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
    return this.#soundly(`say how large stream "${this.#name}" is`, signal, async () => {
      const size = await this.sizeOnce();
      if (size === 0) await this.#assertNeverDeleted();
      return size;
    });
  }

  /** Asked once; follows the ledger where it has moved. @throws CallFailed, LedgerStreamDamaged */
  async sizeOnce(): Promise<number> {
    for (;;) {
      const name = this.#name;
      const newest = await this.#page(name, 'end', 1, 'backward');
      const last = newest?.[0];
      if (last !== undefined && leadsOn(last)) {
        this.#goOn(name, last);
        continue;
      }
      const size = (last?.revision ?? -1) + 1;
      this.#sizeSeen = Math.max(this.#sizeSeen, size);
      return size;
    }
  }

  /** Before the first append: a stream that was deleted would go on at its old end. */
  async assertNeverWritten(): Promise<void> {
    await this.#soundly(`read the metadata of stream "${this.#name}"`, undefined, async () => {
      await this.#assertNeverDeleted();
    });
  }

  /** @throws LedgerCutShort where the stream does not begin at its first event. */
  async assertBeginning(signal?: AbortSignal): Promise<void> {
    await this.#soundly(`read the beginning of stream "${this.#name}"`, signal, async () => {
      const oldest = await this.#forward('start', 1);
      const first = oldest[0]?.revision ?? 0;
      if (first > 0) throw this.#cutShort(`positions 1 to ${String(first)} are no longer there.`);
    });
  }

  /**
   * What stands at these positions, in bounded pages, all of one stream; where that ends before `to`, those
   * that there are (those that were seen before are waited for, `behindPatienceMs`). Where the ledger is found to have moved it ends early, and `name` is another one then. The
   * next pages are fetched while one is in use.
   */
  async *pages(
    from: number,
    to: number,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly EntryInStream[], void, undefined> {
    const name = this.#name;
    let next = Math.max(from, 1);
    /** The first position that no page was asked for. */
    let unasked = next;
    let ahead: Promise<readonly EntryInStream[] | null>[] = [];
    const askAhead = (): void => {
      while (ahead.length < PAGES_AHEAD && unasked <= to) {
        // Asked once: what fails is asked for alone, and patiently, when it is its turn.
        ahead.push(this.#ask(name, unasked, to).catch(() => null));
        unasked += this.#countMax(unasked, to);
      }
    };
    let idsBefore: ReadonlySet<string> = new Set();
    while (next <= to) {
      const countMax = this.#countMax(next, to);
      const asked = (await ahead.shift()) ?? [];
      const isThere = asked.length > 0;
      const page = isThere ? asked : await this.#fetch(name, next, to, signal);
      if (page.length === 0 || this.#name !== name) return;
      idsBefore = this.#assertNoIdTwice(page, idsBefore);
      next += page.length;
      if (!isThere || page.length < countMax) {
        // Those asked for begin elsewhere, or may have failed with it.
        ahead = [];
        unasked = next;
      }
      askAhead();
      yield page;
    }
  }

  /** At most a page of what stands from a position on, asked once. @throws CallFailed */
  async pageOnce(from: number, to: number): Promise<readonly EntryInStream[]> {
    return this.verified(from, await this.#forward(from - 1, this.#countMax(from, to)));
  }

  /** Checks that events are what stands from a position on. */
  verified(from: number, events: readonly StreamEvent[]): readonly EntryInStream[] {
    try {
      return events.map((event, index) =>
        entryInStream(this.county, this.#name, from + index, event),
      );
    } catch (error) {
      throw error instanceof LedgerStreamDamaged ? this.stop(error) : error;
    }
  }

  /** The same of events that came by a subscription to stream `name`, up to where the ledger has moved. */
  subscribed(name: string, from: number, events: readonly StreamEvent[]): readonly EntryInStream[] {
    const at = events.findIndex(leadsOn);
    const moved = events[at];
    if (moved === undefined) return this.verified(from, events);
    const entries = this.verified(from, events.slice(0, at));
    this.#goOn(name, moved, events[at + 1]);
    return entries;
  }

  #fetch(
    name: string,
    from: number,
    to: number,
    signal: AbortSignal | undefined,
  ): Promise<readonly EntryInStream[]> {
    const until = Date.now() + this.behindPatienceMs;
    return this.#soundly(`read stream "${name}"`, signal, async () => {
      const page = await this.#ask(name, from, to);
      if (
        page.length === 0 &&
        this.#name === name &&
        from <= this.#sizeSeen &&
        Date.now() < until
      ) {
        const detail = `Stream "${name}" has ${String(this.#sizeSeen)} events, and position ${String(from)} is not shown.`;
        throw new CallFailed({ kind: 'notReady', detail });
      }
      return page;
    });
  }

  /** A page of stream `name`, asked once; none where the ledger is found to have moved. @throws CallFailed */
  async #ask(name: string, from: number, to: number): Promise<readonly EntryInStream[]> {
    const countMax = this.#countMax(from, to);
    const events = (await this.#page(name, from - 1, countMax, 'forward')) ?? [];
    if (this.#isLeft(name, events)) return [];
    const first = events[0]?.revision ?? from - 1;
    if (first > from - 1) await this.#assertNotCutAt(from);
    return this.#name === name ? this.verified(from, events) : [];
  }

  /** A page of the stream in which the ledger goes on. @throws CallFailed */
  async #forward(from: number | 'start', countMax: number): Promise<readonly StreamEvent[]> {
    for (;;) {
      const name = this.#name;
      const events = (await this.#page(name, from, countMax, 'forward')) ?? [];
      if (!this.#isLeft(name, events)) return events;
    }
  }

  /** Whether events show that the ledger has moved out of their stream, or it is known by now. */
  #isLeft(name: string, events: readonly StreamEvent[]): boolean {
    const at = events.findIndex(leadsOn);
    const moved = events[at];
    if (moved !== undefined) this.#goOn(name, moved, events[at + 1]);
    return this.#name !== name;
  }

  /** Goes on where an event of stream `name` says that the ledger has moved, or was made anew. */
  #goOn(name: string, event: StreamEvent, next?: StreamEvent): void {
    // Somebody else has met the same event already.
    if (name !== this.#name) return;
    const damaged = (finding: string): LedgerStreamDamaged =>
      new LedgerStreamDamaged(this.county, name, event.revision + 1, finding);
    try {
      if (event.type === RESCUED_TYPE) {
        if (next !== undefined) throw damaged('something was written after the rescue.');
        const rescue = rescueInStream(this.county, this.base, name, event);
        const { stream, erasures } = rescue;
        this.#rescue = rescue;
        this.#moves.push(...erasures.map((erasure) => ({ ...erasure, from: name, stream })));
        this.#name = stream;
        return;
      }
      const move = moveInStream(this.county, this.base, name, event);
      if (next !== undefined) throw damaged('something was written after the ledger had moved.');
      if (this.#moves.some(({ order }) => order === move.order)) {
        throw damaged(`the ledger is said to have moved twice by order ${String(move.order)}.`);
      }
      this.#moves.push(move);
      this.#name = move.stream;
    } catch (error) {
      throw error instanceof LedgerStreamDamaged ? this.stop(error) : error;
    }
  }

  /** The page began later than asked: the stream's beginning is gone, or there is a gap. */
  async #assertNotCutAt(from: number): Promise<void> {
    const oldest = await this.#forward('start', 1);
    const first = oldest[0]?.revision ?? 0;
    if (first >= from) {
      throw this.#cutShort(`positions 1 to ${String(first)} are no longer there.`);
    }
  }

  #assertNoIdTwice(
    page: readonly EntryInStream[],
    idsBefore: ReadonlySet<string>,
  ): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const entry of page) {
      // Of an erased record the id is not known; the replica sees whether its hash is there twice.
      if (entry.kind === 'erased') continue;
      const { id, position } = entry.record;
      if (ids.has(id) || idsBefore.has(id)) {
        const finding = `the record's id ${id} is in the ledger already.`;
        throw this.stop(new LedgerStreamDamaged(this.county, this.#name, position, finding));
      }
      ids.add(id);
    }
    return ids;
  }

  async #assertNeverDeleted(): Promise<void> {
    const metadata = await this.#page(`$$${this.#name}`, 'end', 1, 'backward');
    const text = Buffer.from(metadata?.[0]?.data ?? []).toString('utf8');
    if (text.includes('"$tb"')) throw this.#cutShort(`stream "${this.#name}" was deleted.`);
  }

  #countMax(from: number, to: number): number {
    return Math.min(this.#pageRecords, to - from + 1);
  }

  #page(
    stream: string,
    from: number | 'start' | 'end',
    countMax: number,
    direction: 'forward' | 'backward',
  ): Promise<readonly StreamEvent[] | null> {
    return this.#calls.page({ stream, from, countMax, direction });
  }

  #cutShort(finding: string): LedgerCutShort {
    return new LedgerCutShort(this.county, this.#name, finding);
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
        throw this.stop(this.#cutShort(`stream "${this.#name}" was deleted.`));
      }
      if (error instanceof LedgerCutShort || error instanceof LedgerStreamDamaged) {
        throw this.stop(error);
      }
      throw error;
    }
  }
}

/** Whether an event says that the ledger is in another stream. */
const leadsOn = ({ type }: StreamEvent): boolean => type === MOVED_TYPE || type === RESCUED_TYPE;
