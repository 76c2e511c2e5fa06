import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import type { Column } from '../../projections/form/line.js';
import { reportMonths } from '../../projections/form/report.js';
import { choosable, chosenOf } from '../../src/reports/chosen-rows.js';
import { columnsOf, findLine } from '../../src/reports/form.js';
import { trailPage } from '../../src/reports/trail-page.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { wholeTrail } from '../../src/reports/whole-trail.js';
import { YearCheckpoints } from '../../src/reports/year-checkpoints.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { rounds } from '../support/soak.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(2, 80) }, (_, index) => FIRST_SEED + index);
const SEPTEMBER = present(parseMonth('2006-09'));
const ROOMY = 2 ** 30;
const folder = useTemporaryFolder();

const untold = (): void => undefined;

describe('chosen rows of a trail', () => {
  it.each(SEEDS)('are those of the whole trail, in the order asked for: seed %i', async (seed) => {
    const store = LedgerFolder.openOrCreate(folder());
    const random = new Random(seed);
    const caseload = { cases: 60, children: 20, records: 900 };
    const file = await storeRecords(store, COUNTY, randomLedger(seed, caseload));
    const checkpoints = new YearCheckpoints(ROOMY);
    const limit = Math.max(1, Math.floor(file.subjectCount / 20));
    let rowsSeen = 0;
    for (const line of ['1', '16', '24', '25', '26', '27a', '9'] as const) {
      const column = random.pick<Column>(columnsOf(present(findLine(line))));
      const asked = { county: COUNTY, month: SEPTEMBER, line, column, asOf: file.size };
      const trail = wholeTrail(store, { ...asked, source: 'rows' }, untold);
      if (trail.kind !== 'done') throw new Error(trail.message);
      const someone = trail.value[random.integer(0, Math.max(0, trail.value.length - 1))];
      const id = someone === undefined ? 'c' : choosable(someone).id.slice(0, 3).toLowerCase();
      const least = Number(someone?.hundredths ?? 5_000);
      for (const chosen of [{ id }, { least }, { order: 'amount' as const }, { id, least }]) {
        const expected = chosenOf(trail.value.map(choosable), chosen).map(({ entry }) => entry);
        const rows: unknown[] = [];
        for (let after = 0; after <= expected.length; after += limit) {
          const page = trailPage(store, checkpoints, { ...asked, after, limit, chosen });
          if (page.kind !== 'done') throw new Error(page.message);
          rows.push(...page.value.rows);
          expect({ seed, line, chosen, total: page.value.total }).toEqual({
            ...{ seed, line, chosen },
            total: expected.length,
          });
        }
        expect({ seed, line, column, chosen, rows }).toEqual({
          ...{ seed, line, column, chosen },
          rows: expected,
        });
        rowsSeen += rows.length;
      }
    }
    expect(rowsSeen).toBeGreaterThan(0);
    store.close();
  });
});

describe('years that are looked at', () => {
  it('are kept up with what has come in, where little has, and are then those that are asked for', async () => {
    const store = LedgerFolder.openOrCreate(folder());
    const records = randomLedger(7, { cases: 70, children: 70, records: 900 });
    const file = await storeRecords(store, COUNTY, records);
    const checkpoints = new YearCheckpoints(ROOMY);
    checkpoints.keepUp(file, SEPTEMBER, file.size);
    // Nothing was kept: nothing is replayed ahead of who asks.
    expect(checkpoints.bytes).toBe(0);
    checkpoints.of(file, SEPTEMBER, { asOf: file.size - 2 }, untold);
    const { bytes } = checkpoints;
    checkpoints.keepUp(file, SEPTEMBER, file.size);
    expect(checkpoints.bytes).toBeGreaterThan(bytes);
    const kept = checkpoints.bytes;
    const now = present(checkpoints.of(file, SEPTEMBER, { asOf: file.size }, untold));
    expect(checkpoints.bytes).toBe(kept);
    const replayed = reportMonths(viewOfLedger(file, file.size, untold), [SEPTEMBER], file.size);
    expect([now.report(SEPTEMBER)]).toEqual(replayed);
    store.close();
  });
});
