import type { LedgerConnection } from './connection.js';
import type { ErasedTable } from './erasing/erased-table.js';
import {
  STRETCH_POSITIONS,
  candidates,
  cutIntoStretches,
  eachId,
  idHash,
  isLarge,
  merge,
  pairsAlike,
  runOf,
  runWithout,
  runsToMerge,
  stretchStart,
} from './id-runs.js';
import type { Extent, IdRun } from './id-runs.js';
import { IdRunTable } from './id-run-table.js';
import { IdTables } from './id-tables.js';
import type { LentTables } from './id-tables.js';

/** Runs of so many stretches are held in memory, 16 KiB each: a file that comes twice asks for one after the other. */
const STRETCHES_HELD = 128;

const NO_POSITIONS: readonly number[] = [];

/**
 * Which records of one ledger file have an id. In memory is in which stretches one may be, once it is needed; the runs of
 * the table `id_runs` say where in a stretch.
 */
export class IdIndex {
  readonly #runs: IdRunTable;
  #tables = IdTables.empty();
  /** Runs of earlier programs, which are too large to be read for each question. */
  #large: readonly IdRun[] = [];
  /** By the first position of a stretch: its runs, the latest first. */
  readonly #held = new Map<number, readonly IdRun[]>();
  #isCut = false;

  constructor(connection: LedgerConnection, erased: ErasedTable) {
    this.#runs = new IdRunTable(connection, erased);
  }

  /** Forgets what it knows: the transaction in which it came to know was taken back, or records were erased. */
  forget(): void {
    this.#tables.leave();
    this.#tables = IdTables.empty();
    this.#large = [];
    this.#held.clear();
    this.#isCut = false;
  }

  /**
   * Compares where the last of the file's runs ends with the ledger's size. That none is missing before it is seen by
   * whoever loads them: a report needs none, and a ledger has some fifty for each hundred thousand records.
   */
  checkEnd(size: number): void {
    this.#runs.checkEnd(size);
  }

  /** The position up to which ids are known in memory; where another thread adds to it, it may be behind the ledger's size. */
  get loadedTo(): number {
    return this.#tables.loadedTo;
  }

