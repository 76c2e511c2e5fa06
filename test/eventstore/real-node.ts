import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { rounds } from '../support/soak.js';

/** The program of a server (`EventStore.ClusterNode`) of which these specs start, kill and empty nodes of their own. */
const PROGRAM = process.env['PLUMBLINE_TEST_EVENTSTORE_PROGRAM'] ?? '';

/** Why specs with nodes of their own are left out; null where they are not. */
export const NO_PROGRAM: string | null =
  PROGRAM === ''
    ? 'PLUMBLINE_TEST_EVENTSTORE_PROGRAM names no EventStore.ClusterNode.'
    : existsSync(PROGRAM)
      ? null
      : `PLUMBLINE_TEST_EVENTSTORE_PROGRAM names ${PROGRAM}, which is not there.`;

/** `describe` where the program is given; else the suite is left out, and why is said past jest. */
export function describeReal(what: string, suite: () => void): void {
  if (NO_PROGRAM !== null) process.stderr.write(`Left out: ${what}: ${NO_PROGRAM}\n`);
  (NO_PROGRAM === null ? describe : describe.skip)(what, suite);
}

/** How often something is done to real nodes; PLUMBLINE_TEST_EVENTSTORE_ROUNDS says it for all, as where a soak is done in parts. */
export function realRounds(usual: number, soak: number): number {
  const given = Number(process.env['PLUMBLINE_TEST_EVENTSTORE_ROUNDS'] ?? '');
  return given > 0 ? given : rounds(usual, soak);
}

const START_MS_MAX = 120_000;
const STOP_MS_MAX = 60_000;

export interface RealNodeOptions {
  /** Where its files lie: data, log, what it prints. */
  readonly folder: string;
  /** Where its data lies, where that is elsewhere. */
  readonly db?: string;
  readonly port: number;
  readonly replicationPort: number;
  /** More of the server's own options, as `--max-append-size`, `65536`. */
  readonly more?: readonly string[];
  /** TLS and accounts, by certificates; without them it asks nobody who they are. */
  readonly certificates?: NodeCertificates;
}

/** Paths. */
export interface NodeCertificates {
  readonly certificate: string;
  readonly key: string;
  /** The folder that holds the authority's certificate alone. */
  readonly authorities: string;
  /** The authority's certificate, which a client is given. */
  readonly authority: string;
}

/** A node of a real server on loopback, as an operator's supervisor keeps it: what ends by itself is started again. */
export class RealNode {
  readonly port: number;
  readonly db: string;
  readonly #folder: string;
  readonly #certificates: NodeCertificates | null;
  readonly #argv: readonly string[];
  #process: ChildProcess | null = null;
  #isWanted = false;
  /** How often it ended without having been told to. */
  endedByItself = 0;
  /** False where what ends by itself stays down. */
  isSupervised = true;

  constructor({ folder, port, replicationPort, db, more = [], certificates }: RealNodeOptions) {
    this.port = port;
    this.#certificates = certificates ?? null;
    this.db = db ?? join(folder, 'db');
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const config = join(folder, 'empty.conf');
    writeFileSync(config, '');
    this.#argv = [
      ...['--config', config, '--db', this.db, '--log', join(folder, 'log')],
      ...securityOf(this.#certificates),
      ...['--node-port', String(port), '--replication-port', String(replicationPort)],
      ...['--run-projections', 'None', ...more],
    ];
  }

