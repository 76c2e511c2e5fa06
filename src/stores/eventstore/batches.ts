import type { StoredRecord } from '../../ports/event-log.js';
import type { Batch } from './county-lane.js';
import { proposedMessages } from './append-bytes.js';
import { countedBytes, recordEvent } from './record-event.js';
import type { RecordEvent } from './record-event.js';

/**
 * Most bytes of one append, counted as 24.10 counts them (data, metadata, twice the type). The server's
 * limit is 1,048,576; the margin is for a version that counts something more.
 */
export const APPEND_BYTES_MAX = 960 * 1024;

/** Most records of one append. */
export const APPEND_RECORDS_MAX = 2_000;

/**
 * The records in batches that the server takes whole, in order, the first for a stream of that name and of
 * `expectedSize`. `nextSource` gives every batch a source of its own.
 */
export const batchesOf = (
  stream: string,
  expectedSize: number,
  records: readonly StoredRecord[],
  nextSource: () => string,
): readonly Batch[] => {
  const batches: Batch[] = [];
  let next = 0;
  while (next < records.length) {
    const source = nextSource();
    const events: RecordEvent[] = [];
    const begin = next;
    let bytes = 0;
    while (next < records.length && next - begin < APPEND_RECORDS_MAX) {
      const record = records[next];
      if (record === undefined) break;
      const event = recordEvent(record, source);
      const counted = countedBytes(event);
      // One record alone is always under the limit: its line is 64 KiB at most.
      if (events.length > 0 && bytes + counted > APPEND_BYTES_MAX) break;
      events.push(event);
      bytes += counted;
      next += 1;
    }
    const taken = records.slice(begin, next);
    const messages = proposedMessages(events);
    batches.push({ stream, expectedSize: expectedSize + begin, records: taken, messages, source });
  }
  return batches;
};
