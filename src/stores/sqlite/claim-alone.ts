import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { ClaimAlone } from '../../ports/lone-worker.js';
import { isErrorCode } from './connection.js';
import { makeFolder } from './data-folder.js';

const FOLDER = 'claims';
const NAME = /^[a-z0-9-]{1,40}$/u;

/**
 * Claims by locks that the system takes away from a process that ends, however it ends: each an empty database of its own
 * in the data folder, of which one connection alone holds the exclusive lock.
 */
export function claimAloneIn(dataFolder: string): ClaimAlone {
  return (name) => {
    if (!NAME.test(name)) throw new TypeError(`${name} is no name of a claim.`);
    makeFolder(join(dataFolder, FOLDER));
    const database = new SQLite(join(dataFolder, FOLDER, `${name}.db`), { timeout: 0 });
    try {
      database.pragma('journal_mode = DELETE');
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if (isErrorCode(error, 'SQLITE_BUSY')) return null;
      throw error;
    }
    return () => {
      database.exec('ROLLBACK');
      database.close();
    };
  };
}
