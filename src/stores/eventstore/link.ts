import type { CallOptions, Channel, Metadata } from '@grpc/grpc-js';
import { NodeCalls } from './node-calls.js';
import type { CallArguments } from './node-calls.js';

/**
 * What this adapter takes of the client's own class: it reads the connection string, the certificates
 * and the credentials, asks the cluster's gossip for the leader and opens the channel. The calls
 * themselves are our own, made from the descriptions in `proto/`, because its `appendToStream` keeps
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

/** Something that is open on a link and can be ended from this side. */
export interface OpenCall {
  cancel(): void;
  /** The link was left: what would go on for ever ends now, what has an end of its own does not. */
  onLeft(): void;
}

/** One channel to one node. A link that failed is left, never mended. */
export class ServerLink {
  /** What the node at the other end can be asked. */
  readonly node: NodeCalls;
  readonly #channel: Channel;
  readonly #internals: ClientInternals;
  readonly #open = new Set<OpenCall>();
  #isLeft = false;

  constructor(channel: Channel, internals: ClientInternals) {
    this.#channel = channel;
    this.#internals = internals;
    this.node = new NodeCalls(channel);
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  /** Whether no call is open on it. */
  get isIdle(): boolean {
    return this.#open.size === 0;
  }

  /** Metadata and options of a call: always to the leader, with the credentials of the setting. */
  callArguments(deadline: Date | number): CallArguments {
    return this.#internals.callArguments({ requiresLeader: true }, { deadline });
  }

  /** The same of a call that is for this node, leader or not. */
  nodeArguments(deadline: Date | number): CallArguments {
    return this.#internals.callArguments({ requiresLeader: false }, { deadline });
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
