import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Instant } from '../../../events/values/instant.js';
import { UnusableStore } from '../../ports/failures.js';
import { ANSWERS_MAX, ANSWER_CHARACTERS_MAX, ANSWER_KEPT_MS } from '../../ports/kept-answers.js';
import type { KeptAnswer, KeptAnswers } from '../../ports/kept-answers.js';
import { BUSY_WAIT_MS } from './connection.js';
import { isFull } from './sqlite-errors.js';
import { systemReason } from '../../ports/system-reason.js';

/** Where kept answers are in a data folder. No backup has them. */
export const ANSWERS_FILE = 'answers.db';

const TABLE = `
CREATE TABLE IF NOT EXISTS answers (
  name TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  asked TEXT NOT NULL,
  answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answers_at ON answers (at);
`;

/** Kept answers in a file of their own, which is made with the first. What is deleted from it is overwritten. */
export class AnswerFile implements KeptAnswers {
  readonly #path: string;
  #database: SQLite.Database | null = null;

  constructor(dataFolder: string) {
    this.#path = join(dataFolder, ANSWERS_FILE);
  }

  find(name: string, now: Instant): KeptAnswer | null {
    if (this.#database === null && !existsSync(this.#path)) return null;
    return this.#speaking((database) => {
      const found = database
        .prepare<[string, number], KeptAnswer>(
          'SELECT asked, answer FROM answers WHERE name = ? AND at > ?',
        )
        .get(name, now - ANSWER_KEPT_MS);
      return found ?? null;
    });
  }

  keep(name: string, now: Instant, { asked, answer }: KeptAnswer): void {
    if (answer.length > ANSWER_CHARACTERS_MAX) return;
    this.#speaking((database) => {
      database.transaction(() => {
        database.prepare('DELETE FROM answers WHERE at <= ?').run(now - ANSWER_KEPT_MS);
        database
          .prepare('INSERT OR REPLACE INTO answers (name, at, asked, answer) VALUES (?, ?, ?, ?)')
          .run(name, now, asked, answer);
        const count = Number(database.prepare('SELECT count(*) FROM answers').pluck().get());
        if (count <= ANSWERS_MAX) return;
        database
          .prepare(
            'DELETE FROM answers WHERE name IN (SELECT name FROM answers ORDER BY at LIMIT ?)',
          )
          .run(count - ANSWERS_MAX);
      })();
    });
  }

  forget(): void {
    if (this.#database === null && !existsSync(this.#path)) return;
    this.#speaking((database) => {
      database.exec('DELETE FROM answers');
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.exec('VACUUM');
      database.pragma('wal_checkpoint(TRUNCATE)');
    });
  }

  #speaking<Result>(work: (database: SQLite.Database) => Result): Result {
    try {
      return work(this.#open());
    } catch (error) {
      throw new UnusableStore(
        isFull(error) ? 'full' : 'refused',
        this.#path,
        `The kept answers ${this.#path} cannot be used (${systemReason(error)}): nothing else is in that file, so it can be removed.`,
        error,
      );
    }
  }

  #open(): SQLite.Database {
    if (this.#database !== null) return this.#database;
    const database = new SQLite(this.#path, { timeout: BUSY_WAIT_MS });
    try {
      database.pragma('trusted_schema = OFF');
      database.pragma('temp_store = MEMORY');
      database.pragma('secure_delete = ON');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.exec(TABLE);
    } catch (error) {
      database.close();
      throw error;
    }
    this.#database = database;
    return database;
  }
}
