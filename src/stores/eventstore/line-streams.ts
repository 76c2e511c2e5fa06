import { randomUUID } from 'node:crypto';
import type { LinesEnd, LinesOnServer } from '../../ports/access-log.js';
import { cutStream } from './moving/cut-stream.js';
import { newestEvent } from './moving/stream-reads.js';
import { appendPatiently } from './moving/stream-writer.js';
import type { StoreCalls } from './store-calls.js';

/** The type of every event. Storage: never change it. */
const TYPE = 'AccessLine';

/** Lines of access logs in EventStoreDB (KurrentDB): stream `access-log-NAME`, one event a line. */
export class LineStreams implements LinesOnServer {
  readonly #calls: StoreCalls;
  readonly #streamPrefix: string;

  /** @param calls - of the log whose connection it shares, which also closes it */
  constructor(calls: StoreCalls, streamPrefix: string) {
    this.#calls = calls;
    this.#streamPrefix = streamPrefix;
  }

  /** @throws EventStoreUnavailable, EventStoreRefused, as all of these */
  async end(name: string): Promise<LinesEnd> {
    const newest = await newestEvent(this.#calls, this.#streamOf(name));
    if (newest === null) return { size: 0, last: null };
    return { size: newest.revision + 1, last: Buffer.from(newest.data).toString('utf8') };
  }

  async append(name: string, size: number, lines: readonly string[]): Promise<boolean> {
    const events = lines.map((line) => ({
      id: randomUUID(),
      type: TYPE,
      data: Buffer.from(line),
      metadata: new Uint8Array(),
    }));
    const { kind } = await appendPatiently(this.#calls, this.#streamOf(name), size, events);
    return kind === 'written';
  }

  async forget(name: string, size: number): Promise<void> {
    // The newest stays: it says how far the stream goes.
    const { size: there } = await this.end(name);
    const first = Math.min(size, there - 1);
    if (first > 0) await cutStream(this.#calls, this.#streamOf(name), first);
  }

  #streamOf(name: string): string {
    return `${this.#streamPrefix}${name}`;
  }
}
