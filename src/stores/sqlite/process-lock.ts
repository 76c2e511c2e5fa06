import { setTimeout as pause } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { UnusableStore } from '../../ports/failures.js';
import { isErrorCode } from './connection.js';
import { systemReason } from '../../ports/system-reason.js';

/** How long one waits for another process, and how often it looks. */
const WAIT_MS = 10_000;
const LOOK_MS = 2;

/**
 * A lock that one process holds at a time, and that the operating system takes back from a process that dies. It is
 * SQLite's on a file with nothing in it: Node has none of its own.
 */
export class ProcessLock {
  readonly #path: string;
  #database: SQLite.Database | null = null;

  /** @param path - of a file that is used for nothing else; made where it is missing */
  constructor(path: string) {
    this.#path = path;
  }

  /** Does the work while no other process holds the lock. Throws `UnusableStore` where that takes too long. */
  async holding<Result>(work: () => Promise<Result>): Promise<Result> {
    const database = await this.#begun();
    try {
      return await work();
    } finally {
      database.exec('ROLLBACK');
    }
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  async #begun(): Promise<SQLite.Database> {
    const until = performance.now() + WAIT_MS;
    for (;;) {
      try {
        this.#database ??= new SQLite(this.#path, { timeout: 0 });
        this.#database.exec('BEGIN IMMEDIATE');
        return this.#database;
      } catch (error) {
        if (!isErrorCode(error, 'SQLITE_BUSY')) throw this.#refused(error);
        if (performance.now() > until) throw this.#busy(error);
      }
      // Not all at the same moment.
      await pause(LOOK_MS * (0.5 + Math.random()));
    }
  }

  #busy(cause: unknown): UnusableStore {
    return new UnusableStore(
      'busy',
      this.#path,
      `Another process has kept ${this.#path} for more than ${String(WAIT_MS / 1000)} seconds: end it, or wait for it.`,
      cause,
    );
  }

  #refused(cause: unknown): UnusableStore {
    return new UnusableStore(
      'refused',
      this.#path,
      `The lock ${this.#path} cannot be used: ${systemReason(cause)}. Look at the folder's permissions.`,
      cause,
    );
  }
}
