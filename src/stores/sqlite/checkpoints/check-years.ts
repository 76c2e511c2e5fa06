import { join } from 'node:path';
import type { Ffy } from '../../../../events/values/month.js';
import { DamagedSegments } from '../../../ports/failures.js';
import type { LedgerFile } from '../ledger-file.js';
import type { OnRead } from '../segments/row-columns.js';
import { isOfLedger } from './checkpoints-over-folder.js';
import { yearsFromRecords } from './keep-years.js';
import type { MadeYear } from './keep-years.js';
import { hasKeptList, readKeptList, yearsFolder } from './kept-list.js';
import { DamagedYearFile, readYearFile } from './year-file.js';

/**
 * Compares the kept years of a ledger with what its records come to, from the first one as of the position at which they
 * were kept, section by section; answers what is wrong in sentences.
 */
export function* faultsOfYears(file: LedgerFile, onRead: OnRead): Generator<string> {
  const folder = yearsFolder(file.path, file.county);
  const list = readKeptList(folder, file.county);
  if (list === null) {
    if (hasKeptList(folder)) yield faultOf(file, 'what is kept is not what was written');
    return;
  }
  if (!isOfLedger(file, list, new WeakMap())) {
    yield faultOf(file, 'what is kept is of another ledger, or of this one before an erasure');
    return;
  }
  try {
    const kept = new Map(list.years.map((entry) => [entry.ffy, entry]));
    const [oldest] = list.years;
    const first = oldest === undefined ? null : (oldest.ffy as Ffy); // written from an Ffy
    for (const made of yearsFromRecords(file, list.size, onRead, first)) {
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

function findingOf(path: string, crc: number, made: MadeYear): string | null {
  try {
    const read = readYearFile(path, crc, () => true);
    if (read === null) return 'its file is gone';
    for (const [name, bytes] of made.sections) {
      const kept = read.sections.get(name);
      if (kept === undefined || !Buffer.from(kept).equals(bytes)) {
        return `its section ${name} differs from the records`;
      }
    }
    return null;
  } catch (error) {
    if (error instanceof DamagedYearFile) return error.message;
    throw error;
  }
}

function faultOf({ county }: LedgerFile, finding: string): string {
  return `The kept fiscal years of county ${county} cannot be used (${finding}): run "plumbline checkpoints rebuild --county ${county}"; no answer depends on them.`;
}
