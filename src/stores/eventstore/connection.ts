import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import operationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js';
import type { OperationsClient } from '@eventstore/db-client/generated/operations_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { credentials } from '@grpc/grpc-js';
import type { CallOptions, Channel, Metadata } from '@grpc/grpc-js';
import type { Endpoint, Failure } from './call-failure.js';
import { CallFailed, failureOf, needsNewLink } from './call-failure.js';
import {
  ignoredOptions,
  maskConnectionString,
  namesOneNode,
  toLeader,
  toNode,
} from './connection-string.js';

/** Between two attempts at a connection, milliseconds: doubled from the first to the second. */
const BACK_OFF_FIRST_MS = 50;
const BACK_OFF_MAX_MS = 2_000;

/**
 * What this adapter takes of the client's own class: it reads the connection string, the certificates
 * and the credentials, asks the cluster's gossip for the leader and opens the channel. The calls
 * themselves are made on the client package's service stubs, because its `appendToStream` keeps
 * pending appends in a map of the whole process (an answer that comes late ends the process with a
 * TypeError) and its `readStream` shows a JSON event parsed, never the bytes that are in the stream.
 */
interface ClientInternals {
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

export interface ConnectionOptions {
  readonly connectionString: string;
  /** For making a connection, finding the leader included, milliseconds. */
  readonly timeoutMs: number;
}

/** What was said of options that change nothing: each once for the whole process. */
const warned = new Set<string>();

/**
 * The way to the cluster's leader: one link at a time, opened when it is first needed and again, with
 * growing pauses, after one has failed.
 */
export class EventStoreConnection {
  /** Without the password: for messages. */
  readonly address: string;
  readonly #options: ConnectionOptions;
  readonly #left = new Set<Link>();
  #current: Link | null = null;
  #opening: Promise<Link> | null = null;
  #leader: Endpoint | null = null;
  #failures = 0;
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.address = maskConnectionString(options.connectionString);
    for (const sentence of ignoredOptions(options.connectionString)) {
      if (!warned.has(sentence)) process.emitWarning(sentence);
      warned.add(sentence);
    }
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @throws CallFailed where none can be made in time. */
  async link(): Promise<Link> {
    if (this.#isClosed) throw new CallFailed({ kind: 'refused', detail: 'The log was closed.' });
    if (this.#current !== null) return this.#current;
    this.#opening ??= this.#openLink().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** A link of its own to one node of the cluster, which whoever asked closes. @throws CallFailed */
  async linkTo(node: Endpoint): Promise<Link> {
    if (this.#isClosed) throw new CallFailed({ kind: 'refused', detail: 'The log was closed.' });
    return this.#connect(node);
  }

  /** Whether the setting names one node alone. */
  get namesOneNode(): boolean {
    return namesOneNode(this.#options.connectionString);
  }

  /** A call on the link answered as it should. */
  succeeded(link: Link): void {
    if (link === this.#current) this.#failures = 0;
  }

  /** A call on the link failed: it is left where a new one may do better. */
  failed(link: Link, failure: Failure): void {
    if (!needsNewLink(failure) || link !== this.#current) return;
    this.#current = null;
    this.#failures += 1;
    this.#leader = failure.kind === 'notLeader' ? failure.leader : null;
    this.#left.add(link);
    link.leave();
  }

  /** Ends every call that is still open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const opening = this.#opening;
    if (opening !== null) await opening.catch(() => undefined);
    this.#current?.close();
    this.#current = null;
    for (const link of this.#left) link.close();
    this.#left.clear();
  }

  async #openLink(): Promise<Link> {
    if (this.#failures > 0) await pause(backOffMs(this.#failures));
    const leader = this.#leader;
    this.#leader = null;
    try {
      const link = await this.#connect(leader);
      // Closed while it was being opened: nobody would close it any more.
      if (this.#isClosed) {
        link.close();
        throw new CallFailed({ kind: 'refused', detail: 'The log was closed.' });
      }
      this.#forgetClosedLinks();
      this.#current = link;
      return link;
    } catch (error) {
      this.#failures += 1;
      throw new CallFailed(failureOf(error), error);
    }
  }

  async #connect(leader: Endpoint | null): Promise<Link> {
    const { connectionString, timeoutMs } = this.#options;
    const target =
      leader === null
        ? toLeader(connectionString)
        : toNode(connectionString, leader.host, leader.port);
    const client = clientOf(target);
    // The class declares these two as protected and gives no other way to its channel; the package's
    // version is pinned, and every test of this folder goes through them.
    const internals = client as unknown as ClientInternals;
    const channel = internals.getChannel();
    const gaveUp = new AbortController();
    const late = pause(timeoutMs, null, { signal: gaveUp.signal }).catch(() => null);
    // The timer goes where there is no channel, too: left behind it would keep the process from ending.
    const first = await Promise.race([channel, late]).finally(() => {
      gaveUp.abort();
    });
    if (first !== null) return new Link(first, internals);
    // It may still come, when nobody waits for it any more.
    channel.then(
      (unwanted) => {
        unwanted.close();
      },
      () => undefined,
    );
    const detail = `No leader was found within ${String(timeoutMs)} ms.`;
    throw new CallFailed({ kind: 'unreachable', detail });
  }

  #forgetClosedLinks(): void {
    for (const link of this.#left) {
      if (link.isIdle) this.#left.delete(link);
    }
  }
}

/** What is wrong with the setting stays wrong; the client's own message would repeat parts of it. */
const clientOf = (connectionString: string): EventStoreDBClient => {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    const detail =
      error instanceof Error && !('connectionString' in error)
        ? error.message
        : 'The client cannot read the connection string: look at its host, port and options.';
    throw new CallFailed({ kind: 'refused', detail });
  }
};

/** Doubled with each failure in a row, with up to a half left to chance so that many do not come at once. */
export const backOffMs = (failures: number): number => {
  const full = Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return full * (0.5 + Math.random() / 2);
};
