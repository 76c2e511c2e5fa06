import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import pino from 'pino';
import type { House } from '../../application/house.js';
import { settingsFileOf } from '../../application/wiring/house-settings.js';
import { openServedHouse } from '../../application/wiring/served-house.js';
import type { MetricsAddress } from '../../http/observing/metrics-server.js';
import { faultOf } from '../../http/observing/request-log.js';
import { startService } from '../../http/service.js';
import type { RunningService } from '../../http/service.js';
import type { ServiceSettings } from '../../http/settings.js';
import { readOperatorSettings } from '../../process/operator-settings.js';
import { hashSchemeSetting } from '../../signin/password-hashes.js';
import { providerSetting } from '../../signin/provider-client.js';
import type { Run } from '../context.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { StopSignals } from '../stop-signals.js';
import { networkOptions } from './network-options.js';
import type { NetworkOptions } from './network-options.js';
import { watchedFolder } from './watched-folder.js';
import { errorCode, systemReason } from '../system-reason.js';
import { mailSetting } from '../../mailing/mail-setting.js';
import { programVersion } from '../../program-version.js';

const PORT_MAX = 65_535;

export interface ServeOptions extends NetworkOptions {
  readonly port: string;
  readonly metrics?: string;
  readonly intake?: string;
}

export async function serve(run: Run, options: ServeOptions): Promise<ExitCode> {
  const port = portArgument(options.port);
  const metrics = metricsArgument(options.metrics);
  const isWithoutAccounts = !options.accounts;
  const log = pino({ name: 'plumbline' }, run.terminal.stderr);
  const network = await networkOptions(withOriginOf(run.terminal.env, options), log);
  refuseUnreadable(run.terminal.env);
  refuseSettingsOf(run);
  const watched = intakeArgument(run, options.intake);
  const { house, server, careForLog, close } = await openServedHouse(
    run.dataFolder,
    run.terminal.env,
  );
  try {
    const signals = new StopSignals();
    const safekeeping = await house.safekeeping();
    for (const remark of safekeeping.readableByOthers(run.dataFolder)) log.warn(remark);
    log.info({ store: server?.address ?? 'embedded' }, 'starting');
    server?.follow((county, error, reason) => {
      if (error === null) log.warn({ reason }, 'the store does not answer');
      else log.error({ county, fault: faultOf(error) }, 'a replica is not level');
    });
    careForLog((sentence) => {
      log.warn(sentence);
    });
    if (!isWithoutAccounts) await sayHowToBegin(run, house);
    const service = await started(house, {
      host: options.host,
      port,
      network,
      isWithoutAccounts,
      version: programVersion(),
      dataFolder: run.dataFolder,
      log,
      env: run.terminal.env,
      metrics,
    });
    const name = network.origin?.origin ?? service.url;
    const as = network.origin === null ? '' : ` as ${name}`;
    await run.output.result(
      `Plumbline listens on ${service.url}${as} (${name}/docs describes it).\n${isWithoutAccounts ? OPERATORS_ALL : ''}`,
    );
    if (service.metricsUrl !== null) {
      await run.output.result(`Metrics are at ${service.metricsUrl}.\n`);
    }
    const stopIntake = await intakeOf(run, house, watched, log);
    await signals.first;
    void signals.second.then(() => process.exit(EXIT.failed));
    await stopIntake();
    await service.stop();
    signals.close();
    return EXIT.done;
  } finally {
    await close();
  }
}

/** Begins to take files, of counties' folders as well where one is named for them; answers what stops it. */
async function intakeOf(
  run: Run,
  house: House,
  watched: string | null,
  log: pino.Logger,
): Promise<() => Promise<void>> {
  const { servedIntake } = await import('./served-intake.js');
  const { PLUMBLINE_SSHD_LOG: path = '' } = run.terminal.env;
  const sshdLog = path === '' ? null : resolve(run.terminal.cwd, path);
  return servedIntake(house, { watched, sshdLog }, log);
}

/** Found out before anything is opened. */
function intakeArgument(run: Run, folder: string | undefined): string | null {
  if (folder === '') throw new WrongUsage('--intake is empty: name the folder that is watched.');
  return folder === undefined ? null : watchedFolder(run, '--intake', folder);
}

async function started(house: House, settings: ServiceSettings): Promise<RunningService> {
  try {
    return await startService(house, settings);
  } catch (error) {
    throw cannotListen(settings, error);
  }
}

function cannotListen({ host, port }: ServiceSettings, error: unknown): unknown {
  const place = `${host} at port ${String(port)}`;
  switch (errorCode(error) ?? '') {
    case 'EADDRINUSE':
      return new Failure(`Another program listens on ${place}: stop it, or give another --port.`);
    case 'EACCES':
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Failure(
        `The service cannot listen on ${place} (${systemReason(error)}): give another --host or --port.`,
      );
    default:
      return error;
  }
}

/** `PLUMBLINE_ORIGIN` says the origin to this command and to those that make links. */
function withOriginOf(
  { PLUMBLINE_ORIGIN: said = '' }: Readonly<Record<string, string | undefined>>,
  options: ServeOptions,
): ServeOptions {
  return options.origin !== undefined || said === '' ? options : { ...options, origin: said };
}

/** What the environment says of a provider, mail, passwords and settings is found out before anything is opened. */
function refuseUnreadable(env: Readonly<Record<string, string | undefined>>): void {
  try {
    providerSetting(env);
    mailSetting(env, 'localhost');
    hashSchemeSetting(env);
    assertSettings(env['PLUMBLINE_SETTINGS'] ?? '');
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

/** A file that was named is there, and says what it may. */
function assertSettings(path: string): void {
  if (path === '') return;
  if (!existsSync(path)) {
    throw new Error(
      `PLUMBLINE_SETTINGS names ${path}, and there is no such file: mend the name, or leave it out.`,
    );
  }
  readOperatorSettings(path);
}

/** The settings in the data folder as well: else the first letter, or look at a case, would find out. */
function refuseSettingsOf({ dataFolder, terminal: { env } }: Run): void {
  try {
    readOperatorSettings(settingsFileOf(dataFolder, env));
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
}

const OPERATORS_ALL =
  'It has no accounts: whoever reaches it on this machine is its operator, and may read and do everything.\n';

/** On a folder without accounts nobody can do anything: whoever starts the service is told how the first is made. */
async function sayHowToBegin(run: Run, { accessActs }: House): Promise<void> {
  const { accounts } = await accessActs.read();
  if (accounts.size > 0) return;
  run.output.message(
    `The data folder ${run.dataFolder} has no accounts yet, so nobody can sign in. Make the first with "plumbline access invite --email E --first F --last L --role account-manager --data ${run.dataFolder}", which prints a one-time link; or serve a machine of your own with --no-accounts.`,
  );
}

function portArgument(text: string): number {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : PORT_MAX + 1;
  if (port <= PORT_MAX) return port;
  throw new WrongUsage(
    `--port ${JSON.stringify(text.slice(0, 20))} is no port: give a whole number from 0 to ${String(PORT_MAX)}.`,
  );
}

/** `HOST:PORT`, an IPv6 address in brackets. */
function metricsArgument(text: string | undefined): MetricsAddress | undefined {
  if (text === undefined) return undefined;
  const [, bracketed, plain, digits = ''] =
    /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/u.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(digits) <= PORT_MAX) return { host, port: Number(digits) };
  throw new WrongUsage(
    `--metrics ${JSON.stringify(text.slice(0, 60))} is no address: give HOST:PORT, for example --metrics 127.0.0.1:9464.`,
  );
}
