import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LEDGERS } from '../../reports/ledgers.js';
import type { Ledgers } from '../../reports/ledgers.js';
import { ReportsModule } from '../../reports/reports.module.js';

@Global()
@Module({})
class LedgersModule {}

/** The read side alone, over ledgers that somebody else appends to. */
@Module({})
export class ReplayModule {
  static over(ledgers: Ledgers): DynamicModule {
    return {
      module: ReplayModule,
      imports: [
        {
          module: LedgersModule,
          providers: [{ provide: LEDGERS, useValue: ledgers }],
          exports: [LEDGERS],
        },
        ReportsModule,
      ],
    };
  }
}
