import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { KeptYears } from '../../src/reports/kept-years.js';
import type { ReplayedCounties } from '../../src/reports/state-report.js';
import { checkpointsOver } from '../../src/stores/sqlite/checkpoints/checkpoints-over-folder.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { replayHere } from '../../src/threads/replay-counties.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { randomLedger } from '../support/random-ledger.js';
import { storeRecords } from '../support/stored-ledger.js';

const [FIRST, SECOND] = [present(parseCounty('19')), present(parseCounty('30'))];
const MONTHS = [present(parseMonth('2006-08')), present(parseMonth('2006-09'))];
const folder = useTemporaryFolder();

describe('counties replayed in the thread that asks', () => {
  it('are taken from kept years where there are some, and told of county by county', async () => {
    const store = LedgerFolder.openOrCreate(join(folder(), 'data'));
    const checkpoints = checkpointsOver(store);
    const files = [
      await storeRecords(store, FIRST, randomLedger(1, { counties: ['19'] })),
      await storeRecords(store, SECOND, randomLedger(2, { counties: ['30'] })),
    ];
    const sizes = files.map(({ size }) => size);
    const total = (sizes[0] ?? 0) + (sizes[1] ?? 0);
    const replayed = async (): Promise<{
      readonly found: ReplayedCounties;
      readonly told: readonly (readonly number[])[];
    }> => {
      const told: number[][] = [];
      const replay = replayHere(new KeptYears(checkpoints));
      const found = await replay(
        () => files,
        MONTHS,
        (count, all) => {
          told.push([count, all ?? 0]);
        },
      );
      return { found, told };
    };
    const fromRecords = await replayed();
    checkpoints.rebuild(FIRST, () => undefined);
    checkpoints.rebuild(SECOND, () => undefined);
    const fromKept = await replayed();
    expect(fromKept.found).toEqual(fromRecords.found);
    expect(fromKept.found.replays.map(({ county, asOf }) => [county, asOf])).toEqual([
      ['19', sizes[0]],
      ['30', sizes[1]],
    ]);
    // Of records that are replayed it is told as they are read, besides.
    expect(fromRecords.told.length).toBeGreaterThan(2);
    expect(fromKept.told).toEqual([
      [sizes[0], total],
      [total, total],
    ]);
    store.close();
  });
});
