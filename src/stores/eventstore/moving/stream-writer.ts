import { APPEND_BYTES_MAX, APPEND_RECORDS_MAX } from '../batches.js';
import { CallFailed } from '../call-failure.js';
import { proposedMessages } from '../append-bytes.js';
import { countedBytes } from '../record-event.js';
import type { RecordEvent } from '../record-event.js';
import type { StoreCalls } from '../store-calls.js';

/** Whether events are at their place. Whose bytes they are, a success does not say: read them back. */
export type Written = { readonly kind: 'written' } | { readonly kind: 'sizeDiffers' };

/**
 * Appends events together, the same ones until the server has said whether they are there.
 * @throws EventStoreUnavailable where it does not say so in time: then it is not known; EventStoreRefused
 */
export const appendPatiently = async (
  calls: StoreCalls,
  stream: string,
  expectedSize: number,
  events: readonly RecordEvent[],
): Promise<Written> => {
  const messages = proposedMessages(events);
  const asked = `append to stream "${stream}"`;
  try {
    return await calls.patiently(asked, async (): Promise<Written> => {
      const answer = await calls.send({ stream, expectedSize, messages });
      if (answer.kind === 'failed') throw new CallFailed(answer.failure);
      const isThere =
        answer.kind === 'success' && answer.revision === expectedSize + events.length - 1;
      return { kind: isThere ? 'written' : 'sizeDiffers' };
    });
  } catch (error) {
    if (error instanceof CallFailed) throw calls.refused(asked, error.failure);
    throw error;
  }
};

/** Events in parts that the server takes whole, in order. */
export const appendsOf = (events: readonly RecordEvent[]): readonly (readonly RecordEvent[])[] => {
  const parts: RecordEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const counted = countedBytes(event);
    const part = parts.at(-1);
    const isFull = part === undefined || part.length >= APPEND_RECORDS_MAX;
    if (isFull || bytes + counted > APPEND_BYTES_MAX) {
      parts.push([event]);
      bytes = counted;
    } else {
      part.push(event);
      bytes += counted;
    }
  }
  return parts;
};
