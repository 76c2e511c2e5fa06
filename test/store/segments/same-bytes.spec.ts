import { parseCounty } from '../../../events/values/county.js';
import { parseMonth } from '../../../events/values/month.js';
import type { LedgerView } from '../../../projections/columns/ledger-view.js';
import { explainSubject } from '../../../projections/form/explain.js';
import { LINE_NUMBERS } from '../../../events/line-numbers.js';
import { reportMonths } from '../../../projections/form/report.js';
import { trailRows } from '../../../projections/form/trail.js';
import { DamagedSegments } from '../../../src/ports/failures.js';
import type { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import {
  dropSegments,
  extendSegments,
  rebuildSegments,
  segmentedView,
} from '../../../src/stores/sqlite/segments/segments.js';
import { SegmentTable } from '../../../src/stores/sqlite/segments/segment-table.js';
import { Random } from '../../support/random.js';
import { randomLedger } from '../../support/random-ledger.js';
import { storeRecords } from '../../support/stored-ledger.js';
import { present } from '../present.js';
import { rounds } from '../../support/soak.js';
import { seedOf } from '../soak.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = seedOf(1);
const SEEDS = Array.from({ length: rounds(10, 240) }, (_, index) => FIRST_SEED + index);
const MONTHS = ['2004-09', '2004-10', '2005-09', '2006-04', '2006-09'].map((m) =>
  present(parseMonth(m)),
);
const folder = useTemporaryFolder();

/** Everything that the program can say from a view, as one string. */
function everythingSaid(view: LedgerView, asOf: number, seed: number): string {
  const lines = LINE_NUMBERS.filter((_, index) => (index + seed) % 7 === 0);
  const subjects = Array.from({ length: view.subjectCount - 1 }, (_, index) => index + 1);
  return JSON.stringify([
    reportMonths(view, MONTHS, asOf),
    lines.map((line) => trailRows(view, present(MONTHS[seed % MONTHS.length]), asOf, line)),
    subjects
      .slice(0, 4)
      .map((subject) =>
        explainSubject(view, { month: present(MONTHS[4]), asOf, subject, line: null }),
      ),
    view.subjectIds,
  ]);
}

describe('segments and rows', () => {
  it.each(SEEDS)('say the same of the ledger of seed %i as of any position', async (seed) => {
    const store = LedgerFolder.openOrCreate(folder());
    const random = new Random(seed);
    const records = randomLedger(seed);
    let ledger: LedgerFile | null = null;
    let from = 0;
    while (from < records.length) {
      const to = Math.min(records.length, from + random.integer(1, 40));
      ledger = await storeRecords(store, COUNTY, records.slice(from, to));
      // Some pieces stay a tail of rows; many pieces are put together.
      if (random.chance(0.7) && to < records.length) extendSegments(ledger);
      from = to;
    }
    const file = present(ledger);
    const covered = new SegmentTable(file.connection).covered();
    expect(covered).toBeGreaterThan(0);
    for (const asOf of [file.size, covered, Math.max(1, covered - 7), Math.ceil(file.size / 3)]) {
      const rows = everythingSaid(segmentedView(file, asOf, true), asOf, seed);
      expect(everythingSaid(segmentedView(file, asOf, false), asOf, seed)).toBe(rows);
    }
    rebuildSegments(file);
    expect(new SegmentTable(file.connection).covered()).toBe(file.size);
    const rows = everythingSaid(segmentedView(file, file.size, true), file.size, seed);
    expect(everythingSaid(segmentedView(file, file.size, false), file.size, seed)).toBe(rows);
    store.close();
  });
});

describe('segments that are not what was written', () => {
  it('are refused by name, and built anew', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const ledger = await storeRecords(store, COUNTY, randomLedger(3));
    extendSegments(ledger);
    const rows = everythingSaid(segmentedView(ledger, ledger.size, true), ledger.size, 3);
    ledger.connection.database.exec(
      "UPDATE segments SET bytes = CAST(substr(bytes, 1, 40) || x'ff' || substr(bytes, 42) AS BLOB) WHERE block = 1",
    );
    expect(() => everythingSaid(segmentedView(ledger, ledger.size, false), ledger.size, 3)).toThrow(
      DamagedSegments,
    );
    rebuildSegments(ledger);
    expect(everythingSaid(segmentedView(ledger, ledger.size, false), ledger.size, 3)).toBe(rows);
    store.close();
  });

  it('are noticed where some are missing', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const ledger = await storeRecords(store, COUNTY, randomLedger(4));
    extendSegments(ledger);
    ledger.connection.database.exec('DELETE FROM segments WHERE block = 1');
    expect(() =>
      reportMonths(segmentedView(ledger, ledger.size, false), MONTHS, ledger.size),
    ).toThrow(/gave \d+ records of \d+.*plumbline segments rebuild --county 19/u);
    dropSegments(ledger);
    const view = segmentedView(ledger, ledger.size, false);
    expect(reportMonths(view, MONTHS, ledger.size)).toHaveLength(MONTHS.length);
    store.close();
  });
});
