import { randomUUID } from 'node:crypto';
import { linkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';
import type { ActsOf, StoredAct } from '../../ports/act-log.js';
import type { AppendOutcome } from '../../ports/event-log.js';
import { DamagedLedger, UnusableStore } from '../../ports/failures.js';
import { isErrorCode, syncPath } from './connection.js';
import { beginDatabase } from './data-folder.js';
import { speakingOf } from './sqlite-errors.js';

/** A kind of stream that a county has in a file of its own beside its ledger. */
export interface ActStream {
  /** In the file's header: SQLite's `application_id`. */
  readonly applicationId: number;
  /** The folder in a data folder or a backup that has the files. */
  readonly folder: string;
  /** What the acts are about, in messages. */
  readonly what: string;
}

/** Acts about reports: `PLUS`. */
export const SUBMISSION_STREAM: ActStream = {
  applicationId: 0x504c_5553,
  folder: 'submissions',
  what: 'submissions',
};

/** Holds, orders and erasures: `PLUR`. */
export const RETENTION_STREAM: ActStream = {
  applicationId: 0x504c_5552,
  folder: 'retention',
  what: 'holds and orders',
};

/** Copies of the signed notes that are on a server: `PLUN`. */
export const NOTE_STREAM: ActStream = {
  applicationId: 0x504c_554e,
  folder: 'notes',
  what: 'signed notes',
};

/** Accounts, rights and applications: `PLUA`. */
export const ACCESS_STREAM: ActStream = {
  applicationId: 0x504c_5541,
  folder: 'access',
  what: 'acts of access',
};

/** Public keys of counties' file transmission: `PLUI`. */
export const INTAKE_STREAM: ActStream = {
  applicationId: 0x504c_5549,
  folder: 'intake-keys',
  what: 'intake keys',
};

/** Copies of the signed notes of acts of access that are on a server: `PLUO`. */
export const ACCESS_NOTE_STREAM: ActStream = {
  applicationId: 0x504c_554f,
  folder: 'access-notes',
  what: 'signed notes of access',
};

/** The same of counties' public keys: `PLUK`. */
export const INTAKE_NOTE_STREAM: ActStream = {
  applicationId: 0x504c_554b,
  folder: 'intake-notes',
  what: 'signed notes of intake keys',
};

/** Samples of auditors: `PLUD`. */
export const SAMPLE_STREAM: ActStream = {
  applicationId: 0x504c_5544,
  folder: 'samples',
  what: 'samples',
};

/** SQLite's `user_version`. A file with a greater one is of a newer program. */
const SUBMISSIONS_FORMAT = 1;

/** How long an append waits for another process's. */
const BUSY_WAIT_MS = 30_000;

/**
 * The stream's head, and one row an act. `crc` is over the number and the body, so that a row is
 * found out that is not what was written.
 */
const TABLES = `
CREATE TABLE stream (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  county TEXT NOT NULL,
  size INTEGER NOT NULL
) STRICT;
CREATE TABLE acts (
  number INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
`;

type ActRow = readonly [number: number, body: string, crc: number];

/**
 * One county's stream of submissions, or of holds and orders, or the acts of access, in one SQLite file. It is small and seldom written, so it has a
 * rollback journal and not a write-ahead log: one file, whole when no process writes.
 */
export class ActFile {
  readonly #database: SQLite.Database;
  readonly #county: ActsOf;
  readonly #path: string;
  readonly #stream: ActStream;

  private constructor(database: SQLite.Database, county: ActsOf, path: string, stream: ActStream) {
    this.#stream = stream;
    this.#database = database;
    this.#county = county;
    this.#path = path;
  }

  /** Opens an existing file. Throws `UnusableStore` if it is not ours or newer, `DamagedLedger` if damaged. */
  static open(path: string, county: ActsOf, stream: ActStream = SUBMISSION_STREAM): ActFile {
    const database = speakingOf(county, path, null, () => {
      // For writing even to read: a writer that died leaves a journal which has to be rolled back.
      return new SQLite(path, { fileMustExist: true, timeout: BUSY_WAIT_MS });
    });
    try {
      speakingOf(county, path, null, () => {
        configure(database);
        refuseOtherFile(database, path, stream);
      });
    } catch (error) {
      database.close();
      throw error;
    }
    return new ActFile(database, county, path, stream);
  }

  /** Makes a file without acts, whole or not at all. If another process was first, its file stays. */
  static create(path: string, county: ActsOf, stream: ActStream = SUBMISSION_STREAM): void {
    const draft = join(dirname(path), `new-${county}-${randomUUID()}.tmp`);
    try {
      beginDatabase(draft);
      speakingOf(county, draft, null, () => {
        writeEmptyStream(draft, county, stream);
      });
      syncPath(draft);
      try {
        linkSync(draft, path);
      } catch (error) {
        if (!isErrorCode(error, 'EEXIST')) throw error;
      }
      syncPath(dirname(path));
    } finally {
      for (const suffix of ['', '-journal']) rmSync(draft + suffix, { force: true });
    }
  }

  /** All acts in order. */
  read(): readonly StoredAct[] {
    return this.#speaking(() =>
      this.#database.transaction(() => {
        const size = this.#size();
        const rows = this.#rowsAfter(0);
        return rows.length === size ? this.#intact(rows) : this.#refuseCount(rows.length, size);
      })(),
    );
  }

  /** The acts behind that number, in order. */
  readAfter(number: number): readonly StoredAct[] {
    return this.#speaking(() =>
      this.#database.transaction(() => {
        const added = Math.max(0, this.#size() - number);
        const rows = added === 0 ? [] : this.#rowsAfter(number);
        if (rows.length !== added) this.#refuseCount(number + rows.length, number + added);
        return this.#intact(rows, number);
      })(),
    );
  }

  /** Appends an act, on disk when it returns, or nothing where the stream has another size. */
  append(expectedSize: number, body: string): AppendOutcome {
    return this.appendAll(expectedSize, [body]);
  }

  /** Appends acts in order, all of them on disk when it returns, or nothing where the stream has another size. */
  appendAll(expectedSize: number, bodies: readonly string[]): AppendOutcome {
    return this.#speaking(() =>
      this.#database
        .transaction((): AppendOutcome => {
          const size = this.#size();
          if (size !== expectedSize) return { kind: 'sizeDiffers', size };
          const insert = this.#database.prepare(
            'INSERT INTO acts (number, body, crc) VALUES (?, ?, ?)',
          );
          for (const [index, body] of bodies.entries()) {
            const number = size + 1 + index;
            insert.run(number, body, checksum(number, body));
          }
          this.#database.prepare('UPDATE stream SET size = ?').run(size + bodies.length);
          return { kind: 'appended', size: size + bodies.length };
        })
        .immediate(),
    );
  }

  /**
   * Puts other bodies in place of acts', and takes what was there out of the file: it is written anew. Acts whose body
   * is unchanged stay as they are. May be repeated at any time.
   */
  rewrite(change: (body: string) => string): void {
    this.#speaking(() => {
      this.#database.pragma('secure_delete = ON');
      this.#database
        .transaction(() => {
          const update = this.#database.prepare(
            'UPDATE acts SET body = ?, crc = ? WHERE number = ?',
          );
          for (const { number, body } of this.read()) {
            const changed = change(body);
            if (changed !== body) update.run(changed, checksum(number, changed), number);
          }
        })
        .immediate();
      this.#database.exec('VACUUM');
    });
  }

  close(): void {
    this.#database.close();
  }

  #size(): number {
    const row = this.#database
      .prepare<[], readonly [county: string, size: number]>('SELECT county, size FROM stream')
      .raw()
      .get();
    if (row === undefined) throw this.#damaged('the row that tells its size is missing.');
    const [county, size] = row;
    if (county !== this.#county)
      throw this.#damaged(`it holds the ${this.#stream.what} of county ${county}.`);
    return size;
  }

  #rowsAfter(number: number): readonly ActRow[] {
    return this.#database
      .prepare<[number], ActRow>(
        'SELECT number, body, crc FROM acts WHERE number > ? ORDER BY number',
      )
      .raw()
      .all(number);
  }

  #intact(rows: readonly ActRow[], after = 0): readonly StoredAct[] {
    return rows.map(([number, body, crc], index) => {
      const expected = after + index + 1;
      if (number !== expected || crc !== checksum(number, body)) {
        throw this.#damaged(`its act ${String(expected)} is not what was written.`);
      }
      return { number, body };
    });
  }

  #refuseCount(found: number, size: number): never {
    throw this.#damaged(`it has ${String(found)} acts and says that it has ${String(size)}.`);
  }

  #damaged(finding: string): DamagedLedger {
    return new DamagedLedger(
      this.#county,
      null,
      `in the file of its ${this.#stream.what}, ${this.#path}, ${finding}`,
    );
  }

  #speaking<Result>(work: () => Result): Result {
    return speakingOf(this.#county, this.#path, null, work);
  }
}

