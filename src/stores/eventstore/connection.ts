import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { Endpoint, CallFailure } from './call-failure.js';
import { CallFailed, failureOf, needsNewLink } from './call-failure.js';
import { clusterOf } from './cluster.js';
import {
  endpointsIn,
  ignoredOptions,
  maskConnectionString,
  namesOneNode,
  optionIn,
  toLeader,
  toNode,
  userIn,
} from './connection-string.js';
import { isTakenAndEnded } from './setting-causes.js';
import { fileFault, settingFault } from './setting-faults.js';
import { ServerLink } from './link.js';
import type { ClientInternals } from './link.js';
import { speaksTls } from './tls-probe.js';

/** Between two attempts at a connection, milliseconds: doubled from the first to the second. */
const BACK_OFF_FIRST_MS = 50;
const BACK_OFF_MAX_MS = 2_000;

/** How long a node may take to say why it does not serve, milliseconds. */
const REASON_TIMEOUT_MS = 1_000;

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
  readonly #left = new Set<ServerLink>();
  #current: ServerLink | null = null;
  #opening: Promise<ServerLink> | null = null;
  #leader: Endpoint | null = null;
  #failures = 0;
  #hasAnswered = false;
  #isClosed = false;
  readonly #ending = new AbortController();

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
  async link(): Promise<ServerLink> {
    if (this.#isClosed) throw new CallFailed({ kind: 'refused', detail: 'The log was closed.' });
    if (this.#current !== null) return this.#current;
    this.#opening ??= this.#openLink().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** A link of its own to one node of the cluster, which whoever asked closes. @throws CallFailed */
  async linkTo(node: Endpoint): Promise<ServerLink> {
    if (this.#isClosed) throw new CallFailed({ kind: 'refused', detail: 'The log was closed.' });
    return this.#connect(node);
  }

  /** What is wrong with the setting, a sentence, where a call failed for that; else null. */
  settingFault(failure: CallFailure, asked: string): string | null {
    if (failure.kind !== 'refused' || failure.cause === undefined) return null;
    return settingFault(failure.cause, this.#options.connectionString, failure.detail, asked);
  }

  /** A failed connection that was taken and ended at once says by itself nothing of why. */
  async explained(failure: CallFailure): Promise<CallFailure> {
    const { connectionString } = this.#options;
    const isPlain = optionIn(connectionString, 'tls') === 'false';
    if (failure.kind !== 'unreachable' || !isPlain || !isTakenAndEnded(failure.detail)) {
      return failure;
    }
    // It was spoken to as the setting says.
    if (this.#hasAnswered) return failure;
    for (const { host, port } of endpointsIn(connectionString)) {
      if (!(await speaksTls(host, port))) continue;
      return { kind: 'refused', detail: failure.detail, cause: 'speaksTls' };
    }
    return failure;
  }

  /** Whether the setting names a user. */
  get namesUser(): boolean {
    return userIn(this.#options.connectionString) !== null;
  }

  /** Whether the setting names one node alone. */
  get namesOneNode(): boolean {
    return namesOneNode(this.#options.connectionString);
  }

  /** A call on the link answered as it should. */
  succeeded(link: ServerLink): void {
    this.#hasAnswered = true;
    if (link === this.#current) this.#failures = 0;
  }

  /** A call on the link failed: it is left where a new one may do better. */
  failed(link: ServerLink, failure: CallFailure): void {
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
    // What is being opened closes itself when it comes; a server that is away would keep everybody waiting.
    this.#ending.abort();
    await this.#opening?.catch(() => undefined);
    this.#current?.close();
    this.#current = null;
    for (const link of this.#left) link.close();
    this.#left.clear();
  }

  async #openLink(): Promise<ServerLink> {
    const signal = this.#ending.signal;
    if (this.#failures > 0) {
      await pause(backOffMs(this.#failures), undefined, { signal }).catch(() => undefined);
    }
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
      throw new CallFailed(await this.#reasonOf(failureOf(error)), error);
    }
  }

  /** The client does not say why no node of a cluster told it who leads: each is asked once more. */
  async #reasonOf(failure: CallFailure): Promise<CallFailure> {
    const { connectionString } = this.#options;
    if (failure.kind !== 'unreachable' || this.namesOneNode || this.#isClosed) return failure;
    const nodes = endpointsIn(connectionString);
    const reasons = await Promise.all(nodes.map((node) => this.#reasonAt(node)));
    const found = reasons.find((reason) => reason?.kind === 'refused') ?? reasons.find(Boolean);
    return found ?? failure;
  }

  async #reasonAt(node: Endpoint): Promise<CallFailure | null> {
    let link: ServerLink | null = null;
    try {
      link = await this.linkTo(node);
      await clusterOf(link, REASON_TIMEOUT_MS);
      return null;
    } catch (error) {
      return await this.explained(failureOf(error));
    } finally {
      link?.close();
    }
  }

  async #connect(leader: Endpoint | null): Promise<ServerLink> {
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
    const signal = AbortSignal.any([gaveUp.signal, this.#ending.signal]);
    const late = pause(timeoutMs, null, { signal }).catch(() => null);
    // The timer goes where there is no channel, too: left behind it would keep the process from ending.
    const first = await Promise.race([channel, late]).finally(() => {
      gaveUp.abort();
    });
    if (first !== null) return new ServerLink(first, internals);
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
  const fault = fileFault(connectionString);
  if (fault !== null) throw new CallFailed({ kind: 'refused', detail: fault, cause: 'file' });
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
