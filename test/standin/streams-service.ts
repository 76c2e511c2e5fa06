import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { Metadata, ServerDuplexStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type {
  AppendReq,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { Fault, FaultPlan } from './faults.js';
import { serverErrors, serviceError } from './faults.js';
import {
  appendAnswer,
  appendExpected,
  BadProposal,
  batchAnswer,
  batchErrors,
  batchExpected,
  batchFailure,
  proposed,
  readEvent,
  readNotFound,
  streamName,
  uuidText,
} from './messages.js';
import type { AppendAnswer, Expected, ProposedEvent, StreamStore } from './stream-store.js';
import type { ReadCall } from './subscription.js';
import { Subscription, writeWaiting } from './subscription.js';

/** What the service needs to know of the node that it runs on, and of its cluster. */
export interface ServiceHost {
  readonly store: StreamStore;
  readonly faults: FaultPlan;
  readonly subscriberBuffer: number;
  /** After this long a write that cannot be replicated is answered with a timeout, milliseconds. */
  readonly writeTimeoutMs: number;
  /** The error for a call that wants the leader where this node is not it; null where it is. */
  notLeader(): Error | null;
  /** The error for a call without the node's credentials; null where it may be made. */
  denied(metadata: Metadata): Error | null;
  /** Writes when a majority has it; null where there is no majority in time. */
  write(apply: () => AppendAnswer): Promise<AppendAnswer | null>;
  drop(): void;
}

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

interface PendingBatch {
  readonly name: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
}

type Written =
  | { readonly kind: 'answer'; readonly answer: AppendAnswer }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'error'; readonly error: Error };

const isLeaderKnown = (error: Error): boolean => 'code' in error && error.code === status.NOT_FOUND;

const wantsLeader = (metadata: Metadata): boolean =>
  metadata.get('requires-leader').includes('true');

const writeWithFaults = async (
  host: ServiceHost,
  { name, expected, events }: PendingBatch,
): Promise<Written> => {
  const fault = host.faults.take('append');
  const before = await beforeWriting(host, fault);
  if (before !== null) return before;
  const answer = await host.write(() => host.store.append(name, expected, events));
  if (answer === null) return { kind: 'timeout' };
  switch (fault?.kind) {
    case 'deadlineAfterWrite':
      return { kind: 'timeout' };
    case 'dropAfterWrite':
      host.drop();
      return { kind: 'silence' };
    case 'silentAfterWrite':
      return { kind: 'silence' };
    case 'delay':
    case 'drop':
    case 'dropAfter':
    case 'silent':
    case 'status':
    case undefined:
      return { kind: 'answer', answer };
  }
};

const beforeWriting = async (host: ServiceHost, fault: Fault | null): Promise<Written | null> => {
  if (fault?.kind === 'delay') await pause(fault.ms);
  if (fault?.kind === 'silent') return { kind: 'silence' };
  if (fault?.kind === 'status') {
    return { kind: 'error', error: serviceError(fault.code, fault.details) };
  }
  if (fault?.kind !== 'drop') return null;
  host.drop();
  return { kind: 'silence' };
};

/** One BatchAppend call: appends are taken in the order in which they come in. */
class BatchAppendCall {
  readonly #host: ServiceHost;
  readonly #call: BatchCall;
  readonly #pending = new Map<string, PendingBatch>();
  #order: Promise<void> = Promise.resolve();

  constructor(host: ServiceHost, call: BatchCall) {
    this.#host = host;
    this.#call = call;
    call.on('error', () => undefined);
    call.on('data', (request: BatchAppendReq) => {
      this.#order = this.#order.then(() => this.#take(request));
    });
    call.on('end', () => {
      this.#order = this.#order.then(() => {
        call.end();
      });
    });
  }

  async #take(request: BatchAppendReq): Promise<void> {
    const correlation = uuidText(request.getCorrelationId());
    const options = request.getOptions();
    if (options !== undefined) {
      const name = streamName(options.getStreamIdentifier());
      this.#pending.set(correlation, { name, expected: batchExpected(options), events: [] });
    }
    const pending = this.#pending.get(correlation);
    if (pending === undefined) return;
    try {
      for (const message of request.getProposedMessagesList())
        pending.events.push(proposed(message));
    } catch (error) {
      if (!(error instanceof BadProposal)) throw error;
      this.#refuseBadly(request, pending.name, error);
      return;
    }
    if (!request.getIsFinal()) return;
    this.#pending.delete(correlation);
    await this.#write(request, pending);
  }

  /** An id that is no UUID is answered twice: at once, and when the write times out. */
  #refuseBadly(request: BatchAppendReq, name: string, error: BadProposal): void {
    const correlation = request.getCorrelationId();
    this.#answer(batchFailure(correlation, name, batchErrors.badRequest(error.message)));
    setTimeout(() => {
      this.#answer(batchFailure(correlation, name, batchErrors.timeout()));
    }, this.#host.writeTimeoutMs).unref();
  }

  async #write(request: BatchAppendReq, pending: PendingBatch): Promise<void> {
    const notLeader = wantsLeader(this.#call.metadata) ? this.#host.notLeader() : null;
    const correlation = request.getCorrelationId();
    if (notLeader !== null) {
      // Only one that knows the leader ends the call.
      if (isLeaderKnown(notLeader)) this.#call.emit('error', notLeader);
      else this.#answer(batchFailure(correlation, pending.name, batchErrors.noLeaderInfo()));
      return;
    }
    const written = await writeWithFaults(this.#host, pending);
    switch (written.kind) {
      case 'answer':
        this.#answer(batchAnswer(correlation, pending.name, pending.expected, written.answer));
        return;
      case 'timeout':
        this.#answer(batchFailure(correlation, pending.name, batchErrors.timeout()));
        return;
      case 'error':
        this.#call.emit('error', written.error);
        return;
      case 'silence':
        return;
    }
  }

  #answer(response: BatchAppendResp): void {
    if (!this.#call.destroyed && !this.#call.writableEnded) this.#call.write(response);
  }
}

