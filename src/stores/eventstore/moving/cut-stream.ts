import { randomUUID } from 'node:crypto';
import type { StoreCalls } from '../store-calls.js';
import { newestEvent } from './stream-reads.js';
import { appendPatiently } from './stream-writer.js';

/** The server's own name for the event that carries a stream's settings. */
const METADATA_TYPE = '$metadata';

/** How often others may change a stream's settings meanwhile. */
const ATTEMPTS_MAX = 20;

/** The settings of a stream, with how often they were set. */
const settingsOf = async (
  calls: StoreCalls,
  stream: string,
): Promise<{ readonly size: number; readonly text: string }> => {
  const newest = await newestEvent(calls, `$$${stream}`);
  if (newest === null) return { size: 0, text: '{}' };
  return { size: newest.revision + 1, text: Buffer.from(newest.data).toString('utf8') };
};

/** Whether a stream, of which nothing is to be read, was there once and was cut or deleted. */
export const wasCut = async (calls: StoreCalls, stream: string): Promise<boolean> =>
  (await settingsOf(calls, stream)).text.includes('"$tb"');

/**
 * Lets a stream begin at a revision, `truncateBefore`; nothing to do where it begins there or later. Other settings
 * of it stay. What was before is gone from the server's files only after a scavenge.
 * @throws EventStoreUnavailable, EventStoreRefused
 */
export const cutStream = async (
  calls: StoreCalls,
  stream: string,
  revision: number,
): Promise<void> => {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const { size, text } = await settingsOf(calls, stream);
    // The server writes an object; a `$tb` that is no safe number is a deleted stream's, and greater.
    const settings = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const { $tb } = settings;
    if (typeof $tb === 'number' && $tb >= revision) return;
    const event = {
      id: randomUUID(),
      type: METADATA_TYPE,
      data: Buffer.from(JSON.stringify({ ...settings, $tb: revision })),
      metadata: new Uint8Array(),
    };
    const written = await appendPatiently(calls, `$$${stream}`, size, [event]);
    if (written.kind === 'written') return;
  }
  throw new Error(
    `The settings of stream "${stream}" were changed by others ${String(ATTEMPTS_MAX)} times while its beginning was cut off: run the command again.`,
  );
};
