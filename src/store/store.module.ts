import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LEDGER_DESK } from '../ledger/append-records.js';
import type { LedgerDesk } from '../ledger/ledger-desk.js';
import { LEDGERS } from '../reports/ledgers.js';
import { SUBMISSION_LOG } from '../submissions/submission-log.js';
import type { SubmissionLog } from '../submissions/submission-log.js';
import { deskOver } from './desk-over-folder.js';
import type { LedgerFolder } from './sqlite/ledger-folder.js';
import { SubmissionFolder } from './sqlite/submission-folder.js';

/** Where records and acts about reports are appended. */
export interface WriteStores {
  readonly desk: LedgerDesk;
  readonly submissions: SubmissionLog;
}

/** What the write side and the read side get of the store. */
@Global()
@Module({})
export class StoreModule {
  /**
   * The ledgers of a data folder: one SQLite file a county.
   *
   * @param stores - a server's, whose replica the folder is; the folder itself where there is none
   */
  static over(folder: LedgerFolder, stores: WriteStores = storesIn(folder)): DynamicModule {
    return {
      module: StoreModule,
      providers: [
        { provide: LEDGERS, useValue: folder },
        { provide: LEDGER_DESK, useValue: stores.desk },
        { provide: SUBMISSION_LOG, useValue: stores.submissions },
      ],
      exports: [LEDGERS, LEDGER_DESK, SUBMISSION_LOG],
    };
  }
}

function storesIn(folder: LedgerFolder): WriteStores {
  return { desk: deskOver(folder), submissions: new SubmissionFolder(folder.path) };
}
