import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { temporaryFolder } from '../cli/in-process.js';
import { Operator, bearer } from './operator.js';
import { ask, runServiceWithAccounts } from './running-service.js';
import type { RunningService } from './running-service.js';

const folder = temporaryFolder();
afterAll(folder.remove);

/** What the attacker has no key for: an act by which he manages accounts. */
const GRANTED = JSON.stringify({
  account: 'A-1',
  act: 'GrantGiven',
  at: '2036-01-01T00:00:00Z',
  by: 'operator',
  grant: { role: 'account-manager' },
});

describe('a service whose acts of access are not what was signed', () => {
  const data = join(folder.path, 'data');
  let service: RunningService;
  let key: string;

  beforeAll(async () => {
    // It makes the folder a data folder.
    service = await runServiceWithAccounts(data);
    const operator = new Operator(data);
    const account = await operator.machine({ role: 'dcss-analyst' });
    key = await operator.key(account, { role: 'dcss-analyst' });
  });
  afterAll(async () => {
    await service.stop();
  });

  const statusOf = async (path: string, with_ = {}): Promise<readonly [number, string]> => {
    const { status, text } = await ask(`${service.url}${path}`, with_);
    return [status, text];
  };

  it('lets nobody in, until they are', async () => {
    const ledgers = '/v1/counties';
    expect((await statusOf(ledgers, bearer(key)))[0]).toBe(200);
    const database = new SQLite(join(data, 'access/access.db'));
    const size = Number(database.prepare('SELECT size FROM stream').pluck().get());
    const add = database.prepare('INSERT INTO acts (number, body, crc) VALUES (?, ?, ?)');
    add.run(size + 1, GRANTED, crc32(GRANTED, size + 1));
    database.prepare('UPDATE stream SET size = ?').run(size + 1);
    const [status, text] = await statusOf(ledgers, bearer(key));
    expect(status).toBe(503);
    expect(text).toContain('urn:plumbline:problem:access-stands-still');
    expect(text).not.toContain('access.db');
    expect([401, 503]).toContain((await statusOf(ledgers))[0]);
    expect((await statusOf('/healthz/ready'))[0]).toBe(503);
    const form = new URLSearchParams({ email: 'a@example.org', password: 'x'.repeat(20) });
    const signIn = await ask(`${service.url}/sign-in`, { method: 'POST', body: form });
    expect([403, 503]).toContain(signIn.status);
    database.prepare('DELETE FROM acts WHERE number = ?').run(size + 1);
    database.prepare('UPDATE stream SET size = ?').run(size);
    database.close();
    expect((await statusOf(ledgers, bearer(key)))[0]).toBe(200);
  });
});
