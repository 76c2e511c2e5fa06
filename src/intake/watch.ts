import { setTimeout as pause } from 'node:timers/promises';
import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Asks } from './asks.js';
import { takeCounty } from './taking/county-round.js';
import type { IntakePlace } from './taking/place.js';
import type { Taken } from './taking/take-file.js';

/** How folders are watched, and who is told what. */
export interface WatchManner {
  readonly settleMs: number;
  readonly onTaken: (county: County, taken: Exclude<Taken, { kind: 'unfinished' }>) => void;
  /** Told what is in the way of a county's files; they are tried again. */
  readonly onFault: (county: County, error: unknown) => void;
}

/** How often the folders are looked at; and, where something was in the way of a county, not before so long. */
const LOOK_MS = 1000;
const AGAIN_MS = 5000;

/** What the application knows of where files come in. */
export async function intakePlace(
  asks: Asks,
  watched: string,
  clock: () => Instant,
): Promise<IntakePlace> {
  const { folder, key, token } = await asks('intakePlace', {});
  return { watched, exchange: folder, key, token, asks, clock };
}

/** Takes files from counties' folders, one at a time a county. */
export class IntakeWatch {
  readonly #place: IntakePlace;
  readonly #manner: WatchManner;
  readonly #notBefore = new Map<County, number>();
  readonly #stop = new AbortController();

  constructor(place: IntakePlace, manner: WatchManner) {
    this.#place = place;
    this.#manner = manner;
  }

  /** Looks at each county's folder once; answers how many files were taken or given back. */
  async round(): Promise<number> {
    const counts = await Promise.all(COUNTIES.map((county) => this.#county(county)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Goes on until it is stopped; ends when the file under way is done. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.round();
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Begins no further file. */
  stop(): void {
    this.#stop.abort();
  }

  async #county(county: County): Promise<number> {
    if (performance.now() < (this.#notBefore.get(county) ?? 0)) return 0;
    const { settleMs, onTaken, onFault } = this.#manner;
    try {
      const isStopped = (): boolean => this.#stop.signal.aborted;
      return await takeCounty(this.#place, county, { settleMs, onTaken, isStopped });
    } catch (error) {
      this.#notBefore.set(county, performance.now() + AGAIN_MS);
      onFault(county, error);
      return 0;
    }
  }
}
