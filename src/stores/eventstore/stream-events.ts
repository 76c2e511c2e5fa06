import type { ClientReadableStream } from '@grpc/grpc-js';
import { CallFailed, failureOf } from './call-failure.js';
import type { CallFailure } from './call-failure.js';
import type { ServerLink, OpenCall } from './link.js';
import type { ReadAnswer, StreamEvent } from './read-bytes.js';
import type { ReadRequest, StreamIdentifier } from './wire-messages.js';

export type { StreamEvent } from './read-bytes.js';

/** Where a page begins and how far it goes; `countMax` is never without a bound. */
export interface StreamPageAsked {
  readonly stream: string;
  readonly from: number | 'start' | 'end';
  readonly countMax: number;
  readonly direction: 'forward' | 'backward';
}

/** After its own deadline a call gets so long to end by itself, milliseconds. */
const DEADLINE_GRACE_MS = 250;

/**
 * One page. A stream that is not there (or was deleted and can be written again) is null, one at
 * whose end the page begins an empty page.
 * @throws CallFailed
 */
export const readPage = (
  link: ServerLink,
  request: StreamPageAsked,
  timeoutMs: number,
): Promise<readonly StreamEvent[] | null> =>
  new Promise((resolve, reject) => {
    const deadline = new Date(Date.now() + timeoutMs);
    const call = link.node.read(pageMessage(request), link.callArguments(deadline));
    const events: StreamEvent[] = [];
    let isMissing = false;
    const open: OpenCall = {
      cancel: () => {
        call.cancel();
      },
      onLeft: () => undefined,
    };
    const timer = setTimeout(() => {
      fail({ kind: 'noAnswer', detail: `No answer within ${String(timeoutMs)} ms.` });
      call.cancel();
    }, timeoutMs + DEADLINE_GRACE_MS);
    const end = (): void => {
      clearTimeout(timer);
      link.ended(open);
    };
    const fail = (failure: CallFailure): void => {
      end();
      reject(new CallFailed(failure));
    };
    link.opened(open);
    call.on('data', ({ event, isStreamMissing }: ReadAnswer) => {
      if (isStreamMissing) isMissing = true;
      if (event !== null) events.push(event);
    });
    call.on('error', (error: Error) => {
      fail(failureOf(error));
    });
    // Where the call fails, `error` has come before, in the same turn as the stream's last chunk.
    call.on('end', () => {
      end();
      resolve(isMissing ? null : events);
    });
  });

const pageMessage = ({ stream, from, countMax, direction }: StreamPageAsked): ReadRequest => ({
  options: {
    ...readOptions(stream, from),
    count: String(countMax),
    readDirection: direction === 'forward' ? 'Forwards' : 'Backwards',
  },
});

/** `after` is the last revision that is already known; null for the stream's start. */
const subscriptionMessage = (stream: string, after: number | null): ReadRequest => ({
  options: { ...readOptions(stream, after ?? 'start'), subscription: {} },
});

const readOptions = (stream: string, from: number | 'start' | 'end'): ReadRequest['options'] => ({
  stream: { streamIdentifier: streamIdentifier(stream), ...revisionOption(from) },
  resolveLinks: false,
  noFilter: {},
  uuidOption: { string: {} },
});

const revisionOption = (
  from: number | 'start' | 'end',
): Pick<ReadRequest['options']['stream'], 'revision' | 'start' | 'end'> => {
  if (from === 'start') return { start: {} };
  return from === 'end' ? { end: {} } : { revision: String(from) };
};

export const streamIdentifier = (stream: string): StreamIdentifier => ({
  streamName: Buffer.from(stream),
});

/**
 * A live subscription: the events after a revision, as they come, until it fails or is ended. It is
 * read at the pace of whoever takes from it; the server waits meanwhile.
 */
export class LiveEvents {
  readonly link: ServerLink;
  readonly #call: ClientReadableStream<ReadAnswer>;
  readonly #open: OpenCall;
  #failure: CallFailure | null = null;
  #isOver = false;
  #wake: (() => void) | null = null;

  constructor(link: ServerLink, stream: string, after: number | null) {
    this.link = link;
    const message = subscriptionMessage(stream, after);
    this.#call = link.node.read(message, link.callArguments(Number.POSITIVE_INFINITY));
    const end = (): void => {
      this.end();
    };
    this.#open = { cancel: end, onLeft: end };
    link.opened(this.#open);
    const over = (failure: CallFailure): void => {
      this.#failure ??= failure;
      this.#finish();
    };
    this.#call.on('readable', () => {
      this.#woken();
    });
    this.#call.on('error', (error: Error) => {
      over(failureOf(error));
    });
    this.#call.on('end', () => {
      over({ kind: 'unreachable', detail: 'The server ended the subscription.' });
    });
    this.#call.on('close', () => {
      over({ kind: 'unreachable', detail: 'The subscription was closed.' });
    });
  }

  /** Why it is over, null while it goes on or where it was ended from this side. */
  get failure(): CallFailure | null {
    return this.#failure;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The next events, at most `countMax`; none where `waitMs` passed without one, or where it is over. */
  async next(countMax: number, waitMs: number): Promise<readonly StreamEvent[]> {
    const events = this.#take(countMax);
    if (events.length > 0 || this.#isOver) return events;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return this.#take(countMax);
  }

  end(): void {
    this.#finish();
    this.#call.cancel();
  }

  #take(countMax: number): StreamEvent[] {
    const events: StreamEvent[] = [];
    while (events.length < countMax) {
      // `read` of a stream of objects is not typed; this one has the call's responses.
      const answer = this.#call.read() as ReadAnswer | null;
      if (answer === null) break;
      if (answer.event !== null) events.push(answer.event);
    }
    return events;
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.link.ended(this.#open);
    this.#woken();
  }

  #woken(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
