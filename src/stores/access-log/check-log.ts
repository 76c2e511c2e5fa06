import { formatDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import { noteOfHead } from '../../../projections/access-log/log-note.js';
import { RootAccumulator } from '../../../projections/seal/merkle.js';
import type { LogChecked, LogFault } from '../../ports/access-log.js';
import { daysOfHeads, daysOfLog } from './day-files.js';
import type { CommitHead, DayHeader } from './day-files.js';
import { headsFound, linesFound } from './day-found.js';
import type { HeadsFound, LinesFound } from './day-found.js';
import type { LogParts } from './log-end.js';

/** Most faults that are named: whoever reads on knows enough. */
const FAULTS_MAX = 10_000;

/**
 * Proves every line of the log: each against the hash that is kept of it outside, all of them against the signed heads,
 * day by day. Nothing is changed, and others may write meanwhile.
 *
 * @param isExpired - whether a day's lines were kept for as long as they have to be
 */
export async function checkLog(
  parts: LogParts,
  isExpired: (day: Day) => boolean,
): Promise<LogChecked> {
  const { folder } = parts;
  const ofHeads = await daysOfHeads(folder);
  const days = [...new Set([...ofHeads, ...(await daysOfLog(folder))])].sort((a, b) => a - b);
  const proof = new LogProof(parts);
  for (const day of days) {
    // Heads first: a line that is written meanwhile is then one that is not signed yet.
    const heads = await headsFound(folder, day);
    const lines = await linesFound(folder, day);
    proof.day({ day, heads, lines, isLast: day === days.at(-1), isExpired: isExpired(day) });
  }
  return proof.checked();
}

/** A day as it is found. */
interface DayFound {
  readonly day: Day;
  readonly heads: HeadsFound;
  /** Null where there is no file of them. */
  readonly lines: LinesFound | null;
  readonly isLast: boolean;
  readonly isExpired: boolean;
}

/** Goes through the log from its first day on; knows the tree as far as it was signed. */
class LogProof {
  readonly #parts: LogParts;
  readonly #faults: LogFault[] = [];
  #name: string | null = null;
  /** Null behind lines of which no hash is known that fits. */
  #tree: RootAccumulator | null = new RootAccumulator();
  #size = 0;
  #signed: CommitHead | null = null;
  #expired = 0;
  #unsigned = 0;

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  day(found: DayFound): void {
    const { heads, lines, day } = found;
    const before = this.#size;
    this.#begin(found);
    if (heads.unreadable > 0) {
      this.#fault(null, `A line of the signed heads of ${formatDay(day)} cannot be read.`);
    }
    for (const commit of heads.commits) this.#commit(commit, found);
    const last = heads.commits.at(-1);
    if (last !== undefined && !this.#isSigned(last)) {
      const upTo = String(last.size);
      this.#fault(null, `The head of the first ${upTo} lines is not one that a known key signed.`);
    }
    this.#behindHeads(found);
    if (lines === null) this.#withoutLines(found, before);
    else this.#oddities(found, lines);
  }

  checked(): LogChecked {
    this.#compareBeside();
    const faults = this.#faults;
    return { size: this.#size, expired: this.#expired, unsigned: this.#unsigned, faults };
  }

  /** The tree that the day goes on from, by its own word: it has to be the one that the days before came to. */
  #begin({ day, heads, lines }: DayFound): void {
    const headers = [heads.header, lines?.header].filter(
      (each) => each !== null && each !== undefined,
    );
    const named = formatDay(day);
    if (heads.header === null)
      this.#fault(
        null,
        `The signed heads of ${named} are gone, or do not begin as they were written.`,
      );
    if (lines?.header === null)
      this.#fault(null, `The lines of ${named} do not begin as they were written.`);
    for (const header of headers) {
      this.#name ??= header.log;
      if (header.log === this.#name && header.day === day && this.#goesOn(header)) continue;
      this.#fault(
        null,
        `What is kept of ${named} goes on from other lines than there were before it.`,
      );
    }
    const [header] = headers;
    if (this.#tree !== null || header === undefined) return;
    this.#tree = header.before.copy();
    this.#size = Math.max(this.#size, header.before.size);
  }

  #goesOn({ before }: DayHeader): boolean {
    const tree = this.#tree;
    return tree === null || (tree.size === before.size && same(tree.root(), before.root()));
  }

  #commit(commit: CommitHead, found: DayFound): void {
    const from = commit.size - commit.leaves.length + 1;
    if (from <= this.#size) {
      this.#fault([from, commit.size], `The head of these lines stands in a wrong place.`);
      return;
    }
    if (from > this.#size + 1) this.#withoutHead([this.#size + 1, from - 1], found.lines);
    const inLog = leavesOf(found.lines, from, commit.size);
    const byHead = grown(this.#tree, commit.leaves);
    const byLines = inLog.includes(null) ? null : grown(this.#tree, inLog);
    const fits = (tree: RootAccumulator | null): boolean =>
      tree !== null && same(tree.root(), commit.root);
    if (this.#tree === null || fits(byHead)) {
      this.#tree = byHead;
      this.#compareLines(from, commit.leaves, found.lines);
    } else if (fits(byLines)) {
      this.#fault(
        [from, commit.size],
        'The hashes that are kept of these lines outside of the log are not what was signed; the lines are.',
      );
      this.#tree = byLines;
    } else this.#neither(commit, from, byHead, found.lines);
    this.#size = commit.size;
    this.#signed = commit;
  }

  /** Neither what is in the log nor what is kept of it gives the root of the head. */
  #neither(
    commit: CommitHead,
    from: number,
    byHead: RootAccumulator | null,
    lines: LinesFound | null,
  ): void {
    this.#compareLines(from, commit.leaves, lines);
    if (!this.#isSigned(commit)) {
      this.#fault([from, commit.size], 'The head of these lines is not what was signed.');
      this.#tree = byHead;
      return;
    }
    this.#fault(
      [from, commit.size],
      'What is kept of these lines, or of some before them, is not what was signed.',
    );
    this.#tree = null;
  }

  /** Lines without a head of their own: a later one proves them. */
  #withoutHead([from, to]: readonly [number, number], lines: LinesFound | null): void {
    this.#fault([from, to], 'The signed head of these lines is gone.');
    const leaves = leavesOf(lines, from, to);
    if (lines !== null) this.#compareLines(from, leaves, lines);
    this.#tree = leaves.includes(null) ? null : grown(this.#tree, leaves);
    this.#size = to;
  }

  #compareLines(
    from: number,
    leaves: readonly (Uint8Array | null)[],
    lines: LinesFound | null,
  ): void {
    if (lines === null) return;
    const gone: number[] = [];
    const altered: number[] = [];
    for (const [index, leaf] of leaves.entries()) {
      const inLog = lines.leaves.get(from + index);
      if (inLog === undefined) gone.push(from + index);
      else if (leaf !== null && !same(inLog, leaf)) altered.push(from + index);
    }
    for (const range of rangesOf(altered))
      this.#fault(range, `${subject(range)} not what was written.`);
    for (const range of rangesOf(gone)) {
      this.#fault(range, `${subject(range)} gone, or cannot be read any more.`);
    }
  }

  /** Lines that no head is signed of: at the end of the log their writer was stopped, elsewhere there is none such. */
  #behindHeads({ lines, isLast }: DayFound): void {
    if (lines === null || lines.last <= this.#size) return;
    const range = [this.#size + 1, lines.last] as const;
    const leaves = leavesOf(lines, ...range);
    if (isLast && !leaves.includes(null)) {
      this.#unsigned = leaves.length;
      this.#tree = grown(this.#tree, leaves);
      this.#size = lines.last;
    } else if (isLast) {
      this.#fault(range, 'Behind the last signed head stand lines that do not follow each other.');
    } else this.#withoutHead(range, lines);
  }

  /** The whole file of a day's lines is not there: its time was over, or somebody took it away. */
  #withoutLines({ day, isExpired }: DayFound, before: number): void {
    if (this.#size === before) return;
    if (isExpired) {
      this.#expired += this.#size - before;
      return;
    }
    this.#fault([before + 1, this.#size], `All lines of ${formatDay(day)} are gone.`);
  }

  #oddities({ day }: DayFound, { misplaced, unreadable, leaves }: LinesFound): void {
    for (const range of rangesOf(misplaced)) {
      this.#fault(
        range,
        `${subject(range)} in a wrong place: twice in the log, or behind a later one.`,
      );
    }
    const isNamed = this.#faults.some(({ lines }) => lines !== null && !leaves.has(lines[0]));
    if (unreadable > 0 && !isNamed) {
      this.#fault(null, `In the lines of ${formatDay(day)} stands one that is none of the log.`);
    }
  }

  /** The newest note beside the keys, where whoever can write the data folder cannot reach it. */
  #compareBeside(): void {
    const { newest, signer } = this.#parts;
    const note = this.#name === null ? null : (newest?.newest(this.#name, signer) ?? null);
    if (note === null) return;
    if (note.size > this.#size) {
      const range = [this.#size + 1, note.size] as const;
      this.#fault(
        range,
        `${subject(range)} cut off: the newest note beside the keys has ${String(note.size)} lines.`,
      );
      return;
    }
    if (this.#signed !== null && note.size > this.#signed.size) {
      this.#fault([this.#signed.size + 1, note.size], 'The signed heads of these lines are gone.');
    }
    const root =
      note.size === this.#signed?.size
        ? this.#signed.root
        : note.size === this.#size
          ? this.#tree?.root()
          : undefined;
    if (root !== undefined && !same(root, note.root)) {
      this.#fault(
        null,
        `The newest note beside the keys, of ${String(note.size)} lines, was signed of others.`,
      );
    }
  }

  #isSigned(head: CommitHead): boolean {
    const name = this.#name;
    if (name === null) return false;
    return this.#parts.signer.isSigned(name, head, noteOfHead(name, head, head.signature));
  }

  #fault(lines: readonly [from: number, to: number] | null, finding: string): void {
    if (this.#faults.length < FAULTS_MAX) this.#faults.push({ lines, finding });
  }
}

/** As in `Line 17 is`, `Lines 17 to 20 are`. */
function subject([from, to]: readonly [number, number]): string {
  return from === to ? `Line ${String(from)} is` : `Lines ${String(from)} to ${String(to)} are`;
}

/** Null for each that is not there. */
function leavesOf(
  lines: LinesFound | null,
  from: number,
  to: number,
): readonly (Uint8Array | null)[] {
  return Array.from({ length: to - from + 1 }, (_, at) => lines?.leaves.get(from + at) ?? null);
}

function grown(
  tree: RootAccumulator | null,
  leaves: readonly (Uint8Array | null)[],
): RootAccumulator | null {
  if (tree === null) return null;
  const copy = tree.copy();
  for (const leaf of leaves) if (leaf !== null) copy.add(leaf);
  return copy;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

/** Numbers in order as ranges of those that follow each other. */
function rangesOf(numbers: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = [];
  for (const n of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else ranges.push([n, n]);
  }
  return ranges;
}
