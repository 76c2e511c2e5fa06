import { join } from 'node:path';
import { TYPE_CODE } from '../../../events/registry.js';
import { parseCounty } from '../../../events/values/county.js';
import { canonicalJson } from '../../../events/wire/canonical.js';
import { NO_LEAF } from '../../../projections/seal/leaf.js';
import type { LedgerEntry } from '../../../src/ports/event-log.js';
import { DamagedLedger, UnusableStore } from '../../../src/ports/failures.js';
import { packedFailure, unpackedFailure } from '../../../src/stores/sqlite/bulk/append-answer.js';
import { BulkAppend } from '../../../src/stores/sqlite/bulk/bulk-append.js';
import { BodyLooks } from '../../../src/stores/sqlite/bulk/body-looks.js';
import { packed } from '../../../src/stores/sqlite/bulk/packed-entries.js';
import type { Buffers } from '../../../src/stores/sqlite/bulk/packed-entries.js';
import { checkDataFolder } from '../../../src/stores/sqlite/check.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { present } from '../present.js';
import { sampleEntries } from '../sample-entries.js';
import { seedOf } from '../soak.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const SEED = seedOf(60_003);
const entries = sampleEntries(COUNTY, SEED, 3000);
const temporary = useTemporaryFolder();

const unhashed = (all: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  all.map((entry) => ({ ...entry, leaf: NO_LEAF }));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const plain = (entry: LedgerEntry): object => ({ ...entry, leaf: hex(entry.leaf) });

/** Sizes of batches, around the 16 rows of one statement and the 256 leaves of a tile. */
const BATCHES = [1, 15, 16, 17, 255, 256, 257, 1, 500, 800, 882];

describe('packed entries', () => {
  it(`become the rows that the entries become (seed ${String(SEED)})`, () => {
    const written: (readonly LedgerEntry[])[] = [];
    for (const isPacked of [false, true]) {
      const folder = LedgerFolder.openOrCreate(join(temporary(), `rows-${String(isPacked)}`));
      const file = folder.ledgerForAppend(COUNTY);
      let buffers: Buffers | undefined;
      for (
        let size = 0, count = 700;
        size < 2000;
        size += count, count = count === 700 ? 10 : 700
      ) {
        const batch = entries.slice(size, size + count);
        if (!isPacked) file.append(size, batch);
        // The buffers were used before: larger than they need to be, or too small.
        else file.appendPacked(size, (buffers = packed(unhashed(batch), buffers)));
      }
      written.push([...file.entries(1, file.size)].flat());
      folder.close();
    }
    expect(written[1]?.map(plain)).toEqual(written[0]?.map(plain));
    expect(written[0]?.map(plain)).toEqual(entries.slice(0, written[0]?.length).map(plain));
  });

  it('may be none', () => {
    expect(packed([])).toMatchObject({ count: 0 });
  });

  it.each([
    [
      'a reason that looks like an id',
      { reason: '"id":"00000000-0000-0000-0000-000000000000","type":"' },
    ],
    ['a reason with backslashes', { reason: '\\"id\\":\\"' }],
    ['no reason', {}],
  ])('tell id and subject of a body with %s', (_name, more) => {
    const id = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
    const of = { id, type: 'CaseClosed', county: '19', effective: '2006-01-02', data: {} };
    const body = canonicalJson({ ...of, case: 'A-1', ...more });
    const bytes = Buffer.from(`before${body}after`);
    const looks = new BodyLooks(bytes);
    const end = bytes.length - 'after'.length;
    expect(looks.id(looks.idStart(6, end, TYPE_CODE.CaseClosed))).toBe(id);
    expect(looks.subjectKind(6)).toBe('case');
    expect(looks.subjectId('case', 6)).toBe('A-1');
    expect([looks.isOf('case', 'A-1', 6), looks.isOf('case', 'A-', 6)]).toEqual([true, false]);
  });
});

describe('a failure that passes from one thread to another', () => {
  it.each([
    new DamagedLedger(COUNTY, 7, 'there is no record.'),
    new DamagedLedger(COUNTY, null, 'the row that tells its size is missing.'),
    new UnusableStore('full', '/data/19.db', 'There is no space left.'),
    new RangeError('The entry cannot be appended.'),
  ])('says the same there: %s', (error) => {
    const passed = unpackedFailure(structuredClone(packedFailure(error)));
    expect(passed.message).toBe(error.message);
    if (error instanceof DamagedLedger) {
      expect(passed).toBeInstanceOf(DamagedLedger);
      expect(passed).toMatchObject({ county: error.county, position: error.position });
    }
    if (error instanceof UnusableStore) {
      expect(passed).toBeInstanceOf(UnusableStore);
      expect(passed).toMatchObject({ kind: error.kind, path: error.path });
    }
  });
});

describe('appending in bulk', () => {
  it('makes the ledger that appending makes', async () => {
    const roots: string[] = [];
    for (const isBulk of [false, true]) {
      const path = join(temporary(), `same-${String(isBulk)}`);
      const folder = LedgerFolder.openOrCreate(path);
      const bulk = new BulkAppend(folder);
      let size = 0;
      for (const count of BATCHES) {
        const batch = entries.slice(size, size + count);
        const outcome = isBulk
          ? await bulk.append(COUNTY, size, unhashed(batch))
          : folder.ledgerForAppend(COUNTY).append(size, batch);
        size += count;
        expect(outcome).toEqual({ kind: 'appended', size });
      }
      await bulk.close();
      roots.push(hex(folder.ledgerForAppend(COUNTY).root()));
      folder.close();
      expect([...checkDataFolder(path, null)]).toEqual([]);
    }
    expect(roots[1]).toBe(roots[0]);
  });

  it('appends nothing at another size than the expected one', async () => {
    const folder = LedgerFolder.openOrCreate(join(temporary(), 'differs'));
    const bulk = new BulkAppend(folder);
    await bulk.append(COUNTY, 0, unhashed(entries.slice(0, 10)));
    const outcome = await bulk.append(COUNTY, 9, unhashed(entries.slice(9, 20)));
    expect(outcome).toEqual({ kind: 'sizeDiffers', size: 10 });
    expect(folder.ledger(COUNTY)?.refresh()).toBe(10);
    await bulk.close();
    folder.close();
  });

  it('is seen by other connections, which find every id and no other', async () => {
    const path = join(temporary(), 'seen');
    const writing = LedgerFolder.openOrCreate(path);
    const bulk = new BulkAppend(writing);
    let reading: LedgerFolder | null = null;
    let size = 0;
    for (const count of BATCHES) {
      await bulk.append(COUNTY, size, unhashed(entries.slice(size, size + count)));
      size += count;
      reading ??= LedgerFolder.open(path, 'read');
      const file = present(reading.ledger(COUNTY));
      expect(file.refresh()).toBe(size);
      for (const { id, position } of entries) {
        expect([id, file.positionOf(id)]).toEqual([id, position <= size ? position : 0]);
        expect(file.find(id) === null).toBe(position > size);
      }
    }
    await bulk.close();
    reading?.close();
    writing.close();
  });
});
