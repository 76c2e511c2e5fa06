import { resolve } from 'node:path';
import { grouped } from '../../reports/table.js';
import { backupDataFolder } from '../../stores/sqlite/backup.js';
import type { LedgerInBackup } from '../../ports/safekeeping.js';
import { restoreDataFolder } from '../../stores/sqlite/restore.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { Progress } from '../progress.js';

export interface CopyOptions {
  readonly json?: true;
}

export async function backup(run: Run, folder: string, options: CopyOptions): Promise<ExitCode> {
  const target = folderArgument(run, folder);
  const progress = new CopyProgress(run, 'Copying');
  const { ledgers } = await backupDataFolder(run.dataFolder, target, progress.onCopied);
  progress.done();
  await run.output.result(shown(Object.entries(ledgers), options, 'copied and read back'));
  return EXIT.done;
}

export async function restore(run: Run, folder: string, options: CopyOptions): Promise<ExitCode> {
  const source = folderArgument(run, folder);
  const progress = new CopyProgress(run, 'Restoring');
  const ledgers = await restoreDataFolder(source, run.dataFolder, progress.onCopied);
  progress.done();
  await run.output.result(shown([...ledgers], options, 'restored and checked'));
  return EXIT.done;
}

function folderArgument(run: Run, folder: string): string {
  if (folder === '') throw new WrongUsage('DIR is empty: name the folder of the backup.');
  return resolve(run.terminal.cwd, folder);
}

class CopyProgress {
  readonly #progress: Progress;
  #count = 0;

  constructor(run: Run, label: string) {
    this.#progress = new Progress(run.output, label);
  }

  readonly onCopied = (_county: string, size: number): void => {
    this.#count += size;
    this.#progress.report(this.#count, 'records');
  };

  done(): void {
    this.#progress.done();
  }
}

function shown(
  ledgers: readonly (readonly [county: string, ledger: LedgerInBackup])[],
  options: CopyOptions,
  what: string,
): string {
  const sorted = ledgers.toSorted(([one], [other]) => (one < other ? -1 : 1));
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
