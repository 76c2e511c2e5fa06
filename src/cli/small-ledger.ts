import { resolve } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { ledgerBytes } from '../application/wiring/ledger-bytes.js';
import { nameOfCommand } from './interruption.js';

/** The data folder where neither an option nor the environment names one. */
export const DEFAULT_DATA_FOLDER = './plumbline-data';

/** Commands that read one county's ledger once, and compute on it no longer than that takes. */
const READ_ONCE: ReadonlySet<string> = new Set(['report', 'trail']);

/** A ledger of some 40,000 records: all its records are read and folded in three tenths of a second. */
export const SMALL_LEDGER_BYTES = 16 * 1024 * 1024;

/**
 * Whether what the arguments ask for is over before anybody can stop it, by how large the ledger's file is: then it needs
 * no thread of its own to be stopped at once. Arguments that will be refused may be taken for either.
 *
 * @param cwd - the data folder may be named from there
 */
export function isOfSmallLedger(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): boolean {
  // Behind a server's ledger it is the server that may take long.
  const isOnServer = (env['PLUMBLINE_EVENTSTORE'] ?? '') !== '';
  if (isOnServer || !READ_ONCE.has(nameOfCommand(argv))) return false;
  const county = parseCounty(textOf('--county', argv) ?? '');
  if (county === null) return false;
  const named = textOf('--data', argv) ?? env['PLUMBLINE_DATA'];
  const folder = named === undefined || named === '' ? DEFAULT_DATA_FOLDER : named;
  return ledgerBytes(resolve(cwd, folder), county) <= SMALL_LEDGER_BYTES;
}

/** What stands behind an option, or in one word with it; of the last, where it is given more than once. */
function textOf(option: string, argv: readonly string[]): string | undefined {
  const last = argv.findLastIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = argv[last];
  return word === option ? argv[last + 1] : word?.slice(option.length + 1);
}
