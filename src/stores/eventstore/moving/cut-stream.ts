import type { StoreCalls } from '../store-calls.js';
import { changeSettings, settingsOf } from './stream-settings.js';

/** Whether a stream, of which nothing is to be read, was there once and was cut or deleted. */
export const wasCut = async (calls: StoreCalls, stream: string): Promise<boolean> =>
  (await settingsOf(calls, stream)).text.includes('"$tb"');

/**
 * Lets a stream begin at a revision, `truncateBefore`; nothing to do where it begins there or later. Other settings
 * of it stay. What was before is gone from the server's files only after a scavenge.
 * @throws EventStoreUnavailable, EventStoreRefused
 */
export const cutStream = (calls: StoreCalls, stream: string, revision: number): Promise<void> =>
  changeSettings(calls, stream, (settings) => {
    // A `$tb` that is no safe number is a deleted stream's, and greater.
    const { $tb } = settings;
    return typeof $tb === 'number' && $tb >= revision ? null : { ...settings, $tb: revision };
  });
