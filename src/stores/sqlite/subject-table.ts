import type SQLite from 'better-sqlite3';
import { DamagedLedger } from '../../ports/failures.js';
import { rowChecksum } from './checksum.js';
import type { LedgerConnection } from './connection.js';
import { ERASED_KIND, kindCode, kindOfCode } from './rows.js';
import type { Subject } from '../../ports/ledger-rows.js';

type SubjectRow = readonly [number: number, kind: number, id: string, crc: number];
type NumbersById = Readonly<Record<'case' | 'child', Map<string, number>>>;

/** The kind of the county itself, and of whoever was erased. */
const NOBODY = 0;

/**
 * The cases and children of a ledger. They change by an erasure only and are kept in memory once they are
 * read, so a lookup cannot miss one because of a damaged index. A large county has a million: there is an object of one
 * while it is asked for, and the numbers by id are there once somebody asks for one.
 */
export class SubjectTable {
  readonly #connection: LedgerConnection;
  readonly #selectFrom: SQLite.Statement<[number, number], SubjectRow>;
  readonly #insertSubject: SQLite.Statement<[number, number, string, number]>;
  /** By number, the county first. */
  readonly #ids: string[] = [''];
  #kinds = new Uint8Array(64);
  /** What `first` gave last. */
  #first: readonly Subject[] = [];
  #numbers: NumbersById | null = null;

  constructor(connection: LedgerConnection) {
    this.#connection = connection;
    const { database } = connection;
    this.#selectFrom = database
      .prepare<[number, number], SubjectRow>(
        'SELECT number, kind, id, crc FROM subjects WHERE number BETWEEN ? AND ? ORDER BY number',
      )
      .raw();
    this.#insertSubject = database.prepare(
      'INSERT INTO subjects (number, kind, id, crc) VALUES (?, ?, ?, ?)',
    );
  }

  /** How many are loaded, the county included: the number that the next one gets. */
  get count(): number {
    return this.#ids.length;
  }

  /** Reads the subjects up to number `count` that are not in memory yet. */
  load(count: number): void {
    const first = this.count;
    if (first > count) return;
    for (const row of this.#selectFrom.iterate(first, count)) {
      const [number, code, id, crc] = row;
      const kind = code === ERASED_KIND && id === '' ? 'county' : kindOfCode(code);
      if (
        number !== this.count ||
        kind === null ||
        typeof id !== 'string' ||
        rowChecksum('subject', [number, code], id) !== crc
      ) {
        break;
      }
      this.#remember(kind, id);
    }
    if (this.count !== count + 1) {
      throw this.#damaged(
        `the row of subject ${String(this.count)} is missing or not what was written.`,
      );
    }
  }

  /** Forgets the subjects above number `count`: the transaction that added them was taken back. */
  forgetAbove(count: number): void {
    this.#first = [];
    for (let number = count + 1; number < this.count; number += 1) {
      const kind = kindOfCode(this.#kinds[number] ?? NOBODY);
      if (kind !== null) this.#numbers?.[kind].delete(this.#ids[number] ?? '');
    }
    this.#ids.length = Math.min(this.count, count + 1);
  }

  /** Leaves the number to nobody, inside the caller's transaction; what is in memory is to be forgotten after it. */
  erase(number: number): void {
    this.#connection.database
      .prepare('UPDATE subjects SET kind = ?, id = ?, crc = ? WHERE number = ?')
      .run(ERASED_KIND, '', rowChecksum('subject', [number, ERASED_KIND], ''), number);
  }

  /** The county and the loaded subjects up to number `count`; the same list again while nothing was added or erased. */
  first(count: number): readonly Subject[] {
    if (this.#first.length === count + 1) return this.#first;
    const first = this.#first.slice(0, count + 1);
    for (let number = first.length; number <= count; number += 1) {
      const subject = this.subject(number);
      if (subject !== undefined) first.push(subject);
    }
    this.#first = first;
    return first;
  }

  /** The loaded subject with this number, undefined if there is none. */
  subject(number: number): Subject | undefined {
    const id = this.#ids[number];
    if (id === undefined) return undefined;
    return { number, kind: kindOfCode(this.#kinds[number] ?? NOBODY) ?? 'county', id };
  }

  /** The number of a loaded case or child, 0 if there is none. */
  numberOf(kind: 'case' | 'child', id: string): number {
    this.#numbers ??= this.#numbersById();
    return this.#numbers[kind].get(id) ?? 0;
  }

  /** Adds the subject with the next number, inside the caller's transaction. */
  add(kind: 'case' | 'child', id: string): void {
    const number = this.count;
    const code = kindCode(kind);
    this.#insertSubject.run(number, code, id, rowChecksum('subject', [number, code], id));
    this.#remember(kind, id);
  }

  #remember(kind: Subject['kind'], id: string): void {
    const number = this.count;
    if (number === this.#kinds.length) {
      const grown = new Uint8Array(number * 2);
      grown.set(this.#kinds);
      this.#kinds = grown;
    }
    this.#kinds[number] = kind === 'county' ? NOBODY : kindCode(kind);
    this.#ids.push(id);
    if (kind !== 'county') this.#numbers?.[kind].set(id, number);
  }

  #numbersById(): NumbersById {
    const numbers = { case: new Map<string, number>(), child: new Map<string, number>() };
    this.#ids.forEach((id, number) => {
      const kind = kindOfCode(this.#kinds[number] ?? NOBODY);
      if (kind !== null) numbers[kind].set(id, number);
    });
    return numbers;
  }

  #damaged(finding: string): DamagedLedger {
    return new DamagedLedger(this.#connection.county, null, finding);
  }
}
