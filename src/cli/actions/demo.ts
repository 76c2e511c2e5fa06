import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withApplication } from '../application.js';
import { countArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { servedCounties } from '../demo/served-counties.js';
import type { DemoAccount } from '../demo/served-counties.js';
import { Stage } from '../demo/stage.js';
import { tour } from '../demo/tour.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { errorCode } from '../system-reason.js';

export interface DemoOptions {
  readonly cases?: string;
  readonly serve?: true;
  readonly port?: string;
}

/** What is said to other programs of this machine, and not to a demo: its server, its keys, its mail. */
const NOT_FOR_DEMOS: ReadonlySet<string> = new Set([
  'PLUMBLINE_EVENTSTORE',
  'PLUMBLINE_KEYS',
  'PLUMBLINE_ORIGIN',
  'PLUMBLINE_SMTP',
]);

const CASES_DEFAULT = 200;

const PORT_DEFAULT = '1257';

/** Where a one-time link leads. */
const WELCOME_PATH = '/welcome';

/** A caseload that is still simulated and replayed while one looks on. */
const CASES_MAX = 10_000;

export async function demo(run: Run, options: DemoOptions): Promise<ExitCode> {
  const cases =
    options.cases === undefined
      ? CASES_DEFAULT
      : countArgument('--cases', options.cases, CASES_MAX);
  const dataFolder = await freshFolder(run);
  if (options.serve === true) {
    run.output.message(`The demo's data folder is ${dataFolder}; it stays, and can be removed.`);
    // Made-up records are for the folder alone: on a server they would stay in somebody's ledger for ever.
    const env = Object.fromEntries(
      Object.entries(run.terminal.env).filter(([name]) => !NOT_FOR_DEMOS.has(name)),
    );
    const terminal = { ...run.terminal, env };
    return serveDemo({ ...run, dataFolder, terminal }, cases, options.port ?? PORT_DEFAULT);
  }
  await tour(new Stage(run, dataFolder), dataFolder, cases);
  return EXIT.done;
}

/** Two counties and an account for each role, served until it is stopped. */
async function serveDemo(run: Run, cases: number, port: string): Promise<ExitCode> {
  if (!/^[1-9]\d{0,4}$/u.test(port)) {
    throw new WrongUsage(
      `--port ${JSON.stringify(port.slice(0, 20))} is no port for a demo: its links name it, so give one from 1 to 65535.`,
    );
  }
  const origin = `http://localhost:${port}`;
  const accounts = await withApplication(run, 'write', (application) =>
    servedCounties(application, cases, (county) => {
      run.output.message(`County ${county} is simulated, with a year of versions.`);
    }),
  );
  await run.output.result(accountsText(accounts, origin));
  const { serve } = await import('./serve.js');
  return serve(run, { host: '127.0.0.1', port, accounts: true, origin });
}

function accountsText(accounts: readonly DemoAccount[], origin: string): string {
  const rows = accounts.map(({ account, role, county, email, link }) => {
    const place = county === null ? 'the state' : `county ${county}`;
    return `${account}  ${role}, ${place} (${email})\n      ${origin}${WELCOME_PATH}#${link}`;
  });
  return `Each link is good once and for 72 hours: it lets you choose a password and a second factor.\n\n${rows.join('\n')}\n\nStart at ${origin}/ and stop with Ctrl-C.\n`;
}

/** The folder that was named, if it is empty or new; else one of its own among temporary files. */
async function freshFolder(run: Run): Promise<string> {
  if (!run.isDataFolderNamed) return mkdtemp(join(tmpdir(), 'plumbline-demo-'));
  if (!(await isEmptyOrMissing(run.dataFolder))) {
    throw new Failure(
      `${run.dataFolder} is not empty: name a new folder with --data, or leave it out for a temporary one.`,
    );
  }
  return run.dataFolder;
}

async function isEmptyOrMissing(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return true;
    if (code === 'ENOTDIR') throw new Failure(`${path} is a file: name a new folder with --data.`);
    throw error;
  }
}
