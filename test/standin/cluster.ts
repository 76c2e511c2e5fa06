import { setTimeout as pause } from 'node:timers/promises';
import type { Member, Membership, NodeOptions } from './node.js';
import { StandInNode } from './node.js';
import type { AppendAnswer, ServerVersion } from './stream-store.js';
import { StreamStore } from './stream-store.js';

export interface ClusterOptions extends NodeOptions {
  readonly nodes?: number;
  readonly version?: ServerVersion;
}

const WRITE_TIMEOUT_MS = 2_000;

/**
 * One node or several over one log. What a majority has is in the store, which outlives them all;
 * what only a leader without a majority took is its tail, kept until the majority is back (then it
 * is written after all) or another leader is there (then it is cut off).
 */
export class StandIn implements Membership {
  readonly store: StreamStore;
  readonly nodes: readonly StandInNode[];
  readonly #writeTimeoutMs: number;
  #leader = 0;
  #cutOff = false;
  #tail: (() => AppendAnswer)[] = [];

  constructor({ nodes = 1, version = '24.10.4', ...options }: ClusterOptions = {}) {
    this.store = new StreamStore(version, options.appendSizeMax);
    this.#writeTimeoutMs = options.writeTimeoutMs ?? WRITE_TIMEOUT_MS;
    this.nodes = Array.from({ length: nodes }, () => new StandInNode(this, options));
  }

  static async start(options: ClusterOptions = {}): Promise<StandIn> {
    const standIn = new StandIn(options);
    for (const node of standIn.nodes) await node.start();
    return standIn;
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.kill();
  }

  get connectionString(): string {
    const hosts = this.nodes.map(({ port }) => `127.0.0.1:${String(port)}`);
    return `esdb://${hosts.join(',')}?tls=false`;
  }

  node(index: number): StandInNode {
    const node = this.nodes[index];
    if (node === undefined) throw new Error(`there is no node ${String(index)}`);
    return node;
  }

  /** Another node leads from now on; what only the old one had is gone. */
  elect(index: number): void {
    this.#leader = index;
    this.#tail = [];
    this.#cutOff = false;
  }

  /** The leader no longer reaches the others: it takes writes and cannot finish them. */
  cutOffLeader(): void {
    this.#cutOff = true;
  }

  /** The leader reaches the others again: what it took is written after all. */
  heal(): void {
    this.#cutOff = false;
    for (const apply of this.#tail) apply();
    this.#tail = [];
  }

  isLeader(node: StandInNode): boolean {
    return this.nodes[this.#leader] === node;
  }

  leader(): StandInNode | null {
    const leader = this.nodes[this.#leader];
    return leader?.alive === true ? leader : null;
  }

  members(): readonly Member[] {
    return this.nodes.map((node, index) => ({
      instanceId: node.instanceId,
      port: node.port,
      alive: node.alive,
      leader: index === this.#leader && node.alive,
    }));
  }

  async write(apply: () => AppendAnswer): Promise<AppendAnswer | null> {
    if (!this.#cutOff && this.#hasMajority()) {
      const answer = apply();
      if (answer.kind === 'success' && this.store.commitMs > 0) await pause(this.store.commitMs);
      return answer;
    }
    this.#tail.push(apply);
    await pause(this.#writeTimeoutMs, undefined, { ref: false });
    return null;
  }

  #hasMajority(): boolean {
    return this.nodes.filter(({ alive }) => alive).length * 2 > this.nodes.length;
  }
}
