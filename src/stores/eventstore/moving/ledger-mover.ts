import { createHash } from 'node:crypto';
import { RootAccumulator } from '../../../../projections/seal/merkle.js';
import type { ErasedEntry, Erasure } from '../../../ports/erasure.js';
import type { EventStoreLog } from '../event-store-log.js';
import type { LedgerStream } from '../ledger-stream.js';
import type { EntryInStream } from '../entry-event.js';
import { readEntryOf, leafOfEntry } from '../entry-event.js';
import { recordEvent } from '../record-event.js';
import type { RecordEvent } from '../record-event.js';
import { cutStream } from './cut-stream.js';
import { Drafts } from './drafts.js';
import { erasedEvent } from './erased-event.js';
import { movedEvent } from './moved-event.js';
import { appendPatiently } from './stream-writer.js';

/** What an order erases of a ledger of this size and root. */
export interface MoveAsked extends Erasure {
  /** 64 hexadecimal digits. */
  readonly root: string;
  /** Whether the order erases the record at a position. */
  readonly isErased: (position: number) => boolean;
}

/** `sizeDiffers`: others were first, with records or with a move; plan anew. */
export type MoveOutcome = 'moved' | 'sizeDiffers';

/** How far the stream that is being filled is known to be right. */
interface Progress {
  readonly plan: string;
  readonly order: number;
  readonly from: string;
  readonly name: string;
  size: number;
  root: RootAccumulator;
}

/**
 * Moves one county's ledger to a new stream in which the erased records are no more. Nothing is decided before
 * `LedgerMoved` is in the old stream; until then the new one is a draft, which is taken up where it is what would
 * be written, and else given up.
 */
export class LedgerMover {
  readonly #log: EventStoreLog;
  readonly #stream: LedgerStream;
  readonly #drafts: Drafts;
  #progress: Progress | null = null;

  constructor(log: EventStoreLog, stream: LedgerStream) {
    this.#log = log;
    this.#stream = stream;
    this.#drafts = Drafts.ofLedger(log.calls, stream.base);
  }

  /**
   * Fills the new stream and decides. Does what is left of it where it was begun before.
   * @throws EventStoreUnavailable, EventStoreRefused: nothing is decided then, or it is not known yet
   */
  async move(asked: MoveAsked): Promise<MoveOutcome> {
    const stream = this.#stream;
    const size = await stream.size();
    if (size !== asked.size) return 'sizeDiffers';
    const from = stream.name;
    const filled = await this.#fill(asked, from);
    if (filled === null || stream.name !== from) return 'sizeDiffers';
    const root = Buffer.from(filled.root.root()).toString('hex');
    if (root !== asked.root) {
      throw new Error(
        `The ledger of county ${stream.county} was not moved: stream "${filled.name}" has root ${root}, and "${from}" has ${asked.root}. Report this.`,
      );
    }
    const event = movedEvent(stream.county, { ...asked, from, stream: filled.name });
    await appendPatiently(this.#log.calls, from, size, [event]);
    await stream.size();
    return stream.name === filled.name ? 'moved' : 'sizeDiffers';
  }

  /** The move does not happen: what was filled is cut off. */
  async giveUp(): Promise<void> {
    this.#progress = null;
    await this.#stream.size();
    await this.#drafts.giveUpAfter(this.#stream.name, (name) => this.#isLive(name));
  }

  /**
   * Cuts the streams that the ledger has left, each at its `LedgerMoved`, and those that were given up. The stream in
   * which it goes on must be whole.
   */
  async cutLeft(): Promise<void> {
    const stream = this.#stream;
    await stream.size();
    await stream.assertBeginning();
    for (const { from, size, stream: next } of stream.left) {
      await this.#drafts.giveUpAfter(from, (name) => this.#isLive(name), next);
      await cutStream(this.#log.calls, from, size);
    }
  }

  /** Null where others have moved it. */
  async #fill(asked: MoveAsked, from: string): Promise<Progress | null> {
    for (;;) {
      const progress = await this.#progressOf(asked, from);
      const found = await this.#fillUp(progress, asked);
      if (found === 'moved') return null;
      if (found === 'filled') return progress;
      this.#progress = null;
      await this.#drafts.giveUp(progress.name, (name) => this.#isLive(name));
    }
  }

  async #fillUp(progress: Progress, asked: MoveAsked): Promise<'filled' | 'other' | 'moved'> {
    const stream = this.#stream;
    for await (const page of stream.pages(progress.size + 1, asked.size)) {
      const first = progress.size + 1;
      const entries = page.map((entry) => entryAfter(entry, asked));
      const filled = await this.#drafts.fill(progress.name, first, entries.map(eventOf));
      if (filled === 'otherContent') return 'other';
      for (const entry of entries) progress.root.add(leafOfEntry(readEntryOf(entry)));
      progress.size += entries.length;
    }
    if (stream.name !== progress.from) return 'moved';
    return progress.size === asked.size ? 'filled' : 'moved';
  }

  async #progressOf({ plan, order, size }: MoveAsked, from: string): Promise<Progress> {
    const kept = this.#progress;
    const isSame = kept?.plan === plan && kept.order === order && kept.from === from;
    if (isSame && kept.size <= size) return kept;
    const { name } = await this.#drafts.next(from);
    const begun = { plan, order, from, name, size: 0, root: new RootAccumulator() };
    this.#progress = begun;
    return begun;
  }

  /** Whether the ledger has moved to a stream: then it is no draft any more. */
  async #isLive(name: string): Promise<boolean> {
    await this.#stream.size();
    return this.#stream.isLive(name);
  }
}

/** What stands at a position once the order has erased. */
const entryAfter = (entry: EntryInStream, { order, isErased }: MoveAsked): EntryInStream => {
  if (entry.kind === 'erased' || !isErased(entry.record.position)) return entry;
  const { position, recorded, id } = entry.record;
  const idHash = createHash('sha256').update(id, 'utf8').digest();
  const leaf = leafOfEntry(entry.record);
  const erased: ErasedEntry = { position, recorded, order, idHash, leaf };
  return { kind: 'erased', erased };
};

/** A record keeps who wrote it, so that its writer finds it where he was not answered. */
const eventOf = (entry: EntryInStream): RecordEvent =>
  entry.kind === 'record' ? recordEvent(entry.record, entry.source) : erasedEvent(entry.erased);
