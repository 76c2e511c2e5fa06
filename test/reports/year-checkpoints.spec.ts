import { parseCounty } from '../../events/values/county.js';
import { addMonths, ffyOf, firstMonthOf, parseMonth } from '../../events/values/month.js';
import type { Ffy, Month } from '../../events/values/month.js';
import { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { Column } from '../../projections/form/line.js';
import { reportMonths } from '../../projections/form/report.js';
import { advanceOf } from '../../src/reports/advance-of-ledger.js';
import { columnsOf, findLine } from '../../src/reports/form.js';
import { wholeTrail } from '../../src/reports/whole-trail.js';
import { trailPage } from '../../src/reports/trail-page.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { YearCheckpoints } from '../../src/reports/year-checkpoints.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { extendSegments } from '../../src/stores/sqlite/segments/segments.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { rounds } from '../support/soak.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(6, 150) }, (_, index) => FIRST_SEED + index);
const SEPTEMBER = present(parseMonth('2006-09'));
const ROOMY = 2 ** 30;
const folder = useTemporaryFolder();

const untold = (): void => undefined;

/** The records in the store, the first part of them in segments as well for most seeds. */
async function stored(
  store: LedgerFolder,
  seed: number,
  records: readonly object[],
): Promise<LedgerFile> {
  const inSegments = Math.floor((records.length * (seed % 4)) / 3);
  if (inSegments > 0) {
    extendSegments(await storeRecords(store, COUNTY, records.slice(0, inSegments)));
  }
  return storeRecords(store, COUNTY, records.slice(inSegments));
}

function monthsOf(ffy: Ffy): readonly Month[] {
  return Array.from({ length: 12 }, (_, place) => addMonths(firstMonthOf(ffy), place));
}

/** The slow way: every row is read and folded for every month anew. */
function replayedReports(file: LedgerFile, ffy: Ffy, asOf: number): readonly object[] {
  return monthsOf(ffy).flatMap((month) =>
    reportMonths(viewOfLedger(file, asOf, untold, 'rows'), [month], asOf),
  );
}

function keptReports(year: YearCheckpoint): readonly object[] {
  return monthsOf(year.ffy).map((month) => year.report(month));
}

describe('a checkpoint of a fiscal year', () => {
  it.each(SEEDS)('reports what a replay does, brought on as well: seed %i', async (seed) => {
    const store = LedgerFolder.openOrCreate(folder());
    const random = new Random(seed);
    const file = await stored(store, seed, randomLedger(seed, { cases: 14, children: 14 }));
    const ffy = ffyOf(addMonths(SEPTEMBER, -12 * (seed % 3)));
    let asOf = random.integer(1, Math.ceil(file.size / 2));
    let year = YearCheckpoint.of(viewOfLedger(file, asOf, untold), ffy, asOf);
    expect({ seed, asOf, kept: keptReports(year) }).toEqual({
      seed,
      asOf,
      kept: replayedReports(file, ffy, asOf),
    });
    while (asOf < file.size) {
      const next = Math.min(file.size, asOf + random.integer(1, 90));
      year = year.advancedTo(advanceOf(file, year, next));
      asOf = next;
      expect({ seed, asOf, kept: keptReports(year) }).toEqual({
        seed,
        asOf,
        kept: replayedReports(file, ffy, asOf),
      });
    }
    store.close();
  });
});

describe('a checkpoint that is brought on again and again', () => {
  it('keeps the amounts that stand, and none of those that stood, and reports what a replay does', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const caseload = { cases: 20, children: 4, records: 900 };
    const file = await storeRecords(store, COUNTY, randomLedger(FIRST_SEED + 40, caseload));
    const ffy = ffyOf(SEPTEMBER);
    const begun = Math.ceil(file.size / 3);
    const first = YearCheckpoint.of(viewOfLedger(file, begun, untold), ffy, begun);
    const advance = advanceOf(file, first, file.size);
    let year = first;
    let anew = 0;
    for (let time = 0; time < 120; time += 1) {
      const next = year.advancedTo(advance);
      // What stood is left only where a month gets amounts of its own.
      if (next.bytes < year.bytes) anew += 1;
      year = next;
    }
    expect(anew).toBeGreaterThan(0);
    expect(keptReports(year)).toEqual(replayedReports(file, ffy, file.size));
    expect(keptReports(first)).toEqual(replayedReports(file, ffy, begun));
    store.close();
  });
});

