import { EventStoreRefused } from '../../ports/server-failures.js';
import { APPEND_BYTES_MAX } from './batches.js';
import { CallFailed } from './call-failure.js';
import { proposedMessages } from './append-bytes.js';
import { countedBytes } from './record-event.js';
import type { RecordEvent } from './record-event.js';
import type { StoreCalls } from './store-calls.js';

/** A stream that is never written: what is sent to it is for a revision that it cannot have. */
const PROBE_STREAM = 'append-room';
const REVISION_NEVER_THERE = 2 ** 52;

/**
 * Finds out, without writing anything, whether the server takes appends as large as this program sends them: before
 * the first record, and not after the thousandth.
 * @throws EventStoreRefused with the size that it needs; EventStoreUnavailable
 */
export const assertTakesAppends = async (
  calls: StoreCalls,
  streamPrefix: string,
): Promise<void> => {
  const messages = proposedMessages([eventOf(APPEND_BYTES_MAX)]);
  const stream = `${streamPrefix}${PROBE_STREAM}`;
  const asked = 'say whether it takes appends';
  await calls.patiently(asked, async () => {
    const expectedSize = REVISION_NEVER_THERE;
    const answer = await calls.send({ stream, expectedSize, messages });
    if (answer.kind !== 'failed') return;
    const { failure } = answer;
    if (failure.kind === 'refused' && failure.sizeMax !== undefined) {
      throw tooLittleRoom(calls.connection.address, failure.sizeMax);
    }
    // Whoever may not write there may write to the ledgers all the same; the append will say so.
    const isDenied = failure.kind === 'refused' && failure.cause === 'denied';
    if (!isDenied || !calls.connection.namesUser) throw new CallFailed(failure);
  });
};

const tooLittleRoom = (address: string, sizeMax: number): EventStoreRefused => {
  const needed = String(APPEND_BYTES_MAX);
  return new EventStoreRefused(
    address,
    null,
    `it takes ${String(sizeMax)} bytes in one append, and this program needs ${needed}. Set MaxAppendSize (--max-append-size) to ${needed} or more on every node and start them again; 1048576 is the default.`,
  );
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
