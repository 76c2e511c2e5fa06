import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LEDGER_DESK } from '../ledger/append-records.js';
import { LEDGERS } from '../reports/ledgers.js';
import { deskOver } from './desk-over-folder.js';
import type { LedgerFolder } from './sqlite/ledger-folder.js';

/** What the write side and the read side get of the store. */
@Global()
@Module({})
export class StoreModule {
  /** The embedded store: one SQLite file a county in one folder. */
  static over(folder: LedgerFolder): DynamicModule {
    return {
      module: StoreModule,
      providers: [
        { provide: LEDGERS, useValue: folder },
        { provide: LEDGER_DESK, useValue: deskOver(folder) },
      ],
      exports: [LEDGERS, LEDGER_DESK],
    };
  }
}
