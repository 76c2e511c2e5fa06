import { UnusableStore } from '../../../ports/failures.js';
import { BUSY_WAIT_MS } from '../connection.js';
import { dropYears, yearsFolder } from '../checkpoints/kept-list.js';
import type { LedgerFile } from '../ledger-file.js';
import { extendSegmentsWhereWorth } from '../segments/segments.js';
import { speakingOf } from '../sqlite-errors.js';

interface CheckpointRow {
  readonly busy: number;
}

/**
 * Takes every byte of erased records out of a ledger file, open for writing, and out of its write-ahead log: the
 * file is written anew from the rows that are left, page by page, the log is cut to nothing, and its kept years go. May be
 * repeated at any time. Throws `UnusableStore` (`busy`) while a reader still needs the pages of before.
 *
 * @param waitMs - how long it waits for readers, each time, milliseconds; nothing else runs in this process meanwhile
 */
export function removeTraces(file: LedgerFile, waitMs = BUSY_WAIT_MS): void {
  const { database } = file.connection;
  speakingOf(file.county, file.path, null, () => {
    // The copy is of the size of the ledger: not in memory. It lies in a file without a name, outside the data folder.
    database.pragma('temp_store = FILE');
    database.pragma('secure_delete = ON');
    database.pragma(`busy_timeout = ${String(waitMs)}`);
    try {
      // Whoever still reads is found out before the file is rewritten for nothing.
      emptyLog(file);
      database.exec('VACUUM');
      emptyLog(file);
    } finally {
      database.pragma(`busy_timeout = ${String(BUSY_WAIT_MS)}`);
      database.pragma('temp_store = MEMORY');
    }
    file.tables.erased.forgetTraces();
  });
  dropYears(yearsFolder(file.path, file.county));
  extendSegmentsWhereWorth(file);
}

function emptyLog({ connection, county, path }: LedgerFile): void {
  const [row] = connection.database.pragma('wal_checkpoint(TRUNCATE)') as readonly CheckpointRow[];
  if (row?.busy === 0) return;
  throw new UnusableStore(
    'busy',
    path,
    `Another process still reads the ledger of county ${county} as it was: run the command again when it has ended.`,
  );
}
