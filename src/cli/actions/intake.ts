import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { County } from '../../../events/values/county.js';
import { userOf } from '../../exchange/paths.js';
import type { AskApplication } from '../../intake/asks.js';
import { setUpFolders, sshdConfigLines } from '../../intake/setup.js';
import { IntakeWatch, intakeHouse } from '../../intake/watch.js';
import type { Taken } from '../../intake/taking/take-file.js';
import { grouped } from '../../reports/table.js';
import { withApplication } from '../application.js';
import type { Asking } from '../application.js';
import { countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { StopSignals } from '../stop-signals.js';
import { systemReason } from '../system-reason.js';
import { clockNow } from '../../ports/clock.js';
import { sentenceOnFolder, watchedFolder } from './watched-folder.js';

export interface WatchOptions {
  readonly watch?: string;
  readonly settle: string;
  readonly once?: true;
}

export interface SetupOptions {
  readonly county: string;
}

const SETTLE_SECONDS_MAX = 3600;

/** As the service, it ends as it should where it is asked to stop; a second signal does not wait. */
const STOPPED_WATCHING =
  'Stopped: what was taken has its receipt. What else lies in the inboxes waits: run the same command again, and it is taken.';

export async function watch(run: Run, options: WatchOptions): Promise<ExitCode> {
  const watched = watchArgument(run, options.watch);
  const settleMs = settleArgument(options.settle);
  return withApplication(run, 'write', async (application) => {
    let objections = 0;
    let faults = 0;
    const house = await intakeHouse(asksOf(application), watched, clockNow);
    const intake = new IntakeWatch(house, {
      settleMs,
      sshdLog: sshdLogOf(run),
      onTaken: (county, taken) => {
        if (taken.kind === 'returned' || taken.receipt.rejected > 0) objections += 1;
        run.output.message(sentenceOn(county, taken));
      },
      onFolder: (isThere) => {
        run.output.message(sentenceOnFolder(watched, isThere));
      },
      onFault: (county, error) => {
        faults += 1;
        const what = county === null ? 'Keys and old files' : `Files of county ${county}`;
        run.output.message(`${what} wait: ${systemReason(error)}. They are tried again.`);
      },
    });
    if (options.once === true) {
      await intake.keys();
      await intake.signIns();
      while ((await intake.round()) > 0);
      await intake.send();
      await intake.tend();
      if (faults > 0) return EXIT.failed;
      return objections > 0 ? EXIT.doneWithObjections : EXIT.done;
    }
    await run.output.result(`Plumbline takes files from ${watched}.\n`);
    const signals = new StopSignals();
    void signals.first.then(() => {
      intake.stop();
    });
    void signals.second.then(() => process.exit(EXIT.failed));
    await intake.run();
    signals.close();
    run.output.message(STOPPED_WATCHING);
    return EXIT.done;
  });
}

export async function setup(run: Run, folder: string, options: SetupOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const watched = resolve(run.terminal.cwd, folder);
  const user = await userNumbers(userOf(county));
  try {
    await setUpFolders(watched, county, { county: user });
  } catch (error) {
    throw new Failure(
      `The folders of county ${county} could not be made in ${watched} (${systemReason(error)}): run the command as root, or name a folder that can be written.`,
    );
  }
  if (user === null) {
    run.output.message(
      `There is no user ${userOf(county)} on this machine yet: make it (docs/intake.md), then run this command again so that the folders become its own.`,
    );
  }
  await run.output.result(sshdConfigLines(watched, county));
  return EXIT.done;
}

function asksOf(application: Asking): AskApplication {
  return (name, input) => application.answer(name, input);
}

/** sshd's log, where the operator lets it be read. */
function sshdLogOf({ terminal: { env, cwd } }: Run): string | null {
  const { PLUMBLINE_SSHD_LOG: path = '' } = env;
  return path === '' ? null : resolve(cwd, path);
}

function watchArgument(run: Run, folder: string | undefined): string {
  if (folder !== undefined && folder !== '') return watchedFolder(run, '--watch', folder);
  throw new WrongUsage(
    'Name the folder that counties’ files come into, for example --watch /srv/plumbline-intake.',
  );
}

function settleArgument(text: string): number {
  const seconds = /^\d{1,4}(?:\.\d{1,3})?$/u.test(text) ? Number(text) : Infinity;
  if (seconds <= SETTLE_SECONDS_MAX) return seconds * 1000;
  throw new WrongUsage(
    `--settle ${JSON.stringify(text.slice(0, 20))} is no time: give seconds from 0 to ${String(SETTLE_SECONDS_MAX)}.`,
  );
}

function sentenceOn(county: County, taken: Exclude<Taken, { kind: 'unfinished' }>): string {
  if (taken.kind === 'returned') {
    const { file, reason } = taken.returned;
    return `County ${county}: ${file} was returned. ${reason}`;
  }
  const { file, accepted, duplicates, rejected, again } = taken.receipt;
  if (again === true) return `County ${county}: ${file} came again, and nothing of it was taken.`;
  return `County ${county}: ${file}: ${grouped(accepted)} accepted, ${grouped(duplicates)} duplicates, ${grouped(rejected)} rejected.`;
}

/** The numbers of a user of the machine, null where there is none or whoever runs this may not give files away. */
async function userNumbers(
  name: string,
): Promise<{ readonly uid: number; readonly gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (which) =>
        Number((await promisify(execFile)('id', [which, name])).stdout),
      ),
    );
    return uid === undefined || gid === undefined ? null : { uid, gid };
  } catch {
    return null;
  }
}
