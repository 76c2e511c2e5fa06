import { closeSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { ACCESS } from '../../ports/act-log.js';
import type {
  Credentials,
  CredentialsKept,
  CredentialsToKeep,
  ReplaceOutcome,
} from '../../ports/credentials.js';
import { refuseUnkeepable } from '../../ports/credentials.js';
import { DamagedLedger, UnusableStore } from '../../ports/failures.js';
import { BUSY_WAIT_MS, isErrorCode, syncPath } from './connection.js';
import { isFile, makeFolder } from './data-folder.js';
import { fileStamp } from './file-stamp.js';
import { speakingOf } from './sqlite-errors.js';

/** The file in a data folder or a backup. */
export const CREDENTIALS_FILE = 'credentials.db';

/** `PLUC`, in the file's header: SQLite's `application_id`. */
const APPLICATION_ID = 0x504c_5543;

/** SQLite's `user_version`. A file with a greater one is of a newer program. */
const FORMAT = 1;

/** Nobody but its owner reads it, whatever the umask; the journal beside it has the same rights. */
const FILE_MODE = 0o600;

const TABLES = `
CREATE TABLE IF NOT EXISTS documents (
  holder TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  body TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (
  hash TEXT PRIMARY KEY,
  holder TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tokens_of_holder ON tokens (holder);
`;

type DocumentRow = readonly [revision: number, body: string, crc: number];

/** Answers that are kept of a file that was not written since: each request looks for its key or session. */
const ANSWERS_MAX = 1000;

/**
 * The documents of a data folder, in one SQLite file. It is opened for one call and closed again, so that what another
 * process has replaced is what the next call reads; what was read is kept for as long as the file's stamp is the same.
 * What was replaced is written over.
 */
export class CredentialsFile implements Credentials {
  readonly #path: string;
  readonly #answers = new LRUCache<string, { readonly answer: CredentialsKept | string | null }>({
    max: ANSWERS_MAX,
  });
  /** The file's stamp before the first of the answers was read. */
  #answersOf: string | null = null;

  constructor(dataFolder: string) {
    this.#path = join(dataFolder, CREDENTIALS_FILE);
  }

  read(holder: string): Promise<CredentialsKept | null> {
    return this.#known(`document ${holder}`, (database) => this.#document(database, holder));
  }

  replace(
    holder: string,
    expectedRevision: number,
    document: CredentialsToKeep,
  ): Promise<ReplaceOutcome> {
    return this.#writing((database) => {
      refuseUnkeepable(holder, document);
      const revision = this.#document(database, holder)?.revision ?? 0;
      if (revision !== expectedRevision) return { kind: 'revisionDiffers', revision };
      keep(database, holder, revision + 1, document);
      return { kind: 'replaced', revision: revision + 1 };
    });
  }

  /** Keeps a document as another store has it, where it is newer than what is here. */
  copy(holder: string, revision: number, document: CredentialsToKeep): Promise<void> {
    return this.#writing((database) => {
      if ((this.#document(database, holder)?.revision ?? 0) >= revision) return;
      keep(database, holder, revision, document);
    });
  }

  holderOf(tokenHash: string): Promise<string | null> {
    return this.#known(
      `token ${tokenHash}`,
      (database) =>
        database
          .prepare<[string], string>('SELECT holder FROM tokens WHERE hash = ?')
          .pluck()
          .get(tokenHash) ?? null,
    );
  }

  holders(): Promise<readonly string[]> {
    return this.#reading([], (database) =>
      database.prepare<[], string>('SELECT holder FROM documents ORDER BY holder').pluck().all(),
    );
  }

  /** Reads every document, each against its checksum. Throws `DamagedLedger`, `UnusableStore`. */
  check(): void {
    if (!isFile(this.#path)) return;
    this.#with((database) => {
      const holders = database.prepare<[], string>('SELECT holder FROM documents').pluck().all();
      for (const holder of holders) this.#document(database, holder);
    });
  }

  #document(database: SQLite.Database, holder: string): CredentialsKept | null {
    const row = database
      .prepare<[string], DocumentRow>('SELECT revision, body, crc FROM documents WHERE holder = ?')
      .raw()
      .get(holder);
    if (row === undefined) return null;
    const [revision, body, crc] = row;
    if (crc === checksum(holder, revision, body)) return { revision, body };
    throw new DamagedLedger(
      ACCESS,
      null,
      `in ${this.#path}, the credentials of ${holder} are not what was written.`,
    );
  }

  /** The same answer as before, where the file is what it was then. */
  #known<Answer extends CredentialsKept | string>(
    question: string,
    work: (database: SQLite.Database) => Answer | null,
  ): Promise<Answer | null> {
    return answered(() => {
      const stamp = fileStamp(this.#path);
      if (stamp === null) return isFile(this.#path) ? this.#with(work) : null;
      if (stamp !== this.#answersOf) {
        this.#answers.clear();
        this.#answersOf = stamp;
      }
      const known = this.#answers.get(question);
      // Of one question all answers are of one kind.
      if (known !== undefined) return known.answer as Answer | null;
      const answer = this.#with(work);
      this.#answers.set(question, { answer });
      return answer;
    });
  }

  #reading<Result>(none: Result, work: (database: SQLite.Database) => Result): Promise<Result> {
    return answered(() => (isFile(this.#path) ? this.#with(work) : none));
  }

  #writing<Result>(work: (database: SQLite.Database) => Result): Promise<Result> {
    return answered(() => {
      if (!isFile(this.#path)) create(this.#path);
      return this.#with((database) => database.transaction(() => work(database)).immediate());
    });
  }

  #with<Result>(work: (database: SQLite.Database) => Result): Result {
    return speakingOf(ACCESS, this.#path, null, () => {
      const database = new SQLite(this.#path, { fileMustExist: true, timeout: BUSY_WAIT_MS });
      try {
        configure(database);
        prepare(database, this.#path);
        return work(database);
      } finally {
        database.close();
      }
    });
  }
}

/** An empty file is a database without tables; whoever opens it first gives it these. */
function create(path: string): void {
  makeFolder(dirname(path));
  try {
    closeSync(openSync(path, 'ax', FILE_MODE));
  } catch (error) {
    if (!isErrorCode(error, 'EEXIST')) throw error;
  }
  syncPath(dirname(path));
}

function configure(database: SQLite.Database): void {
  database.pragma('cell_size_check = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('mmap_size = 0');
  database.pragma('secure_delete = ON');
  // The journal's removal is the commit: EXTRA is FULL, with that on disk as well.
  database.pragma('synchronous = EXTRA');
}

function prepare(database: SQLite.Database, path: string): void {
  const format = Number(database.pragma('user_version', { simple: true }));
  const application = Number(database.pragma('application_id', { simple: true }));
  if (format === 0 && application === 0) {
    database
      .transaction(() => {
        database.exec(TABLES);
        database.pragma(`application_id = ${String(APPLICATION_ID)}`);
        database.pragma(`user_version = ${String(FORMAT)}`);
      })
      .immediate();
    return;
  }
  if (application !== APPLICATION_ID) {
    throw new UnusableStore(
      'notOurs',
      path,
      `${path} is a SQLite file, but not one of credentials: restore the latest backup.`,
    );
  }
  if (format > FORMAT) {
    throw new UnusableStore(
      'newerFormat',
      path,
      `${path} has format ${String(format)}, and this program knows formats up to ${String(FORMAT)}: use the newer version of Plumbline that wrote it.`,
    );
  }
}

function keep(
  database: SQLite.Database,
  holder: string,
  revision: number,
  { body, tokens }: CredentialsToKeep,
): void {
  database
    .prepare('INSERT OR REPLACE INTO documents (holder, revision, body, crc) VALUES (?, ?, ?, ?)')
    .run(holder, revision, body, checksum(holder, revision, body));
  database.prepare('DELETE FROM tokens WHERE holder = ?').run(holder);
  const insert = database.prepare('INSERT INTO tokens (hash, holder) VALUES (?, ?)');
  for (const token of new Set(tokens)) insert.run(token, holder);
}

function checksum(holder: string, revision: number, body: string): number {
  return crc32(body, crc32(`${holder} ${String(revision)} `));
}

/** What the work gives, or a rejected promise of what it throws. */
function answered<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
