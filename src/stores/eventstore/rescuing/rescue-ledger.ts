import { RootAccumulator } from '../../../../projections/seal/merkle.js';
import type { ReadEntry } from '../../../ports/erasure.js';
import { isErased } from '../../../ports/erasure.js';
import type { RescueTarget, RescuedBy } from '../../../ports/ledger-rescue.js';
import { LedgerCutShort } from '../../../ports/server-failures.js';
import type { EventStoreLog } from '../event-store-log.js';
import type { LedgerStream } from '../ledger-stream.js';
import { Drafts } from '../moving/drafts.js';
import { erasedEvent } from '../moving/erased-event.js';
import { appendPatiently } from '../moving/stream-writer.js';
import { leafOfEntry, readEntryOf } from '../entry-event.js';
import { recordEvent } from '../record-event.js';
import type { RecordEvent } from '../record-event.js';
import type { ErasureBefore } from './rescued-event.js';
import { rescuedEvent } from './rescued-event.js';

/** Who is said to have written the records of a stream that was made anew: no writer of batches. */
const RESCUE_SOURCE = 'rescue';

/** What a ledger is made anew of. */
export interface EntriesHere {
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
  readonly erasures: readonly ErasureBefore[];
  /** All entries in order, in pages. */
  readonly pages: () => Iterable<readonly ReadEntry[]>;
}

/** What the streams of a ledger are. Changes nothing. @throws EventStoreUnavailable, EventStoreRefused */
export const ledgerThere = async (stream: LedgerStream): Promise<RescueTarget> => {
  try {
    const size = await stream.size();
    if (stream.rescue !== null && stream.left.length === 0) {
      return { kind: 'rescued', size: stream.rescue.size, root: stream.rescue.root };
    }
    if (size === 0 && stream.moves.length === 0) return { kind: 'empty' };
    const finding = `stream "${stream.name}" has ${String(size)} records.`;
    return { kind: 'notEmpty', finding };
  } catch (error) {
    if (!(error instanceof LedgerCutShort)) throw error;
    return { kind: 'notEmpty', finding: error.message };
  }
};

/**
 * Makes a ledger anew: fills a stream that nobody reads yet, then lets the event at the beginning of the first stream
 * name it. May be repeated after whatever has stopped it.
 * @throws Error where somebody else has written to the first stream meanwhile
 */
export const rescueLedger = async (
  log: EventStoreLog,
  stream: LedgerStream,
  here: EntriesHere,
  people: RescuedBy,
  onEntries: (count: number, total: number) => void,
): Promise<void> => {
  const drafts = Drafts.ofLedger(log.calls, stream.base);
  const name = await filled(drafts, stream, here, onEntries);
  const event = rescuedEvent(stream.county, {
    ...people,
    stream: name,
    size: here.size,
    root: here.root,
    erasures: here.erasures,
  });
  await appendPatiently(log.calls, stream.base, 0, [event]);
  await stream.size();
  // Two rescues at once: one event is first, and what it names is the same ledger or this one has to stop.
  if (stream.rescue?.root === here.root && stream.rescue.size === here.size) return;
  throw new Error(
    `County ${stream.county} was not rescued: somebody else has written to stream "${stream.base}" meanwhile. Look at it again with plumbline rescue.`,
  );
};

/** The size and root of a stream as it is read back, every event of it. */
export const readBack = async (
  stream: LedgerStream,
): Promise<{ readonly size: number; readonly root: string }> => {
  const root = new RootAccumulator();
  const size = await stream.size();
  let count = 0;
  for await (const page of stream.pages(1, size)) {
    for (const entry of page) root.add(leafOfEntry(readEntryOf(entry)));
    count += page.length;
  }
  return { size: count, root: Buffer.from(root.root()).toString('hex') };
};

const filled = async (
  drafts: Drafts,
  stream: LedgerStream,
  here: EntriesHere,
  onEntries: (count: number, total: number) => void,
): Promise<string> => {
  for (;;) {
    const { name } = await drafts.next(stream.base);
    const root = new RootAccumulator();
    let count = 0;
    let found: 'filled' | 'otherContent' = 'filled';
    for (const page of here.pages()) {
      found = await drafts.fill(name, count + 1, page.map(eventOf));
      if (found === 'otherContent') break;
      for (const entry of page) root.add(leafOfEntry(entry));
      count += page.length;
      onEntries(count, here.size);
    }
    if (found === 'otherContent') {
      await drafts.giveUp(name, (each) => Promise.resolve(stream.isLive(each)));
      continue;
    }
    const got = Buffer.from(root.root()).toString('hex');
    if (count === here.size && got === here.root) return name;
    throw new Error(
      `County ${stream.county} was not rescued: the replica has ${String(count)} entries with root ${got}, and should have ${String(here.size)} with root ${here.root}. Run plumbline check.`,
    );
  }
};

const eventOf = (entry: ReadEntry): RecordEvent =>
  isErased(entry) ? erasedEvent(entry) : recordEvent(entry, RESCUE_SOURCE);
