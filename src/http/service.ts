import 'reflect-metadata';
import { availableParallelism } from 'node:os';
import type { Server, Socket } from 'node:net';
import type { Server as HttpServer } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { HelmetOptions } from 'helmet';
import type { House } from '../application/house.js';
import { emptyCheckingFolder } from '../packages/check-package.js';
import { foldHere } from '../reports/report-of-county.js';
import { LastReplayed } from '../versions/last-replayed.js';
import type { MailRounds } from '../mailing/mail-rounds.js';
import { AppendService } from './appending/append-service.js';
import { ActThreads } from './acting/act-threads.js';
import { LongAnswers } from './answering/long-answers.js';
import { assertRoutesHaveNeeds } from './asking/routes-with-needs.js';
import { allowedMethods } from './allowed-methods.js';
import { BoundedAdapter } from './bounded-adapter.js';
import { REPLAY_THREADS_MAX, STOP_GRACE_MS } from './bounds.js';
import { HttpModule } from './http.module.js';
import type { Workers } from './http.module.js';
import { Metrics } from './observing/metrics.js';
import { Readiness } from './observing/readiness.js';
import type { MetricsServer } from './observing/metrics-server.js';
import { RequestLog, faultOf } from './observing/request-log.js';
import type { LoggedFault } from './observing/request-log.js';
import { serveMetrics } from './observing/metrics-server.js';
import { openApiDocument, serveOpenApi } from './openapi/openapi-document.js';
import { PackageChecks } from './packing/package-checks.js';
import { PackageQueue } from './packing/package-queue.js';
import type { NetworkSettings } from './network/network-settings.js';
import { isTls } from './network/service-origin.js';
import type { WatchedTls } from './network/tls-files.js';
import { compressAssets, loadAssets } from './pages/asset-route.js';
import { methodsOfPages } from './pages/page-routes.js';
import { PageService } from './pages/page-service.js';
import { ProblemsAsPages } from './pages/problems-as-pages.js';
import { ProblemFilter } from './problems/problem-filter.js';
import { outdatedByThreads } from './reading/outdated-by-threads.js';
import { ReplayThreads } from './reading/replay-threads.js';
import { RequestPipe } from './requests/request-pipe.js';
import { RequestsUnderWay } from './requests-under-way.js';
import { emptySendingFolder } from './sending-folder.js';
import { SigningService } from './signing/signing-service.js';
import { serviceMail } from './signing/service-mail.js';
import type { ServiceSettings } from './settings.js';
import { answerUnreadable } from './unreadable-requests.js';
import { clockNow } from '../ports/clock.js';

/** A service that listens. */
export interface RunningService {
  /** Where it listens, as in `http://127.0.0.1:1257`. */
  readonly url: string;
  /** As in `http://127.0.0.1:9464/metrics`; null where metrics are asked for nowhere. */
  readonly metricsUrl: string | null;
  /** Stops accepting, finishes what is under way, ends its threads. The store stays open. */
  stop(): Promise<void>;
}

/** Of all addresses, those of programs and those of pages. */
function allowedIn(
  app: NestExpressApplication,
  document: Parameters<typeof allowedMethods>[0]['document'],
): ReturnType<typeof allowedMethods> {
  const asPage = app.get(ProblemsAsPages);
  return allowedMethods({ document, pages: methodsOfPages(), log: app.get(RequestLog), asPage });
}

/**
 * Starts the HTTP service over a house.
 *
 * @param house - over the data folder that `settings` names
 * @throws what listening throws, as when the port is taken
 */
export async function startService(
  house: House,
  settings: ServiceSettings,
): Promise<RunningService> {
  const workers = workersOf(house, settings);
  const { threads, packages } = workers;
  await emptyFolders(settings);
  const mail = serviceMail(house, settings, threads, () => app.get(SigningService).house.origin);
  const served = { ...workedFor(house, workers), mailing: mail?.rounds, letterMail: mail?.letters };
  const app: NestExpressApplication = await NestFactory.create<NestExpressApplication>(
    HttpModule.over(served, settings, workers),
    new BoundedAdapter(settings.network.tls),
    { logger: false, abortOnError: false, bodyParser: false },
  );
  const requestLog = app.get(RequestLog);
  const underWay = new RequestsUnderWay(requestLog, app.get(Metrics), settings);
  watchNetwork(app.get(Metrics), settings.network.tls, mail?.rounds ?? null);
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(underWay.letIn);
  app.use(app.get(LongAnswers).inItsRequest);
  app.use(helmet(helmetFor(settings.network)));
  app.useGlobalPipes(new RequestPipe());
  app.useGlobalFilters(new ProblemFilter(requestLog, app.get(ProblemsAsPages)));
  assertRoutesHaveNeeds(app);
  const document = openApiDocument(app, settings.version);
  app.use(allowedIn(app, document));
  serveOpenApi(app, document);
  const server: HttpServer = app.getHttpServer();
  answerUnreadable(server, settings.log);
  loadAssets();
  const sockets = socketsOf(server);
  const metrics = await listened(app, settings);
  threads.start();
  const compressing = compressLater(settings);
  packages.wake();
  mail?.rounds.start();
  const url = urlOf(server, settings);
  app.get(SigningService).listensAt(url);
  mail?.letters.wake();
  sayListening(settings, { url, threads: threads.count });
  return {
    url,
    metricsUrl: metrics?.url ?? null,
    stop: async () => {
      settings.log.info('stopping');
      clearTimeout(compressing);
      app.get(Readiness).stop();
      app.get(PageService).stop();
      await stopListening(server, underWay, sockets);
      await app.get(AppendService).idle();
      await Promise.all([closeWorkers(workers), metrics?.close()]);
      settings.network.tls?.stop();
      mail?.rounds.stop();
      await mail?.letters.stop();
      await app.close();
      settings.log.info('stopped');
    },
  };
}

