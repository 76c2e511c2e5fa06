import type SQLite from 'better-sqlite3';
import { DamagedLedger } from '../../ports/failures.js';
import { rowChecksum } from './checksum.js';
import type { LedgerConnection } from './connection.js';

/** Where the chains of a subject end: positions, 0 where there is no record. */
export interface ChainEnds {
  readonly last: number;
  /** For a child: the last `ChildAddedToCase` that names it. */
  readonly lastNaming: number;
}

/** Subjects in a row of `chain_ends`: a batch touches many subjects, and writes few rows. */
export const CHAIN_END_SUBJECTS = 256;

const NUMBERS_PER_SUBJECT = 2;
const BLOCK_BYTES = CHAIN_END_SUBJECTS * NUMBERS_PER_SUBJECT * Uint32Array.BYTES_PER_ELEMENT;

type BlockRow = readonly [block: number, ends: Uint8Array, crc: number];

/** The ends of all chains, by subject number. */
export class ChainEndsTable {
  readonly #connection: LedgerConnection;
  readonly #selectBlock: SQLite.Statement<[number], BlockRow>;
  readonly #writeBlock: SQLite.Statement<[number, Uint8Array, number]>;
  /** The blocks as of an append to size `#asOf`, so that the next append need not read them again. */
  readonly #blocks = new Map<number, Uint32Array>();
  readonly #changed = new Set<number>();
  /** Blocks that were read for a ledger of this size. */
  readonly #lookedAt = new Map<number, Uint32Array>();
  #lookedAtOf = -1;
  #asOf = -1;

  constructor(connection: LedgerConnection) {
    this.#connection = connection;
    this.#selectBlock = connection.database
      .prepare<[number], BlockRow>('SELECT block, ends, crc FROM chain_ends WHERE block = ?')
      .raw();
    this.#writeBlock = connection.database.prepare(
      'INSERT INTO chain_ends (block, ends, crc) VALUES (?, ?, ?) ON CONFLICT (block) DO UPDATE SET ends = excluded.ends, crc = excluded.crc',
    );
  }

  /** The ends of a subject that the ledger has, as the file has them now. */
  endsNow(subject: number): ChainEnds {
    return endsIn(this.#read(blockOf(subject)), subject);
  }

  /** The same for a reader of the ledger's first `size` records: they may be those of a moment ago, and never before that. */
  ends(subject: number, size: number): ChainEnds {
    if (this.#lookedAtOf !== size) this.#lookedAt.clear();
    this.#lookedAtOf = size;
    const block = blockOf(subject);
    const known = this.#lookedAt.get(block);
    const ends = known ?? this.#read(block);
    if (known === undefined) this.#lookedAt.set(block, ends);
    return endsIn(ends, subject);
  }

  /** Begins an append to a ledger of this size. */
  begin(size: number): void {
    if (this.#asOf !== size) this.forget();
  }

  /** The ends of a subject in the midst of an append. */
  current(subject: number): ChainEnds {
    return endsIn(this.#loaded(blockOf(subject)), subject);
  }

  /** Sets the ends of a subject in the midst of an append. */
  set(subject: number, { last, lastNaming }: ChainEnds): void {
    const block = blockOf(subject);
    const ends = this.#loaded(block);
    const at = placeOf(subject);
    ends[at] = last;
    ends[at + 1] = lastNaming;
    this.#changed.add(block);
  }

  /** In the midst of an append: the record at `position` is the last one of a subject. Answers the one before. */
  endWith(subject: number, position: number): number {
    return this.#replace(subject, 0, position);
  }

  /** In the midst of an append: the record at `position` is the last one that names a child. Answers the one before. */
  endNamingWith(child: number, position: number): number {
    return this.#replace(child, 1, position);
  }

  /** Makes room for a subject that the ledger did not have. */
  add(subject: number): void {
    const block = blockOf(subject);
    if (placeOf(subject) === 0) {
      this.#blocks.set(block, new Uint32Array(CHAIN_END_SUBJECTS * NUMBERS_PER_SUBJECT));
    }
    this.set(subject, { last: 0, lastNaming: 0 });
  }

  /** Writes what changed, inside the caller's transaction, after which the ledger has this size. */
  flush(size: number): void {
    for (const block of this.#changed) {
      const ends = this.#loaded(block);
      const bytes = new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength);
      this.#writeBlock.run(block, bytes, rowChecksum('chainEnds', [block], bytes));
    }
    this.#changed.clear();
    this.#asOf = size;
  }

  /** Forgets what is in memory: another process has written, or a transaction was taken back. */
  forget(): void {
    this.#blocks.clear();
    this.#changed.clear();
    this.#lookedAt.clear();
    this.#asOf = -1;
  }

  #replace(subject: number, which: number, position: number): number {
    const block = blockOf(subject);
    const ends = this.#loaded(block);
    const at = placeOf(subject) + which;
    const before = ends[at] ?? 0;
    ends[at] = position;
    this.#changed.add(block);
    return before;
  }

  #loaded(block: number): Uint32Array {
    const known = this.#blocks.get(block);
    if (known !== undefined) return known;
    const ends = this.#read(block);
    this.#blocks.set(block, ends);
    return ends;
  }

  #read(block: number): Uint32Array {
    const [, ends, crc] = this.#selectBlock.get(block) ?? [block, null, 0];
    if (
      !(ends instanceof Uint8Array) ||
      ends.length !== BLOCK_BYTES ||
      rowChecksum('chainEnds', [block], ends) !== crc
    ) {
      const first = block * CHAIN_END_SUBJECTS;
      throw new DamagedLedger(
        this.#connection.county,
        null,
        `the row that tells the last records of subjects ${String(first)} to ${String(first + CHAIN_END_SUBJECTS - 1)} is missing or not what was written.`,
      );
    }
    return new Uint32Array(Uint8Array.from(ends).buffer);
  }
}

/** The bytes of a block in which no subject has a record. */
export function emptyBlock(): Uint8Array {
  return new Uint8Array(BLOCK_BYTES);
}

function blockOf(subject: number): number {
  return Math.floor(subject / CHAIN_END_SUBJECTS);
}

function placeOf(subject: number): number {
  return (subject % CHAIN_END_SUBJECTS) * NUMBERS_PER_SUBJECT;
}

function endsIn(block: Uint32Array, subject: number): ChainEnds {
  const at = placeOf(subject);
  return { last: block[at] ?? 0, lastNaming: block[at + 1] ?? 0 };
}
