import { resolve } from 'node:path';
import { grouped } from '../../reports/table.js';
import type { Copied, LedgerInBackup } from '../../ports/safekeeping.js';
import { withApplication } from '../application.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { KnownKeys } from './proofs.js';
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
    if (copied.keyCount === 0) {
      run.output.message(copied.publicKeyCount === 0 ? WITHOUT_ANY_KEY : WITHOUT_KEYS);
    }
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
    run.output.message(
      signsWith(await application.answer('keys', { isRecipientAsked: false }), restored),
    );
    return EXIT.done;
  });
}

const WITHOUT_KEYS =
  'The backup has no signing key, only the public halves that prove what was signed: a folder restored from it signs as another, unless the keys are put beside it.';

const WITHOUT_ANY_KEY =
  'The backup has no signing key, and no public half of one: what was signed is of use in a folder restored from it when the keys are put beside it.';

/** Which key signs in a folder that was restored, or what is to be known where there is none. */
function signsWith({ known, isAnythingSigned }: KnownKeys, { keyCount }: Copied): string {
  const key = known.at(-1);
  const halves = known.filter(({ isWhole }) => !isWhole).map(({ fingerprint }) => fingerprint);
  if (key?.isWhole === true && (keyCount > 0 || halves.length === 0)) {
    return `It signs with the key with fingerprint ${key.fingerprint}.`;
  }
  if (key !== undefined) {
    const next = key.isWhole
      ? `It signs as another, with a new key with fingerprint ${key.fingerprint}.`
      : 'There is no signing key: the next note is signed by another, which is made for it.';
    return `${next} What was signed before is proved by the public halves in the backup (fingerprint ${halves.join(', ')}: compare it with the one that was given out). To go on as before, restore with --keys and the folder of the county’s keys.`;
  }
  return isAnythingSigned
    ? 'There is no signing key, and no public half of one: what was signed before cannot be proved here, and commands stop at it. Put the county’s keys in place, or name their folder with --keys.'
    : 'There is no signing key: nothing was signed yet, and the first note makes one.';
}

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