/** Listens, and answers for metrics where that is asked for; neither where one of them cannot. */
async function listened(
  app: NestExpressApplication,
  { host, port, metrics: place }: ServiceSettings,
): Promise<MetricsServer | null> {
  let metrics: MetricsServer | null = null;
  try {
    if (place !== undefined) metrics = await serveMetrics(app.get(Metrics), place);
    await app.listen(port, host);
    return metrics;
  } catch (error) {
    await metrics?.close();
    await app.close();
    throw error;
  }
}

/** Files of pages are compressed ahead once the start is over; one that is asked for before is compressed then, milliseconds. */
const COMPRESS_AFTER_MS = 15_000;

function compressLater({ log }: ServiceSettings): NodeJS.Timeout {
  const compress = (): void => {
    compressAssets().catch((error: unknown) => {
      log.warn({ fault: faultOf(error) }, 'a file of the pages could not be compressed');
    });
  };
  return setTimeout(compress, COMPRESS_AFTER_MS).unref();
}

/** What works beside the service's own thread. */
function workersOf(house: House, { dataFolder, env = {}, log, version }: ServiceSettings): Workers {
  // Two for what is quick, and one at least for what takes long: the system shares the cores among them.
  const threadCount = Math.min(REPLAY_THREADS_MAX, Math.max(3, availableParallelism()));
  const start = { dataFolder, env };
  const onFault = (fault: LoggedFault): void => {
    log.warn({ fault }, 'a thread for acts or packages met a fault');
  };
  return {
    threads: new ReplayThreads(dataFolder, threadCount, (fault) => {
      log.warn({ fault }, 'a thread could not prepare for its next replay');
    }),
    acts: new ActThreads(start, onFault),
    packages: new PackageQueue(house, version, start, onFault),
    checks: new PackageChecks(onFault),
  };
}

async function closeWorkers({ threads, acts, packages, checks }: Workers): Promise<void> {
  await Promise.all([threads, acts, packages, checks].map((each) => each.close()));
}

/** Takes away what a service that was killed has left. */
async function emptyFolders({ dataFolder }: ServiceSettings): Promise<void> {
  await emptySendingFolder(dataFolder);
  await emptyCheckingFolder(dataFolder);
}

/** The house as it is served: what takes long is done beside, and a package that is ordered is made. */
function workedFor(house: House, { threads, packages, checks }: Workers): House {
  const { replayCounties } = threads;
  const { checkZip } = checks;
  const woken = packages.woken(house.packages);
  const lastReplayed = new LastReplayed(outdatedByThreads(house, threads), clockNow);
  const beside = { replayCounties, foldMonths: foldHere, checkZip };
  return { ...house, ...beside, packages: woken, lastReplayed };
}

function sayListening(
  { isWithoutAccounts, log }: ServiceSettings,
  where: { readonly url: string; readonly threads: number },
): void {
  log.info(where, 'listening');
  if (!isWithoutAccounts) return;
  log.warn('there are no accounts: whoever reaches the service is its operator');
}

/** Until when the certificate is good, and how many mails wait, for whoever watches over the service. */
function watchNetwork(metrics: Metrics, tls: WatchedTls | null, mails: MailRounds | null): void {
  if (tls !== null) {
    metrics.watch(
      'plumbline_certificate_seconds_left',
      'Seconds until the certificate that is served runs out.',
      () => Math.round((tls.until - Date.now()) / 1000),
    );
  }
  if (mails !== null) {
    metrics.watch('plumbline_mails_waiting', 'Mails that the mail server has not taken.', () => {
      return mails.waiting;
    });
  }
}

/** A browser that came by TLS once comes by TLS for two years. */
const HSTS = { maxAge: 2 * 365 * 24 * 60 * 60, includeSubDomains: false };

function helmetFor({ origin }: NetworkSettings): HelmetOptions {
  const isByTls = origin !== null && isTls(origin);
  return { strictTransportSecurity: isByTls ? HSTS : false, contentSecurityPolicy: POLICY };
}

const POLICY: Exclude<HelmetOptions['contentSecurityPolicy'], undefined> = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    // The page of the OpenAPI document carries its own styles and small pictures.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

function socketsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return sockets;
}

/** Connections without a request end at once, the others with their answers, all of them after the grace. */
async function stopListening(
  server: HttpServer,
  requests: RequestsUnderWay,
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  requests.stop();
  const busy = new Set([...requests.underWay].map(({ socket }) => socket));
  for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
  const timer = setTimeout(() => {
    server.closeAllConnections();
  }, STOP_GRACE_MS);
  // An answer whose head was sent before keeps its connection alive unless it is told here.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}

function urlOf(server: Server, { host, network }: ServiceSettings): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The service has no port.');
  const name = host.includes(':') ? `[${host}]` : host;
  return `${network.tls === null ? 'http' : 'https'}://${name}:${String(address.port)}`;
}
