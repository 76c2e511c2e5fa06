import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { Stage } from '../demo/stage.js';
import { tour } from '../demo/tour.js';
import { EXIT, Failure } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { errorCode } from '../system-reason.js';

export interface DemoOptions {
  readonly cases?: string;
}

const CASES_DEFAULT = 200;

/** A caseload that is still simulated and replayed while one looks on. */
const CASES_MAX = 10_000;

export async function demo(run: Run, options: DemoOptions): Promise<ExitCode> {
  const cases =
    options.cases === undefined
      ? CASES_DEFAULT
      : countArgument('--cases', options.cases, CASES_MAX);
  const dataFolder = await freshFolder(run);
  await tour(new Stage(run, dataFolder), dataFolder, cases);
  return EXIT.done;
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
