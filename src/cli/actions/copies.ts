import { resolve } from 'node:path';
import { grouped } from '../../reports/table.js';
import type { LedgerInBackup } from '../../ports/safekeeping.js';
import { withApplication } from '../application.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';

export interface CopyOptions {
  readonly json?: true;
  /** Commander's name of `--without-keys`. */
  readonly withoutKeys?: true;
}

export async function backup(run: Run, folder: string, options: CopyOptions): Promise<ExitCode> {
  const target = folderArgument(run, folder);
  const progress = new CopyProgress(run, 'Copying');
  return withApplication(run, 'outside', async (application) => {
    const { onCopied } = progress;
    const isWithoutKeys = options.withoutKeys === true;
    const copied = await application.answer('backup', { to: target, isWithoutKeys, onCopied });
    progress.done();
    await run.output.sentences(shown(copied.ledgers, options, 'copied and read back'));
    if (copied.keyCount === 0) run.output.message(WITHOUT_KEYS);
    return EXIT.done;
  });
}

export async function restore(run: Run, folder: string, options: CopyOptions): Promise<ExitCode> {
  const source = folderArgument(run, folder);
  const progress = new CopyProgress(run, 'Restoring');
  return withApplication(run, 'outside', async (application) => {
    const { onCopied } = progress;
    const restored = await application.answer('restore', { from: source, onCopied });
    progress.done();
    await run.output.sentences(shown(restored.ledgers, options, 'restored and checked'));
    const key = (await application.answer('keys', {})).at(-1);
    run.output.message(
      key === undefined
        ? 'There is no signing key: what was signed before cannot be proved here, and the next note is signed by another key. Put the county’s keys in place, or name their folder with --keys.'
        : `It signs with the key with fingerprint ${key.fingerprint}.`,
    );
    return EXIT.done;
  });
}

const WITHOUT_KEYS =
  'The backup has no signing key: a folder restored from it signs as another, unless the keys are put beside it.';

function folderArgument(run: Run, folder: string): string {
  if (folder === '') throw new WrongUsage('DIR is empty: name the folder of the backup.');
  return resolve(run.terminal.cwd, folder);
}

const BYTES_OF_MB = 1_000_000;

class CopyProgress {
  readonly #progress: Progress;

  constructor(run: Run, label: string) {
    this.#progress = new Progress(run.output, label);
  }

  readonly onCopied = (_county: string, bytes: number, total: number): void => {
    const [done, all] = [Math.floor(bytes / BYTES_OF_MB), Math.ceil(total / BYTES_OF_MB)];
    this.#progress.report(done, 'MB of ledgers', all, total === 0 ? 1 : bytes / total);
  };

  done(): void {
    this.#progress.done();
  }
}

function shown(
  ledgers: ReadonlyMap<string, LedgerInBackup>,
  options: CopyOptions,
  what: string,
): string {
  const sorted = [...ledgers];
  if (options.json === true) {
    const members = sorted.map(
      ([county, { size, root }]) => `${JSON.stringify(county)}:${JSON.stringify({ size, root })}`,
    );
    return `{"ledgers":{${members.join(',')}}}\n`;
  }
  if (sorted.length === 0) return `No ledger was there to be ${what}.\n`;
  return sorted
    .map(
      ([county, { size, root }]) =>
        `County ${county}: ${grouped(size)} records ${what}, root ${root}.\n`,
    )
    .join('');
}
