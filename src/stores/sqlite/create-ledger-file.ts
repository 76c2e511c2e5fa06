import { randomUUID } from 'node:crypto';
import { linkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { County } from '../../../events/values/county.js';
import { emptyBlock } from './chain-ends.js';
import { rowChecksum } from './checksum.js';
import { isErrorCode, requireLibrary, syncPath } from './connection.js';
import { beginDatabase } from './data-folder.js';
import { newHead, writeHead } from './ledger-head.js';
import { APPLICATION_ID, LEDGER_FORMAT, LEDGER_TABLES } from './schema.js';
import { speakingOf } from './sqlite-errors.js';

/**
 * Makes an empty ledger file, whole or not at all, on disk when it returns. If another process was first, its file stays.
 */
export function createLedgerFile(path: string, county: County): void {
  requireLibrary(path);
  const draft = join(dirname(path), `new-${county}-${randomUUID()}.tmp`);
  try {
    beginDatabase(draft);
    speakingOf(county, draft, null, () => {
      writeEmptyLedger(draft, county);
    });
    syncPath(draft);
    try {
      linkSync(draft, path);
    } catch (error) {
      if (!isErrorCode(error, 'EEXIST')) throw error;
    }
    syncPath(dirname(path));
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
  }
}

function writeEmptyLedger(path: string, county: County): void {
  const database = new SQLite(path);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.transaction(() => {
      database.exec(LEDGER_TABLES);
      writeHead(database, newHead(county));
      // The county itself is subject 0 from the beginning, so that its row can be missed.
      database
        .prepare('INSERT INTO chain_ends (block, ends, crc) VALUES (0, ?, ?)')
        .run(emptyBlock(), rowChecksum('chainEnds', [0], emptyBlock()));
      database.pragma(`application_id = ${String(APPLICATION_ID)}`);
      database.pragma(`user_version = ${String(LEDGER_FORMAT)}`);
    })();
    // The log stays behind with the draft: what closing could not move out of it for want of space would be lost, unsaid.
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}
