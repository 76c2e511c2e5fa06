import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseCounty } from '../../events/values/county.js';
import { addMonths, ffyOf, firstMonthOf, parseMonth } from '../../events/values/month.js';
import { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { Standings } from '../../projections/form/counted/standings.js';
import { reportMonths } from '../../projections/form/report.js';
import { advanceOf } from '../../src/reports/advance-of-ledger.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { randomLedger } from '../support/random-ledger.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEPTEMBER = present(parseMonth('2006-09'));
const folder = useTemporaryFolder();

const untold = (): void => undefined;

/** The year's first month and its last two. */
const MONTHS = [firstMonthOf(ffyOf(SEPTEMBER)), addMonths(SEPTEMBER, -1), SEPTEMBER];

/** The slow way: every row is read and folded. */
function replayedReports(file: LedgerFile, asOf: number): readonly object[] {
  return reportMonths(viewOfLedger(file, asOf, untold, 'rows'), MONTHS, asOf);
}

function keptReports(year: YearCheckpoint): readonly object[] {
  return MONTHS.map((month) => year.report(month));
}

describe('a checkpoint that was brought on', () => {
  it('stands by itself when many were written anew, and reports what a replay does', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const caseload = { cases: 100, children: 60, records: 1_500 };
    const file = await storeRecords(store, COUNTY, randomLedger(FIRST_SEED + 60, caseload));
    const ffy = ffyOf(SEPTEMBER);
    const begun = Math.ceil(file.size / 3);
    const first = YearCheckpoint.of(viewOfLedger(file, begun, untold), ffy, begun);
    const before = keptReports(first);
    const positions = [0.5, 0.7, 0.9, 1].map((share) => Math.floor(file.size * share));
    const years = [first];
    let alone = 0;
    for (const position of positions) {
      const last = present(years.at(-1));
      const next = last.advancedTo(advanceOf(file, last, position));
      years.push(next);
      if (shared(last, next) === 0) alone += 1;
    }
    // Some share their columns with the one before, and some have their own.
    expect(alone).toBeGreaterThan(0);
    expect(alone).toBeLessThan(positions.length);
    for (const year of years.slice(1)) {
      expect({ asOf: year.asOf, kept: keptReports(year) }).toEqual({
        asOf: year.asOf,
        kept: replayedReports(file, year.asOf),
      });
    }
    expect(keptReports(first)).toEqual(before);
    store.close();
  });

  it('holds none of those that it was brought on from, so that they can go', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const file = await storeRecords(store, COUNTY, randomLedger(FIRST_SEED + 3));
    const begun = Math.ceil(file.size / 2);
    let year = YearCheckpoint.of(viewOfLedger(file, begun, untold), ffyOf(SEPTEMBER), begun);
    const before: WeakRef<YearCheckpoint>[] = [];
    for (let asOf = begun + 1; asOf <= begun + 4; asOf += 1) {
      before.push(new WeakRef(year));
      year = year.advancedTo(advanceOf(file, year, asOf));
    }
    await collectGarbage();
    expect(before.filter((each) => each.deref() !== undefined).length).toBe(0);
    expect(keptReports(year)).toEqual(replayedReports(file, year.asOf));
    store.close();
  });
});

/** Lets go of everything that nobody holds. */
async function collectGarbage(): Promise<void> {
  // A weak reference is good until its turn ends.
  await new Promise((resolve) => setImmediate(resolve));
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)(); // by the flag
}

/** How many columns two years share, amounts left out, which are written on and never changed. */
function shared(one: YearCheckpoint, other: YearCheckpoint): number {
  const partsOf = (year: YearCheckpoint): ReadonlyMap<object, number> => {
    const parts = new Map<object, number>();
    year.addTo(parts);
    return parts;
  };
  const known = partsOf(one);
  return [...partsOf(other).keys()].filter((part) => part instanceof Standings && known.has(part))
    .length;
}
