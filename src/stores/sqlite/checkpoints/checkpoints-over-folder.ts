import type { County } from '../../../../events/values/county.js';
import type { KeptYear, YearBase } from '../../../../projections/checkpoints/kept-year.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import type { Checkpoints, KeptYearAsked, YearBaseAsked } from '../../../ports/checkpoints.js';
import { UnusableStore } from '../../../ports/failures.js';
import type { OnRecords } from '../../../ports/ledger-reader.js';
import { isErrorCode } from '../connection.js';
import type { LedgerFile } from '../ledger-file.js';
import type { LedgerFolder } from '../ledger-folder.js';
import { recordsBetween } from '../segments/records-between.js';
import { RANGES } from '../segments/segments.js';
import {
  dropYears,
  hasKeptList,
  keepingAlone,
  makeYearsFolder,
  readKeptList,
  writeKeptList,
  yearsFolder,
} from './kept-list.js';
import type { KeptEntry, KeptList } from './kept-list.js';
import { readBase, readYear } from './read-year.js';
import { DamagedYearFile, writeYearFile } from './year-file.js';
import type { MadeYear } from './year-file.js';
import { YEAR_SIZES } from './year-maker.js';
import type { YearSizes } from './year-maker.js';
import { yearsBroughtOn } from './years-brought-on.js';
import { YEARS_MAX, yearsFromRecords } from './years-from-records.js';

/** The kept years of the ledgers of a data folder. */
export function checkpointsOver(folder: LedgerFolder): Checkpoints {
  const proven = new WeakMap<LedgerFile, string>();
  const withLedger = <T>(county: County, none: T, work: (file: LedgerFile) => T): T => {
    const file = folder.ledger(county);
    return file === null ? none : work(file);
  };
  /** Who may write has years made anew by whoever keeps them next. */
  const unlessDamaged = <T>(file: LedgerFile, read: T | 'damaged'): T | null => {
    if (read !== 'damaged') return read;
    if (folder.mode === 'write') dropYears(folderOf(file));
    return null;
  };
  return {
    keepWhereWorth: (county, onRecords) =>
      withLedger(county, 0, (file) => keepWhereWorth(file, onRecords)),
    rebuild: (county, onRecords) =>
      withLedger(county, 0, (file) => {
        file.refresh();
        const folder = folderOf(file);
        return whereThereIsSpace(
          folder,
          () => keepingAlone(folder, () => keepAnew(file, onRecords)) ?? refuseBusy(file, folder),
        );
      }),
    drop: (county) => withLedger(county, 0, (file) => dropYears(folderOf(file))),
    yearOf: (county, asked) =>
      withLedger(county, null, (file) => unlessDamaged(file, yearIn(file, asked, proven))),
    baseOfYear: (county, asked) =>
      withLedger(county, null, (file) => unlessDamaged(file, baseIn(file, asked, proven))),
    recordsBetween: (county, after, upTo): RecordedColumns => {
      const file = folder.ledger(county);
      if (file === null) throw new Error(`The ledger of county ${county} is gone.`);
      return recordsBetween(file, after, upTo);
    },
  };
}

function folderOf({ path, county }: LedgerFile): string {
  return yearsFolder(path, county);
}

function yearIn(
  file: LedgerFile,
  { ffy, months, asOf, sinceMax }: KeptYearAsked,
  proven: WeakMap<LedgerFile, string>,
): KeptYear | 'damaged' | null {
  const folder = folderOf(file);
  const list = readKeptList(folder, file.county);
  if (list === null) return hasKeptList(folder) ? 'damaged' : null;
  const entry = list.years.find((each) => each.ffy === ffy);
  if (entry === undefined || list.size > asOf) return null;
  if (sinceMax !== undefined && asOf - list.size > sinceMax) return null;
  if (!isOfLedger(file, list, proven)) return 'damaged';
  return orDamaged(() => readYear(folder, list, entry, months));
}

function baseIn(
  file: LedgerFile,
  { ffy, asOf, subjects }: YearBaseAsked,
  proven: WeakMap<LedgerFile, string>,
): YearBase | 'damaged' | null {
  const folder = folderOf(file);
  const list = readKeptList(folder, file.county);
  const entry = list?.years.find((each) => each.ffy === ffy);
  if (list?.size !== asOf || entry === undefined || !isOfLedger(file, list, proven)) return null;
  return orDamaged(() => readBase(folder, list, entry, subjects));
}

function orDamaged<T>(read: () => T): T | 'damaged' {
  try {
    return read();
  } catch (error) {
    if (error instanceof DamagedYearFile) return 'damaged';
    throw error;
  }
}

/** Whether a list is of this ledger as it was at the list's position: compared once for each list. */
export function isOfLedger(
  file: LedgerFile,
  list: KeptList,
  proven: WeakMap<LedgerFile, string>,
): boolean {
  if (list.erasures !== file.erasures.length || list.size > file.size) return false;
  const said = `${String(list.size)} ${list.root}`;
  if (proven.get(file) === said) return true;
  if (Buffer.from(file.root(list.size)).toString('hex') !== list.root) return false;
  proven.set(file, said);
  return true;
}