  /** Makes known in memory what the file has, inside a transaction in which the ledger has this size. */
  load(size: number): void {
    if (this.loadedTo === size || (this.#tables.isLent && this.loadedTo > size)) return;
    if (this.#tables.isLent || this.loadedTo > size) this.forget();
    const emptied = this.#tables.makeRoom(size, true);
    const behind = emptied === null ? this.loadedTo : emptied - 1;
    const large: IdRun[] = [];
    for (const [first] of this.#runs.extents(behind, size)) {
      const run = this.#runs.read(first);
      this.#add(run, behind);
      if (isLarge(run)) large.push(run);
    }
    this.#large = [...this.#large, ...large];
    this.#tables.advanceTo(size);
  }

  /** False if none of the loaded records has this id. */
  mayHave(id: string): boolean {
    return this.mayHaveHash(idHash(id));
  }

  /** False if none of the loaded records has an id with this hash. */
  mayHaveHash(hash: number): boolean {
    return this.#tables.mayHave(hash);
  }

  /** The positions of the loaded records that may have this id, the latest first. */
  candidates(id: string): readonly number[] {
    const hash = idHash(id);
    const starts = this.#tables.stretches(hash);
    if (starts.length === 0) return NO_POSITIONS;
    const positions = starts.flatMap((start) =>
      this.#runsOf(start)
        .flatMap((run) => candidates(run, hash))
        .filter((position) => stretchStart(position) === start),
    );
    return positions.sort((one, other) => other - one);
  }

  /**
   * Adds the ids of the records at `first` and on by their hashes, inside the caller's transaction, those before being
   * loaded. Answers the pairs of positions among them whose ids have the same hash.
   */
  append(first: number, hashes: Uint32Array): readonly (readonly [one: number, other: number])[] {
    this.#own(first - 1);
    if (!this.#isCut) this.#cutLarge();
    const last = first + hashes.length - 1;
    const emptied = this.#tables.makeRoom(last, false);
    if (emptied !== null) {
      for (const [start] of this.#runs.extents(emptied - 1, first - 1)) {
        this.#add(this.#runs.read(start), emptied - 1);
      }
    }
    for (let start = first; start <= last; start = stretchStart(start) + STRETCH_POSITIONS) {
      const end = Math.min(stretchStart(start) + STRETCH_POSITIONS - 1, last);
      const made = runOf(start, hashes.subarray(start - first, end - first + 1));
      this.#add(made, 0);
      this.#runs.write(this.#merged(made));
    }
    this.#tables.advanceTo(last);
    return pairsAlike(first, hashes);
  }

  /** Covers positions whose records were erased elsewhere, inside the caller's transaction, those before being loaded. */
  appendErased(first: number, last: number): void {
    this.#own(first - 1);
    this.#runs.write({ first, last, keys: new Float64Array() });
    this.#tables.advanceTo(last);
  }

  /** Drops the keys of some positions, inside the caller's transaction, in which the ledger has this size. */
  erase(size: number, isErased: (position: number) => boolean): void {
    for (const [first] of this.#runs.extents(0, size)) {
      const run = this.#runs.read(first);
      const kept = runWithout(run, isErased);
      if (kept.keys.length === run.keys.length) continue;
      this.#runs.delete(first);
      this.#runs.write(kept);
    }
    this.forget();
  }

  /** Gives what is in memory to another thread, which appends from now on, and goes on looking into it. */
  lend(): LentTables {
    // The first append cuts them.
    this.#large = [];
    return this.#tables.lend();
  }

  /** Takes what another thread lends, in place of what was loaded here. */
  take(lent: LentTables): void {
    this.forget();
    this.#tables = IdTables.taken(lent);
  }

  /** The thread that it was lent to has ended, as it was asked to or not. */
  takeBack(isOrderly: boolean): void {
    if (!this.#tables.isLent) return;
    this.#tables.takeBack();
    // The thread had forgotten it, or has left ids in it of an append that came to nothing.
    if (!isOrderly || this.loadedTo === 0) this.forget();
  }

  /** What is added here must not get into another thread's memory. */
  #own(size: number): void {
    if (!this.#tables.isLent) return;
    this.forget();
    this.load(size);
  }

  #add(run: IdRun, behind: number): void {
    eachId(run, (hash, position) => {
      if (position > behind) this.#tables.add(hash, position);
    });
  }

  /** The run that is written of one just made, which is put together with those at the end of its stretch. */
  #merged(made: IdRun): IdRun {
    let newest = made;
    const tail: Extent[] = [...this.#runs.extentsFrom(stretchStart(made.first))];
    tail.push([made.first, made.last]);
    for (let count = runsToMerge(tail); count > 0; count = runsToMerge(tail)) {
      const old = tail.splice(-count).slice(0, -1);
      newest = merge([...old.map(([first]) => this.#runs.read(first)), newest]);
      for (const [first] of old) this.#runs.delete(first);
      tail.push([newest.first, newest.last]);
    }
    return newest;
  }

  /** Makes small runs of those of earlier programs, so that they need not stay in memory. */
  #cutLarge(): void {
    for (const first of this.#runs.large()) {
      const run = this.#runs.read(first);
      this.#runs.delete(first);
      for (const part of cutIntoStretches(run)) this.#runs.write(part);
    }
    this.#large = [];
    this.#isCut = true;
  }

  /** The runs of the stretch that begins at a position, the latest first. */
  #runsOf(start: number): readonly IdRun[] {
    const held = this.#held.get(start);
    if (held !== undefined) return held;
    const end = start + STRETCH_POSITIONS - 1;
    const runs: IdRun[] = [];
    // What another thread has added may not be written yet, and is not in question then.
    let covered = this.#tables.isLent ? 0 : Math.min(end, this.loadedTo);
    for (let last = end; last >= start;) {
      const run = this.#large.find((each) => each.first <= last && each.last >= last);
      const found = run ?? this.#runs.readUpTo(last, covered);
      if (found === null) break;
      runs.push(found);
      last = found.first - 1;
      covered = last;
    }
    const isWhole = (runs[0]?.last ?? 0) >= end;
    if (isWhole && !runs.some(isLarge)) this.#hold(start, runs);
    return runs;
  }

  #hold(start: number, runs: readonly IdRun[]): void {
    if (this.#held.size >= STRETCHES_HELD) {
      for (const oldest of this.#held.keys()) {
        this.#held.delete(oldest);
        break;
      }
    }
    this.#held.set(start, runs);
  }
}