const readOnce = async (host: ServiceHost, call: ReadCall): Promise<void> => {
  const options = call.request.getOptions();
  const stream = options?.getStream();
  if (options === undefined || stream === undefined) {
    call.emit('error', serviceError(status.UNIMPLEMENTED, 'only streams are read here'));
    return;
  }
  const name = streamName(stream.getStreamIdentifier());
  const from = stream.hasStart() ? 'start' : stream.hasEnd() ? 'end' : Number(stream.getRevision());
  const operation = options.hasSubscription() ? 'subscribe' : 'read';
  const fault = host.faults.take(operation);
  if (fault?.kind === 'delay') await pause(fault.ms);
  if (fault?.kind === 'silent') return;
  if (fault?.kind === 'status') {
    call.emit('error', serviceError(fault.code, fault.details));
    return;
  }
  if (fault?.kind === 'drop') {
    host.drop();
    return;
  }
  const dropAfter = fault?.kind === 'dropAfter' ? fault.events : null;
  const drop = (): void => {
    host.drop();
  };
  if (operation === 'subscribe') {
    const { store, subscriberBuffer: bufferEvents } = host;
    await new Subscription({ call, store, name, from, bufferEvents, dropAfter, drop }).run();
    return;
  }
  const count = Number(options.getCount());
  if (count === 0) {
    call.emit('error', serviceError(status.UNKNOWN, 'Exception was thrown by handler.'));
    return;
  }
  const backward = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  await sendPage(host, call, name, { from, count, backward, dropAfter });
};

interface PageAsked {
  readonly from: number | 'start' | 'end';
  readonly count: number;
  readonly backward: boolean;
  readonly dropAfter: number | null;
}

const sendPage = async (
  host: ServiceHost,
  call: ReadCall,
  name: string,
  { from, count, backward, dropAfter }: PageAsked,
): Promise<void> => {
  const answer = host.store.read(name, from, count, backward);
  if (answer.kind === 'deleted') {
    call.emit('error', serverErrors.streamDeleted(name));
    return;
  }
  if (answer.kind === 'notFound') {
    await writeWaiting(call, readNotFound(name));
    call.end();
    return;
  }
  for (const [index, event] of answer.events.entries()) {
    if (dropAfter !== null && index >= dropAfter) {
      host.drop();
      return;
    }
    if (!(await writeWaiting(call, readEvent(name, event)))) return;
  }
  call.end();
};

/** `event_store.client.streams` for one node. */
export const streamsService = (host: ServiceHost): IStreamsServer => ({
  batchAppend: (call) => {
    const denied = host.denied(call.metadata);
    if (denied !== null) {
      call.on('error', () => undefined);
      call.emit('error', denied);
      return;
    }
    new BatchAppendCall(host, call);
  },
  append: (call, callback) => {
    const requests: AppendReq[] = [];
    call.on('error', () => undefined);
    call.on('data', (request: AppendReq) => requests.push(request));
    call.on('end', () => {
      const options = requests[0]?.getOptions();
      const name = streamName(options?.getStreamIdentifier());
      const expected = appendExpected(options);
      const notLeader = wantsLeader(call.metadata) ? host.notLeader() : null;
      const refused = host.denied(call.metadata) ?? notLeader;
      if (refused !== null) {
        callback(refused);
        return;
      }
      const messages = requests.flatMap((request) => request.getProposedMessage() ?? []);
      void writeWithFaults(host, { name, expected, events: messages.map(proposed) }).then(
        (written) => {
          if (written.kind === 'silence') return;
          if (written.kind === 'error') callback(written.error);
          else if (written.kind === 'timeout') callback(serverErrors.timeout());
          else if (written.answer.kind === 'tooBig')
            callback(serverErrors.tooBig(written.answer.max));
          else if (written.answer.kind === 'deleted') callback(serverErrors.streamDeleted(name));
          else callback(null, appendAnswer(expected, written.answer));
        },
      );
    });
  },
  read: (call) => {
    call.on('error', () => undefined);
    const notLeader = wantsLeader(call.metadata) ? host.notLeader() : null;
    const refused = host.denied(call.metadata) ?? notLeader;
    if (refused !== null) {
      call.emit('error', refused);
      return;
    }
    void readOnce(host, call);
  },
  delete: (call, callback) => {
    host.store.delete(streamName(call.request.getOptions()?.getStreamIdentifier()));
    callback(null, new streams.DeleteResp());
  },
  tombstone: (call, callback) => {
    host.store.tombstone(streamName(call.request.getOptions()?.getStreamIdentifier()));
    callback(null, new streams.TombstoneResp());
  },
});
