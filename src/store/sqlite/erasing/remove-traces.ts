import { UnusableStore } from '../../failures.js';
import type { LedgerFile } from '../ledger-file.js';
import { extendSegmentsWhereWorth } from '../segments/segments.js';
import { speakingOf } from '../sqlite-errors.js';

interface CheckpointRow {
  readonly busy: number;
}

/**
 * Takes every byte of erased records out of a ledger file, open for writing, and out of its write-ahead log: the
 * file is written anew from the rows that are left, page by page, and the log is cut to nothing. May be
 * repeated at any time. Throws `UnusableStore` (`busy`) while a reader still needs the pages of before.
 */
export function removeTraces(file: LedgerFile): void {
  const { database } = file.connection;
  speakingOf(file.county, file.path, null, () => {
    // The copy is of the size of the ledger: not in memory. It lies in a file without a name, outside the data folder.
    database.pragma('temp_store = FILE');
    database.pragma('secure_delete = ON');
    try {
      database.exec('VACUUM');
    } finally {
      database.pragma('temp_store = MEMORY');
    }
    const [row] = database.pragma('wal_checkpoint(TRUNCATE)') as readonly CheckpointRow[];
    if (row?.busy === 0) {
      file.tables.erased.forgetTraces();
      return;
    }
    throw new UnusableStore(
      'busy',
      file.path,
      `Another process still reads the ledger of county ${file.county} as it was: run the command again when it has ended.`,
    );
  });
  extendSegmentsWhereWorth(file);
}
