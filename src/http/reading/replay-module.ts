import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { SEGMENTS } from '../../reports/extend-segments.js';
import type { Segments } from '../../ports/segments.js';
import { LEDGERS } from '../../ports/ledgers.js';
import type { Ledgers } from '../../ports/ledgers.js';
import { ReportsModule } from '../../reports/reports.module.js';
import { YEAR_CHECKPOINTS, YearCheckpoints } from '../../reports/year-checkpoints.js';
import { KEPT_YEARS_BYTES_MAX } from '../bounds.js';

@Global()
@Module({})
class LedgersModule {}

/** The read side alone, over ledgers that somebody else appends to; it stays, so it keeps checkpoints. */
@Module({})
export class ReplayModule {
  static over(ledgers: Ledgers, segments: Segments): DynamicModule {
    return {
      module: ReplayModule,
      imports: [
        {
          module: LedgersModule,
          providers: [
            { provide: LEDGERS, useValue: ledgers },
            { provide: SEGMENTS, useValue: segments },
            { provide: YEAR_CHECKPOINTS, useValue: new YearCheckpoints(KEPT_YEARS_BYTES_MAX) },
          ],
          exports: [LEDGERS, SEGMENTS, YEAR_CHECKPOINTS],
        },
        ReportsModule,
      ],
    };
  }
}
