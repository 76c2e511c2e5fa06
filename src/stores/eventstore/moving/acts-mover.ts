import type { ActStreamOnServer } from '../act-stream.js';
import type { RecordEvent } from '../record-event.js';
import type { StoreCalls } from '../store-calls.js';
import { actsMovedEvent } from './acts-moved.js';
import { cutStream } from './cut-stream.js';
import { Drafts } from './drafts.js';
import { appendPatiently } from './stream-writer.js';

/** How often others may act meanwhile. */
const ATTEMPTS_MAX = 20;

/**
 * Moves a county's acts to a new stream, with other bodies; nothing happens where no body changes. Decided by
 * `ActsMoved` in the old stream at the expected size. May be repeated.
 */
export const rewriteActs = async (
  calls: StoreCalls,
  stream: ActStreamOnServer,
  change: (body: string) => string,
): Promise<void> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const acts = await stream.read();
    const { name } = stream;
    const changed = acts.map(({ id, body }): RecordEvent => {
      const data = Buffer.from(change(body));
      return { id, type: stream.kind.type, data, metadata: new Uint8Array() };
    });
    if (acts.every(({ body }, index) => changed[index]?.data.toString() === body)) return;
    const drafts = draftsOf(calls, stream);
    const draft = await drafts.next(name);
    if ((await drafts.fill(draft.name, 1, changed)) === 'otherContent') {
      await drafts.giveUp(draft.name, (each) => isLive(stream, each));
      continue;
    }
    const moved = actsMovedEvent({ stream: draft.name, size: acts.length });
    await appendPatiently(calls, name, acts.length, [moved]);
    await stream.size();
    if (stream.name === draft.name) return;
  }
  throw new Error(
    `The ${stream.kind.what} of county ${stream.county} were changed by others ${String(ATTEMPTS_MAX)} times while remarks were taken out: run the command again when they are done.`,
  );
};

/** Cuts the streams that the acts have left, and those that were given up. */
export const cutLeftStreams = async (
  calls: StoreCalls,
  stream: ActStreamOnServer,
): Promise<void> => {
  await stream.size();
  const drafts = draftsOf(calls, stream);
  for (const { from, size, stream: next } of stream.moves) {
    await drafts.giveUpAfter(from, (each) => isLive(stream, each), next);
    await cutStream(calls, from, size);
  }
};

const draftsOf = (calls: StoreCalls, stream: ActStreamOnServer): Drafts =>
  new Drafts(calls, stream.base, (type) => type === stream.kind.type);

const isLive = async (stream: ActStreamOnServer, name: string): Promise<boolean> => {
  await stream.size();
  return stream.moves.some((move) => move.stream === name);
};
