import type SQLite from 'better-sqlite3';
import { DamagedLedger } from '../../ports/failures.js';
import { rowChecksum } from './checksum.js';
import type { LedgerConnection } from './connection.js';
import { ERASED_KIND, kindCode, kindOfCode } from './rows.js';
import type { Subject } from '../../ports/ledger-rows.js';

type SubjectRow = readonly [number: number, kind: number, id: string, crc: number];
const THE_COUNTY: Subject = { number: 0, kind: 'county', id: '' };

/**
 * The cases and children of a ledger. They change by an erasure only and are kept in memory once they are
 * read, so a lookup cannot miss one because of a damaged index.
 */
export class SubjectTable {
  readonly #connection: LedgerConnection;
  readonly #selectFrom: SQLite.Statement<[number, number], SubjectRow>;
  readonly #insertSubject: SQLite.Statement<[number, number, string, number]>;
  readonly #subjects: Subject[] = [THE_COUNTY];
  /** What `first` gave last. */
  #first: readonly Subject[] = [];
  readonly #numbers = { case: new Map<string, number>(), child: new Map<string, number>() };

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

  /** Reads the subjects up to number `count` that are not in memory yet. */
  load(count: number): void {
    const first = this.#subjects.length;
    if (first > count) return;
    for (const row of this.#selectFrom.iterate(first, count)) {
      const [number, code, id, crc] = row;
      const kind = code === ERASED_KIND && id === '' ? 'county' : kindOfCode(code);
      if (
        number !== this.#subjects.length ||
        kind === null ||
        typeof id !== 'string' ||
        rowChecksum('subject', [number, code], id) !== crc
      ) {
        break;
      }
      this.#remember({ number, kind, id });
    }
    if (this.#subjects.length !== count + 1) {
      throw this.#damaged(
        `the row of subject ${String(this.#subjects.length)} is missing or not what was written.`,
      );
    }
  }

  /** Forgets the subjects above number `count`: the transaction that added them was taken back. */
  forgetAbove(count: number): void {
    this.#first = [];
    for (const { kind, id } of this.#subjects.splice(count + 1)) {
      if (kind !== 'county') this.#numbers[kind].delete(id);
    }
  }

  /** Leaves the number to nobody, inside the caller's transaction; what is in memory is to be forgotten after it. */
  erase(number: number): void {
    this.#connection.database
      .prepare('UPDATE subjects SET kind = ?, id = ?, crc = ? WHERE number = ?')
      .run(ERASED_KIND, '', rowChecksum('subject', [number, ERASED_KIND], ''), number);
  }

  /** The loaded subjects by number; number 0 is the county. */
  all(): readonly Subject[] {
    return this.#subjects;
  }

  /** The county and the loaded subjects up to number `count`; the same list again while nothing was added or erased. */
  first(count: number): readonly Subject[] {
    if (this.#first.length !== count + 1) this.#first = this.#subjects.slice(0, count + 1);
    return this.#first;
  }

  /** The loaded subject with this number, undefined if there is none. */
  subject(number: number): Subject | undefined {
    return this.#subjects[number];
  }

  /** The number of a loaded case or child, 0 if there is none. */
  numberOf(kind: 'case' | 'child', id: string): number {
    return this.#numbers[kind].get(id) ?? 0;
  }

  /** Adds the subject with the next number, inside the caller's transaction. */
  add(kind: 'case' | 'child', id: string): void {
    const number = this.#subjects.length;
    const code = kindCode(kind);
    this.#insertSubject.run(number, code, id, rowChecksum('subject', [number, code], id));
    this.#remember({ number, kind, id });
  }

  #remember(subject: Subject): void {
    this.#subjects.push(subject);
    if (subject.kind !== 'county') this.#numbers[subject.kind].set(subject.id, subject.number);
  }

  #damaged(finding: string): DamagedLedger {
    return new DamagedLedger(this.#connection.county, null, finding);
  }
}
