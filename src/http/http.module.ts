import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { Application } from '../application/application.js';
import type { House } from '../application/house.js';
import { ActThreads } from './acting/act-threads.js';
import { Acting } from './acting/acting.js';
import { FileActs } from './acting/file-acts.js';
import { Once } from './acting/once.js';
import { Answering } from './answering/answering.js';
import { LongAnswers } from './answering/long-answers.js';
import { ActsOfPersons } from './asking/act-of-person.js';
import { AskThreadsHandler, AskValueHandler, Buses, DoActHandler } from './asking/buses.js';
import { Doorkeeper } from './asking/doorkeeper.js';
import { RefusalsOnLog } from './asking/refusals-on-log.js';
import { Identities } from './asking/identities.js';
import { AppendService } from './appending/append-service.js';
import { HOUSE } from './house-token.js';
import { Metrics } from './observing/metrics.js';
import { Readiness } from './observing/readiness.js';
import { RequestLog } from './observing/request-log.js';
import { AssetRoute } from './pages/asset-route.js';
import { KeptForms } from './pages/kept-forms.js';
import { PageService } from './pages/page-service.js';
import { pageRoutes } from './pages/page-routes.js';
import { ProblemsAsPages } from './pages/problems-as-pages.js';
import type { PackageChecks } from './packing/package-checks.js';
import { PackageQueue } from './packing/package-queue.js';
import { Reading } from './reading/reading.js';
import { ReplayThreads } from './reading/replay-threads.js';
import { AccessLogRoutes } from './routes/access-log-routes.js';
import { AccessRoutes } from './routes/access-routes.js';
import { ProcessRoutes } from './routes/process-routes.js';
import { AppendRoutes } from './routes/append-routes.js';
import { FileRoutes } from './routes/file-routes.js';
import { LedgerRoutes } from './routes/ledger-routes.js';
import { PackageRoutes } from './routes/package-routes.js';
import { ReportRoutes } from './routes/report-routes.js';
import { RetentionRoutes } from './routes/retention-routes.js';
import { SampleRoutes } from './routes/sample-routes.js';
import { ServiceRoutes } from './routes/service-routes.js';
import { SubjectRoutes } from './routes/subject-routes.js';
import { TrailRoute } from './routes/trail-route.js';
import { AccountRoutes } from './signing/account-routes.js';
import { OwnKeyRoutes } from './signing/own-key-routes.js';
import { ProviderRoutes } from './signing/provider-routes.js';
import { SignInLog } from './signing/sign-in-log.js';
import { SignInRoutes } from './signing/sign-in-routes.js';
import { SigningService } from './signing/signing-service.js';
import { SigningPage } from './signing/signing-page.js';
import { WelcomeRoutes } from './signing/welcome-routes.js';
import { VersionRoutes } from './routes/version-routes.js';
import { SERVICE_SETTINGS } from './settings.js';
import type { ServiceSettings } from './settings.js';

/** What works beside the service's own thread. */
export interface Workers {
  readonly threads: ReplayThreads;
  readonly acts: ActThreads;
  readonly packages: PackageQueue;
  readonly checks: PackageChecks;
}

const ROUTES_OF_SIGNING_IN = [
  SignInRoutes,
  ProviderRoutes,
  WelcomeRoutes,
  AccountRoutes,
  OwnKeyRoutes,
];

/** The routes of the service, over the program. */
@Module({})
export class HttpModule {
  /** @param house - stays its opener's to close */
  static over(house: House, settings: ServiceSettings, workers: Workers): DynamicModule {
    const { threads, acts, packages } = workers;
    return {
      module: HttpModule,
      imports: [CqrsModule],
      controllers: [
        AccessRoutes,
        AccessLogRoutes,
        ProcessRoutes,
        AppendRoutes,
        LedgerRoutes,
        ReportRoutes,
        TrailRoute,
        SubjectRoutes,
        VersionRoutes,
        PackageRoutes,
        FileRoutes,
        RetentionRoutes,
        SampleRoutes,
        ServiceRoutes,
        AssetRoute,
        ...ROUTES_OF_SIGNING_IN,
        pageRoutes(),
      ],
      providers: [
        { provide: SERVICE_SETTINGS, useValue: settings },
        { provide: HOUSE, useValue: house },
        { provide: Application, useValue: new Application(house) },
        Identities,
        RefusalsOnLog,
        { provide: APP_GUARD, useClass: Doorkeeper },
        { provide: APP_INTERCEPTOR, useClass: RefusalsOnLog },
        Buses,
        DoActHandler,
        AskThreadsHandler,
        AskValueHandler,
        { provide: ReplayThreads, useValue: threads },
        { provide: ActThreads, useValue: acts },
        { provide: PackageQueue, useValue: packages },
        Answering,
        LongAnswers,
        Acting,
        FileActs,
        ActsOfPersons,
        Once,
        Metrics,
        Readiness,
        Reading,
        AppendService,
        { provide: RequestLog, useValue: new RequestLog(settings.log) },
        KeptForms,
        PageService,
        ProblemsAsPages,
        SigningService,
        SigningPage,
        SignInLog,
      ],
    };
  }
}
