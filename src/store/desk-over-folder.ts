import type { LedgerDesk } from '../ledger/ledger-desk.js';
import { BulkAppend } from './sqlite/bulk/bulk-append.js';
import type { LedgerFolder } from './sqlite/ledger-folder.js';
import { SqliteAcceptedRecords } from './sqlite/sqlite-accepted-records.js';
import { SqliteEventLog } from './sqlite/sqlite-event-log.js';

/** The write side's desk over a data folder: the log and what acceptance reads are one store. */
export function deskOver(folder: LedgerFolder): LedgerDesk {
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
