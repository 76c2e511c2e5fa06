import { EventStoreRefused } from '../../ports/server-failures.js';
import type { AppendAnswer } from './append-pipe.js';
import { APPEND_BYTES_MAX } from './batches.js';
import { CallFailed } from './call-failure.js';
import { countedBytes, proposedMessage } from './record-event.js';
import type { RecordEvent } from './record-event.js';
import type { StoreCalls } from './store-calls.js';

/** A stream that is never written: what is sent to it is for a revision that it cannot have. */
const PROBE_STREAM = 'append-room';
const REVISION_NEVER_THERE = 2 ** 52;

/** What the server says of an append that is larger than its `MaxAppendSize`. */
const SIZE_SAID = /maximum append size of ([\d.,]+)/iu;

/**
 * Finds out, without writing anything, whether the server takes appends as large as this program sends them: before
 * the first record, and not after the thousandth.
 * @throws EventStoreRefused with the size that it needs; EventStoreUnavailable
 */
export const assertTakesAppends = async (
  calls: StoreCalls,
  streamPrefix: string,
): Promise<void> => {
  const message = proposedMessage(eventOf(APPEND_BYTES_MAX));
  const stream = `${streamPrefix}${PROBE_STREAM}`;
  const asked = 'say whether it takes appends';
  await calls.patiently(asked, async () => {
    const answer = await calls.send({
      stream,
      expectedSize: REVISION_NEVER_THERE,
      messages: [message],
    });
    const size = sizeRefused(answer);
    if (size !== null) {
      throw new EventStoreRefused(
        calls.connection.address,
        null,
        `it takes ${size} bytes in one append, and this program needs ${String(APPEND_BYTES_MAX)}. Set MaxAppendSize (--max-append-size) to ${String(APPEND_BYTES_MAX)} or more on every node and start them again; 1048576 is the default.`,
      );
    }
    // Whoever may not write there may write to the ledgers all the same; the append will say so.
    if (answer.kind === 'failed' && answer.failure.kind !== 'refused') {
      throw new CallFailed(answer.failure);
    }
  });
};

const sizeRefused = (answer: AppendAnswer): string | null => {
  if (answer.kind !== 'failed' || answer.failure.kind !== 'refused') return null;
  const { detail } = answer.failure;
  if (!/MaximumAppend(Event)?SizeExceeded|maximum append size/iu.test(detail)) return null;
  return SIZE_SAID.exec(detail)?.[1]?.replaceAll(/[.,]/gu, '') ?? 'fewer';
};

/** An event that the server counts as so many bytes. */
const eventOf = (bytes: number): RecordEvent => {
  const empty = {
    id: crypto.randomUUID(),
    type: 'Probe',
    data: Buffer.alloc(0),
    metadata: Buffer.from('{}'),
  };
  return { ...empty, data: Buffer.alloc(bytes - countedBytes(empty), ' ') };
};
