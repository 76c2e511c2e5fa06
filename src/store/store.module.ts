import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LEDGER_DESK } from '../ledger/append-records.js';
import type { LedgerDesk } from '../ledger/ledger-desk.js';
import { LEDGERS } from '../reports/ledgers.js';
import { LEDGER_ERASER } from '../retention/ledger-eraser.js';
import type { LedgerEraser } from '../retention/ledger-eraser.js';
import { RETENTION_LOG } from '../retention/retention-log.js';
import type { RetentionLog } from '../retention/retention-log.js';
import { SUBMISSION_LOG } from '../submissions/submission-log.js';
import type { SubmissionLog } from '../submissions/submission-log.js';
import { deskOver } from './desk-over-folder.js';
import { eraserOver } from './eraser-over-folder.js';
import type { LedgerFolder } from './sqlite/ledger-folder.js';
import { RETENTION_STREAM } from './sqlite/submission-file.js';
import { SubmissionFolder } from './sqlite/submission-folder.js';

/** Where records and acts are appended, and how records are erased. */
export interface WriteStores {
  readonly desk: LedgerDesk;
  readonly submissions: SubmissionLog;
  readonly retention: RetentionLog;
  readonly eraser: LedgerEraser;
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
        { provide: RETENTION_LOG, useValue: stores.retention },
        { provide: LEDGER_ERASER, useValue: stores.eraser },
      ],
      exports: [LEDGERS, LEDGER_DESK, SUBMISSION_LOG, RETENTION_LOG, LEDGER_ERASER],
    };
  }
}

function storesIn(folder: LedgerFolder): WriteStores {
  const submissions = new SubmissionFolder(folder.path);
  return {
    desk: deskOver(folder),
    submissions,
    retention: new SubmissionFolder(folder.path, RETENTION_STREAM),
    eraser: eraserOver(folder, submissions),
  };
}
