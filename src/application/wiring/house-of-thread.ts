import { foldHere } from '../../reports/report-of-county.js';
import { KeptYears } from '../../reports/kept-years.js';
import { YearCheckpoints } from '../../reports/year-checkpoints.js';
import { checkpointsOver } from '../../stores/sqlite/checkpoints/checkpoints-over-folder.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { ColumnsAtHand } from '../../stores/sqlite/segments/columns-at-hand.js';
import { replayHere } from '../../threads/replay-counties.js';
import type { House } from '../house.js';
import { houseOver } from './open-house.js';

/**
 * The house of a thread that answers questions until it is ended: the folder open on its own, for segments to be
 * written, and fiscal years kept for the next question about them. It starts no threads of its own.
 *
 * @param yearsBytesMax - of fiscal years that are kept
 * @param columnsBytesMax - of records that are held
 */
export function openHouseOfThread(
  dataFolder: string,
  yearsBytesMax: number,
  columnsBytesMax: number,
): House {
  const atHand = new ColumnsAtHand(columnsBytesMax);
  const folder = LedgerFolder.open(dataFolder, 'write', atHand);
  const checkpoints = checkpointsOver(folder);
  const years = new YearCheckpoints(yearsBytesMax, checkpoints);
  const house = houseOver(folder, undefined, years);
  // A question about all counties leaves in memory what others ask about.
  const replayCounties = replayHere(new KeptYears(checkpoints));
  return { ...house, replayCounties, foldMonths: foldHere };
}
