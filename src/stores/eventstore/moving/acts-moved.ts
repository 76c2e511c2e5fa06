import { JSON_CONTENT } from '../record-event.js';
import type { RecordEvent } from '../record-event.js';
import type { StreamEvent } from '../stream-events.js';
import { generationOf } from './stream-names.js';
import { contentEvent, isWritten, jsonFields } from './written-event.js';

/** The type of the last event of a stream whose acts go on in another. Storage: never change it. */
export const ACTS_MOVED_TYPE = 'ActsMoved';

/** The move of a county's acts to a new stream, in which remarks are no more. */
export interface ActsMove {
  readonly from: string;
  readonly stream: string;
  /** How many acts there were. */
  readonly size: number;
}

/** The event that is appended to the stream that is left. */
export const actsMovedEvent = ({ stream, size }: Pick<ActsMove, 'stream' | 'size'>): RecordEvent =>
  contentEvent(ACTS_MOVED_TYPE, { size, stream });

/** The move that an event of stream `from` tells of; null where no program of ours can have written it there. */
export const actsMoveIn = (base: string, from: string, event: StreamEvent): ActsMove | null => {
  const { stream } = jsonFields(event.data) ?? {};
  if (typeof stream !== 'string' || event.contentType !== JSON_CONTENT) return null;
  const move = { from, stream, size: event.revision };
  const isLater = (generationOf(base, stream) ?? 0) > (generationOf(base, from) ?? 0);
  return isLater && isWritten(event, actsMovedEvent(move)) ? move : null;
};