describe('pages of a trail', () => {
  it.each(SEEDS)('put together are the trail: seed %i', async (seed) => {
    const store = LedgerFolder.openOrCreate(folder());
    const random = new Random(seed);
    const caseload = { cases: 40, children: 40, records: 900 };
    const file = await stored(store, seed, randomLedger(seed, caseload));
    const checkpoints = new YearCheckpoints(ROOMY);
    const limit = Math.min(3, Math.floor(file.subjectCount / 20));
    expect(limit).toBeGreaterThan(0);
    let rowsSeen = 0;
    for (const line of LINE_NUMBERS.filter((_, index) => (index + seed) % 5 === 0)) {
      const column = random.pick<Column>(columnsOf(present(findLine(line))));
      const month = addMonths(SEPTEMBER, -random.integer(0, 11));
      const asOf = random.integer(Math.ceil(file.size / 2), file.size);
      const asked = { county: COUNTY, month, line, column, asOf };
      const trail = wholeTrail(store, null, { ...asked, source: 'rows' }, untold);
      if (trail.kind !== 'done') throw new Error(trail.message);
      const rows: unknown[] = [];
      for (let after = 0; after <= trail.value.length; after += limit) {
        const page = trailPage(store, checkpoints, { ...asked, after, limit });
        if (page.kind !== 'done') throw new Error(page.message);
        expect({ seed, line, total: page.value.total }).toEqual({
          seed,
          line,
          total: trail.value.length,
        });
        rows.push(...page.value.rows);
      }
      expect({ seed, line, column, rows }).toEqual({ seed, line, column, rows: trail.value });
      const brief = trailPage(store, checkpoints, { ...asked, after: 0, limit, recordsMax: 2 });
      expect(brief).toMatchObject({
        value: {
          rows: trail.value.slice(0, limit).map(({ records, ...row }) => ({
            ...row,
            records: records.slice(0, 2),
            ...(records.length > 2 ? { recordsLeft: records.length - 2 } : {}),
          })),
        },
      });
      rowsSeen += rows.length;
    }
    expect(rowsSeen).toBeGreaterThan(0);
    expect(checkpoints.bytes).toBeGreaterThan(0);
    store.close();
  });
});

describe('the kept checkpoints', () => {
  it('give the same one for the same position, and one brought on for a later one', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const file = await storeRecords(
      store,
      COUNTY,
      randomLedger(7, { cases: 70, children: 70, records: 900 }),
    );
    const checkpoints = new YearCheckpoints(ROOMY);
    const before = checkpoints.of(file, SEPTEMBER, { asOf: file.size - 2 }, untold);
    expect(checkpoints.of(file, addMonths(SEPTEMBER, -3), { asOf: file.size - 2 }, untold)).toBe(
      before,
    );
    const now = present(checkpoints.of(file, SEPTEMBER, { asOf: file.size }, untold));
    expect(now).not.toBe(before);
    expect(now.asOf).toBe(file.size);
    expect(keptReports(now)).toEqual(replayedReports(file, ffyOf(SEPTEMBER), file.size));
    store.close();
  });

  it('hold no more bytes than they may, and no county that is larger', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const file = await storeRecords(store, COUNTY, randomLedger(8));
    const roomy = new YearCheckpoints(ROOMY);
    const { bytes } = present(roomy.of(file, SEPTEMBER, { asOf: file.size }, untold));
    const tight = new YearCheckpoints(bytes + 1);
    expect(tight.of(file, SEPTEMBER, { asOf: file.size }, untold)).not.toBeNull();
    expect(tight.of(file, addMonths(SEPTEMBER, -12), { asOf: file.size }, untold)).not.toBeNull();
    expect(tight.bytes).toBeLessThanOrEqual(bytes + 1);
    expect(new YearCheckpoints(64).of(file, SEPTEMBER, { asOf: file.size }, untold)).toBeNull();
    store.close();
  });

  it('refuse a month of another year', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const file = await storeRecords(store, COUNTY, randomLedger(9));
    const year = present(
      new YearCheckpoints(ROOMY).of(file, SEPTEMBER, { asOf: file.size }, untold),
    );
    expect(() => year.report(addMonths(SEPTEMBER, 1))).toThrow('not of its fiscal year');
    store.close();
  });
});
