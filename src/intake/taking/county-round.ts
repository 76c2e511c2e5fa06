import { formatInstant, toWholeSecond } from '../../../events/values/instant.js';
import type { County } from '../../../events/values/county.js';
import { isThere, makeOwnFolder, moved } from '../../exchange/durable-files.js';
import { numbersOf } from '../../exchange/files-of-county.js';
import { Journal } from '../../exchange/journal.js';
import { newNumber } from '../../exchange/numbered-folder.js';
import { filePaths, senderFolders } from '../../exchange/paths.js';
import { arrivalsIn } from './inbox.js';
import type { Arrival } from './inbox.js';
import type { IntakeHouse } from './intake-house.js';
import { heldPath, isDone, takeFile } from './take-file.js';
import type { Taken } from './take-file.js';

/** How long a file has to be as it is, and whom to tell what becomes of each. */
export interface RoundManner {
  readonly settleMs: number;
  readonly onTaken: (county: County, taken: Exclude<Taken, { kind: 'unfinished' }>) => void;
  /** Whether to look for files that a process before this one has begun. */
  readonly isToGoOn: boolean;
  /** Whether to begin no further file. */
  readonly isStopped: () => boolean;
}

/**
 * Takes what there is of one county, in order of arrival: first what a process before this one has begun, then what
 * lies in the inbox. Does nothing where another process is at it. Answers how many files it took or gave back. Throws
 * what is in the way of a file: it and those behind it wait for the next round.
 */
export async function takeCounty(
  house: IntakeHouse,
  county: County,
  manner: RoundManner,
): Promise<number> {
  const { inbox } = senderFolders(house.watched, county);
  if (!(await isThere(inbox))) return 0;
  // Nothing is asked of anybody while nothing is there.
  if (!manner.isToGoOn && arrivalsIn(inbox, settledBy(manner)).length === 0) return 0;
  const release = await house.asks('claimIntake', { county });
  if (release === null) return 0;
  try {
    const round = new CountyRound(house, county, manner);
    const count = (manner.isToGoOn ? await round.goOn() : 0) + (await round.takeInbox());
    // Segments make the next replay fast and change no answer.
    if (count > 0) await house.asks('extendSegments', { county, how: 'whereWorth' });
    return count;
  } finally {
    release();
  }
}

class CountyRound {
  readonly #house: IntakeHouse;
  readonly #county: County;
  readonly #manner: RoundManner;

  constructor(house: IntakeHouse, county: County, manner: RoundManner) {
    this.#house = house;
    this.#county = county;
    this.#manner = manner;
  }

  /** Files that were begun and are not done. */
  async goOn(): Promise<number> {
    let count = 0;
    for (const number of await this.#numbers()) {
      const own = filePaths(this.#house.exchange, this.#county, number);
      if (await isDone(own)) continue;
      // What came in a request has its receipt on the page alone.
      if (!(await isThere(own.upload))) await this.#demandFolders();
      count += await this.#take(number);
    }
    return count;
  }

  async takeInbox(): Promise<number> {
    const { isStopped } = this.#manner;
    const { inbox, held } = senderFolders(this.#house.watched, this.#county);
    const arrivals = arrivalsIn(inbox, settledBy(this.#manner));
    if (arrivals.length === 0) return 0;
    await this.#demandFolders();
    await makeOwnFolder(held);
    let count = 0;
    for (const arrival of arrivals) {
      if (isStopped()) break;
      count += await this.#take(await this.#claim(arrival));
    }
    return count;
  }

  /** What becomes of a file can be told to its sender: before anything is taken out of his inbox. */
  async #demandFolders(): Promise<void> {
    const { watched } = this.#house;
    const { receipts, returned } = senderFolders(watched, this.#county);
    for (const folder of [receipts, returned]) {
      if (await isThere(folder)) continue;
      throw new Error(
        `there is no folder ${folder}, make it with "plumbline intake setup ${watched} --county ${this.#county}"`,
      );
    }
  }

  async #take(number: number): Promise<number> {
    const taken = await takeFile(this.#house, this.#county, number);
    if (taken.kind === 'unfinished') return 0;
    const result = taken.kind === 'taken' ? ('allowed' as const) : ('failed' as const);
    const event = { what: 'file', county: this.#county, from: 'sftp', result } as const;
    await this.#house.asks('logIntakeEvents', { events: [event] });
    this.#manner.onTaken(this.#county, taken);
    return 1;
  }

  /** Puts a file out of its sender's reach, under a number of its own. */
  async #claim({ path, name, fault, arrivedMs }: Arrival): Promise<number> {
    const received = formatInstant(toWholeSecond(arrivedMs));
    const number = await newNumber(this.#house.exchange, this.#county, async (draft) => {
      const journal = await Journal.open(draft.journal);
      try {
        await journal.add({ step: 'claimed', name, received, fault });
      } finally {
        await journal.close();
      }
    });
    // Where it was gone, taking it finds nothing, and forgets its number.
    await moved(path, heldPath(this.#house, this.#county, number));
    return number;
  }

  #numbers(): Promise<readonly number[]> {
    return numbersOf(this.#house.exchange, this.#county);
  }
}

function settledBy({ settleMs }: RoundManner): { settleMs: number; nowMs: number } {
  return { settleMs, nowMs: Date.now() };
}
