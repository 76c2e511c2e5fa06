import { setTimeout as pause } from 'node:timers/promises';
import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AskApplication } from './asks.js';
import { isThere } from '../exchange/durable-files.js';
import { senderFolders } from '../exchange/paths.js';
import { writeKeyFiles } from './key-files.js';
import { SshdLog } from './sshd-log.js';
import { takeCounty } from './taking/county-round.js';
import type { IntakeHouse } from './taking/intake-house.js';
import type { Taken } from './taking/take-file.js';

/** How folders are watched, and who is told what. */
export interface WatchManner {
  readonly settleMs: number;
  /** sshd's log, absolute, where the operator lets it be read into the access log; null where not. */
  readonly sshdLog: string | null;
  readonly onTaken: (county: County, taken: Exclude<Taken, { kind: 'unfinished' }>) => void;
  /** Told once that the watched folder is gone, and once that it is there again: nothing is taken meanwhile. */
  readonly onFolder: (isThere: boolean) => void;
  /** Told what is in the way of a county's files, or of keys and tending (null); it is tried again. */
  readonly onFault: (county: County | null, error: unknown) => void;
}

/** How often files are looked for that another process has begun and left; always after a fault of ours. */
const GO_ON_MS = 60_000;

/** How often what is not kept any longer is looked for. */
const TEND_MS = 3_600_000;

/** How often it is looked for what goes to outboxes by itself. */
const SEND_MS = 20_000;

/** How often the folders are looked at; and, where something was in the way of a county, not before so long. */
const LOOK_MS = 1000;
const AGAIN_MS = 5000;

/** What the application knows of where files come in. */
export async function intakeHouse(
  asks: AskApplication,
  watched: string,
  clock: () => Instant,
): Promise<IntakeHouse> {
  const { folder, key, token } = await asks('intakeFolder', { watched });
  return { watched, exchange: folder, key, token, asks, clock };
}

/** Takes files from counties' folders, one at a time a county. */
export class IntakeWatch {
  readonly #house: IntakeHouse;
  readonly #manner: WatchManner;
  readonly #notBefore = new Map<County, number>();
  /** When files that were begun were last gone on with; not there: they are to be now. */
  readonly #wentOnAt = new Map<County, number>();
  readonly #stop = new AbortController();
  readonly #sshdLog: SshdLog | null;
  #isFolderThere = true;

  constructor(house: IntakeHouse, manner: WatchManner) {
    this.#house = house;
    this.#manner = manner;
    const { sshdLog } = manner;
    this.#sshdLog = sshdLog === null ? null : new SshdLog(sshdLog, house.exchange);
  }

  /** Puts sign-ins and refusals of sshd's log on the access log. */
  async signIns(): Promise<void> {
    await this.#sshdLog?.read(async (events) => {
      await this.#house.asks('logIntakeEvents', { events });
    });
  }

  /** Brings the files of public keys level with the acts. */
  keys(): Promise<readonly County[]> {
    return writeKeyFiles(this.#house.asks, this.#house.watched);
  }

  /** Takes away what is not kept any longer, and notes what was fetched. */
  async tend(): Promise<void> {
    const { watched, asks } = this.#house;
    for (const county of COUNTIES) {
      if (!(await isThere(senderFolders(watched, county).root))) continue;
      await asks('tendExchange', { county, watched });
    }
  }

  /** Puts into outboxes what goes there by itself; answers the names of what was put there. */
  async send(): Promise<readonly string[]> {
    const { watched, asks } = this.#house;
    const put: string[] = [];
    for (const county of COUNTIES) {
      if (!(await isThere(senderFolders(watched, county).outbox))) continue;
      // An act is on the access log: it is none where nothing is there to be sent.
      if ((await asks('countDueByItself', { county })) === 0) continue;
      put.push(...(await asks('sendByItself', { county })));
    }
    return put;
  }

  /** Looks at each county's folder once; answers how many files were taken or given back. */
  async round(): Promise<number> {
    const counts = await Promise.all(COUNTIES.map((county) => this.#county(county)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Goes on until it is stopped; ends when the file under way is done. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    let tendedAt = Number.NEGATIVE_INFINITY;
    let sentAt = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      await this.#aside(() => this.#lookForFolder());
      await this.#aside(() => this.keys());
      await this.#aside(() => this.signIns());
      await this.round();
      if (performance.now() - sentAt >= SEND_MS) {
        sentAt = performance.now();
        await this.#aside(() => this.send());
      }
      if (performance.now() - tendedAt >= TEND_MS) {
        tendedAt = performance.now();
        await this.#aside(() => this.tend());
      }
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #lookForFolder(): Promise<void> {
    const isFolderThere = await isThere(this.#house.watched);
    if (isFolderThere !== this.#isFolderThere) this.#manner.onFolder(isFolderThere);
    this.#isFolderThere = isFolderThere;
  }

  /** What fails beside the taking of files is told, and done again the next time. */
  async #aside(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#manner.onFault(null, error);
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
      const isToGoOn = performance.now() - (this.#wentOnAt.get(county) ?? -Infinity) >= GO_ON_MS;
      const count = await takeCounty(this.#house, county, {
        settleMs,
        onTaken,
        isToGoOn,
        isStopped,
      });
      if (isToGoOn) this.#wentOnAt.set(county, performance.now());
      return count;
    } catch (error) {
      this.#wentOnAt.delete(county);
      this.#notBefore.set(county, performance.now() + AGAIN_MS);
      onFault(county, error);
      return 0;
    }
  }
}
