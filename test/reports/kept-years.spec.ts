import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { addMonths, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { reportMonths } from '../../projections/form/report.js';
import { KeptYears } from '../../src/reports/kept-years.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { wholeTrail } from '../../src/reports/whole-trail.js';
import { faultsOfYears } from '../../src/stores/sqlite/checkpoints/check-years.js';
import {
  checkpointsOver,
  keepLevel,
} from '../../src/stores/sqlite/checkpoints/checkpoints-over-folder.js';
import { YEAR_SIZES } from '../../src/stores/sqlite/checkpoints/year-maker.js';
import type { YearSizes } from '../../src/stores/sqlite/checkpoints/year-maker.js';
import { removeTraces } from '../../src/stores/sqlite/erasing/remove-traces.js';
import { yearsFolder } from '../../src/stores/sqlite/checkpoints/kept-list.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { present } from '../store/present.js';
import { useTemporaryFolder } from '../store/temporary-folder.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { IS_SOAK, rounds } from '../support/soak.js';
import { storeRecords } from '../support/stored-ledger.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(3, 200) }, (_, index) => FIRST_SEED + index);
const SEPTEMBER = present(parseMonth('2006-09'));
const folder = useTemporaryFolder();

/** Folders of one test. */
let folders = 0;

function ownFolder(): string {
  folders += 1;
  return join(folder(), String(folders));
}

const untold = (): void => undefined;

/** The slow way: every row is read and folded for the month. */
function fromRows(file: LedgerFile, month: Month, asOf: number): unknown {
  return reportMonths(viewOfLedger(file, asOf, untold, 'rows'), [month], asOf)[0];
}

/** From what is kept; null where nothing is that serves. */
function fromKept(store: LedgerFolder, file: LedgerFile, month: Month, asOf: number): unknown {
  const year = new KeptYears(checkpointsOver(store)).of(file, month, { asOf });
  return year?.report(month) ?? null;
}

/** A line's trail, whose rows are few more often than not, both ways. */
function trailsOf(
  store: LedgerFolder,
  random: Random,
): { readonly asked: object; readonly kept: unknown; readonly fromRows: unknown } {
  const line = random.pick(LINE_NUMBERS);
  const of = { county: COUNTY, month: someMonth(random), line, column: 'a', asOf: null } as const;
  const years = new KeptYears(checkpointsOver(store));
  return {
    asked: of,
    kept: wholeTrail(store, years, { ...of, source: 'segments' }, untold),
    fromRows: wholeTrail(store, years, { ...of, source: 'rows' }, untold),
  };
}

function someMonth(random: Random): Month {
  return addMonths(SEPTEMBER, -random.integer(0, 35));
}

function faults(file: LedgerFile, sizes: YearSizes = YEAR_SIZES): readonly string[] {
  return [...faultsOfYears(file, untold, sizes)];
}

/** Years of many parts: each too large for memory, or some of them. */
const SMALL_SIZES: readonly YearSizes[] = [
  { rowsAtATime: 0, partSubjects: 5 },
  { rowsAtATime: 90, partSubjects: 3 },
];

/** How often something was kept that served, over all seeds. */
let served = 0;

describe('kept fiscal years', () => {
  it.each(
    SEEDS.flatMap((seed) =>
      [YEAR_SIZES, ...SMALL_SIZES].map((sizes) => [seed, sizes.partSubjects, sizes] as const),
    ),
  )(
    'report what the rows do, at later positions as well: seed %i, parts of %i subjects',
    async (seed, _, sizes) => {
      const store = LedgerFolder.openOrCreate(ownFolder());
      const random = new Random(seed);
      const records = randomLedger(seed, { cases: 14, children: 14 });
      let sent = random.integer(Math.ceil(records.length / 3), records.length - 1);
      let file = await storeRecords(store, COUNTY, records.slice(0, sent));
      keepLevel(file, untold, sizes);
      for (let round = 0; round < 4; round += 1) {
        for (let asked = 0; asked < 2; asked += 1) {
          const month = someMonth(random);
          const kept = fromKept(store, file, month, file.size);
          const of = { seed, round, month, asOf: file.size };
          if (kept === null) continue;
          served += 1;
          expect({ ...of, kept }).toEqual({ ...of, kept: fromRows(file, month, file.size) });
        }
        const trail = { seed, round, ...trailsOf(store, random) };
        expect(trail.kept).toEqual(trail.fromRows);
        // Of few that are new the year's records are read of those alone whom they may touch.
        const count = random.chance(0.5) ? random.integer(1, 3) : random.integer(1, 60);
        const next = Math.min(records.length, sent + count);
        file = await storeRecords(store, COUNTY, records.slice(sent, next));
        sent = next;
        if (random.chance(0.3)) {
          keepLevel(file, untold, sizes);
          expect({ seed, round, faults: faults(file, sizes) }).toEqual({ seed, round, faults: [] });
        }
      }
      store.close();
    },
  );

  it('served more often than not', () => {
    expect(served).toBeGreaterThan(4 * SEEDS.length);
  });

  it('are not asked about a position before theirs', async () => {
    const store = LedgerFolder.openOrCreate(ownFolder());
    const file = await storeRecords(store, COUNTY, randomLedger(3));
    checkpointsOver(store).rebuild(COUNTY, untold);
    expect(fromKept(store, file, SEPTEMBER, file.size)).not.toBeNull();
    expect(fromKept(store, file, SEPTEMBER, file.size - 1)).toBeNull();
    store.close();
  });
});

describe('kept fiscal years of a county whose older cases were entered with what had happened before', () => {
  it('begin with the first year of many records, and report what the rows do when an earlier record comes', async () => {
    const store = LedgerFolder.openOrCreate(ownFolder());
    const of = { cases: 14, children: 14, recorded: false };
    const before = randomLedger(5, { ...of, records: 12, from: '1996-01', to: '1997-06' });
    const since = randomLedger(6, { ...of, records: 900, from: '2004-10', to: '2006-09' });
    const begun = await storeRecords(store, COUNTY, before.slice(0, -4));
    expect(begun.size).toBeGreaterThan(3);
    let file = await storeRecords(store, COUNTY, since);
    checkpointsOver(store).rebuild(COUNTY, untold);
    const october = present(parseMonth('2004-10'));
    const years = readdirSync(yearsFolder(file.path, file.county));
    expect(Math.min(...years.filter(isYearFile).map((name) => parseInt(name, 10)))).toBeGreaterThan(
      2000,
    );
    expect(fromKept(store, file, present(parseMonth('1997-01')), file.size)).toBeNull();
    const size = file.size;
    file = await storeRecords(store, COUNTY, before.slice(-4));
    expect(file.size).toBeGreaterThan(size);
    for (const isLevel of [false, true]) {
      if (isLevel) keepLevel(file, untold);
      for (const month of [october, SEPTEMBER]) {
        const kept = fromKept(store, file, month, file.size);
        expect({ isLevel, kept }).toEqual({ isLevel, kept: fromRows(file, month, file.size) });
      }
      expect({ isLevel, faults: faults(file) }).toEqual({ isLevel, faults: [] });
    }
    store.close();
  });
});

function isYearFile(name: string): boolean {
  return name.endsWith('.year');
}

describe('kept fiscal years of a ledger from which is erased', () => {
  it('go with the traces of what was erased', async () => {
    const { store, file, years } = await keptStore(4);
    expect(readdirSync(years).length).toBeGreaterThan(1);
    removeTraces(file);
    expect(existsSync(years)).toBe(false);
    expect(fromKept(store, file, SEPTEMBER, file.size)).toBeNull();
    store.close();
  });
});

describe('a file of a kept year that is not what was written', () => {
  it('is never believed, whichever byte is another', async () => {
    const { path: data, store: writer, years } = await keptStore(5);
    writer.close();
    const store = LedgerFolder.open(data, 'read');
    const file = present(store.ledger(COUNTY));
    const random = new Random(5);
    const expected = new Map<Month, unknown>();
    const rightFor = (month: Month): unknown => {
      const known = expected.get(month) ?? fromRows(file, month, file.size);
      expected.set(month, known);
      return known;
    };
    const names = readdirSync(years).filter((name) => IS_SOAK || /^(?:2006|kept)/u.test(name));
    let refused = 0;
    for (const name of names) {
      const path = join(years, name);
      const whole = readFileSync(path);
      const places = IS_SOAK
        ? [...whole.keys()]
        : Array.from({ length: 14 }, (_, place) =>
            place < 2 ? place * 7 : random.integer(0, whole.length - 1),
          );
      for (const at of places.filter((place) => place < whole.length)) {
        const flipped = Buffer.from(whole);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << random.integer(0, 7));
        writeFileSync(path, flipped);
        const months = [SEPTEMBER, someMonth(random)];
        for (const month of months) {
          const kept = fromKept(store, file, month, file.size);
          if (kept === null) refused += 1;
          else expect({ name, at, kept }).toEqual({ name, at, kept: rightFor(month) });
        }
        // Whoever checks all of it finds every one.
        if (!IS_SOAK && at === 7) {
          expect({ name, at, isFound: faults(file).length > 0 }).toEqual({
            name,
            at,
            isFound: true,
          });
        }
      }
      writeFileSync(path, whole);
    }
    expect(refused).toBeGreaterThan(0);
    expect(faults(file)).toEqual([]);
    store.close();
  });

  it('is never believed when it is cut short, gone, or left over from a write that did not end', async () => {
    const { path: data, store, file, years } = await keptStore(6);
    const reader = LedgerFolder.open(data, 'read');
    const fromReader = (): unknown =>
      fromKept(reader, present(reader.ledger(COUNTY)), SEPTEMBER, file.size);
    const before = fromKept(store, file, SEPTEMBER, file.size);
    expect(before).not.toBeNull();
    // A process that was killed amid a write leaves a draft, or a whole file that no list names.
    const [name = ''] = readdirSync(years).filter((each) => each.startsWith('2006-'));
    const half = readFileSync(join(years, name)).subarray(0, 1000);
    writeFileSync(join(years, `${name}.1b.tmp`), half);
    writeFileSync(join(years, '2006-1-00000000.year'), half);
    expect(fromReader()).toEqual(before);
    const { size } = statSync(join(years, name));
    for (const cut of [0, 1, 39, 40, 41, 500, size - 1]) {
      const whole = readFileSync(join(years, name));
      truncateSync(join(years, name), cut);
      expect({ cut, kept: fromReader() }).toEqual({
        cut,
        kept: null,
      });
      writeFileSync(join(years, name), whole);
    }
    keepLevel(file, untold);
    rmSync(join(years, name));
    expect(fromReader()).toBeNull();
    checkpointsOver(store).rebuild(COUNTY, untold);
    expect(readdirSync(years).filter((each) => each.endsWith('.tmp'))).toEqual([]);
    expect(existsSync(join(years, '2006-1-00000000.year'))).toBe(false);
    reader.close();
    expect(fromKept(store, file, SEPTEMBER, file.size)).toEqual(before);
    store.close();
  });

  it('is made anew by whoever may write', async () => {
    const { path, store, years } = await keptStore(7);
    store.close();
    const [name = ''] = readdirSync(years).filter((each) => each.startsWith('2006-'));
    const whole = readFileSync(join(years, name));
    const middle = whole.length >> 1;
    whole[middle] = (whole[middle] ?? 0) ^ 4;
    writeFileSync(join(years, name), whole);
    const reader = LedgerFolder.open(path, 'read');
    const checkpoints = checkpointsOver(reader);
    const asked = { ffy: 2006, months: monthsAsked(), asOf: present(reader.ledger(COUNTY)).size };
    checkpoints.yearOf(COUNTY, asked as never);
    expect(readdirSync(years)).toContain(name);
    reader.close();
    const writer = LedgerFolder.open(path, 'write');
    rmSync(join(years, 'kept.json'));
    writeFileSync(join(years, 'kept.json'), 'no list');
    expect(checkpointsOver(writer).yearOf(COUNTY, asked as never)).toBeNull();
    expect(existsSync(years)).toBe(false);
    writer.close();
  });
});

