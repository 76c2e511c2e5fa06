import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import { FAULTS_MAX, checkDataFolder } from '../../../src/stores/sqlite/check.js';
import type { Fault } from '../../../src/stores/sqlite/check.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { present } from '../present.js';
import { sampleEntries } from '../sample-entries.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const OTHER = present(parseCounty('30'));
const SEED = 61_208;
const SIZE = 700;

describe('check', () => {
  const folder = useTemporaryFolder();
  const entries = sampleEntries(COUNTY, SEED, SIZE);

  beforeEach(() => {
    const data = LedgerFolder.openOrCreate(folder());
    data.ledgerForAppend(COUNTY).append(0, entries);
    data.ledgerForAppend(OTHER).append(0, sampleEntries(OTHER, SEED, 20));
    data.close();
  });

  const faults = (): readonly Fault[] => [...checkDataFolder(folder(), null)];

  /** Changes the file of the ledger behind the program's back. */
  function tamper(sql: string, county = COUNTY): void {
    const database = new SQLite(join(folder(), 'ledgers', `${county}.db`));
    database.exec(sql);
    database.close();
  }

  it('finds nothing in a ledger as it was written', () => {
    const told: string[] = [];
    const onChecked = (county: string, count: number): void => {
      told.push(`${county} ${String(count)}`);
    };
    expect([...checkDataFolder(folder(), null, onChecked)]).toEqual([]);
    expect(told).toEqual(['19 700', '30 20']);
  });

  it('finds nothing in an empty ledger', () => {
    const data = LedgerFolder.openOrCreate(folder());
    data.ledgerForAppend(present(parseCounty('01')));
    data.close();
    expect(faults()).toEqual([]);
  });

  it('names the position of a record whose content was changed', () => {
    tamper(`UPDATE records SET body = replace(body, '125.00', '925.00') WHERE position = 333`);
    const [changed] = entries.filter(({ position }) => position === 333);
    const expected = changed?.body.includes('125.00') === true ? [333] : [];
    expect(faults().map(({ position }) => position)).toEqual(expected);
    tamper(`UPDATE records SET body = 'x' || body WHERE position = 334`);
    expect(faults().map(({ position }) => position)).toEqual([...expected, 334]);
    expect([...checkDataFolder(folder(), OTHER)]).toEqual([]);
  });

  it.each([
    ['recorded', 'recorded + 1'],
    ['type', 'type + 1'],
    ['subject', 'subject + 1'],
    ['effective', 'effective - 1'],
    ['corrects', '1'],
    ['root', '1'],
    ['ref', 'ref + 1'],
    ['ref2', 'ref2 + 1'],
    ['previous', 'previous + 1'],
    ['previous_naming', 'previous_naming + 1'],
    ['crc', 'crc + 1'],
  ])('names the position of a record whose column "%s" was changed', (column, value) => {
    tamper(`UPDATE records SET ${column} = ${value} WHERE position = 400`);
    expect(faults()).toEqual([
      {
        county: COUNTY,
        position: 400,
        finding: 'the record is not what was written (its checksum differs).',
      },
    ]);
  });

  it('names every position that is missing', () => {
    tamper('DELETE FROM records WHERE position IN (5, 6, 200, 201)');
    const missing = faults().filter(({ finding }) => finding === 'there is no record.');
    expect(missing.map(({ position }) => position)).toEqual([5, 6, 200, 201]);
  });

  it.each([
    ['records', 'DELETE FROM records WHERE position = 700', 700],
    ['ids', 'DELETE FROM id_runs', 1],
    ['tiles', 'DELETE FROM tiles WHERE tile = 2', null],
    ['the roots of tiles', 'DELETE FROM tile_roots WHERE tile = 1', null],
    ['subjects', 'DELETE FROM subjects WHERE number = (SELECT max(number) FROM subjects)', null],
    ['the head', 'UPDATE ledger SET size = 699', null],
    ['the whole head', 'DELETE FROM ledger', null],
  ])('says that the end of %s is missing', (_, sql, position) => {
    tamper(sql);
    expect(faults()).toEqual([{ county: COUNTY, position, finding: expect.any(String) as string }]);
  });

  it.each([
    ['leaf hashes', 'UPDATE tiles SET leaves = zeroblob(length(leaves)) WHERE tile = 1', 257],
    ['the hash of leaf hashes', 'UPDATE tile_roots SET root = zeroblob(32) WHERE tile = 1', 257],
    ['a hash over such hashes', 'INSERT INTO page_roots VALUES (0, zeroblob(32), 1)', 1],
    ['chain ends', 'UPDATE chain_ends SET ends = zeroblob(length(ends)) WHERE block = 0', null],
    ['a subject', "UPDATE subjects SET id = 'other' WHERE number = 3", null],
    ['ids', 'UPDATE id_runs SET keys = zeroblob(length(keys))', 1],
    ['the first ids, which are gone,', 'UPDATE id_runs SET first = 2 WHERE first = 1', 1],
  ])('finds that %s were changed', (_, sql, position) => {
    tamper(sql);
    const found = faults();
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.position).toBe(position);
  });

  it('finds a row that no lookup would find', () => {
    tamper(
      'INSERT INTO records SELECT -1, recorded, type, subject, effective, corrects, root, ref, ref2, previous, previous_naming, body, crc FROM records WHERE position = 1',
    );
    expect(faults()).toEqual([
      {
        county: COUNTY,
        position: null,
        finding: 'The table "records" has 701 rows and should have 700.',
      },
    ]);
  });

  it('lists a bounded number of faults', () => {
    tamper('UPDATE records SET crc = crc + 1');
    expect(faults().length).toBe(SIZE);
    const data = LedgerFolder.open(folder(), 'write');
    data.ledgerForAppend(OTHER).append(20, sampleEntries(OTHER, SEED, FAULTS_MAX + 1).slice(20));
    data.close();
    tamper('UPDATE records SET crc = crc + 1', OTHER);
    const many = [...checkDataFolder(folder(), OTHER)];
    expect(many.length).toBe(FAULTS_MAX + 1);
    expect(many.at(-1)?.finding).toBe('There are more than 1000 faults; the rest is not listed.');
  });

  it('refuses a folder that is none of ours', () => {
    expect(() => [...checkDataFolder(join(folder(), 'ledgers'), null)]).toThrow(
      /not a data folder/u,
    );
  });
});
