import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { LedgerDesk } from './ledger/ledger-desk.js';
import { LedgerModule } from './ledger/ledger.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SealsModule } from './seals/seals.module.js';
import { StoreModule } from './store/store.module.js';
import type { LedgerFolder } from './store/sqlite/ledger-folder.js';
import { SubmissionsModule } from './submissions/submissions.module.js';

/** The whole program over one data folder: store, write side, read side. */
@Module({})
export class AppModule {
  /** The folder stays its opener's to close. */
  static over(folder: LedgerFolder, desk?: LedgerDesk): DynamicModule {
    return {
      module: AppModule,
      imports: [
        StoreModule.over(folder, desk),
        LedgerModule,
        ReportsModule,
        SubmissionsModule.over(folder.path),
        SealsModule.over(folder.path),
      ],
    };
  }
}