/**
 * A year is written anew whole: of a large ledger one in so many records must be new for that. Reading fewer costs whoever
 * asks less than all that writing costs the machine.
 */
const RECORDS_OF_NEW_ONE = 50;

/** As with segments, a short tail is folded by whoever asks. Where another process keeps years just now, it is left to him. */
function keepWhereWorth(file: LedgerFile, onRecords: OnRecords): number {
  const folder = folderOf(file);
  file.refresh();
  const known = (): number => readKeptList(folder, file.county)?.years.length ?? 0;
  if (howWorth(file, folder) === 'not') return known();
  return whereThereIsSpace(
    folder,
    () => keepingAlone(folder, () => keepIfWorth(file, folder, onRecords)) ?? known(),
  );
}

/** It is asked once more: another process may have kept them before this one was alone. */
function keepIfWorth(file: LedgerFile, folder: string, onRecords: OnRecords): number | null {
  const worth = howWorth(file, folder);
  if (worth === 'not') return null;
  return worth === 'anew' ? keepAnew(file, onRecords) : keepLevel(file, onRecords);
}

function howWorth(file: LedgerFile, folder: string): 'not' | 'anew' | 'level' {
  const { size } = file;
  const list = readKeptList(folder, file.county);
  if (list === null && !hasKeptList(folder)) return size < RANGES.tail ? 'not' : 'anew';
  if (list === null) return 'level';
  const worth = Math.max(RANGES.tail, Math.floor(list.size / RECORDS_OF_NEW_ONE));
  const isShort = size - list.size < worth && isOfLedger(file, list, new WeakMap());
  return isShort ? 'not' : 'level';
}

function refuseBusy({ county }: LedgerFile, folder: string): never {
  throw new UnusableStore(
    'busy',
    folder,
    `Another process keeps the fiscal years of county ${county} just now: run the command again when it is done.`,
  );
}

/** Brings the years of a ledger level with it, however little is new: those that are touched, or all anew. */
export function keepLevel(
  file: LedgerFile,
  onRecords: OnRecords,
  sizes: YearSizes = YEAR_SIZES,
): number {
  const folder = folderOf(file);
  const list = readKeptList(folder, file.county);
  if (list === null || !isOfLedger(file, list, new WeakMap())) {
    return keepAnew(file, onRecords, sizes);
  }
  return whereThereIsSpace(folder, () => {
    try {
      const made = yearsBroughtOn(file, folder, list, onRecords, sizes);
      if (made !== null) return keep(file, list.years, made);
    } catch (error) {
      if (!(error instanceof DamagedYearFile)) throw error;
    }
    return keep(file, [], yearsFromRecords(file, file.size, onRecords, { sizes }));
  });
}

function keepAnew(file: LedgerFile, onRecords: OnRecords, sizes: YearSizes = YEAR_SIZES): number {
  const folder = folderOf(file);
  dropYears(folder);
  if (file.size === 0) return 0;
  return whereThereIsSpace(folder, () =>
    keep(file, [], yearsFromRecords(file, file.size, onRecords, { sizes })),
  );
}

/** They are no reason to stop for want of space: without them everything takes longer. */
function whereThereIsSpace(folder: string, work: () => number): number {
  try {
    return work();
  } catch (error) {
    if (!isErrorCode(error, 'ENOSPC')) throw error;
    dropYears(folder);
    return 0;
  }
}

/**
 * Writes years one by one, and in the end the list that names them: until then nobody looks at them. Where another process
 * drops them meanwhile, none are kept, nor where it erases records of which they are made.
 */
function keep(file: LedgerFile, before: readonly KeptEntry[], made: Iterable<MadeYear>): number {
  const folder = folderOf(file);
  const erasures = file.erasures.length;
  const hasErased = (): boolean => {
    file.refresh();
    return file.erasures.length !== erasures;
  };
  try {
    const count = write(file, folder, before, made);
    if (!hasErased()) return count;
  } catch (error) {
    if (!isErrorCode(error, 'ENOENT') && !hasErased()) throw error;
  }
  dropYears(folder);
  return 0;
}

function write(
  file: LedgerFile,
  folder: string,
  before: readonly KeptEntry[],
  made: Iterable<MadeYear>,
): number {
  makeYearsFolder(folder);
  const byYear = new Map(before.map((entry) => [entry.ffy, entry]));
  for (const year of made) {
    const { ffy } = year.head;
    byYear.set(ffy, { ffy, ...writeYearFile(folder, year) });
  }
  const years = [...byYear.values()].sort((one, other) => one.ffy - other.ffy).slice(-YEARS_MAX);
  writeKeptList(folder, {
    county: file.county,
    size: file.size,
    root: Buffer.from(file.root()).toString('hex'),
    erasures: file.erasures.length,
    years,
  });
  return years.length;
}
