import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { DamagedLedger, UnusableStore } from '../../../src/ports/failures.js';
import { ActFolder } from '../../../src/stores/sqlite/act-folder.js';
import { ACTS_MAX, ActsFull } from '../../../src/ports/act-log.js';
import { temporaryFolder } from '../../cli/in-process.js';
import { describeSubmissionLog } from '../../contracts/act-log.js';

const COUNTY = parseCounty('19') ?? ('01' as County);

const shared = temporaryFolder();
afterAll(shared.remove);
describeSubmissionLog('the SQLite folder', () => new ActFolder(shared.path));

describe('a file of submissions', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'submissions', '19.db');
  const log = new ActFolder(folder.path);
  const changed = (sql: string): void => {
    const database = new SQLite(path);
    database.exec(sql);
    database.close();
  };

  beforeEach(async () => {
    if ((await log.read(COUNTY)).length === 0) {
      await log.append(COUNTY, 0, '{"n":1}');
      await log.append(COUNTY, 1, '{"n":2}');
    }
  });
  afterAll(folder.remove);

  it('is one file, with nothing beside it when nobody writes', () => {
    expect(readdirSync(join(folder.path, 'submissions'))).toEqual(['19.db']);
  });

  it.each([
    ['an act is changed', `UPDATE acts SET body = '{"n":3}' WHERE number = 2`],
    ['an act is missing', 'DELETE FROM acts WHERE number = 1'],
    ['an act has moved', 'UPDATE acts SET number = 3 WHERE number = 2'],
    ['the head is missing', 'DELETE FROM stream'],
    ['the head is of another county', `UPDATE stream SET county = '30'`],
  ])('is found damaged where %s', async (_what, sql) => {
    const before = readFileSync(path);
    changed(sql);
    await expect(log.read(COUNTY)).rejects.toThrow(DamagedLedger);
    writeFileSync(path, before);
    expect(await log.read(COUNTY)).toHaveLength(2);
  });

  it.each([
    ['another program', 'PRAGMA application_id = 7', 'not one of a county'],
    ['a newer program', 'PRAGMA user_version = 99', 'newer version'],
  ])('is not used where it is of %s', async (_what, sql, said) => {
    const before = readFileSync(path);
    changed(sql);
    await expect(log.read(COUNTY)).rejects.toThrow(said);
    await expect(log.append(COUNTY, 2, '{}')).rejects.toThrow(UnusableStore);
    writeFileSync(path, before);
  });

  it('has a bound on its acts', async () => {
    await expect(log.append(COUNTY, ACTS_MAX, '{}')).rejects.toThrow(ActsFull);
    expect(await log.append(COUNTY, ACTS_MAX - 1, '{}')).toEqual({ kind: 'sizeDiffers', size: 2 });
  });
});
