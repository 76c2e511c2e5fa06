import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { DamagedLedger, UnusableStore } from '../../../src/ports/failures.js';
import { CREDENTIALS_FILE, CredentialsFile } from '../../../src/stores/sqlite/credentials-file.js';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import { describeCredentials, hashOfToken } from '../../contracts/credentials.js';

const shared = temporaryFolder();
afterAll(shared.remove);
describeCredentials('the SQLite file', () => new CredentialsFile(shared.path));

describe('the file of credentials', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const path = join(data, CREDENTIALS_FILE);
  const store = new CredentialsFile(data);
  const token = hashOfToken('secret');
  const modeOf = (file: string): number => statSync(file).mode & 0o777;

  beforeAll(async () => {
    const acts = join(import.meta.dirname, '../../access/examples/1/acts.ndjson');
    await plumbline(['access', 'load', acts, '--data', data]);
    await store.replace('A-1', 0, { body: '{"password":"old"}', tokens: [token] });
    await store.replace('A-1', 1, { body: '{"password":"new"}', tokens: [token] });
  });
  afterAll(folder.remove);

  it('is its owner’s alone, and has nothing left of what was replaced', () => {
    expect(modeOf(path)).toBe(0o600);
    const bytes = readFileSync(path, 'latin1');
    expect(bytes).toContain('"password":"new"');
    expect(bytes).not.toContain('"password":"old"');
  });

  it('is in a backup, and comes back from it, its owner’s alone', async () => {
    const [copy, again] = [join(folder.path, 'copy'), join(folder.path, 'again')];
    expect(await plumbline(['backup', copy, '--data', data])).toMatchObject({ code: 0 });
    expect(modeOf(join(copy, CREDENTIALS_FILE))).toBe(0o600);
    chmodSync(join(copy, CREDENTIALS_FILE), 0o644);
    expect(await plumbline(['restore', copy, '--data', again])).toMatchObject({ code: 0 });
    expect(modeOf(join(again, CREDENTIALS_FILE))).toBe(0o600);
    const restored = new CredentialsFile(again);
    expect(await restored.read('A-1')).toEqual({ revision: 2, body: '{"password":"new"}' });
    expect(await restored.holderOf(token)).toBe('A-1');
  });

  it('is found damaged where a document was changed', async () => {
    const database = new SQLite(path);
    database.exec(`UPDATE documents SET body = '{}'`);
    database.close();
    await expect(store.read('A-1')).rejects.toThrow(DamagedLedger);
    const { code, stdout } = await plumbline(['check', '--data', data]);
    expect(code).toBe(3);
    expect(stdout).toContain('the credentials of A-1 are not what was written');
  });

  it.each([
    ['another program', 'PRAGMA application_id = 7'],
    ['a newer program', 'PRAGMA user_version = 99'],
  ])('is not used where it is of %s', async (_what, sql) => {
    const database = new SQLite(path);
    database.exec(sql);
    database.close();
    await expect(store.read('A-1')).rejects.toThrow(UnusableStore);
  });
});
