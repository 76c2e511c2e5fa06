import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AppendBodiesHandler } from './appending/append-bodies.js';
import { AppendService } from './appending/append-service.js';
import { AppendToCountyHandler } from './appending/append-to-county.js';
import { Metrics } from './observing/metrics.js';
import { Readiness } from './observing/readiness.js';
import { Reading } from './reading/reading.js';
import { ReplayThreads } from './reading/replay-threads.js';
import { AppendRoute } from './routes/append-route.js';
import { LedgerRoute } from './routes/ledger-route.js';
import { ReportRoutes } from './routes/report-routes.js';
import { ServiceRoutes } from './routes/service-routes.js';
import { SubjectRoutes } from './routes/subject-routes.js';
import { TrailRoute } from './routes/trail-route.js';
import { SERVICE_SETTINGS } from './settings.js';
import type { ServiceSettings } from './settings.js';

/** The routes of the service, over the program. */
@Module({})
export class HttpModule {
  /** @param program - the store, the write side and the read side over one data folder */
  static over(
    program: DynamicModule,
    settings: ServiceSettings,
    threads: ReplayThreads,
  ): DynamicModule {
    return {
      module: HttpModule,
      imports: [program, CqrsModule],
      controllers: [
        AppendRoute,
        LedgerRoute,
        ReportRoutes,
        TrailRoute,
        SubjectRoutes,
        ServiceRoutes,
      ],
      providers: [
        { provide: SERVICE_SETTINGS, useValue: settings },
        { provide: ReplayThreads, useValue: threads },
        Metrics,
        Readiness,
        Reading,
        AppendService,
        AppendToCountyHandler,
        AppendBodiesHandler,
      ],
    };
  }
}
