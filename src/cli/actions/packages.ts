import { open, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { ffyOf } from '../../../events/values/month.js';
import type { Ffy, Month } from '../../../events/values/month.js';
import { visible } from '../../../events/values/visible-text.js';
import type { PackageMade } from '../../packages/make-package.js';
import { verifyWhole } from '../../packages/verify-whole.js';
import { grouped } from '../../reports/table.js';
import { withApplication } from '../application.js';
import { countyArgument, monthArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';
import { outPathOfRecords } from '../out-file.js';
import { printOutcome } from '../refusals.js';
import { errorCode, systemReason } from '../system-reason.js';
import { programVersion } from '../../program-version.js';
import { ffyArgument, versionArgument } from '../version-arguments.js';

export interface PackageOptions {
  readonly county: string;
  readonly month: string;
  readonly version: string;
  readonly out: string;
  readonly auditFile?: true | string;
  readonly json?: true;
}

export interface VerifyOptions {
  readonly against?: string;
  readonly key?: string;
  readonly json?: true;
}

export async function packageCommand(run: Run, options: PackageOptions): Promise<ExitCode> {
  const address = {
    county: countyArgument(options.county),
    month: monthArgument(options.month),
    version: versionArgument(options.version),
  };
  if (options.out === '') throw new WrongUsage('--out is empty: name the folder to make.');
  const progress = new Progress(run.output, 'Packing');
  const asked = {
    ...address,
    out: outPathOfRecords(run, options.out),
    auditFfy: auditFfyArgument(options.auditFile, address.month),
    program: programVersion(),
  };
  return withApplication(run, 'read', async (application) => {
    const outcome = await application.outcome('package', asked, (count, total) => {
      progress.report(count, 'records', total);
    });
    progress.done();
    const isJson = options.json === true;
    return printOutcome(run, isJson, outcome, async (made) => {
      if (made.isKeyNew) run.output.message('A signing key was made; publish its fingerprint.');
      if (isJson) await run.output.result(`${packageJson(made)}\n`);
      else await run.output.sentences(packageText(options.out, made));
    });
  });
}

/** Without a year, that of the month. */
function auditFfyArgument(year: true | string | undefined, month: Month): Ffy | null {
  if (year === undefined) return null;
  return year === true ? ffyOf(month) : ffyArgument(year, '--audit-file');
}

function packageJson({ path, files, bytes, records, fingerprint }: PackageMade): string {
  return JSON.stringify({ path, files, bytes, records, fingerprint });
}

/** @param out - the folder as it was named */
function packageText(out: string, made: PackageMade): string {
  const { files, bytes, records, fingerprint } = made;
  return `${visible(out)}: ${grouped(files)} files, ${grouped(bytes)} bytes, with ${grouped(records)} records.
Signed by the key with fingerprint ${fingerprint}.
To check it anywhere: node verify.mjs, inside of it.
`;
}

export async function verify(run: Run, folder: string, options: VerifyOptions): Promise<ExitCode> {
  const against = options.against === undefined ? null : folderArgument(run, options.against);
  const key = options.key === undefined ? null : keyArgument(options.key);
  const path = folderArgument(run, folder);
  for (const each of against === null ? [path] : [path, against]) await assertOpen(each);
  const progress = new Progress(run.output, 'Verifying');
  const onDone = (count: number, total: number, unit: string): void => {
    progress.report(Math.floor(count), unit, Math.ceil(total));
  };
  const outcome = await verifyWhole(path, { against, key, onDone }, programVersion());
  progress.done();
  const { misuse, failures, found, text } = outcome;
  if (misuse !== null) throw new WrongUsage(misuse);
  const isVerified = failures.length === 0;
  if (options.json === true) {
    const { fingerprint, files, records, rows, cells } = found;
    const facts = { verified: isVerified, failures, fingerprint, files, records, rows, cells };
    await run.output.result(`${JSON.stringify(facts)}\n`);
  } else {
    await run.output.sentences(text, isVerified ? 'good' : 'bad');
  }
  return isVerified ? EXIT.done : EXIT.doneWithObjections;
}

/** What may not be read is neither verified nor otherwise. Throws `Failure`; what is not there is told of by who verifies. */
async function assertOpen(folder: string): Promise<void> {
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await (await open(join(entry.parentPath, entry.name))).close();
    }
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EIO'].includes(errorCode(error) ?? '')) return;
    throw new Failure(
      `The package ${folder} cannot be read (${closedPath(error, folder)}${systemReason(error)}): nothing was verified. Ask its owner to let you read all of it, or verify a copy.`,
    );
  }
}

/** As in `data/report.json: `, nothing for the folder itself. */
function closedPath(error: unknown, folder: string): string {
  const path = error instanceof Object && 'path' in error ? String(error.path) : folder;
  const inside = relative(folder, path);
  return inside === '' ? '' : `${inside}: `;
}

function folderArgument(run: Run, folder: string): string {
  if (folder === '') throw new WrongUsage('The folder is empty: name the folder of a package.');
  return resolve(run.terminal.cwd, folder);
}

function keyArgument(text: string): string {
  if (!/^[0-9a-f]{64}$/iu.test(text)) {
    throw new WrongUsage(
      `--key ${JSON.stringify(text.slice(0, 70))} is no fingerprint: give 64 hexadecimal digits, as "plumbline keys" prints them.`,
    );
  }
  return text.toLowerCase();
}
