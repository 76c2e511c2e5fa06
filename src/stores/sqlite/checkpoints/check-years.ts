import { join } from 'node:path';
import type { Ffy } from '../../../../events/values/month.js';
import type { SectionBytes } from '../../../../projections/checkpoints/year-sections.js';
import { DamagedSegments } from '../../../ports/failures.js';
import { LedgerFile } from '../ledger-file.js';
import type { OnRead } from '../segments/row-columns.js';
import { isOfLedger } from './checkpoints-over-folder.js';
import { hasKeptList, readKeptList, yearsFolder } from './kept-list.js';
import type { KeptList } from './kept-list.js';
import { DamagedYearFile, YearFile } from './year-file.js';
import type { MadeYear } from './year-file.js';
import { YEAR_SIZES } from './year-maker.js';
import type { YearSizes } from './year-maker.js';
import { yearsFromRecords } from './years-from-records.js';

/** How often years are looked at anew because another process has kept others meanwhile. */
const LOOKS_MAX = 3;

/**
 * Compares the kept years of a ledger with what its records come to, from the first one as of the position at which they
 * were kept, section by section; answers what is wrong in sentences. What another process keeps or drops meanwhile is looked
 * at anew, and not any more where it goes on with that.
 */
export function faultsOfYears(
  file: LedgerFile,
  onRead: OnRead,
  sizes = YEAR_SIZES,
): readonly string[] {
  const folder = yearsFolder(file.path, file.county);
  const listNow = (): string => JSON.stringify(readKeptList(folder, file.county));
  for (let looks = 1; looks <= LOOKS_MAX; looks += 1) {
    const before = listNow();
    const faults = [...faultsNow(file, folder, onRead, sizes)];
    if (faults.length === 0 || listNow() === before) return faults;
  }
  return [];
}

function* faultsNow(
  file: LedgerFile,
  folder: string,
  onRead: OnRead,
  sizes: YearSizes,
): Generator<string> {
  const list = readKeptList(folder, file.county);
  if (list === null) {
    if (hasKeptList(folder)) yield faultOf(file, 'what is kept is not what was written');
    return;
  }
  if (!isOfLedger(file, list, new WeakMap())) {
    if (!isOfLedgerNow(file, list)) {
      yield faultOf(file, 'what is kept is of another ledger, or of this one before an erasure');
    }
    return;
  }
  try {
    const kept = new Map(list.years.map((entry) => [entry.ffy, entry]));
    const [oldest] = list.years;
    const first = oldest === undefined ? null : (oldest.ffy as Ffy); // written from an Ffy
    for (const made of yearsFromRecords(file, list.size, onRead, { from: first, sizes })) {
      const entry = kept.get(made.head.ffy);
      if (entry === undefined) continue;
      kept.delete(made.head.ffy);
      const of = `fiscal year ${String(entry.ffy)}`;
      const finding = findingOf(join(folder, entry.file), entry.crc, made);
      if (finding !== null) yield faultOf(file, `${of}: ${finding}`);
    }
    for (const ffy of kept.keys()) yield faultOf(file, `fiscal year ${String(ffy)} has no records`);
  } catch (error) {
    if (!(error instanceof DamagedSegments)) throw error;
    yield error.message;
  }
}

/** Whether it is of what the ledger has become since it is read: the next check compares it. */
function isOfLedgerNow({ path, county }: LedgerFile, list: KeptList): boolean {
  const now = LedgerFile.open(path, county, 'read');
  try {
    return isOfLedger(now, list, new WeakMap());
  } finally {
    now.close();
  }
}

function findingOf(path: string, crc: number, made: MadeYear): string | null {
  try {
    const finding = YearFile.reading(path, crc, (file) => differenceOf(file, made) ?? '');
    if (finding === null) return 'its file is gone';
    return finding === '' ? null : finding;
  } catch (error) {
    if (error instanceof DamagedYearFile) return error.message;
    throw error;
  }
}

/** A section is in memory at a time. */
function differenceOf(file: YearFile, { names, sections }: MadeYear): string | null {
  for (const { name, bytes } of sections) {
    if (!areSame(file.section(name), bytes)) return `its section ${name} differs from the records`;
  }
  const other = file.names.find((name) => !names.includes(name));
  return other === undefined ? null : `its section ${other} is not of the records`;
}

function areSame(kept: Uint8Array, made: SectionBytes): boolean {
  let at = 0;
  for (const chunk of made) {
    if (Buffer.compare(kept.subarray(at, at + chunk.length), chunk) !== 0) return false;
    at += chunk.length;
  }
  return at === kept.length;
}

function faultOf({ county }: LedgerFile, finding: string): string {
  return `The kept fiscal years of county ${county} cannot be used (${finding}): run "plumbline checkpoints rebuild --county ${county}"; no answer depends on them.`;
}
