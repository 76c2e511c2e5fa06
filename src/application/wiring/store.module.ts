import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { SEGMENTS } from '../../reports/extend-segments.js';
import { segmentsOver } from '../../stores/sqlite/segments/segments-over-folder.js';
import type { WriteStores } from '../../ports/stores.js';
import { LEDGER_DESK } from '../../ledger/append-records.js';
import { LEDGERS } from '../../ports/ledgers.js';
import { LEDGER_ERASER } from '../../ports/ledger-eraser.js';
import { RETENTION_LOG } from '../../retention/retention-log.js';
import { SUBMISSION_LOG } from '../../ports/act-log.js';
import { deskOver } from '../../stores/sqlite/desk-over-folder.js';
import { eraserOver } from '../../stores/sqlite/erasing/eraser-over-folder.js';
import type { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { RETENTION_STREAM } from '../../stores/sqlite/act-file.js';
import { ActFolder } from '../../stores/sqlite/act-folder.js';

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
        { provide: SEGMENTS, useValue: segmentsOver(folder) },
        { provide: LEDGER_DESK, useValue: stores.desk },
        { provide: SUBMISSION_LOG, useValue: stores.submissions },
        { provide: RETENTION_LOG, useValue: stores.retention },
        { provide: LEDGER_ERASER, useValue: stores.eraser },
      ],
      exports: [LEDGERS, SEGMENTS, LEDGER_DESK, SUBMISSION_LOG, RETENTION_LOG, LEDGER_ERASER],
    };
  }
}

function storesIn(folder: LedgerFolder): WriteStores {
  const submissions = new ActFolder(folder.path);
  return {
    desk: deskOver(folder),
    submissions,
    retention: new ActFolder(folder.path, RETENTION_STREAM),
    eraser: eraserOver(folder, submissions),
  };
}
