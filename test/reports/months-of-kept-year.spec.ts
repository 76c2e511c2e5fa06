import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { addMonths, parseMonth } from '../../events/values/month.js';
import { EDITIONS } from '../../projections/form/editions.js';
import { reportMonths } from '../../projections/form/report.js';
import type { Checkpoints } from '../../src/ports/checkpoints.js';
import { KeptYears } from '../../src/reports/kept-years.js';
import { foldHere, reportFoldedBy, reportsFromYears } from '../../src/reports/report-of-county.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { checkpointsOver } from '../../src/stores/sqlite/checkpoints/checkpoints-over-folder.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { randomLedger } from '../support/random-ledger.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const FIRST = present(parseMonth('2005-10'));
const TWELVE = Array.from({ length: 12 }, (_, place) => addMonths(FIRST, place));
const RECORDS = randomLedger(21, { cases: 14, children: 14 });
const folder = useTemporaryFolder();
const untold = (): void => undefined;

/** A ledger whose years are kept as of its first records, up to `kept`. */
async function ledgerKept(kept: number): Promise<{
  readonly store: LedgerFolder;
  readonly file: LedgerFile;
  readonly checkpoints: Checkpoints;
}> {
  const store = LedgerFolder.openOrCreate(join(folder(), 'data'));
  await storeRecords(store, COUNTY, RECORDS.slice(0, kept));
  const checkpoints = checkpointsOver(store);
  checkpoints.rebuild(COUNTY, untold);
  const file = await storeRecords(store, COUNTY, RECORDS.slice(kept));
  return { store, file, checkpoints };
}

/** The same years, and how many months of them were read at a time; gone after so many times. */
function counting(
  { yearOf, baseOfYear, recordsBetween }: Checkpoints,
  timesMax = Infinity,
): { readonly years: KeptYears; readonly months: readonly number[] } {
  const months: number[] = [];
  const years = new KeptYears({
    baseOfYear,
    recordsBetween,
    yearOf: (county, asked) => {
      months.push(asked.months.length);
      return months.length > timesMax ? null : yearOf(county, asked);
    },
  });
  return { years, months };
}

describe('twelve months of a kept year', () => {
  it('are read one after the other, and the September before them once', async () => {
    const { store, file, checkpoints } = await ledgerKept(RECORDS.length);
    const { years, months } = counting(checkpoints);
    const asked = { asOf: file.size, known: EDITIONS };
    const kept = reportsFromYears(years, file, TWELVE, asked, untold);
    const view = viewOfLedger(file, file.size, untold, 'rows');
    expect(kept).toEqual(reportMonths(view, TWELVE, file.size));
    expect(Math.max(...months)).toBe(1);
    expect(months.filter((count) => count === 1)).toHaveLength(13);
    store.close();
  });

  it('are read together where records are newer than what is kept', async () => {
    const { store, file, checkpoints } = await ledgerKept(RECORDS.length - 9);
    const { years, months } = counting(checkpoints);
    const asked = { asOf: file.size, known: EDITIONS };
    const kept = reportsFromYears(years, file, TWELVE, asked, untold);
    const view = viewOfLedger(file, file.size, untold, 'rows');
    expect(kept).toEqual(reportMonths(view, TWELVE, file.size));
    expect(months).toEqual([0, 13]);
    store.close();
  });

  it('are replayed where the year goes while they are read', async () => {
    const { store, file, checkpoints } = await ledgerKept(RECORDS.length);
    const { years, months } = counting(checkpoints, 5);
    const of = { county: COUNTY, months: TWELVE, asOf: null, form: 'CS 1257' as const };
    const asked = { ...of, source: 'segments' as const };
    const answer = await reportFoldedBy(foldHere, store, years, asked, untold);
    const view = viewOfLedger(file, file.size, untold, 'rows');
    const lines = reportMonths(view, TWELVE, file.size).map((report) => report.lines);
    expect(answer.kind === 'done' && answer.value.map((report) => report.lines)).toEqual(lines);
    expect(months).toHaveLength(6);
    store.close();
  });
});
