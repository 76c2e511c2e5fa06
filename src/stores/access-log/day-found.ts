import { existsSync } from 'node:fs';
import type { Day } from '../../../events/values/day.js';
import { leafHash } from '../../../projections/seal/merkle.js';
import { ENDED, headsPath, logPath, parseHead, parseHeader } from './day-files.js';
import type { CommitHead, DayHeader } from './day-files.js';
import { framesOf } from './framed-text.js';

/** The heads of a day as they are found. */
export interface HeadsFound {
  /** Null where the file is missing, or does not begin as one does. */
  readonly header: DayHeader | null;
  readonly commits: readonly CommitHead[];
  /** Lines of the file that cannot be read, but for a torn one at its end. */
  readonly unreadable: number;
}

/** The lines of a day as they are found: their leaves by number. */
export interface LinesFound {
  readonly header: DayHeader | null;
  readonly leaves: ReadonlyMap<number, Uint8Array>;
  /** The greatest number, 0 where there is no line. */
  readonly last: number;
  /** Numbers that stand twice, or behind a greater one. */
  readonly misplaced: readonly number[];
  /** Lines that cannot be read; a torn one at the end is not counted. */
  readonly unreadable: number;
}

/** As in the canonical JSON of a line. */
const NUMBER = /"n":(?<n>\d+),"of":/u;

export async function headsFound(folder: string, day: Day): Promise<HeadsFound> {
  let header: DayHeader | null = null;
  const commits: CommitHead[] = [];
  const unreadable = new Unreadable();
  let index = 0;
  for await (const { text } of framesOf(headsPath(folder, day))) {
    index += 1;
    const found = index === 1 && text !== null ? parseHeader(text) : null;
    const head = index === 1 || text === null ? null : parseHead(text);
    if (found !== null) header = found;
    else if (head !== null) commits.push(head);
    unreadable.met(found === null && head === null);
  }
  return { header, commits, unreadable: unreadable.count };
}

/** Null where there is no file of the day's lines. */
export async function linesFound(folder: string, day: Day): Promise<LinesFound | null> {
  const path = logPath(folder, day);
  if (!existsSync(path)) return null;
  let header: DayHeader | null = null;
  const leaves = new Map<number, Uint8Array>();
  const misplaced: number[] = [];
  const unreadable = new Unreadable();
  let last = 0;
  let index = 0;
  for await (const { text } of framesOf(path)) {
    index += 1;
    if (index === 1) {
      header = text === null ? null : parseHeader(text);
      continue;
    }
    if (text === ENDED) continue;
    const n = Number(NUMBER.exec(text ?? '')?.groups?.['n'] ?? 0);
    unreadable.met(n === 0);
    if (n === 0 || text === null) continue;
    if (n <= last) misplaced.push(n);
    last = Math.max(last, n);
    if (!leaves.has(n)) leaves.set(n, leafHash(Buffer.from(text)));
  }
  return { header, leaves, last, misplaced, unreadable: unreadable.count };
}

/** Counts what cannot be read before something that can: what is at the end may just be being written. */
class Unreadable {
  #pending = 0;
  #count = 0;

  met(isUnreadable: boolean): void {
    if (isUnreadable) this.#pending += 1;
    else {
      this.#count += this.#pending;
      this.#pending = 0;
    }
  }

  get count(): number {
    return this.#count;
  }
}