function writeEmptyStream(path: string, county: ActsOf, stream: ActStream): void {
  const database = new SQLite(path);
  try {
    configure(database);
    database.transaction(() => {
      database.exec(TABLES);
      database.prepare('INSERT INTO stream (one, county, size) VALUES (1, ?, 0)').run(county);
      database.pragma(`application_id = ${String(stream.applicationId)}`);
      database.pragma(`user_version = ${String(SUBMISSIONS_FORMAT)}`);
    })();
  } finally {
    database.close();
  }
}

function configure(database: SQLite.Database): void {
  database.pragma('cell_size_check = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('mmap_size = 0');
  // The journal's removal is the commit: EXTRA has that on disk as well.
  database.pragma('synchronous = EXTRA');
}

function refuseOtherFile(database: SQLite.Database, path: string, stream: ActStream): void {
  if (database.pragma('application_id', { simple: true }) !== stream.applicationId) {
    throw new UnusableStore(
      'notOurs',
      path,
      `${path} is a SQLite file, but not one of a county's ${stream.what}: restore the latest backup.`,
    );
  }
  const format = Number(database.pragma('user_version', { simple: true }));
  if (format > SUBMISSIONS_FORMAT) {
    throw new UnusableStore(
      'newerFormat',
      path,
      `${path} has format ${String(format)}, and this program knows formats up to ${String(SUBMISSIONS_FORMAT)}: use the newer version of Plumbline that wrote it.`,
    );
  }
}

function checksum(number: number, body: string): number {
  return crc32(body, number);
}
