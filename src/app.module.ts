import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LedgerModule } from './ledger/ledger.module.js';
import { PackagesModule } from './packages/packages.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { SealsModule } from './seals/seals.module.js';
import { StoreModule } from './application/wiring/store.module.js';
import type { WriteStores } from './ports/stores.js';
import type { LedgerFolder } from './stores/sqlite/ledger-folder.js';
import { SubmissionsModule } from './versions/submissions.module.js';

/** The whole program over one data folder: store, write side, read side. */
@Module({})
export class AppModule {
  /**
   * The folder stays its opener's to close.
   *
   * @param stores - the server's, where the folder is a replica; left out, all is in the folder
   */
  static over(folder: LedgerFolder, stores?: WriteStores): DynamicModule {
    return {
      module: AppModule,
      imports: [
        StoreModule.over(folder, stores),
        LedgerModule,
        ReportsModule,
        SubmissionsModule,
        RetentionModule,
        SealsModule.over(folder.path),
        PackagesModule.over(folder.path),
      ],
    };
  }
}
