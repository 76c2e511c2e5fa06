import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import { UnusableStore } from '../../../src/ports/failures.js';
import type { UnusableStoreKind } from '../../../src/ports/failures.js';
import { refuseOldLibrary } from '../../../src/stores/sqlite/connection.js';
import { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { present } from '../present.js';
import { sampleEntries } from '../sample-entries.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const OTHER = present(parseCounty('58'));

/** Expects an `UnusableStore` of this kind, in one sentence. */
function expectRefusal(work: () => unknown, kind: UnusableStoreKind, message: RegExp): void {
  let refusal: unknown = null;
  try {
    work();
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(UnusableStore);
  expect(refusal).toMatchObject({ kind });
  const text = refusal instanceof UnusableStore ? refusal.message : '';
  expect(text).toMatch(message);
  expect(text).toMatch(/^[^\n]+\.$/u);
}

describe('a data folder', () => {
  const folder = useTemporaryFolder();
  const at = (name: string): string => join(folder(), name);

  it('is made of a new or an empty folder, and marked', () => {
    LedgerFolder.openOrCreate(at('deep/new')).close();
    expect(readFileSync(at('deep/new/plumbline.json'), 'utf8')).toBe('{"format":1}\n');
    mkdirSync(at('empty'));
    LedgerFolder.openOrCreate(at('empty')).close();
    expect(readdirSync(at('empty'))).toEqual(['plumbline.json']);
    // A second time, it is what it was.
    LedgerFolder.openOrCreate(at('empty')).close();
    expect(LedgerFolder.open(at('empty'), 'read').counties()).toEqual([]);
  });

  it('is made of a folder in which a start was interrupted', () => {
    writeFileSync(at('plumbline.json.5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11.tmp'), '{"fo');
    LedgerFolder.openOrCreate(folder()).close();
    expect(LedgerFolder.open(folder(), 'write').counties()).toEqual([]);
  });

  it('is not made by opening', () => {
    expectRefusal(() => LedgerFolder.open(at('nowhere'), 'read'), 'missing', /no data folder at/u);
    expect(existsSync(at('nowhere'))).toBe(false);
    expectRefusal(() => LedgerFolder.open(folder(), 'write'), 'missing', /ingest records first/u);
    expect(readdirSync(folder())).toEqual([]);
  });

  it("is not made of somebody's folder", () => {
    writeFileSync(at('holiday.jpg'), '');
    const open = [
      () => LedgerFolder.openOrCreate(folder()),
      () => LedgerFolder.open(folder(), 'read'),
    ];
    for (const each of open) expectRefusal(each, 'notOurs', /is not a data folder of Plumbline/u);
    expect(readdirSync(folder())).toEqual(['holiday.jpg']);
  });

  it('is not made of a file', () => {
    writeFileSync(at('file'), '');
    expectRefusal(() => LedgerFolder.openOrCreate(at('file')), 'notOurs', /is a file/u);
    expectRefusal(() => LedgerFolder.openOrCreate(at('file/below')), 'notOurs', /is a file/u);
  });

  it('is refused when a newer program has made it', () => {
    writeFileSync(at('plumbline.json'), '{"format":2}');
    const open = () => LedgerFolder.openOrCreate(folder());
    expectRefusal(open, 'newerFormat', /format 2, .* formats up to 1: use the newer version/u);
  });

  it.each(['', 'null', '[]', '{}', '{"format":"1"}', '{"format":0}', '{"format":1.5}', '{"fo'])(
    'is refused when its mark is %j',
    (mark) => {
      writeFileSync(at('plumbline.json'), mark);
      expectRefusal(
        () => LedgerFolder.open(folder(), 'read'),
        'notOurs',
        /is not the mark of a Plumbline data folder/u,
      );
    },
  );

  it('has the ledgers of its counties, opened once', () => {
    const data = LedgerFolder.openOrCreate(folder());
    const ledger = data.ledgerForAppend(OTHER);
    data.ledgerForAppend(COUNTY).append(0, sampleEntries(COUNTY, 1, 3));
    writeFileSync(at('ledgers/59.db'), 'no county');
    writeFileSync(at('ledgers/19.db.bak'), 'no ledger');
    expect(data.counties()).toEqual([COUNTY, OTHER]);
    expect(data.ledger(OTHER)).toBe(ledger);
    expect(data.ledgerForAppend(OTHER)).toBe(ledger);
    expect(data.ledger(present(parseCounty('01')))).toBeNull();
    data.close();
    expect(readdirSync(at('ledgers')).sort()).toEqual(['19.db', '19.db.bak', '58.db', '59.db']);
  });

  it('leaves nothing behind when another process makes the same ledger', () => {
    const [one, two] = [LedgerFolder.openOrCreate(folder()), LedgerFolder.openOrCreate(folder())];
    one.ledgerForAppend(COUNTY).append(0, sampleEntries(COUNTY, 1, 5));
    expect(two.ledgerForAppend(COUNTY).size).toBe(5);
    one.close();
    two.close();
    expect(readdirSync(at('ledgers'))).toEqual(['19.db']);
  });
});

describe('a ledger file that is not ours', () => {
  const folder = useTemporaryFolder();
  const path = (): string => join(folder(), 'ledgers', '19.db');

  beforeEach(() => {
    const data = LedgerFolder.openOrCreate(folder());
    data.ledgerForAppend(COUNTY).append(0, sampleEntries(COUNTY, 1, 40));
    data.close();
  });

  function change(sql: string): void {
    const database = new SQLite(path());
    database.exec(sql);
    database.close();
  }

  it('is refused when a newer program has written it', () => {
    change('PRAGMA user_version = 2');
    const open = () => LedgerFile.open(path(), COUNTY, 'write');
    expectRefusal(open, 'newerFormat', /format 2, .* formats up to 1/u);
  });

  it('is refused when another program has written it', () => {
    change('PRAGMA application_id = 7');
    const open = () => LedgerFile.open(path(), COUNTY, 'read');
    expectRefusal(open, 'notOurs', /not a ledger of Plumbline/u);
  });

  it("is refused in another county's place", () => {
    expect(() => LedgerFile.open(path(), OTHER, 'read')).toThrow(
      'The ledger of county 58 is damaged: its file holds the ledger of county 19.',
    );
  });

  it('is refused when it is not there', () => {
    rmSync(path());
    expectRefusal(() => LedgerFile.open(path(), COUNTY, 'read'), 'missing', /no ledger file/u);
  });
});

describe('a full disk', () => {
  const folder = useTemporaryFolder();

  it('is told of, and leaves nothing half', () => {
    const data = LedgerFolder.openOrCreate(folder());
    const ledger = data.ledgerForAppend(COUNTY);
    const entries = sampleEntries(COUNTY, 3, 900);
    ledger.append(0, entries.slice(0, 100));
    const root = Buffer.from(ledger.root());
    const { database } = ledger.connection;
    const pages = Number(database.pragma('page_count', { simple: true }));
    for (let more = 1; more < 40; more += 3) {
      database.pragma(`max_page_count = ${String(pages + more)}`);
      expectRefusal(
        () => ledger.append(100, entries.slice(100)),
        'full',
        /no space left for .*19\.db: nothing more was added/u,
      );
      expect(ledger.refresh()).toBe(100);
      expect(Buffer.from(ledger.root()).equals(root)).toBe(true);
    }
    database.pragma('max_page_count = 1000000');
    expect(ledger.append(100, entries.slice(100))).toEqual({ kind: 'appended', size: 900 });
    for (const { id, position } of entries) expect(ledger.positionOf(id)).toBe(position);
    data.close();
  });
});

describe('the SQLite library', () => {
  it.each(['3.51.2', '3.50.9', '2.99.99', '3.51', ''])('is refused as %j', (version) => {
    expectRefusal(
      () => {
        refuseOldLibrary('x.db', version);
      },
      'refused',
      /can lose records: .*3\.51\.3 or later/u,
    );
  });

  it.each(['3.51.3', '3.51.10', '3.54.1', '4.0.0'])('may be %j', (version) => {
    expect(() => {
      refuseOldLibrary('x.db', version);
    }).not.toThrow();
  });
});
