import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Application } from '../application/application.js';
import type { House } from '../application/house.js';
import { AskThreadsHandler, Buses, DoActHandler } from './asking/buses.js';
import { AppendService } from './appending/append-service.js';
import { HOUSE } from './house-token.js';
import { Metrics } from './observing/metrics.js';
import { Readiness } from './observing/readiness.js';
import { RequestLog } from './observing/request-log.js';
import { AssetRoute } from './pages/asset-route.js';
import { PageDesk } from './pages/page-desk.js';
import { pageRoutes } from './pages/page-routes.js';
import { ProblemsAsPages } from './pages/problems-as-pages.js';
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
  /** @param house - stays its opener's to close */
  static over(house: House, settings: ServiceSettings, threads: ReplayThreads): DynamicModule {
    return {
      module: HttpModule,
      imports: [CqrsModule],
      controllers: [
        AppendRoute,
        LedgerRoute,
        ReportRoutes,
        TrailRoute,
        SubjectRoutes,
        ServiceRoutes,
        AssetRoute,
        pageRoutes(),
      ],
      providers: [
        { provide: SERVICE_SETTINGS, useValue: settings },
        { provide: HOUSE, useValue: house },
        { provide: Application, useValue: new Application(house) },
        Buses,
        DoActHandler,
        AskThreadsHandler,
        { provide: ReplayThreads, useValue: threads },
        Metrics,
        Readiness,
        Reading,
        AppendService,
        { provide: RequestLog, useValue: new RequestLog(settings.log) },
        PageDesk,
        ProblemsAsPages,
      ],
    };
  }
}
