import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { CallFailure } from './call-failure.js';
import { failureOf, saysNoLeader } from './call-failure.js';
import type { ServerLink, OpenCall } from './link.js';
import { uuidText } from './read-bytes.js';
import { streamIdentifier } from './stream-events.js';
import { wire } from './wire.js';
import type { BatchAppendResponse, RefusalStatus } from './wire-messages.js';

/** What the server answered to one append. `failed` says nothing about whether it was written. */
export type AppendReply =
  /** The events are there, perhaps from before, perhaps another's: `revision` is the last one's. */
  | { readonly kind: 'success'; readonly revision: number }
  /** The stream has another size. */
  | { readonly kind: 'refused'; readonly actualSize: number }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

export interface AppendRequest {
  readonly stream: string;
  /** The size that the stream must have. */
  readonly expectedSize: number;
  /** The events, as `proposedMessages` makes them. */
  readonly messages: Uint8Array;
}

interface Pending {
  readonly settle: (answer: AppendReply) => void;
}

const NO_REVISION = '18446744073709551615';

/**
 * The long-lived BatchAppend call of one link. The server takes what comes over it in order, so
 * appends with chained revisions can be under way together. What is pending is known to this object
 * alone; an answer that nobody waits for any more (the server may send two) is passed over.
 */
export class AppendPipe {
  readonly #link: ServerLink;
  readonly #timeoutMs: number;
  readonly #call: ClientDuplexStream<Uint8Array, BatchAppendResponse>;
  readonly #pending = new Map<string, Pending>();
  readonly #open: OpenCall;
  #over: CallFailure | null = null;

  constructor(link: ServerLink, timeoutMs: number) {
    this.#link = link;
    this.#timeoutMs = timeoutMs;
    this.#call = link.node.batchAppend(link.callArguments(Number.POSITIVE_INFINITY));
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
    this.#call.on('data', (response: BatchAppendResponse) => {
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
  send(request: AppendRequest): Promise<AppendReply> {
    if (this.#over !== null) return Promise.resolve({ kind: 'failed', failure: this.#over });
    const correlation = crypto.randomUUID();
    return new Promise((resolve) => {
      const settle = (answer: AppendReply): void => {
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

  #answered(response: BatchAppendResponse): void {
    const pending = this.#pending.get(uuidText(response.correlationId));
    if (pending === undefined) return;
    const { error, success } = response;
    if (error !== undefined) {
      pending.settle(answerToError(error));
      return;
    }
    if (success === undefined) {
      const detail = 'The server answered an append with neither success nor error.';
      pending.settle({ kind: 'failed', failure: { kind: 'unreachable', detail } });
      return;
    }
    pending.settle({ kind: 'success', revision: Number(success.currentRevision ?? 0) });
  }

  #finish(failure: CallFailure): void {
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
  const head = wire().batchAppend.asked.write({
    correlationId: { string: correlation },
    // No deadline is sent: it would be compared with the server's clock, which may differ from ours. The
    // server's own write timeout applies, and the timer of this class.
    options: {
      streamIdentifier: streamIdentifier(stream),
      ...(expectedSize === 0 ? { noStream: {} } : { streamPosition: String(expectedSize - 1) }),
    },
    proposedMessages: [],
    isFinal: true,
  });
  // A message's fields may come in any order.
  return Buffer.concat([head, messages]);
};

const answerToError = ({ message, details }: RefusalStatus): AppendReply => {
  const typeName = details?.type_url.split('/').at(-1) ?? '';
  const value = details?.value ?? new Uint8Array();
  const detail = `${typeName.split('.').at(-1) ?? ''}: ${message}.`;
  switch (typeName) {
    case 'event_store.client.WrongExpectedVersion': {
      const current = wire().wrongExpectedVersion.read(value).currentStreamRevision ?? NO_REVISION;
      return { kind: 'refused', actualSize: current === NO_REVISION ? 0 : Number(current) + 1 };
    }
    case 'event_store.client.StreamDeleted':
      return { kind: 'failed', failure: { kind: 'streamDeleted', detail } };
    case 'event_store.client.AccessDenied':
      return { kind: 'failed', failure: { kind: 'refused', detail, cause: 'denied' } };
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const sizeMax = wire().maximumAppendSizeExceeded.read(value).maxAppendSize;
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
      if (saysNoLeader(message)) {
        return { kind: 'failed', failure: { kind: 'notLeader', leader: null, detail } };
      }
      // "Server Is Not Ready", "Server Is Busy" and the like come without a type of their own.
      return { kind: 'failed', failure: { kind: 'notReady', detail } };
  }
};
