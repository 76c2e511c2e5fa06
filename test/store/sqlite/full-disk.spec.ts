import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import { rootOf } from '../../../projections/seal/merkle.js';
import { UnusableStore } from '../../../src/ports/failures.js';
import { backupDataFolder } from '../../../src/stores/sqlite/backup.js';
import { checkDataFolder } from '../../../src/stores/sqlite/check.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { smallDisk } from '../../support/small-disk.js';
import type { SmallDisk } from '../../support/small-disk.js';
import { present } from '../present.js';
import { sampleEntries } from '../sample-entries.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const SEED = 8;
const SIZE = 9000;
const BATCH = 150;
const MEBIBYTE = 1024 * 1024;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('a disk that fills up', () => {
  let mounted: SmallDisk | null = null;
  // Before the folder is removed, in which the disk is mounted.
  afterEach(() => {
    mounted?.unmount();
    mounted = null;
  });
  const folder = useTemporaryFolder();
  const entries = sampleEntries(COUNTY, SEED, SIZE);

  it('loses nothing that was acknowledged, and goes on when there is space again', () => {
    const disk = join(folder(), 'disk');
    mounted = smallDisk(disk, 4 * MEBIBYTE);
    if (mounted === null) return;
    const path = join(disk, 'data');
    // What else is on the disk.
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(1_500_000));
    const data = LedgerFolder.openOrCreate(path);
    const ledger = data.ledgerForAppend(COUNTY);
    let size = 0;
    let refusal: unknown = null;
    while (refusal === null && size < SIZE) {
      try {
        size = ledger.append(size, entries.slice(size, size + BATCH)).size;
      } catch (error) {
        refusal = error;
      }
    }
    expect(refusal).toBeInstanceOf(UnusableStore);
    expect(refusal).toMatchObject({ kind: 'full' });
    expect(size).toBeGreaterThan(0);
    expect(statfsSync(disk).bavail).toBeLessThan(200);
    expect(ledger.refresh()).toBe(size);
    // Another process finds what was acknowledged, on the full disk as well.
    expect([...checkDataFolder(path, null)]).toEqual([]);

    rmSync(join(disk, 'ballast'));
    const more = size + 2 * BATCH;
    expect(ledger.append(size, entries.slice(size, more))).toEqual({
      kind: 'appended',
      size: more,
    });
    data.close();
    const again = LedgerFolder.open(path, 'write');
    const root = hex(present(again.ledger(COUNTY)).root());
    expect(root).toBe(hex(rootOf(entries.slice(0, more).map(({ leaf }) => leaf))));
    again.close();
    expect([...checkDataFolder(path, null)]).toEqual([]);
  });

  it('gets no half backup taken for a whole one, and no half folder', async () => {
    const disk = join(folder(), 'disk');
    const data = LedgerFolder.openOrCreate(join(folder(), 'data'));
    data.ledgerForAppend(COUNTY).append(0, entries);
    data.close();
    mounted = smallDisk(disk, MEBIBYTE);
    if (mounted === null) return;
    await expect(backupDataFolder(join(folder(), 'data'), join(disk, 'backup'))).rejects.toThrow(
      /no space left/u,
    );
    // What it has is marked, so that the same command replaces it.
    expect(readdirSync(join(disk, 'backup'))).toEqual(['ledgers', 'plumbline-backup.unfinished']);

    rmSync(join(disk, 'backup'), { recursive: true });
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(statfsSync(disk).bavail * 4096));
    expect(() => LedgerFolder.openOrCreate(join(disk, 'new')).ledgerForAppend(COUNTY)).toThrow(
      UnusableStore,
    );
    rmSync(join(disk, 'ballast'));
    const made = LedgerFolder.openOrCreate(join(disk, 'new'));
    expect(made.ledgerForAppend(COUNTY).append(0, entries.slice(0, 5)).size).toBe(5);
    made.close();
    expect(readdirSync(join(disk, 'new/ledgers'))).toEqual(['19.db']);
  });

  it('leaves a ledger that is to be made whole or not at all', () => {
    const disk = join(folder(), 'disk');
    mounted = smallDisk(disk, MEBIBYTE);
    if (mounted === null) return;
    const path = join(disk, 'data');
    const made: number[] = [];
    const refused: number[] = [];
    for (let pages = 4; pages < 40; pages += 1) {
      const data = LedgerFolder.openOrCreate(path);
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, 'ballast'), Buffer.alloc((bavail - pages) * bsize));
      try {
        data.ledgerForAppend(COUNTY);
        made.push(pages);
      } catch (error) {
        expect(error).toBeInstanceOf(UnusableStore);
        expect(String(error)).toContain('space');
        refused.push(pages);
      }
      data.close();
      rmSync(join(disk, 'ballast'));
      const again = LedgerFolder.openOrCreate(path);
      expect([pages, again.ledgerForAppend(COUNTY).size]).toEqual([pages, 0]);
      again.close();
      rmSync(path, { recursive: true });
    }
    expect(made.length).toBeGreaterThan(3);
    expect(refused.length).toBeGreaterThan(3);
  });
});
