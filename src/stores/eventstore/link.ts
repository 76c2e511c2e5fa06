import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import operationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js';
import type { OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import { credentials } from '@grpc/grpc-js';
import type { BatchAppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type {
  CallOptions,
  Channel,
  ClientDuplexStream,
  ClientReadableStream,
  Metadata,
} from '@grpc/grpc-js';
import { readAnswer } from './read-bytes.js';
import type { ReadAnswer } from './read-bytes.js';

/**
 * What this adapter takes of the client's own class: it reads the connection string, the certificates
 * and the credentials, asks the cluster's gossip for the leader and opens the channel. The calls
 * themselves are made on the client package's service stubs, because its `appendToStream` keeps
 * pending appends in a map of the whole process (an answer that comes late ends the process with a
 * TypeError) and its `readStream` shows a JSON event parsed, never the bytes that are in the stream.
 */
export interface ClientInternals {
  getChannel(): Promise<Channel>;
  callArguments(
    options: { readonly requiresLeader: boolean },
    callOptions: CallOptions,
  ): [Metadata, CallOptions];
}

const READ = '/event_store.client.streams.Streams/Read';
const BATCH_APPEND = '/event_store.client.streams.Streams/BatchAppend';

/** Something that is open on a link and can be ended from this side. */
export interface OpenCall {
  cancel(): void;
  /** The link was left: what would go on for ever ends now, what has an end of its own does not. */
  onLeft(): void;
}

/** One channel to one node. A link that failed is left, never mended. */
export class Link {
  readonly streams: StreamsClient;
  /** Where the nodes of the cluster are. */
  readonly gossip: GossipClient;
  /** What is done to the node itself. */
  readonly operations: OperationsClient;
  readonly #channel: Channel;
  readonly #internals: ClientInternals;
  readonly #open = new Set<OpenCall>();
  #isLeft = false;

  constructor(channel: Channel, internals: ClientInternals) {
    this.#channel = channel;
    this.#internals = internals;
    const insecure = credentials.createInsecure();
    const options = { channelOverride: channel };
    this.streams = new streamsGrpc.StreamsClient('', insecure, options);
    this.gossip = new gossipGrpc.GossipClient('', insecure, options);
    this.operations = new operationsGrpc.OperationsClient('', insecure, options);
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  /** Whether no call is open on it. */
  get isIdle(): boolean {
    return this.#open.size === 0;
  }

  /** Metadata and options of a call: always to the leader, with the credentials of the setting. */
  callArguments(deadline: Date | number): [Metadata, CallOptions] {
    return this.#internals.callArguments({ requiresLeader: true }, { deadline });
  }

  /** The same of a call that is for this node, leader or not. */
  nodeArguments(deadline: Date | number): [Metadata, CallOptions] {
    return this.#internals.callArguments({ requiresLeader: false }, { deadline });
  }

  /** The service's own call of that name, but what is sent over it is written as bytes. */
  batchAppend(): ClientDuplexStream<Uint8Array, BatchAppendResp> {
    return this.streams.makeBidiStreamRequest(
      BATCH_APPEND,
      (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      (bytes: Buffer) => streamsPb.BatchAppendResp.deserializeBinary(bytes),
      ...this.callArguments(Number.POSITIVE_INFINITY),
    );
  }

  /** The service's own call of that name, but what comes over it is read from its bytes. */
  read(message: ReadReq, deadline: Date | number): ClientReadableStream<ReadAnswer> {
    return this.streams.makeServerStreamRequest(
      READ,
      (request: ReadReq) => Buffer.from(request.serializeBinary()),
      readAnswer,
      message,
      ...this.callArguments(deadline),
    );
  }

  opened(call: OpenCall): void {
    this.#open.add(call);
  }

  ended(call: OpenCall): void {
    this.#open.delete(call);
    if (this.#isLeft && this.#open.size === 0) this.#channel.close();
  }

  /** No new call is made on it; it closes when those that are under way have come to their end. */
  leave(): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    for (const call of [...this.#open]) call.onLeft();
    if (this.#open.size === 0) this.#channel.close();
  }

  close(): void {
    this.leave();
    for (const call of [...this.#open]) call.cancel();
  }
}
