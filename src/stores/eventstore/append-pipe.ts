import type { ClientDuplexStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { Failure } from './call-failure.js';
import { failureOf, saysNoLeader } from './call-failure.js';
import type { Link, OpenCall } from './link.js';
import { uuidText } from './read-bytes.js';

/** What the server answered to one append. `failed` says nothing about whether it was written. */
export type AppendAnswer =
  /** The events are there, perhaps from before, perhaps another's: `revision` is the last one's. */
  | { readonly kind: 'success'; readonly revision: number }
  /** The stream has another size. */
  | { readonly kind: 'refused'; readonly actualSize: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface AppendRequest {
  readonly stream: string;
  /** The size that the stream must have. */
  readonly expectedSize: number;
  /** The events, as `proposedMessages` makes them. */
  readonly messages: Uint8Array;
}

interface Pending {
  readonly settle: (answer: AppendAnswer) => void;
}

const NO_REVISION = '18446744073709551615';

/**
 * The long-lived BatchAppend call of one link. The server takes what comes over it in order, so
 * appends with chained revisions can be under way together. What is pending is known to this object
 * alone; an answer that nobody waits for any more (the server may send two) is passed over.
 */
export class AppendPipe {
  readonly #link: Link;
  readonly #timeoutMs: number;
  readonly #call: ClientDuplexStream<Uint8Array, BatchAppendResp>;
  readonly #pending = new Map<string, Pending>();
  readonly #open: OpenCall;
  #over: Failure | null = null;

  constructor(link: Link, timeoutMs: number) {
    this.#link = link;
    this.#timeoutMs = timeoutMs;
    this.#call = link.batchAppend();
    this.#open = {
      cancel: () => {
        this.#finish({ kind: 'unreachable', detail: 'The connection was closed.' });
        this.#call.cancel();
      },
      // What is pending has timers of its own.
      onLeft: () => {
        this.#endIfLeft();
      },
    };
    link.opened(this.#open);
    this.#call.on('data', (response: BatchAppendResp) => {
      this.#answered(response);
    });
    this.#call.on('error', (error: Error) => {
      this.#finish(failureOf(error));
    });
    this.#call.on('end', () => {
      this.#finish({ kind: 'unreachable', detail: 'The server ended the append call.' });
    });
  }

  /** Whether an append can still be sent over it. */
  get isOpen(): boolean {
    return this.#over === null && !this.#link.isLeft;
  }

  /** Never rejects. */
  send(request: AppendRequest): Promise<AppendAnswer> {
    if (this.#over !== null) return Promise.resolve({ kind: 'failed', failure: this.#over });
    const correlation = crypto.randomUUID();
    return new Promise((resolve) => {
      const settle = (answer: AppendAnswer): void => {
        clearTimeout(timer);
        this.#pending.delete(correlation);
        resolve(answer);
        this.#endIfLeft();
      };
      const timer = setTimeout(() => {
        const detail = `No answer within ${String(this.#timeoutMs)} ms.`;
        settle({ kind: 'failed', failure: { kind: 'noAnswer', detail } });
      }, this.#timeoutMs);
      this.#pending.set(correlation, { settle });
      this.#call.write(batchMessage(correlation, request));
    });
  }

  /** Ends the call where its link was left and nothing is pending. */
  #endIfLeft(): void {
    if (!this.#link.isLeft || this.#pending.size > 0 || this.#over !== null) return;
    this.#open.cancel();
  }

  #answered(response: BatchAppendResp): void {
    const pending = this.#pending.get(uuidText(response.getCorrelationId()));
    if (pending === undefined) return;
    const error = response.getError();
    if (error !== undefined) {
      pending.settle(answerToError(error));
      return;
    }
    const success = response.getSuccess();
    if (success === undefined) {
      const detail = 'The server answered an append with neither success nor error.';
      pending.settle({ kind: 'failed', failure: { kind: 'unreachable', detail } });
      return;
    }
    pending.settle({ kind: 'success', revision: Number(success.getCurrentRevision()) });
  }

  #finish(failure: Failure): void {
    if (this.#over !== null) return;
    this.#over = failure;
    this.#link.ended(this.#open);
    for (const { settle } of [...this.#pending.values()]) settle({ kind: 'failed', failure });
  }
}

const batchMessage = (
  correlation: string,
  { stream, expectedSize, messages }: AppendRequest,
): Uint8Array => {
  const options = new streamsPb.BatchAppendReq.Options();
  options.setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64')),
  );
  // No deadline is sent: it would be compared with the server's clock, which may differ from ours. The
  // server's own write timeout applies, and the timer of this class.
  if (expectedSize === 0) options.setNoStream(new shared.Empty());
  else options.setStreamPosition(String(expectedSize - 1));
  const head = new streamsPb.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(correlation))
    .setOptions(options)
    .setIsFinal(true);
  // A message's fields may come in any order.
  return Buffer.concat([head.serializeBinary(), messages]);
};

const answerToError = (error: Status): AppendAnswer => {
  const details = error.getDetails();
  const typeName = details?.getTypeName() ?? '';
  const detail = `${typeName.split('.').at(-1) ?? ''}: ${error.getMessage()}.`;
  switch (typeName) {
    case 'event_store.client.WrongExpectedVersion': {
      const wrong = details?.unpack(
        (bytes) => shared.WrongExpectedVersion.deserializeBinary(bytes),
        typeName,
      );
      const current =
        wrong?.hasCurrentStreamRevision() === true ? wrong.getCurrentStreamRevision() : NO_REVISION;
      return { kind: 'refused', actualSize: current === NO_REVISION ? 0 : Number(current) + 1 };
    }
    case 'event_store.client.StreamDeleted':
      return { kind: 'failed', failure: { kind: 'streamDeleted', detail } };
    case 'event_store.client.AccessDenied':
      return { kind: 'failed', failure: { kind: 'refused', detail, cause: 'denied' } };
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const exceeded = details?.unpack(
        (bytes) => shared.MaximumAppendSizeExceeded.deserializeBinary(bytes),
        typeName,
      );
      const sizeMax = exceeded?.getMaxappendsize() ?? 0;
      return { kind: 'failed', failure: { kind: 'refused', detail, sizeMax } };
    }
    case 'event_store.client.MaximumAppendEventSizeExceeded':
    case 'event_store.client.BadRequest':
    case 'event_store.client.InvalidTransaction':
      return { kind: 'failed', failure: { kind: 'refused', detail } };
    case 'event_store.client.Timeout':
      return { kind: 'failed', failure: { kind: 'noAnswer', detail } };
    default:
      // A follower that knows no leader says so in an answer; one that knows him ends the call with his address.
      if (saysNoLeader(error.getMessage())) {
        return { kind: 'failed', failure: { kind: 'notLeader', leader: null, detail } };
      }
      // "Server Is Not Ready", "Server Is Busy" and the like come without a type of their own.
      return { kind: 'failed', failure: { kind: 'notReady', detail } };
  }
};
