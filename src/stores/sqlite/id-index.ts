import type SQLite from 'better-sqlite3';
import { DamagedLedger } from '../../ports/failures.js';
import { rowChecksum } from './checksum.js';
import type { LedgerConnection } from './connection.js';
import type { ErasedTable } from './erasing/erased-table.js';
import { IdFilter } from './id-filter.js';
import {
  RUN_POSITIONS_MAX,
  candidates,
  hashesBehind,
  hashesOf,
  idHash,
  keyBytes,
  merge,
  pairsAlike,
  runOf,
  runOfBytes,
  runWithout,
  runsToMerge,
} from './id-runs.js';
import type { IdRun } from './id-runs.js';

type Extent = readonly [first: number, last: number];
type RunRow = readonly [first: number, last: number, keys: Uint8Array, crc: number];

const NO_POSITIONS: readonly number[] = [];

/** The runs of `id_runs` of one ledger file, held in memory once they are needed. */
export class IdIndex {
  readonly #connection: LedgerConnection;
  readonly #selectExtents: SQLite.Statement<[], Extent>;
  readonly #selectRun: SQLite.Statement<[number], RunRow>;
  readonly #insertRun: SQLite.Statement<[number, number, Uint8Array, number]>;
  readonly #deleteRun: SQLite.Statement<[number]>;
  readonly #erased: ErasedTable;
  #runs: readonly IdRun[] = [];
  #filter = new IdFilter(0);

