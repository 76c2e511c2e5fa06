import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LEDGER_DESK } from '../ledger/append-records.js';
import type { LedgerDesk } from '../ledger/ledger-desk.js';
import { LEDGERS } from '../reports/ledgers.js';
import { deskOver } from './desk-over-folder.js';
import type { LedgerFolder } from './sqlite/ledger-folder.js';

/** What the write side and the read side get of the store. */
@Global()
@Module({})
export class StoreModule {
  /**
   * The ledgers of a data folder: one SQLite file a county.
   *
   * @param desk - where records are appended; the folder itself where there is no server
   */
  static over(folder: LedgerFolder, desk: LedgerDesk = deskOver(folder)): DynamicModule {
    return {
      module: StoreModule,
      providers: [
        { provide: LEDGERS, useValue: folder },
        { provide: LEDGER_DESK, useValue: desk },
      ],
      exports: [LEDGERS, LEDGER_DESK],
    };
  }
}
