import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../cli/in-process.js';
import { ask, runServiceIn, send } from '../http/running-service.js';
import type { Answer, RunningService } from '../http/running-service.js';
import type { StandIn } from '../standin/cluster.js';
import type { Fault } from '../standin/faults.js';

/** The service as one machine runs it: a process and a data folder of its own, the server everybody's. */
export class ServingMachine {
  readonly folder = temporaryFolder();
  readonly #env: Readonly<Record<string, string>>;
  #service: RunningService | null = null;

  constructor(connectionString: string, streamPrefix: string) {
    this.#env = {
      PLUMBLINE_EVENTSTORE: connectionString,
      PLUMBLINE_EVENTSTORE_PREFIX: streamPrefix,
    };
  }

  async start(): Promise<this> {
    this.#service = await runServiceIn(this.#env, this.folder.path);
    return this;
  }

  get service(): RunningService {
    if (this.#service === null) throw new Error('The service was not started.');
    return this.#service;
  }

  get(path: string): Promise<Answer> {
    return ask(`${this.service.url}${path}`);
  }

  post(county: string, records: readonly object[], size: number | null = null): Promise<Answer> {
    const headers = size === null ? {} : { 'If-Match': `"${String(size)}"` };
    return send(this.service, county, records, headers);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.service.process.kill('SIGKILL');
    await this.service.ended;
  }

  /** The size of a county's ledger as it answers it, 0 where there is none. */
  async sizeOf(county: string): Promise<number> {
    const { size = 0 } = (await this.get(`/v1/counties/${county}/ledger`)).json() as {
      size?: number;
    };
    return size;
  }

  async remove(): Promise<void> {
    if (this.#service !== null && this.service.process.exitCode === null) await this.kill();
    this.folder.remove();
  }
}

/** Lets the next append of the stand-in meet a fault; resolves when it has. */
export function nextAppendMeets(standIn: StandIn, fault: Fault): Promise<void> {
  const { faults } = standIn.node(0);
  return new Promise((resolve) => {
    faults.source = (operation) => {
      if (operation !== 'append') return null;
      faults.source = null;
      resolve();
      return fault;
    };
  });
}

/** Asks until the answer is as it should be; a minute at most. */
export async function untilHolds<Found>(
  find: () => Promise<Found>,
  holds: (found: Found) => boolean,
): Promise<Found> {
  const end = performance.now() + 60_000;
  for (;;) {
    const found = await find();
    if (holds(found)) return found;
    if (performance.now() > end) throw new Error(`It stayed ${JSON.stringify(found)}.`);
    await pause(50);
  }
}
