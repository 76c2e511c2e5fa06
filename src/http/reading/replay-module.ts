import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { LEDGERS } from '../../reports/ledgers.js';
import type { Ledgers } from '../../reports/ledgers.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { YEAR_CHECKPOINTS, YearCheckpoints } from '../../reports/year-checkpoints.js';
import { KEPT_YEARS_BYTES_MAX } from '../bounds.js';

@Global()
@Module({})
class LedgersModule {}

/** The read side alone, over ledgers that somebody else appends to; it stays, so it keeps checkpoints. */
@Module({})
export class ReplayModule {
  static over(ledgers: Ledgers): DynamicModule {
    return {
      module: ReplayModule,
      imports: [
        {
          module: LedgersModule,
          providers: [
            { provide: LEDGERS, useValue: ledgers },
            { provide: YEAR_CHECKPOINTS, useValue: new YearCheckpoints(KEPT_YEARS_BYTES_MAX) },
          ],
          exports: [LEDGERS, YEAR_CHECKPOINTS],
        },
        ReportsModule,
      ],
    };
  }
}