  constructor(connection: LedgerConnection, erased: ErasedTable) {
    this.#connection = connection;
    this.#erased = erased;
    const { database } = connection;
    this.#selectExtents = database
      .prepare<[], Extent>('SELECT first, last FROM id_runs ORDER BY first')
      .raw();
    this.#selectRun = database
      .prepare<[number], RunRow>('SELECT first, last, keys, crc FROM id_runs WHERE first = ?')
      .raw();
    this.#insertRun = database.prepare(
      'INSERT INTO id_runs (first, last, keys, crc) VALUES (?, ?, ?, ?)',
    );
    this.#deleteRun = database.prepare('DELETE FROM id_runs WHERE first = ?');
  }

  /** Forgets the runs: the transaction that made them was taken back. */
  forget(): void {
    this.#runs = [];
    this.#filter = new IdFilter(0);
  }

  /** Compares the runs that the file has with the ledger's size, without reading them. */
  checkCoverage(size: number): void {
    this.#refuseGaps(this.#selectExtents.all(), size);
  }

  /** The position up to which the runs are in memory. */
  get loadedTo(): number {
    return this.#runs.at(-1)?.last ?? 0;
  }

  /** Brings the runs in memory up to the file's, inside a transaction in which the ledger has this size. */
  load(size: number): void {
    if (this.loadedTo === size) return;
    const extents = this.#selectExtents.all();
    this.#refuseGaps(extents, size);
    const loadedTo = this.loadedTo;
    const known = new Map(this.#runs.map((run) => [run.first, run]));
    const fresh: IdRun[] = [];
    this.#runs = extents.map(([first, last]) => {
      const run = known.get(first);
      if (run?.last === last) return run;
      const read = this.#read(first);
      fresh.push(read);
      return read;
    });
    if (loadedTo === 0) {
      this.#refilter(size);
      return;
    }
    // Runs are put together of runs that were seen before: the filter has those, and lacks only what is behind.
    for (const run of fresh) {
      for (const hash of hashesBehind(run, loadedTo)) this.#filter.add(hash);
    }
    if (this.#filter.isCrowded) this.#refilter(size);
  }

  /** False if none of the loaded runs has a record with this id. */
  mayHave(id: string): boolean {
    return this.mayHaveHash(idHash(id));
  }

  /** False if none of the loaded runs has a record whose id has this hash. */
  mayHaveHash(hash: number): boolean {
    return this.#filter.mayHave(hash);
  }

  /** The positions of the loaded runs whose record may have this id, newest run first. */
  candidates(id: string): readonly number[] {
    const hash = idHash(id);
    if (!this.#filter.mayHave(hash)) return NO_POSITIONS;
    const positions: number[] = [];
    for (let at = this.#runs.length - 1; at >= 0; at -= 1) {
      const run = this.#runs[at];
      if (run !== undefined) positions.push(...candidates(run, hash));
    }
    return positions;
  }

  /**
   * Adds the ids of the records at `first` and on by their hashes, inside the caller's transaction, the runs being
   * loaded. Answers the pairs of positions among them whose ids have the same hash.
   */
  append(first: number, hashes: Uint32Array): readonly (readonly [one: number, other: number])[] {
    const alike: (readonly [number, number])[] = [];
    for (let start = 0; start < hashes.length; start += RUN_POSITIONS_MAX) {
      const made = runOf(first + start, hashes.subarray(start, start + RUN_POSITIONS_MAX));
      this.#runs = [...this.#runs, made];
      for (const hash of hashesOf(made)) this.#filter.add(hash);
      alike.push(...pairsAlike(made));
      let newest = made;
      const replaced: IdRun[] = [];
      for (let count = runsToMerge(this.#runs); count > 0; count = runsToMerge(this.#runs)) {
        const old = this.#runs.slice(-count);
        replaced.push(...old);
        newest = merge(old);
        this.#runs = [...this.#runs.slice(0, -count), newest];
      }
      for (const run of replaced) this.#deleteRun.run(run.first);
      this.#write(newest);
    }
    if (this.#filter.isCrowded) this.#refilter(this.loadedTo);
    return alike;
  }

  /** Covers positions whose records were erased elsewhere, inside the caller's transaction, the runs being loaded. */
  appendErased(first: number, last: number): void {
    const run = { first, last, keys: new Float64Array() };
    this.#runs = [...this.#runs, run];
    this.#write(run);
  }

  /** Drops the keys of some positions, inside the caller's transaction, the runs being loaded. */
  erase(isErased: (position: number) => boolean): void {
    this.#runs = this.#runs.map((run) => {
      const kept = runWithout(run, isErased);
      if (kept.keys.length === run.keys.length) return run;
      this.#deleteRun.run(run.first);
      this.#write(kept);
      return kept;
    });
  }

  /** Makes the filter anew of all runs. */
  #refilter(size: number): void {
    this.#filter = new IdFilter(size);
    for (const run of this.#runs) {
      for (const hash of hashesOf(run)) this.#filter.add(hash);
    }
  }

  #write({ first, last, keys }: IdRun): void {
    const bytes = keyBytes({ first, last, keys });
    this.#insertRun.run(first, last, bytes, rowChecksum('idRun', [first, last], bytes));
  }

  #read(start: number): IdRun {
    const row = this.#selectRun.get(start);
    const run = row === undefined ? null : this.#intactRun(row);
    if (run === null) {
      throw new DamagedLedger(
        this.#connection.county,
        start,
        'the keys by which ids are found, from this position on, are not what was written.',
      );
    }
    return run;
  }

  #intactRun([first, last, keys, crc]: RunRow): IdRun | null {
    if (!(keys instanceof Uint8Array)) return null;
    if (rowChecksum('idRun', [first, last], keys) !== crc) return null;
    const { positions } = this.#erased;
    const erased = positions.countUpTo(last) - positions.countUpTo(first - 1);
    return runOfBytes(first, last, keys, erased);
  }

  #refuseGaps(extents: readonly Extent[], size: number): void {
    let covered = 0;
    for (const [first, last] of extents) {
      if (first !== covered + 1 || last < first) break;
      covered = last;
    }
    if (covered !== size) {
      throw new DamagedLedger(
        this.#connection.county,
        Math.min(covered, size) + 1,
        `the keys by which ids are found end at position ${String(covered)}, and the ledger has ${String(size)} records.`,
      );
    }
  }
}
