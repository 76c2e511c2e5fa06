import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatInstant } from '../../../events/values/instant.js';
import type { County } from '../../../events/values/county.js';
import { claimFolder, isThere, makeOwnFolder, moved } from '../../exchange/durable-files.js';
import { Journal } from '../../exchange/journal.js';
import { filePlaces, senderPlaces } from '../../exchange/places.js';
import { errorCode } from '../../system-reason.js';
import { arrivalsIn } from './inbox.js';
import type { Arrival } from './inbox.js';
import type { IntakePlace } from './place.js';
import { heldPath, takeFile } from './take-file.js';
import type { Taken } from './take-file.js';

/** How long a file has to be as it is, and whom to tell what becomes of each. */
export interface RoundManner {
  readonly settleMs: number;
  readonly onTaken: (county: County, taken: Exclude<Taken, { kind: 'unfinished' }>) => void;
  /** Whether to begin no further file. */
  readonly isStopped: () => boolean;
}

const NUMBER = /^\d{8}$/u;

/**
 * Takes what there is of one county, in order of arrival: first what a process before this one has begun, then what
 * lies in the inbox. Does nothing where another process is at it. Answers how many files it took or gave back. Throws
 * what is in the way of a file: it and those behind it wait for the next round.
 */
export async function takeCounty(
  place: IntakePlace,
  county: County,
  manner: RoundManner,
): Promise<number> {
  const { inbox } = senderPlaces(place.watched, county);
  if (!(await isThere(inbox))) return 0;
  const release = await place.asks('claimIntake', { county });
  if (release === null) return 0;
  try {
    const round = new CountyRound(place, county, manner);
    const count = (await round.goOn()) + (await round.takeInbox());
    // Segments make the next replay fast and change no answer.
    if (count > 0) await place.asks('extendSegments', { county, how: 'whereWorth' });
    return count;
  } finally {
    release();
  }
}

class CountyRound {
  readonly #place: IntakePlace;
  readonly #county: County;
  readonly #manner: RoundManner;

  constructor(place: IntakePlace, county: County, manner: RoundManner) {
    this.#place = place;
    this.#county = county;
    this.#manner = manner;
  }

  /** Files that were begun and are not done. */
  async goOn(): Promise<number> {
    let count = 0;
    for (const number of await this.#numbers()) {
      const own = filePlaces(this.#place.exchange, this.#county, number);
      if (await isDone(own)) continue;
      count += await this.#take(number);
    }
    return count;
  }

  async takeInbox(): Promise<number> {
    const { settleMs, isStopped } = this.#manner;
    const { inbox, held } = senderPlaces(this.#place.watched, this.#county);
    const arrivals = arrivalsIn(inbox, { settleMs, nowMs: Date.now() });
    if (arrivals.length === 0) return 0;
    await makeOwnFolder(held);
    let next = ((await this.#numbers()).at(-1) ?? 0) + 1;
    let count = 0;
    for (const arrival of arrivals) {
      if (isStopped()) break;
      const number = await this.#claim(arrival, next);
      if (number === null) continue;
      next = number + 1;
      count += await this.#take(number);
    }
    return count;
  }

  async #take(number: number): Promise<number> {
    const taken = await takeFile(this.#place, this.#county, number);
    if (taken.kind === 'unfinished') return 0;
    this.#manner.onTaken(this.#county, taken);
    return 1;
  }

  /** Puts a file out of its sender's reach, under a number of its own; null where it is gone. */
  async #claim({ path, name, fault, arrivedMs }: Arrival, from: number): Promise<number | null> {
    const { exchange } = this.#place;
    await makeOwnFolder(join(exchange, this.#county));
    for (let number = from; ; number += 1) {
      const own = filePlaces(exchange, this.#county, number);
      if (!(await claimFolder(own.folder))) continue;
      const journal = await Journal.open(own.journal);
      const received = formatInstant(Math.floor(arrivedMs / 1000) * 1000);
      try {
        await journal.add({ step: 'claimed', name, received, fault });
      } finally {
        await journal.close();
      }
      const sender = senderPlaces(this.#place.watched, this.#county);
      await moved(path, heldPath(this.#place, sender, number));
      // Where it was gone, taking it finds nothing, and forgets its number.
      return number;
    }
  }

  async #numbers(): Promise<readonly number[]> {
    try {
      const names = await readdir(join(this.#place.exchange, this.#county));
      return names
        .filter((name) => NUMBER.test(name))
        .map(Number)
        .sort((one, other) => one - other);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }
}

/** What was settled has a receipt or a reason, and its journal's last step; a receipt alone may be a step too early. */
async function isDone(own: ReturnType<typeof filePlaces>): Promise<boolean> {
  return (await isThere(own.receipt)) || (await isThere(own.returned));
}
