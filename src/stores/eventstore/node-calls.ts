import { Client, credentials } from '@grpc/grpc-js';
import type {
  CallOptions,
  Channel,
  ClientDuplexStream,
  ClientReadableStream,
  Metadata,
} from '@grpc/grpc-js';
import { readAnswer } from './read-bytes.js';
import type { ReadAnswer } from './read-bytes.js';
import { wire } from './wire.js';
import type { WireMethod } from './wire.js';
import type {
  BatchAppendResponse,
  ClusterInfo,
  ReadRequest,
  ScavengeResponse,
  StartScavengeRequest,
} from './wire-messages.js';

/** Metadata and options of a call. */
export type CallArguments = readonly [Metadata, CallOptions];

/** The calls that a node takes, over a channel to it. What fails is told with the gRPC error. */
export class NodeCalls {
  readonly #client: Client;
  readonly #wire = wire();

  constructor(channel: Channel) {
    this.#client = new Client('', credentials.createInsecure(), { channelOverride: channel });
  }

  /** A page of a stream, or its events as they come. */
  read(request: ReadRequest, call: CallArguments): ClientReadableStream<ReadAnswer> {
    const { path, asked } = this.#wire.read;
    return this.#client.makeServerStreamRequest(path, asked.write, readAnswer, request, ...call);
  }

  /** Appends, one after the other, for as long as the call is open; each is written as bytes already. */
  batchAppend(call: CallArguments): ClientDuplexStream<Uint8Array, BatchAppendResponse> {
    const { path, answered } = this.#wire.batchAppend;
    const asBuffer = (bytes: Uint8Array): Buffer =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return this.#client.makeBidiStreamRequest(path, asBuffer, answered.read, ...call);
  }

  /** Where the nodes of the cluster are. */
  gossip(call: CallArguments): Promise<ClusterInfo> {
    return this.#ask(this.#wire.gossip, {}, call);
  }

  /** Has the node rewrite its files without what is no longer to be read. */
  startScavenge(request: StartScavengeRequest, call: CallArguments): Promise<ScavengeResponse> {
    return this.#ask(this.#wire.startScavenge, request, call);
  }

  #ask<Asked, Answered>(
    { path, asked, answered }: WireMethod<Asked, Answered>,
    request: Asked,
    [metadata, options]: CallArguments,
  ): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, answer?: Answered): void => {
        if (error !== null) reject(error);
        else if (answer === undefined)
          reject(new Error('The server ended the call without an answer.'));
        else resolve(answer);
      };
      const { write } = asked;
      this.#client.makeUnaryRequest(path, write, answered.read, request, metadata, options, done);
    });
  }
}
