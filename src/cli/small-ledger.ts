import { resolve } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { addMonths, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { hasKeptYears, ledgerBytes } from '../application/wiring/ledger-on-disk.js';
import { nameOfCommand } from './interruption.js';

/** The data folder where neither an option nor the environment names one. */
export const DEFAULT_DATA_FOLDER = './plumbline-data';

/** Commands that read one county's ledger once, and compute on it no longer than that takes. */
const READ_ONCE: ReadonlySet<string> = new Set(['report', 'trail']);

/** A ledger of some 40,000 records: all its records are read and folded in three tenths of a second. */
export const SMALL_LEDGER_BYTES = 16 * 1024 * 1024;

/** A ledger that a command reads once. */
export interface LedgerAskedAbout {
  /** The data folder, absolute. */
  readonly folder: string;
  readonly county: County;
}

/**
 * The one ledger that the arguments ask about, of a command that reads it once; null where there is none such. Arguments
 * that will be refused may be taken for such.
 *
 * @param cwd - the data folder may be named from there
 */
export function ledgerAskedAbout(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): LedgerAskedAbout | null {
  // Behind a server's ledger it is the server that may take long.
  const isOnServer = (env['PLUMBLINE_EVENTSTORE'] ?? '') !== '';
  if (isOnServer || !READ_ONCE.has(nameOfCommand(argv))) return null;
  const county = parseCounty(textOf('--county', argv) ?? '');
  if (county === null) return null;
  const named = textOf('--data', argv) ?? env['PLUMBLINE_DATA'];
  const folder = named === undefined || named === '' ? DEFAULT_DATA_FOLDER : named;
  return { folder: resolve(cwd, folder), county };
}

/** With one of these a report is not of the ledger's end, or not of what its records are kept as. */
const OTHERWISE = ['--as-of', '--rows'] as const;

/** A report of more months is begun by the command alone. */
const MONTHS_MAX = 60;

/**
 * The months of a report as of the ledger's end, from the one named to the other; null where something else is asked, or
 * nothing that could be answered.
 */
export function monthsAskedAbout(argv: readonly string[]): readonly Month[] | null {
  if (OTHERWISE.some((option) => placeOf(option, argv) >= 0)) return null;
  const [from = '', to = from, ...more] = (textOf('--month', argv) ?? '').split(':');
  const [first, last] = [parseMonth(from), parseMonth(to)];
  if (first === null || last === null || more.length > 0) return null;
  const length = last - first + 1;
  if (length < 1 || length > MONTHS_MAX) return null;
  return Array.from({ length }, (_, place) => addMonths(first, place));
}

/**
 * Whether what the arguments ask for is over before anybody can stop it, by how large the ledger's file is: then it needs
 * no thread of its own to be stopped at once.
 */
export function isSmall(asked: LedgerAskedAbout | null): boolean {
  return asked !== null && ledgerBytes(asked.folder, asked.county) <= SMALL_LEDGER_BYTES;
}

/** A ledger of one and a half million records. */
const LARGE_LEDGER_BYTES = 400 * 1024 * 1024;

/** Whether a report of it is likely to be folded from its records, by all cores. */
export function isFoldedByAll({ folder, county }: LedgerAskedAbout): boolean {
  return ledgerBytes(folder, county) >= LARGE_LEDGER_BYTES && !hasKeptYears(folder, county);
}

/** What stands behind an option, or in one word with it; of the last, where it is given more than once. */
function textOf(option: string, argv: readonly string[]): string | undefined {
  const last = placeOf(option, argv);
  const word = argv[last];
  return word === option ? argv[last + 1] : word?.slice(option.length + 1);
}

/** -1 where it is not given. */
function placeOf(option: string, argv: readonly string[]): number {
  return argv.findLastIndex((word) => word === option || word.startsWith(`${option}=`));
}
