import type { AppendOutcome } from '../../ports/event-log.js';
import type { LedgerConnection } from './connection.js';
import { readHead, writeHead } from './ledger-head.js';
import type { LedgerHead } from './ledger-head.js';
import type { LedgerTables } from './ledger-tables.js';

/** What an append came to, and the head that the file has after it. */
interface Appended {
  readonly outcome: AppendOutcome;
  readonly head: LedgerHead;
}

/**
 * Appends to a ledger of the expected size in one transaction, on disk when it returns, or not at all.
 *
 * @param add - adds to the tables behind a head, and answers the head that follows
 */
export function appendInTransaction(
  { database, county }: LedgerConnection,
  tables: LedgerTables,
  expectedSize: number,
  add: (head: LedgerHead) => LedgerHead,
): Appended {
  database.exec('BEGIN IMMEDIATE');
  const subjectsBefore = tables.subjects.count - 1;
  try {
    const found = readHead(database, county);
    // After an erasure by others the entries are to be decided anew, although the size is the same.
    if (tables.seeErasures() || found.size !== expectedSize) {
      database.exec('ROLLBACK');
      return { outcome: { kind: 'sizeDiffers', size: found.size }, head: found };
    }
    const head = add(found);
    writeHead(database, head);
    database.exec('COMMIT');
    return { outcome: { kind: 'appended', size: head.size }, head };
  } catch (error) {
    // A commit that fails, as on a full disk, may have ended the transaction itself.
    if (database.inTransaction) database.exec('ROLLBACK');
    tables.forgetAfter(subjectsBefore);
    throw error;
  }
}
