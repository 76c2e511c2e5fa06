import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ExtendSegmentsHandler } from './extend-segments.js';
import { LedgersHandler, RecordBytesHandler, RootHandler } from './ledger-handlers.js';
import { ReportHandler, StateReportHandler } from './report-handlers.js';
import { ExplainHandler, HistoryHandler } from './subject-handlers.js';
import { TrailHandler } from './trail-handler.js';
import { TrailPageHandler } from './trail-page-handler.js';

/** The read side: months, trails, histories and explanations out. */
@Module({
  imports: [CqrsModule],
  providers: [
    ReportHandler,
    StateReportHandler,
    TrailHandler,
    TrailPageHandler,
    HistoryHandler,
    ExplainHandler,
    LedgersHandler,
    RootHandler,
    RecordBytesHandler,
    ExtendSegmentsHandler,
  ],
})
export class ReportsModule {}
