import { createHash } from 'node:crypto';
import type { StoredAct } from '../../../ports/act-log.js';
import type { ActStreamOnServer } from '../act-stream.js';
import { actsMovedEvent } from '../moving/acts-moved.js';
import { Drafts } from '../moving/drafts.js';
import { appendPatiently } from '../moving/stream-writer.js';
import { uuidOfBytes } from '../moving/written-event.js';
import type { RecordEvent } from '../record-event.js';
import type { StoreCalls } from '../store-calls.js';

/**
 * What keeps a county's stream of acts from being made anew of `acts`, a sentence; null where nothing does: it is
 * empty, or has them already. Throws what reading throws.
 */
export const actsInTheWay = async (
  stream: ActStreamOnServer,
  acts: readonly StoredAct[],
): Promise<string | null> => {
  const there = await stream.read();
  if (there.length === 0) return null;
  const isSame =
    there.length === acts.length && there.every(({ body }, index) => acts[index]?.body === body);
  return isSame ? null : `stream "${stream.name}" has ${String(there.length)} other acts.`;
};

/**
 * Makes a stream of acts anew: fills one that nobody reads yet, and lets the first event of the first stream name it.
 * Nothing to do where it has them already.
 */
export const rescueActs = async (
  calls: StoreCalls,
  stream: ActStreamOnServer,
  acts: readonly StoredAct[],
): Promise<void> => {
  if (acts.length === 0 || (await stream.size()) > 0) return;
  const { type } = stream.kind;
  const drafts = new Drafts(calls, stream.base, (each) => each === type);
  const events = acts.map((act) => actEvent(stream, act));
  for (;;) {
    const { name } = await drafts.next(stream.base);
    if ((await drafts.fill(name, 1, events)) === 'otherContent') {
      await drafts.giveUp(name, () => Promise.resolve(stream.name === name));
      continue;
    }
    await appendPatiently(calls, stream.base, 0, [actsMovedEvent({ stream: name, size: 0 })]);
    const inTheWay = await actsInTheWay(stream, acts);
    if (inTheWay === null) return;
    throw new Error(`The acts were not rescued: ${inTheWay}`);
  }
};

/** Which id it had is not known here. This one is made of what it is, so that it enters once. */
const actEvent = ({ base, kind }: ActStreamOnServer, { number, body }: StoredAct): RecordEvent => {
  const hash = createHash('sha256')
    .update(`${base}\0${String(number)}\0${body}`)
    .digest();
  return {
    id: uuidOfBytes(hash),
    type: kind.type,
    data: Buffer.from(body),
    metadata: new Uint8Array(),
  };
};
