import { parseCounty } from '../../events/values/county.js';
import { addMonths, parseMonth } from '../../events/values/month.js';
import { reportMonths } from '../../projections/form/report.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { YearCheckpoints } from '../../src/reports/year-checkpoints.js';
import {
  checkpointsOver,
  keepLevel,
} from '../../src/stores/sqlite/checkpoints/checkpoints-over-folder.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import type { Checkpoints } from '../../src/ports/checkpoints.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { rounds } from '../support/soak.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(3, 200) }, (_, index) => FIRST_SEED + index);
const SEPTEMBER = present(parseMonth('2006-09'));
const ROOMY = 2 ** 30;
const folder = useTemporaryFolder();

const stores: LedgerFolder[] = [];

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

function openedStore(): LedgerFolder {
  const store = LedgerFolder.openOrCreate(folder());
  stores.push(store);
  return store;
}

const untold = (): void => undefined;

/** What was taken from disk: years as they were kept, and with what they are brought on from. */
interface Taken {
  asKept: number;
  withBase: number;
}

function watched(checkpoints: Checkpoints, taken: Taken): Checkpoints {
  return {
    ...checkpoints,
    yearOf: (county, asked) => {
      const year = checkpoints.yearOf(county, asked);
      if (year !== null && asked.sinceMax !== undefined) taken.asKept += 1;
      if (year !== null && asked.sinceMax === undefined) taken.withBase += 1;
      return year;
    },
  };
}

/** The slow way: every row is read and folded for the month. */
function fromRows(file: LedgerFile, month: number, asOf: number): unknown {
  const asked = addMonths(SEPTEMBER, month);
  return reportMonths(viewOfLedger(file, asOf, untold, 'rows'), [asked], asOf)[0];
}

describe('fiscal years in memory, and on disk besides', () => {
  it.each(SEEDS)(
    'given questions as of moments before and behind what is at hand, then each report is that of the rows: seed %i',
    async (seed) => {
      const store = openedStore();
      const random = new Random(seed);
      const records = randomLedger(seed, { cases: 50, children: 50, records: 400 });
      let sent = Math.ceil(records.length / 2);
      let file = await storeRecords(store, COUNTY, records.slice(0, sent));
      checkpointsOver(store).rebuild(COUNTY, untold);
      const taken: Taken = { asKept: 0, withBase: 0 };
      const onDisk = watched(checkpointsOver(store), taken);
      const bytesMax = random.pick([ROOMY, 200_000, 64 * 1024]);
      let years = new YearCheckpoints(bytesMax, onDisk);
      while (sent < records.length) {
        const next = Math.min(records.length, sent + random.integer(1, 40));
        file = await storeRecords(store, COUNTY, records.slice(sent, next));
        sent = next;
        if (random.chance(0.2)) keepLevel(file, untold);
        // A thread that was started anew has nothing in memory.
        if (random.chance(0.3)) years = new YearCheckpoints(bytesMax, onDisk);
        const month = -random.integer(0, 14);
        if (random.chance(0.5)) years.keepUp(file, addMonths(SEPTEMBER, month), file.size);
        if (random.chance(0.3)) years.prepare(file, addMonths(SEPTEMBER, month), file.size);
        for (const back of [0, random.integer(0, 60)]) {
          const asOf = Math.max(1, file.size - back);
          const year = years.of(file, addMonths(SEPTEMBER, month), { asOf }, untold);
          const kept = present(year).report(addMonths(SEPTEMBER, month));
          expect({ seed, asOf, month, kept }).toEqual({
            ...{ seed, asOf, month },
            kept: fromRows(file, month, asOf),
          });
        }
        expect(years.bytes).toBeLessThanOrEqual(bytesMax);
      }
      expect(taken.asKept).toBeGreaterThan(0);
    },
  );

  it('given few records since, then a year is taken as it was kept, once, and brought on', async () => {
    const { file, taken, onDisk } = await keptBehind(10);
    const years = new YearCheckpoints(ROOMY, onDisk);
    // A county that is too large to keep is not made ready.
    new YearCheckpoints(64, onDisk).prepare(file, SEPTEMBER, file.size);
    expect(taken).toEqual({ asKept: 0, withBase: 0 });
    years.prepare(file, SEPTEMBER, file.size);
    expect(taken).toEqual({ asKept: 1, withBase: 0 });
    const year = present(years.of(file, SEPTEMBER, { asOf: file.size }, untold));
    expect(year.report(SEPTEMBER)).toEqual(fromRows(file, 0, file.size));
    expect(years.of(file, SEPTEMBER, { asOf: file.size - 1 }, untold)?.asOf).toBe(file.size - 1);
    expect(taken).toEqual({ asKept: 1, withBase: 0 });
  });

  it('given many since, then it is brought on from where its cases stood, and a moment ago stays at hand', async () => {
    const { file, taken, onDisk } = await keptBehind(200);
    const years = new YearCheckpoints(ROOMY, onDisk);
    const begun = file.size - 121;
    const first = present(years.of(file, SEPTEMBER, { asOf: begun }, untold));
    expect(first.report(SEPTEMBER)).toEqual(fromRows(file, 0, begun));
    const before = { ...taken };
    for (let asOf = begun + 1; asOf <= file.size; asOf += 1) years.keepUp(file, SEPTEMBER, asOf);
    for (const back of [3, 10, 20]) {
      const asOf = file.size - back;
      const year = present(years.of(file, SEPTEMBER, { asOf }, untold));
      expect({ back, kept: year.report(SEPTEMBER) }).toEqual({
        back,
        kept: fromRows(file, 0, asOf),
      });
    }
    expect(taken).toEqual(before);
    const afresh = new YearCheckpoints(ROOMY, onDisk);
    const year = present(afresh.of(file, SEPTEMBER, { asOf: file.size }, untold));
    expect(year.report(SEPTEMBER)).toEqual(fromRows(file, 0, file.size));
    expect(taken).toEqual({ asKept: before.asKept, withBase: before.withBase + 1 });
  });
});

/** A ledger whose years were kept so many records ago. */
async function keptBehind(since: number): Promise<{
  readonly file: LedgerFile;
  readonly taken: Taken;
  readonly onDisk: Checkpoints;
}> {
  const store = openedStore();
  const records = randomLedger(FIRST_SEED + 80, { cases: 150, children: 110, records: 900 });
  await storeRecords(store, COUNTY, records.slice(0, records.length - since));
  checkpointsOver(store).rebuild(COUNTY, untold);
  const file = await storeRecords(store, COUNTY, records.slice(records.length - since));
  const taken: Taken = { asKept: 0, withBase: 0 };
  return { file, taken, onDisk: watched(checkpointsOver(store), taken) };
}
