import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { serverErrors } from './faults.js';
import { readCaughtUp, readConfirmation, readEvent } from './messages.js';
import type { StreamStore } from './stream-store.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

const PAGE_EVENTS = 200;

const isOver = (call: ReadCall): boolean => call.cancelled || call.destroyed || call.writableEnded;

/** Writes and waits while the reader's window is full; false where the call is over. */
export const writeWaiting = async (call: ReadCall, message: ReadResp): Promise<boolean> => {
  if (isOver(call)) return false;
  if (call.write(message)) return true;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      call.off('drain', done);
      call.off('cancelled', done);
      call.off('close', done);
      resolve();
    };
    call.once('drain', done);
    call.once('cancelled', done);
    call.once('close', done);
  });
  return !isOver(call);
};

export interface SubscriptionStart {
  readonly call: ReadCall;
  readonly store: StreamStore;
  readonly name: string;
  /** The revision after which it begins (exclusive), the start or the end. */
  readonly from: number | 'start' | 'end';
  /** 23.10 drops a reader that is this many live events behind. */
  readonly bufferEvents: number;
  /** Cuts the connection after this many events; null for never. */
  readonly dropAfter: number | null;
  readonly drop: () => void;
}

/** One catch-up subscription to one stream, with the manners of the store's version. */
export class Subscription {
  readonly #start: SubscriptionStart;
  readonly #endsListening: () => void;
  #next: number;
  #wake: (() => void) | null = null;
  #over = false;
  #caughtUp = false;
  #sent = 0;

  constructor(start: SubscriptionStart) {
    this.#start = start;
    const { store, name, from, call } = start;
    const end = store.shownSize(name);
    this.#next = from === 'start' ? 0 : from === 'end' ? end : from + 1;
    // From past the end it is silent for ever, whatever is written.
    if (this.#next > end) this.#next = Number.POSITIVE_INFINITY;
    this.#endsListening = store.onWrite((written) => {
      if (written === name) this.#woken();
    });
    const over = (): void => {
      this.#finish();
    };
    call.once('cancelled', over);
    call.once('close', over);
    call.on('error', over);
  }

  async run(): Promise<void> {
    const { call, store, name } = this.#start;
    await writeWaiting(call, readConfirmation(crypto.randomUUID()));
    while (!this.#over) {
      const answer = store.read(
        name,
        Math.min(this.#next, Number.MAX_SAFE_INTEGER),
        PAGE_EVENTS,
        false,
      );
      if (answer.kind === 'deleted') {
        this.#fail(serverErrors.streamDeleted(name));
        return;
      }
      const events = answer.kind === 'events' ? answer.events : [];
      for (const event of events) {
        if (!(await this.#deliver(event.revision))) return;
      }
      if (events.length === 0) await this.#wait(answer.kind === 'events');
    }
  }

  async #deliver(revision: number): Promise<boolean> {
    const { call, store, name, dropAfter, drop, bufferEvents } = this.#start;
    const event = store.everything(name)[revision];
    if (event === undefined || this.#over) return false;
    if (dropAfter !== null && this.#sent >= dropAfter) {
      drop();
      return false;
    }
    const wasLive = this.#caughtUp;
    if (!(await writeWaiting(call, readEvent(name, event)))) return false;
    this.#sent += 1;
    this.#next = revision + 1;
    const behind = store.everything(name).length - this.#next;
    if (wasLive && store.version === '23.10.8' && behind > bufferEvents) {
      this.#fail(serverErrors.timeout());
      return false;
    }
    return true;
  }

  async #wait(exists: boolean): Promise<void> {
    const { call, store } = this.#start;
    if (!this.#caughtUp && (exists || store.version === '24.10.4')) {
      this.#caughtUp = true;
      if (!(await writeWaiting(call, readCaughtUp()))) return;
    }
    const size = store.shownSize(this.#start.name);
    if (this.#over || size > this.#next) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #fail(error: Error): void {
    this.#start.call.emit('error', error);
    this.#finish();
  }

  #woken(): void {
    this.#wake?.();
    this.#wake = null;
  }

  #finish(): void {
    this.#over = true;
    this.#endsListening();
    this.#woken();
  }
}
