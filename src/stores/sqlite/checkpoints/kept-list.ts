import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { SECTIONS_VERSION } from '../../../../projections/checkpoints/year-sections.js';
import { SCALARS_VERSION } from '../../../../projections/columns/encode.js';
import { FORM_EDITIONS } from '../../../../events/form-editions.js';
import { RULE_EDITION } from '../../../../projections/form/rule-edition.js';
import type { County } from '../../../../events/values/county.js';
import { isErrorCode } from '../connection.js';
import { claimAloneIn } from '../claim-alone.js';
import { makeFolder, writeWhole } from '../data-folder.js';
import { KEPT_LIST, YEARS } from '../ledger-path.js';

/** One kept year. */
export interface KeptEntry {
  readonly ffy: number;
  /** The name of its file, and its header's checksum. */
  readonly file: string;
  readonly crc: number;
}

/** What is kept of a county, and as of when. Years that later records do not touch stay as they were made. */
export interface KeptList {
  readonly county: County;
  /** The ledger's size, and its root in hexadecimal digits. */
  readonly size: number;
  readonly root: string;
  /** How many erasures the ledger has seen. */
  readonly erasures: number;
  /** In order of year. */
  readonly years: readonly KeptEntry[];
}

/** By what the years were made: another program, form or edition of the rules makes them anew. */
const MADE_BY = {
  sections: SECTIONS_VERSION,
  scalars: SCALARS_VERSION,
  forms: FORM_EDITIONS.map(({ id }) => id),
  rules: RULE_EDITION,
} as const;

/** The folder of a county's years, beside the folder of ledgers that has its file. */
export function yearsFolder(ledgerPath: string, county: County): string {
  return join(dirname(dirname(ledgerPath)), YEARS, county);
}

/** What is kept; null where nothing is, or the list is not what was written, or of another program. */
export function readKeptList(folder: string, county: County): KeptList | null {
  let text: string;
  try {
    text = readFileSync(join(folder, KEPT_LIST), 'latin1');
  } catch (error) {
    if (isOutOfReach(error)) return null;
    throw error;
  }
  const json = text.slice(CRC_DIGITS + 1);
  if (text !== listText(json)) return null;
  const { by, ...list } = JSON.parse(json) as KeptList & { readonly by: typeof MADE_BY }; // by its checksum
  return JSON.stringify(by) === JSON.stringify(MADE_BY) && list.county === county ? list : null;
}

/** A file that is not there, or is closed to whoever reads: it is done without. */
export function isOutOfReach(error: unknown): boolean {
  return ['ENOENT', 'EACCES', 'EPERM'].some((code) => isErrorCode(error, code));
}

/** Whether there is a list, whatever is in it. */
export function hasKeptList(folder: string): boolean {
  try {
    return readdirSync(folder).includes(KEPT_LIST);
  } catch {
    return false;
  }
}

/** Puts a list in place of the one before, and takes away files that it does not name. */
export function writeKeptList(folder: string, list: KeptList): void {
  writeWhole(join(folder, KEPT_LIST), listText(JSON.stringify({ by: MADE_BY, ...list })));
  const named = new Set([KEPT_LIST, ...list.years.map(({ file }) => file)]);
  for (const name of readdirSync(folder)) {
    if (!named.has(name)) rmSync(join(folder, name), { force: true });
  }
}

export function makeYearsFolder(folder: string): void {
  makeFolder(dirname(folder));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Takes away everything that is kept of a county, whoever writes more of it just now. Answers how many years were. */
export function dropYears(folder: string): number {
  const count = namesOfYears(folder).length;
  rmSync(folder, { recursive: true, force: true, maxRetries: REMOVALS_MAX });
  return count;
}

/**
 * Does work that writes years of a county while no other process does: each removes what the other has not named yet. Null
 * where another does.
 */
export function keepingAlone<Result>(folder: string, work: () => Result): Result | null {
  const release = claimAloneIn(dirname(dirname(folder)))(`years-${basename(folder)}`);
  if (release === null) return null;
  try {
    return work();
  } finally {
    release();
  }
}

function namesOfYears(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.year'));
  } catch {
    return [];
  }
}

const CRC_DIGITS = 8;

/** How often a folder is emptied into which another process writes. */
const REMOVALS_MAX = 10;

function listText(json: string): string {
  return `${crc32(json).toString(16).padStart(CRC_DIGITS, '0')} ${json}`;
}
