import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import { NO_LEAF } from '../../../projections/seal/leaf.js';
import type { LedgerEntry } from '../../../src/ports/event-log.js';
import { DamagedLedger, UnusableStore } from '../../../src/ports/failures.js';
import { packedFailure, unpackedFailure } from '../../../src/stores/sqlite/bulk/append-answer.js';
import { BulkAppend } from '../../../src/stores/sqlite/bulk/bulk-append.js';
import { packed, unpacked } from '../../../src/stores/sqlite/bulk/packed-entries.js';
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
  it(`are the same when they are unpacked, with their leaf hashes (seed ${String(SEED)})`, () => {
    const some = entries.slice(100, 900);
    expect(unpacked(packed(unhashed(some))).map(plain)).toEqual(some.map(plain));
  });

  it('may be packed into buffers that were used before, larger or too small', () => {
    const large = packed(unhashed(entries.slice(0, 700)));
    const small = packed(unhashed(entries.slice(700, 710)), large);
    expect(small.bytes).toBe(large.bytes);
    expect(unpacked(small).map(plain)).toEqual(entries.slice(700, 710).map(plain));
    const larger = packed(unhashed(entries.slice(710, 2000)), small);
    expect(unpacked(larger).map(plain)).toEqual(entries.slice(710, 2000).map(plain));
  });

  it('may be none', () => {
    expect(unpacked(packed([]))).toEqual([]);
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
