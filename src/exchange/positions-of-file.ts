import { readFile, rm } from 'node:fs/promises';
import type { County } from '../../events/values/county.js';
import { errorCode } from '../system-reason.js';
import { numbersOf } from './files-of-county.js';
import { filePaths } from './paths.js';
import { partsIn } from './journal.js';

/** Ranges of positions, both ends included. */
type Ranges = readonly (readonly [first: number, last: number])[];

/**
 * Where the records of a file are in the ledger, those that were there before included, by its journal: nothing of the
 * records themselves is in it.
 */
export async function positionsByJournal(journal: string): Promise<Ranges> {
  const ranges: [number, number][] = [];
  const add = (first: number, last: number): void => {
    const before = ranges.at(-1);
    if (before !== undefined && before[1] + 1 === first) before[1] = last;
    else ranges.push([first, last]);
  };
  for await (const { size, accepted, known } of partsIn(journal)) {
    if (accepted > 0) add(size + 1, size + accepted);
    for (const position of known) add(position, position);
  }
  return ranges;
}

/**
 * Removes the kept files of a county that hold an erased record, with what tells of their rows; receipts stay. Answers
 * the numbers of the files.
 */
export async function removeKeptErased(
  exchange: string,
  county: County,
  isErasedAt: (position: number) => boolean,
): Promise<readonly number[]> {
  const removed: number[] = [];
  for (const number of await numbersOf(exchange, county)) {
    const own = filePaths(exchange, county, number);
    const ranges = await rangesIn(own.positions);
    if (!ranges.some((range) => holdsErased(range, isErasedAt))) continue;
    for (const path of [own.kept, own.rejects, own.positions]) await rm(path, { force: true });
    removed.push(number);
  }
  return removed;
}

function holdsErased(
  [first, last]: readonly [number, number],
  isErasedAt: (position: number) => boolean,
): boolean {
  for (let position = first; position <= last; position += 1) {
    if (isErasedAt(position)) return true;
  }
  return false;
}

async function rangesIn(path: string): Promise<Ranges> {
  try {
    // We have written it.
    return JSON.parse(await readFile(path, 'utf8')) as Ranges;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