describe('years kept elsewhere', () => {
  it('serve where the ledger begins with the same records, and nowhere else', async () => {
    const records = randomLedger(11, { cases: 14, children: 14, recorded: true });
    const one = await keptStore(11, records.slice(0, -40));
    const same = LedgerFolder.openOrCreate(ownFolder());
    const file = await storeRecords(same, COUNTY, records);
    const years = yearsFolder(file.path, COUNTY);
    cpSync(one.years, years, { recursive: true });
    const kept = fromKept(same, file, SEPTEMBER, file.size);
    expect(kept).toEqual(fromRows(file, SEPTEMBER, file.size));
    const other = LedgerFolder.openOrCreate(ownFolder());
    const stranger = await storeRecords(other, COUNTY, randomLedger(12, { recorded: true }));
    cpSync(one.years, yearsFolder(stranger.path, COUNTY), { recursive: true });
    expect(faults(stranger)).toEqual([expect.stringContaining('checkpoints rebuild --county 19')]);
    expect(fromKept(other, stranger, SEPTEMBER, stranger.size)).toBeNull();
    for (const store of [one.store, same, other]) store.close();
  });
});

function monthsAsked(): readonly Month[] {
  return [addMonths(SEPTEMBER, -12), SEPTEMBER];
}

async function keptStore(
  seed: number,
  records: readonly object[] = randomLedger(seed, { cases: 14, children: 14 }),
): Promise<{ path: string; store: LedgerFolder; file: LedgerFile; years: string }> {
  const path = ownFolder();
  const store = LedgerFolder.openOrCreate(path);
  const file = await storeRecords(store, COUNTY, records);
  checkpointsOver(store).rebuild(COUNTY, untold);
  return { path, store, file, years: yearsFolder(file.path, COUNTY) };
}
