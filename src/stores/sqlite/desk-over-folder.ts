import type { LedgerDesk } from '../../ports/ledger-desk.js';
import { BulkAppend } from './bulk/bulk-append.js';
import type { LedgerFolder } from './ledger-folder.js';
import { SqliteAcceptedRecords } from './sqlite-accepted-records.js';
import { SqliteEventLog } from './sqlite-event-log.js';

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
