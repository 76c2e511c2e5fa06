import { hash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import { backupDataFolder } from '../../../src/stores/sqlite/backup.js';
import { checkDataFolder } from '../../../src/stores/sqlite/check.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { restoreDataFolder } from '../../../src/stores/sqlite/restore.js';
import { ActFolder } from '../../../src/stores/sqlite/act-folder.js';
import { present } from '../present.js';
import { SampleLedger } from '../sample-entries.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const OTHER = present(parseCounty('58'));
const SEED = 314;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('backup and restore', () => {
  const folder = useTemporaryFolder();
  const at = (name: string): string => join(folder(), name);
  let sample: SampleLedger;
  let data: LedgerFolder;

  beforeEach(() => {
    sample = new SampleLedger(COUNTY, SEED);
    data = LedgerFolder.openOrCreate(at('data'));
    data.ledgerForAppend(COUNTY).append(0, sample.next(600));
    data.ledgerForAppend(OTHER).append(0, new SampleLedger(OTHER, SEED).next(12));
  });

  afterEach(() => {
    data.close();
  });

  it('brings back the ledgers as of the moment of the backup', async () => {
    const root = hex(present(data.ledger(COUNTY)).root());
    const told: (readonly [string, number])[] = [];
    const manifest = await backupDataFolder(at('data'), at('backup'), {
      onCopied: (county, bytes, total) => told.push([county, bytes / total]),
    });
    // Copied, then read back: each half of a county's part, the larger county's the larger.
    const [copied = 0] = told.map(([, part]) => part);
    expect(told.map(([county]) => county)).toEqual(['19', '19', '58', '58']);
    expect(told.map(([, part]) => part)).toEqual([copied, 2 * copied, 0.5 + copied, 1]);
    expect(copied).toBeGreaterThan(0.25);
    expect(Object.keys(manifest.ledgers)).toEqual(['19', '58']);
    expect(manifest.ledgers['19']).toMatchObject({ size: 600, root });
    expect(readdirSync(at('backup')).sort()).toEqual(['ledgers', 'plumbline-backup.json']);
    expect(readdirSync(at('backup/ledgers')).sort()).toEqual(['19.db', '58.db']);

    // What is appended afterwards is not in it.
    present(data.ledger(COUNTY)).append(600, sample.next(10));
    await restoreDataFolder(at('backup'), at('restored'));
    expect([...checkDataFolder(at('restored'), null)]).toEqual([]);
    const restored = LedgerFolder.open(at('restored'), 'write');
    const ledger = present(restored.ledger(COUNTY));
    expect(ledger.size).toBe(600);
    expect(hex(ledger.root())).toBe(root);
    expect(ledger.append(600, sample.entries.slice(600))).toEqual({ kind: 'appended', size: 610 });
    expect(hex(ledger.root())).toBe(hex(present(data.ledger(COUNTY)).root()));
    restored.close();
    // The backup is as it was: it can be restored again.
    await restoreDataFolder(at('backup'), at('again'));
  });

  it('backs up a folder without ledgers', async () => {
    LedgerFolder.openOrCreate(at('empty')).close();
    expect((await backupDataFolder(at('empty'), at('backup'))).ledgers).toEqual({});
    await restoreDataFolder(at('backup'), at('restored'));
    expect(LedgerFolder.open(at('restored'), 'read').counties()).toEqual([]);
  });

  it('copies each ledger as of one moment while another writes', async () => {
    const sizes: number[] = [];
    const writing = (async () => {
      while (sizes.length < 5) {
        const ledger = present(data.ledger(COUNTY));
        ledger.append(ledger.size, sample.next(37));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    while (sizes.length < 5) {
      const target = at(`backup-${String(sizes.length)}`);
      const manifest = await backupDataFolder(at('data'), target);
      sizes.push(present(manifest.ledgers['19']).size);
      await restoreDataFolder(target, `${target}-restored`);
    }
    await writing;
    expect(sizes.every((size) => (size - 600) % 37 === 0)).toBe(true);
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
  });

  it('refuses folders that hold something', async () => {
    await expect(backupDataFolder(at('data'), at('data'))).rejects.toThrow(/lies in the data/u);
    await backupDataFolder(at('data'), at('backup'));
    await expect(backupDataFolder(at('data'), at('backup'))).rejects.toThrow(/is not empty/u);
    await expect(restoreDataFolder(at('backup'), at('data'))).rejects.toThrow(/is not empty/u);
    await expect(backupDataFolder(at('nowhere'), at('new'))).rejects.toThrow(/no data folder/u);
    expect(existsSync(at('new'))).toBe(false);
  });

  it.each<[string, (backup: string) => void, RegExp]>([
    [
      'was interrupted',
      (backup) => {
        rmSync(join(backup, 'plumbline-backup.json'));
      },
      /not a whole backup/u,
    ],
    [
      'has a manifest that was cut off',
      (backup) => {
        truncateSync(join(backup, 'plumbline-backup.json'), 40);
      },
      /damaged or not the manifest/u,
    ],
    [
      'is of a newer program',
      (backup) => {
        writeFileSync(join(backup, 'plumbline-backup.json'), '{"format":2}');
      },
      /format 2, and this program knows formats up to 1/u,
    ],
    [
      'lacks a ledger',
      (backup) => {
        rmSync(join(backup, 'ledgers', '58.db'));
      },
      /county 58, and .* is not there/u,
    ],
    [
      'has a ledger that was cut off',
      (backup) => {
        truncateSync(join(backup, 'ledgers', '58.db'), 8192);
      },
      /county 58 is damaged: its copy has other bytes/u,
    ],
    [
      'has a ledger in which a byte was changed',
      (backup) => {
        const path = join(backup, 'ledgers', '19.db');
        const bytes = readFileSync(path);
        bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
      /county 19 is damaged: its copy has other bytes/u,
    ],
    [
      "has another county's ledger in the place of one",
      (backup) => {
        copyFileSync(join(backup, 'ledgers', '19.db'), join(backup, 'ledgers', '58.db'));
      },
      /county 58 is damaged: its copy has other bytes/u,
    ],
    [
      'has bytes at the end of a ledger',
      (backup) => {
        appendFileSync(join(backup, 'ledgers', '19.db'), 'more');
      },
      /county 19 is damaged: its copy has other bytes/u,
    ],
  ])('restores nothing of a backup that %s', async (_, harm, message) => {
    await backupDataFolder(at('data'), at('backup'));
    harm(at('backup'));
    mkdirSync(at('target'));
    await expect(restoreDataFolder(at('backup'), at('target'))).rejects.toThrow(message);
    expect(readdirSync(at('target'))).toEqual([]);
  });
  /** Writes a manifest that agrees with the bytes of the copy, whatever they are. */
  function resealed(change: Readonly<Record<string, unknown>>): void {
    const path = at('backup/plumbline-backup.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { ledgers: { 19: object } };
    const sha256 = hash('sha256', readFileSync(at('backup/ledgers/19.db')));
    const ledgers = { ...manifest.ledgers, 19: { ...manifest.ledgers[19], sha256, ...change } };
    writeFileSync(path, JSON.stringify({ ...manifest, ledgers }));
  }

  it('restores nothing of a copy that is not the ledger that the manifest names', async () => {
    await backupDataFolder(at('data'), at('backup'));
    const older = LedgerFolder.openOrCreate(at('older'));
    older.ledgerForAppend(COUNTY).append(0, new SampleLedger(COUNTY, SEED).next(500));
    older.close();
    copyFileSync(at('older/ledgers/19.db'), at('backup/ledgers/19.db'));
    resealed({});
    await expect(restoreDataFolder(at('backup'), at('target'))).rejects.toThrow(
      /the manifest names 600 records with root \w{64}, and its copy has 500/u,
    );
    resealed({ size: 500 });
    await expect(restoreDataFolder(at('backup'), at('target'))).rejects.toThrow(
      /the manifest names 500 records with root \w{64}, and its copy has 500/u,
    );
  });

  it('restores nothing of a copy that was damaged before it was sealed', async () => {
    await backupDataFolder(at('data'), at('backup'));
    const database = new SQLite(at('backup/ledgers/19.db'));
    database.exec("UPDATE records SET body = replace(body, '125', '925') WHERE position = 71");
    database.exec('UPDATE records SET crc = crc + 1 WHERE position = 71');
    database.close();
    resealed({});
    await expect(restoreDataFolder(at('backup'), at('target'))).rejects.toThrow(
      /county 19 is damaged: at position 71, the record is not what was written/u,
    );
    expect(readdirSync(at('target'))).toEqual([]);
  });

  it('keeps the submissions beside the ledgers', async () => {
    const log = new ActFolder(at('data'));
    await log.append(COUNTY, 0, '{"act":"one"}');
    await log.append(COUNTY, 1, '{"act":"two"}');
    const manifest = await backupDataFolder(at('data'), at('backup'));
    expect(Object.keys(manifest.submissions)).toEqual(['19']);
    await log.append(COUNTY, 2, '{"act":"three"}');
    await restoreDataFolder(at('backup'), at('restored'));
    expect([...checkDataFolder(at('restored'), null)]).toEqual([]);
    expect(await new ActFolder(at('restored')).read(COUNTY)).toEqual([
      { number: 1, body: '{"act":"one"}' },
      { number: 2, body: '{"act":"two"}' },
    ]);

    const path = at('backup/submissions/19.db');
    const bytes = readFileSync(path);
    const changed = bytes.lastIndexOf('"two"') + 1;
    bytes[changed] = (bytes[changed] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(restoreDataFolder(at('backup'), at('target'))).rejects.toThrow(
      /its submissions of county 19 have other bytes/u,
    );
    rmSync(path);
    await expect(restoreDataFolder(at('backup'), at('target'))).rejects.toThrow(/is not there/u);
    expect(readdirSync(at('target'))).toEqual([]);
  });

  it('checks the submissions', async () => {
    await new ActFolder(at('data')).append(COUNTY, 0, '{"act":"one"}');
    expect([...checkDataFolder(at('data'), COUNTY)]).toEqual([]);
    const database = new SQLite(at('data/submissions/19.db'));
    database.exec("UPDATE acts SET body = 'other'");
    database.close();
    expect([...checkDataFolder(at('data'), COUNTY)]).toEqual([
      {
        county: COUNTY,
        position: null,
        finding: expect.stringMatching(/act 1 is not what was written/u) as string,
      },
    ]);
  });
});
