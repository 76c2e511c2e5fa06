import { mock } from 'node:test';
import { parseCounty } from '../../../events/values/county.js';
import { parseMonth } from '../../../events/values/month.js';
import { explainSubject } from '../../../projections/form/explain.js';
import { reportMonths } from '../../../projections/form/report.js';
import { UnusableStore } from '../../../src/ports/failures.js';
import { eraseRecords } from '../../../src/stores/sqlite/erasing/erase-records.js';
import type { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { SegmentTable } from '../../../src/stores/sqlite/segments/segment-table.js';
import { dropSegments, extendSegments } from '../../../src/stores/sqlite/segments/segments.js';
import { randomLedger } from '../../support/random-ledger.js';
import { rounds } from '../../support/soak.js';
import { storeRecords } from '../../support/stored-ledger.js';
import { present } from '../present.js';
import { seedOf } from '../soak.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const MONTHS = ['2004-10', '2005-09', '2006-04'].map((month) => present(parseMonth(month)));
const FIRST_SEED = seedOf(1);
const SEEDS = Array.from({ length: rounds(4, 60) }, (_, index) => FIRST_SEED + index);
const folder = useTemporaryFolder();
const opened: LedgerFolder[] = [];

afterEach(() => {
  mock.restoreAll();
  for (const store of opened.splice(0)) store.close();
});

function storeHere(path: string): LedgerFolder {
  const store = LedgerFolder.openOrCreate(path);
  opened.push(store);
  return store;
}

/** A ledger with segments up to its end, and the same as another process has it. */
async function twice(seed: number): Promise<{ file: LedgerFile; other: LedgerFile }> {
  const path = folder();
  const file = await storeRecords(storeHere(path), COUNTY, randomLedger(seed));
  extendSegments(file);
  return { file, other: present(storeHere(path).ledger(COUNTY)) };
}

/** Another process does something just when this one has looked for the n-th time how far segments reach. */
function behindLook(number: number, meanwhile: () => void): () => boolean {
  const look = Reflect.get(SegmentTable.prototype, 'covered');
  let looks = 0;
  mock.method(SegmentTable.prototype, 'covered', function (this: SegmentTable): number {
    const covered = look.call(this);
    looks += 1;
    if (looks === number) meanwhile();
    return covered;
  });
  return () => looks >= number;
}

/** Makes segments of so many records, and dies. */
function extendAsFarAs(size: number, file: LedgerFile): void {
  const dies = (count: number): void => {
    if (count > size) throw new RangeError('It dies.');
  };
  expect(() => extendSegments(file, dies, { range: size, tail: 1 })).toThrow('It dies.');
}

/** Whatever rests on all records. */
function whole(file: LedgerFile, source: 'rows' | 'segments'): string {
  const view = file.columns(file.size, source, () => undefined);
  return JSON.stringify(reportMonths(view, MONTHS, file.size));
}

/** Whatever rests on the records of some. */
function ofSome(file: LedgerFile): string {
  const subjects = Array.from({ length: file.subjectCount }, (_, index) => index + 1);
  const view = file.columnsOf(new Set([0, ...subjects]), file.size);
  const months = MONTHS.flatMap((month) =>
    subjects.map((subject) =>
      explainSubject(view, { month, asOf: file.size, subject, line: null }),
    ),
  );
  return JSON.stringify([months, view.county.columns.count]);
}

describe('segments that another process drops while they are read', () => {
  const moments = SEEDS.flatMap((seed) => [1, 2, 3].map((look) => ({ seed, look })));

  it.each(moments)(
    'are not missing in a report: seed $seed, behind look $look',
    async ({ seed, look }) => {
      const { file, other } = await twice(seed);
      const expected = whole(file, 'rows');
      const isDropped = behindLook(look, () => {
        dropSegments(other);
      });
      expect(whole(file, 'segments')).toBe(expected);
      expect(isDropped()).toBe(true);
    },
  );

  it.each(moments)(
    'are not missing where some subjects are asked about: seed $seed, behind look $look',
    async ({ seed, look }) => {
      const { file, other } = await twice(seed);
      const expected = ofSome(file);
      const isDropped = behindLook(look, () => {
        dropSegments(other);
      });
      expect(ofSome(file)).toBe(expected);
      expect(isDropped()).toBe(true);
    },
  );

  it('are not missing where they are being made again', async () => {
    const { file, other } = await twice(FIRST_SEED);
    const expected = whole(file, 'rows');
    const isDropped = behindLook(1, () => {
      dropSegments(other);
      extendAsFarAs(50, other);
    });
    expect(whole(file, 'segments')).toBe(expected);
    expect(isDropped()).toBe(true);
    expect(new SegmentTable(file.connection).covered()).toBe(50);
  });

  it.each([whole, ofSome])('are not called damaged where records are erased: %p', async (ask) => {
    const { file, other } = await twice(FIRST_SEED);
    const before = ask(file, 'segments');
    const isErased = behindLook(1, () => {
      const all = { ranges: [[1, other.size]] };
      const erasure = { order: 1, on: 0, firstMonth: 0, cut: 0, plan: '', ...all };
      expect(eraseRecords(other, other.size, erasure as never)).toBe('erased');
    });
    expect(() => ask(file, 'segments')).toThrow(UnusableStore);
    expect(isErased()).toBe(true);
    mock.restoreAll();
    file.refresh();
    expect(ask(file, 'segments')).not.toBe(before);
  });
});
