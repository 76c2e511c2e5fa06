import { randomUUID } from 'node:crypto';
import type { StoreCalls } from '../store-calls.js';
import { newestEvent } from './stream-reads.js';
import { appendPatiently } from './stream-writer.js';

/** The server's own name for the event that carries a stream's settings. */
const METADATA_TYPE = '$metadata';

/** How often others may change a stream's settings meanwhile. */
const ATTEMPTS_MAX = 20;

/** A stream's settings: the server's own begin with `$`, others are kept and mean nothing to it. */
export type StreamSettings = Readonly<Record<string, unknown>>;

/** The settings of a stream, with how often they were set. */
export const settingsOf = async (
  calls: StoreCalls,
  stream: string,
): Promise<{ readonly size: number; readonly text: string }> => {
  const newest = await newestEvent(calls, `$$${stream}`);
  if (newest === null) return { size: 0, text: '{}' };
  return { size: newest.revision + 1, text: Buffer.from(newest.data).toString('utf8') };
};

/**
 * Changes settings of a stream; the others stay.
 *
 * @param change - the settings as they are to be; null where they are so already
 * @throws EventStoreUnavailable, EventStoreRefused
 */
export const changeSettings = async (
  calls: StoreCalls,
  stream: string,
  change: (settings: StreamSettings) => StreamSettings | null,
): Promise<void> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const { size, text } = await settingsOf(calls, stream);
    // The server writes an object.
    const changed = change(JSON.parse(text) as StreamSettings);
    if (changed === null) return;
    const event = {
      id: randomUUID(),
      type: METADATA_TYPE,
      data: Buffer.from(JSON.stringify(changed)),
      metadata: new Uint8Array(),
    };
    const written = await appendPatiently(calls, `$$${stream}`, size, [event]);
    if (written.kind === 'written') return;
  }
  throw new Error(
    `The settings of stream "${stream}" were changed by others ${String(ATTEMPTS_MAX)} times meanwhile: run the command again.`,
  );
};
