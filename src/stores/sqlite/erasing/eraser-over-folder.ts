import type { County } from '../../../../events/values/county.js';
import type { ErasurePlan, FinishedErasure, LedgerEraser } from '../../../ports/ledger-eraser.js';
import { eraseRecords } from './erase-records.js';
import { removeTraces } from './remove-traces.js';
import type { LedgerFile } from '../ledger-file.js';
import type { LedgerFolder } from '../ledger-folder.js';
import type { ActFolder } from '../act-folder.js';

const FINISHED: FinishedErasure = { isToBeConfirmed: false, notes: [] };

/** Erases in the files of a data folder: decided by one transaction, done when the files are rewritten. */
export function eraserOver(folder: LedgerFolder, submissions: ActFolder): LedgerEraser {
  const fileOf = (county: County): LedgerFile => {
    const file = folder.ledger(county);
    if (file === null) throw new Error(`County ${county} has no ledger to erase from.`);
    return file;
  };
  return {
    level: (county) => {
      folder.ledger(county)?.refresh();
      return Promise.resolve();
    },
    erase: ({ county, on, size, hash, rule }: ErasurePlan, order) => {
      const { firstMonth, cut, erased: ranges } = rule;
      const erasure = { order, on, firstMonth, cut, plan: hash, ranges };
      return answered(() => eraseRecords(fileOf(county), size, erasure));
    },
    // Nothing is written before it is decided.
    giveUp: () => Promise.resolve([]),
    finish: (county, withoutRemarks) =>
      answered(() => {
        removeTraces(fileOf(county));
        submissions.rewrite(county, withoutRemarks);
        return FINISHED;
      }),
  };
}

/** What the work gives, or a rejected promise of what it throws. */
function answered<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
