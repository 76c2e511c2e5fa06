import type { County } from '../../../../events/values/county.js';
import type { Segments } from '../../../ports/segments.js';
import type { LedgerFile } from '../ledger-file.js';
import type { LedgerFolder } from '../ledger-folder.js';
import { extendSegmentsWhereWorth, rebuildSegments } from './segments.js';

/** The segments of the ledgers of a data folder, open for writing. */
export function segmentsOver(folder: LedgerFolder): Segments {
  const sizeAfter = (county: County, work: (file: LedgerFile) => void): number => {
    const file = folder.ledger(county);
    if (file === null) return 0;
    work(file);
    return file.size;
  };
  return {
    extendWhereWorth: (county, onRecords) =>
      sizeAfter(county, (file) => {
        extendSegmentsWhereWorth(file, onRecords);
      }),
    rebuild: (county, onRecords) =>
      sizeAfter(county, (file) => {
        rebuildSegments(file, onRecords);
      }),
  };
}