  get connectionString(): string {
    const address = `127.0.0.1:${String(this.port)}`;
    if (this.#certificates === null) return `esdb://${address}?tls=false`;
    return `esdb://admin:changeit@${address}?tls=true&tlsCAFile=${this.#certificates.authority}`;
  }

  get isRunning(): boolean {
    return this.#process !== null;
  }

  /** Resolves when it can be asked; one of several nodes may still know no leader. */
  async start(): Promise<this> {
    this.#isWanted = true;
    this.#spawn();
    const end = performance.now() + START_MS_MAX;
    while (!(await this.isLive())) {
      if (this.#process === null && !this.isSupervised) throw new Error(this.printed());
      if (performance.now() > end) throw new Error(`The node did not start. ${this.printed()}`);
      await pause(100);
    }
    return this;
  }

  async isLive(): Promise<boolean> {
    const address = `127.0.0.1:${String(this.port)}/health/live`;
    if (this.#certificates !== null) return isAnswered(`https://${address}`);
    try {
      return (await fetch(`http://${address}`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** As where its disk was replaced: it begins a new history. */
  async empty(): Promise<void> {
    await this.kill();
    rmSync(this.db, { recursive: true, force: true });
    await this.start();
  }

  /** The end of what it printed. */
  printed(): string {
    return readFileSync(join(this.#folder, 'out.txt'), 'utf8').slice(-2_000);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#isWanted = false;
    const running = this.#process;
    if (running === null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    const patience = setTimeout(() => running.kill('SIGKILL'), STOP_MS_MAX);
    await ended;
    clearTimeout(patience);
  }

  #spawn(): void {
    const printing = join(this.#folder, 'out.txt');
    const command = `exec "$0" "$@" >> '${printing}' 2>&1`;
    const env = { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true', DOTNET_gcServer: '0' };
    const started = spawn('sh', ['-c', command, PROGRAM, ...this.#argv], {
      cwd: dirname(PROGRAM),
      env: environmentOf(env),
      stdio: 'ignore',
    });
    this.#process = started;
    started.on('exit', () => {
      this.#process = null;
      if (!this.#isWanted) return;
      this.endedByItself += 1;
      if (this.isSupervised)
        setTimeout(() => {
          if (this.#isWanted) this.#spawn();
        }, 500);
    });
  }
}

/** The options by which a node is spoken to. */
function securityOf(certificates: NodeCertificates | null): readonly string[] {
  if (certificates === null) return ['--insecure'];
  const { certificate, key, authorities } = certificates;
  return [
    ...['--certificate-file', certificate, '--certificate-private-key-file', key],
    ...['--trusted-root-certificates-path', authorities],
  ];
}

/** Whoever answers: the certificate is not what is asked about. */
function isAnswered(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { rejectUnauthorized: false, timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 204);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      resolve(false);
    });
  });
}

/** The server takes every variable that begins with EVENTSTORE_ for an option; ours for tests are none of its own. */
function environmentOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PLUMBLINE_')));
}

/** Several nodes over one log. */
export class RealCluster {
  readonly nodes: readonly RealNode[];

  constructor(nodes: readonly RealNode[]) {
    this.nodes = nodes;
  }

  /** @param count - 1, or more that elect a leader */
  static async start(folder: string, count: number): Promise<RealCluster> {
    const ports = await freePorts(2 * count);
    const nodes = Array.from({ length: count }, (_, at) => {
      const seeds = ports.slice(0, count).filter((port) => port !== ports[at]);
      const of = ['--cluster-size', String(count), '--discover-via-dns', 'false'];
      const gossip = ['--gossip-seed', seeds.map((port) => `127.0.0.1:${String(port)}`).join(',')];
      return new RealNode({
        folder: join(folder, `node-${String(at)}`),
        port: ports[at] ?? 0,
        replicationPort: ports[count + at] ?? 0,
        more: count === 1 ? [] : [...of, ...gossip],
      });
    });
    const cluster = new RealCluster(nodes);
    await Promise.all(nodes.map((node) => node.start()));
    await cluster.leader();
    return cluster;
  }

  get connectionString(): string {
    const hosts = this.nodes.map(({ port }) => `127.0.0.1:${String(port)}`);
    return `esdb://${hosts.join(',')}?tls=false`;
  }

  /** Who leads, as the nodes that run agree; waited for. */
  async leader(): Promise<RealNode> {
    const end = performance.now() + START_MS_MAX;
    for (;;) {
      const ports = await Promise.all(this.nodes.map(leaderByGossip));
      const leader = this.nodes.find(
        ({ port, isRunning }) => isRunning && ports.some((named) => named === port),
      );
      if (leader !== undefined) return leader;
      if (performance.now() > end) throw new Error('No node leads.');
      await pause(100);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }
}

interface Gossip {
  readonly members: readonly {
    readonly state: string;
    readonly isAlive: boolean;
    readonly httpEndPointPort: number;
  }[];
}

/** The port of the leader that a node knows, null where it knows none. */
async function leaderByGossip(node: RealNode): Promise<number | null> {
  if (!node.isRunning) return null;
  try {
    const url = `http://127.0.0.1:${String(node.port)}/gossip?format=json`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    const { members } = (await answer.json()) as Gossip; // the server's own JSON
    const leader = members.find(({ state, isAlive }) => state === 'Leader' && isAlive);
    return leader?.httpEndPointPort ?? null;
  } catch {
    return null;
  }
}

/** Ports of loopback on which nobody listens. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
