import { CallFailed } from '../call-failure.js';
import type { StoreCalls } from '../store-calls.js';
import type { StreamPageAsked, StreamEvent } from '../stream-events.js';

/** A page of a stream, empty where there is none. @throws EventStoreUnavailable, EventStoreRefused */
export const eventsOf = async (
  calls: StoreCalls,
  request: StreamPageAsked,
): Promise<readonly StreamEvent[]> => {
  const asked = `read stream "${request.stream}"`;
  try {
    return (await calls.patiently(asked, () => calls.page(request))) ?? [];
  } catch (error) {
    // A stream that was deleted for good.
    if (error instanceof CallFailed) throw calls.refused(asked, error.failure);
    throw error;
  }
};

/** The newest event of a stream, null where there is none. @throws EventStoreUnavailable, EventStoreRefused */
export const newestEvent = async (
  calls: StoreCalls,
  stream: string,
): Promise<StreamEvent | null> => {
  const request = { stream, from: 'end', countMax: 1, direction: 'backward' } as const;
  return (await eventsOf(calls, request))[0] ?? null;
};
