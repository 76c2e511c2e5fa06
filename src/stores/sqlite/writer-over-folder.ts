import type { LedgerWriter } from '../../ports/ledger-writer.js';
import { BulkAppend } from './bulk/bulk-append.js';
import type { LedgerFolder } from './ledger-folder.js';
import { SqliteAcceptedRecords } from './sqlite-accepted-records.js';
import { SqliteEventLog } from './sqlite-event-log.js';

/** The writer over a data folder: the log and what acceptance reads are one store. */
export function writerOver(folder: LedgerFolder): LedgerWriter {
  return {
    log: new SqliteEventLog(folder),
    acceptedRecords: (county) => Promise.resolve(new SqliteAcceptedRecords(folder, county)),
    catchUp: (county) => {
      new SqliteAcceptedRecords(folder, county).catchUp();
      return Promise.resolve();
    },
    openBulk: () => new BulkAppend(folder),
  };
}
