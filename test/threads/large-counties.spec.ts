import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { LedgerReader } from '../../src/ports/ledger-reader.js';
import { KeptYears } from '../../src/reports/kept-years.js';
import { foldHere } from '../../src/reports/report-of-county.js';
import { checkpointsOver } from '../../src/stores/sqlite/checkpoints/checkpoints-over-folder.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { areKept, countiesApart, replayByAll } from '../../src/threads/large-counties.js';
import { replayHere } from '../../src/threads/replay-counties.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { randomLedger } from '../support/random-ledger.js';
import { storeRecords } from '../support/stored-ledger.js';

const [FIRST, SECOND] = [present(parseCounty('19')), present(parseCounty('30'))];
const MONTHS = [present(parseMonth('2006-08')), present(parseMonth('2006-09'))];
const folder = useTemporaryFolder();

/** Of a county's ledger nothing but its size is asked here. */
function ofSizes(sizes: Readonly<Record<string, number>>): readonly LedgerReader[] {
  return Object.entries(sizes).map(([county, size]) => ({ county, size }) as LedgerReader);
}

function large(
  sizes: Readonly<Record<string, number>>,
  threads: number,
  kept: readonly string[] = [],
): readonly string[] {
  const isKept = ({ county }: LedgerReader): boolean => kept.includes(county);
  const apart = countiesApart(ofSizes(sizes), threads, isKept);
  expect(apart.large.length + apart.others.length).toBe(Object.keys(sizes).length);
  return apart.large.map(({ county }) => county);
}

describe('counties that all threads fold together', () => {
  it('have more records than one thread has to fold of all', () => {
    const sizes = { '19': 27_000_000, '30': 8_000_000, '37': 8_200_000, '58': 56_800_000 };
    expect(large(sizes, 2)).toEqual(['58']);
    expect(large(sizes, 4)).toEqual(['19', '58']);
    expect(large(sizes, 12)).toEqual(['19', '58']);
    expect(large(sizes, 13)).toEqual(['19', '30', '37', '58']);
    expect(large({ '19': 2_000_000, '30': 2_000_000 }, 2)).toEqual([]);
    expect(large({ '19': 2_000_001, '30': 2_000_000 }, 2)).toEqual(['19']);
  });

  it('are none that threads are not worth, and none that is kept', () => {
    expect(large({ '19': 1_499_999, '30': 500_000 }, 2)).toEqual([]);
    expect(large({ '19': 1_500_000, '30': 500_000 }, 2)).toEqual(['19']);
    expect(large({ '19': 1_500_000, '30': 500_000 }, 2, ['19'])).toEqual([]);
  });
});

describe('counties replayed one after the other by all', () => {
  it('are what each is by itself, and are told of together', async () => {
    const store = LedgerFolder.openOrCreate(join(folder(), 'data'));
    const files = [
      await storeRecords(store, FIRST, randomLedger(3, { counties: ['19'] })),
      await storeRecords(store, SECOND, randomLedger(4, { counties: ['30'] })),
    ];
    const told: number[] = [];
    const found = await replayByAll(foldHere, files, MONTHS, (count) => told.push(count));
    const singly = replayHere(new KeptYears(checkpointsOver(store)));
    expect(found).toEqual(
      await singly(
        () => files,
        MONTHS,
        () => undefined,
      ),
    );
    expect(found.replays).toHaveLength(2);
    const total = files.reduce((sum, { size }) => sum + size, 0);
    expect(told.at(-1)).toBe(total);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    store.close();
  });

  it('leave out one that cannot be read', async () => {
    const store = LedgerFolder.openOrCreate(join(folder(), 'damaged'));
    const file = await storeRecords(store, FIRST, randomLedger(5, { counties: ['19'] }));
    const fold = (): never => {
      throw new Error('It is damaged.');
    };
    const found = await replayByAll(fold, [file], MONTHS, () => undefined);
    expect(found.replays).toEqual([]);
    expect(found.leftOut.map(({ county, fault }) => [county, fault.message])).toEqual([
      ['19', 'It is damaged.'],
    ]);
    store.close();
  });
});

describe('whether months of a county are kept', () => {
  it('is said for each of their fiscal years', async () => {
    const store = LedgerFolder.openOrCreate(join(folder(), 'kept'));
    const file = await storeRecords(store, FIRST, randomLedger(6, { counties: ['19'] }));
    const checkpoints = checkpointsOver(store);
    expect(areKept(checkpoints, file, MONTHS)).toBe(false);
    checkpoints.rebuild(FIRST, () => undefined);
    expect(areKept(checkpoints, file, MONTHS)).toBe(true);
    const never = present(parseMonth('1990-09'));
    expect(areKept(checkpoints, file, [...MONTHS, never])).toBe(false);
    store.close();
  });
});
