import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { isThere } from '../exchange/durable-files.js';
import { markAllWaiting, waitingFiles } from '../exchange/receive-file.js';
import type { AskApplication } from './asks.js';
import { takeUploads } from './taking/take-uploads.js';
import type { UploadsManner } from './taking/take-uploads.js';

/** How often it is looked for what waits; and, where something was in its way, not before so long. */
const LOOK_MS = 200;
const AGAIN_MS = 5_000;

/** How often what is not kept any longer is looked for. */
const TEND_MS = 3_600_000;

/** How files that came in requests are taken. */
export interface UploadsWatchManner {
  readonly onTaken: UploadsManner['onTaken'];
  /** Told what is in the way of a county's files, or of all (null); it is tried again. */
  readonly onFault: (county: County | null, error: unknown) => void;
  /** Whether old files are this one's to take away: where no folder is watched. */
  readonly tends: boolean;
}

/** Takes files that came in requests, as long as it is not stopped. Nothing is made where none ever came. */
export class UploadsWatch {
  readonly #asks: AskApplication;
  /** Where files are kept in the data folder, absolute. */
  readonly #exchange: string;
  readonly #clock: () => Instant;
  readonly #manner: UploadsWatchManner;
  readonly #stop = new AbortController();
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(
    asks: AskApplication,
    exchange: string,
    clock: () => Instant,
    manner: UploadsWatchManner,
  ) {
    this.#asks = asks;
    this.#exchange = exchange;
    this.#clock = clock;
    this.#manner = manner;
  }

  /** Takes what waits now; answers how many files that were. */
  async round(): Promise<number> {
    if ((await waitingFiles(this.#exchange)).length === 0) return 0;
    const { folder, key, token } = await this.#asks('intakeFolder', { watched: null });
    const { signal } = this.#stop;
    const house = { exchange: folder, key, token, asks: this.#asks, clock: this.#clock };
    return takeUploads(house, {
      ...this.#manner,
      isStopped: () => signal.aborted,
      onFault: (county, error) => {
        this.#notBefore = performance.now() + AGAIN_MS;
        this.#manner.onFault(county, error);
      },
    });
  }

  /** Goes on until it is stopped; ends when the file under way is done. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    await this.#aside(() => markAllWaiting(this.#exchange));
    let tendedAt = performance.now();
    while (!signal.aborted) {
      if (performance.now() >= this.#notBefore) await this.#aside(() => this.round());
      if (this.#manner.tends && performance.now() - tendedAt >= TEND_MS) {
        tendedAt = performance.now();
        await this.#aside(() => this.#tend());
      }
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Begins no further file. */
  stop(): void {
    this.#stop.abort();
  }

  async #tend(): Promise<void> {
    for (const county of COUNTIES) {
      if (!(await isThere(join(this.#exchange, county)))) continue;
      await this.#asks('tendExchange', { county, watched: null });
    }
  }

  /** What is in the way is told, and done again the next time. */
  async #aside(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#notBefore = performance.now() + AGAIN_MS;
      this.#manner.onFault(null, error);
    }
  }
}
