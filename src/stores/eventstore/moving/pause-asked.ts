import type { StoreCalls } from '../store-calls.js';
import { jsonFields } from './written-event.js';
import { changeSettings, settingsOf } from './stream-settings.js';

/** The setting of a ledger's stream by which writers are asked to pause. Storage: never change it. */
const PAUSE = 'plumblinePause';

/**
 * Asks whoever appends to a stream to pause, so that a plan can be made and decided at one size. It is a request, and
 * no lock: what decides is the expected revision, and who does not heed it is only in the way.
 *
 * @param request - tells this request from others; null takes it back
 */
export const askForPause = (
  calls: StoreCalls,
  stream: string,
  request: string | null,
): Promise<void> =>
  changeSettings(calls, stream, ({ [PAUSE]: before, ...others }) => {
    if (request === null) return before === undefined ? null : others;
    return { ...others, [PAUSE]: request };
  });

/** The request that stands in a stream's settings; null where there is none. */
export const pauseAsked = async (calls: StoreCalls, stream: string): Promise<string | null> => {
  const { text } = await settingsOf(calls, stream);
  const request = jsonFields(Buffer.from(text))?.[PAUSE];
  return typeof request === 'string' ? request : null;
};
