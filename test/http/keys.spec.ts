import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { Operator, bearer } from './operator.js';
import { ask, runServiceWithAccounts, send } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';
import { caseOpened, participant } from './sent-records.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const reporter = { role: 'lcsa-reporter', county: '19' };
const manager = { role: 'account-manager' };
let operator: Operator;
let service: RunningService;
let machine = '';
let key = '';
let managersKey = '';

beforeAll(async () => {
  const none = join(import.meta.dirname, '../access/examples/1/acts.ndjson');
  expect((await plumbline(['access', 'show', '--data', data])).code).toBe(1);
  expect(none).toContain('acts');
  service = await runServiceWithAccounts(data);
  operator = new Operator(data);
  machine = await operator.machine(reporter);
  key = await operator.key(machine, reporter);
  managersKey = await operator.key(await operator.machine(manager), manager);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

const get = (path: string, by: string | null): Promise<Answer> =>
  ask(`${service.url}${path}`, by === null ? {} : bearer(by));

/** What is said, without what tells requests apart. */
const said = ({ status, text }: Answer): unknown => {
  const { instance, ...rest } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  expect(instance).toMatch(/^urn:uuid:/u);
  return { status, ...rest };
};

describe('a service with accounts', () => {
  it('turns away whoever does not say who he is, whatever he asks and however wrong it is', async () => {
    for (const path of [
      '/v1/counties/19/ledger',
      '/v1/counties/99/ledger',
      '/v1/counties/19/reports/nonsense',
      '/v1/access/accounts',
      '/healthz/detail',
    ]) {
      for (const wrong of [null, 'plk_wrong', `plk_${'A'.repeat(43)}`, `${key}x`]) {
        const answer = await get(path, wrong);
        expect([path, answer.status]).toEqual([path, 401]);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
        expect(answer.json()).toMatchObject({ type: 'urn:plumbline:problem:not-signed-in' });
      }
    }
    expect((await send(service, '19', [participant(1)])).status).toBe(401);
    for (const path of ['/healthz/live', '/healthz/ready', '/openapi.json']) {
      expect((await get(path, null)).status).toBe(200);
    }
  });

  it('takes a key for what it carries', async () => {
    const sent = await send(service, '19', [participant(1), caseOpened(2, 'C-1')], {
      Authorization: `bearer ${key}`,
    });
    expect(sent.json()).toMatchObject({ accepted: 2 });
    expect((await get('/v1/counties/19/ledger', key)).json()).toMatchObject({ size: 2 });
    expect((await get('/v1/counties/19/cases/C-1/history', key)).status).toBe(200);
    expect((await get('/v1/counties/19/reports/2006-09', key)).status).toBe(200);
  });

  it('answers out of scope with one body, whether there is such a thing or not', async () => {
    const other = await operator.key(
      await operator.machine({ role: 'lcsa-reporter', county: '30' }),
      {
        role: 'lcsa-reporter',
        county: '30',
      },
    );
    const bodies = await Promise.all(
      [
        '/v1/counties/19/cases/C-1/history',
        '/v1/counties/19/cases/C-9/history',
        '/v1/counties/19/cases/C-9/history?asOf=99',
        '/v1/counties/20/cases/C-1/history',
        '/v1/counties/19/ledger?asOf=7',
        '/v1/counties/19/explanations/2006-09?case=C-9&asOf=v7',
        '/v1/counties/19/trails/2006-09/1?asOf=v3',
        '/v1/counties/19/reports/2006-09?asOf=v3',
        '/v1/reports/2006-09',
      ].map(async (path) => said(await get(path, other))),
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]).toMatchObject({ status: 403, type: 'urn:plumbline:problem:not-permitted' });
    expect((await get('/v1/counties/30/cases/C-1/history', other)).status).toBe(404);
    expect((await send(service, '19', [participant(9)], bearer(other).headers)).status).toBe(403);
  });

  it('lets a change of rights count at the next request', async () => {
    const state = { role: 'dcss-analyst' };
    const account = await operator.machine(state);
    const analyst = await operator.key(account, state);
    expect((await get('/v1/reports/2006-09', analyst)).status).toBe(200);
    expect((await get('/v1/counties/19/reports/2006-09', analyst)).status).toBe(200);
    await operator.do({ act: 'GrantWithdrawn', account, grant: state });
    expect((await get('/v1/counties/19/reports/2006-09', analyst)).status).toBe(403);
    await operator.do({ act: 'GrantGiven', account, grant: state });
    expect((await get('/v1/counties/19/reports/2006-09', analyst)).status).toBe(200);
    await operator.do({ act: 'AccountSuspended', account, reason: 'Leave.' });
    expect((await get('/v1/counties/19/reports/2006-09', analyst)).status).toBe(403);
    await operator.do({ act: 'AccountRestored', account, reason: 'Back.' });
    expect((await get('/v1/counties/19/reports/2006-09', analyst)).status).toBe(200);
  });

  it('takes no key that was withdrawn, not even one whose label is given anew', async () => {
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const issue = { act: 'ApiKeyIssued', account: machine, key: 'one', grants: [reporter], until };
    const first = (await operator.do(issue)).secret ?? '';
    expect((await get('/v1/counties/19/ledger', first)).status).toBe(200);
    await operator.do({ act: 'ApiKeyWithdrawn', account: machine, key: 'one' });
    expect((await get('/v1/counties/19/ledger', first)).status).toBe(401);
    const second = (await operator.do(issue)).secret ?? '';
    expect((await get('/v1/counties/19/ledger', first)).status).toBe(401);
    expect((await get('/v1/counties/19/ledger', second)).status).toBe(200);
  });

  it('needs a person for acts, and says so to a key', async () => {
    const answer = await ask(`${service.url}/v1/access/acts`, {
      ...bearer(managersKey),
      method: 'POST',
      body: JSON.stringify({ act: 'GrantGiven', account: machine, grant: manager }),
    });
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ type: 'urn:plumbline:problem:needs-a-person' });
  });

  it('shows accounts to whoever may see them', async () => {
    const all = (await get('/v1/access/accounts', managersKey)).json() as {
      readonly accounts: readonly { readonly account: string }[];
    };
    expect(all.accounts[0]).toMatchObject({ account: 'A-1', machine: true, lastSignIn: null });
    expect((await get('/v1/access/accounts/A-1', managersKey)).json()).toMatchObject({
      account: 'A-1',
      grants: [{ role: 'lcsa-reporter', county: '19' }],
    });
    expect((await get('/v1/access/accounts/A-999', managersKey)).status).toBe(404);
    expect((await get('/v1/access/accounts', key)).status).toBe(403);
    const auditor = { role: 'auditor', county: '19' };
    const auditors = await operator.key(await operator.machine(auditor), auditor);
    const seen = (await get('/v1/access/accounts', auditors)).json() as typeof all;
    expect(seen.accounts.map(({ account }) => account)).toContain('A-1');
    expect(seen.accounts.map(({ account }) => account)).not.toContain('A-2');
    const [hidden, none] = await Promise.all(
      ['A-2', 'A-999'].map((id) => get(`/v1/access/accounts/${id}`, auditors)),
    );
    expect(said(hidden as Answer)).toEqual(said(none as Answer));
    expect(hidden?.status).toBe(403);
    expect((await get('/v1/access/accounts?county=30', auditors)).status).toBe(403);
    expect((await get('/v1/access/accounts?county=19', auditors)).status).toBe(200);
  });

  it('keeps no key that could be read', async () => {
    const { readFileSync } = await import('node:fs');
    for (const file of ['credentials.db', 'access/access.db']) {
      expect(readFileSync(join(data, file), 'latin1')).not.toContain(key);
    }
    expect(service.logText()).not.toContain(key);
  });
});

describe('the access log of a service', () => {
  interface Line {
    readonly account: string | null;
    readonly key: string | null;
    readonly action: string;
    readonly county: string | null;
    readonly subject: string | null;
    readonly of: Readonly<Record<string, unknown>> | null;
    readonly result: string;
    readonly request: string;
    readonly from: string;
  }

  /** The lines of one request. */
  const linesOf = async (answer: Answer): Promise<readonly Line[]> => {
    const { stdout } = await plumbline(['access', 'log', '--json', '--data', data]);
    const id = answer.headers.get('x-request-id') ?? '';
    return stdout
      .split('\n')
      .filter((line) => line.includes(id))
      .map((line) => JSON.parse(line) as Line);
  };

  it('has one line for a look at a person, and none for a report', async () => {
    const history = await get('/v1/counties/19/cases/C-1/history', key);
    expect(history.status).toBe(200);
    const [line, ...more] = await linesOf(history);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      ...{ account: machine, action: 'case.read', county: '19', result: 'allowed' },
      ...{ of: { asOf: 2 }, from: '127.0.0.1' },
    });
    expect(line?.key).toMatch(/^key-/u);
    expect(line?.subject).toMatch(/^[0-9a-f]{64}$/u);
    expect(await linesOf(await get('/v1/counties/19/reports/2006-09', key))).toEqual([]);
    const missing = await get('/v1/counties/19/cases/C-404/history', key);
    expect(missing.status).toBe(404);
    expect(await linesOf(missing)).toMatchObject([{ result: 'failed', subject: null }]);
  });

  it('has a line for each refusal of an account, and for an append', async () => {
    const refused = await get('/v1/counties/30/cases/C-1/history', key);
    expect(refused.status).toBe(403);
    expect(await linesOf(refused)).toMatchObject([
      { account: machine, action: 'case.read', county: '30', result: 'refused' },
    ]);
    const sent = await send(service, '19', [participant(7)], bearer(key).headers);
    expect(sent.status).toBe(200);
    expect(await linesOf(sent)).toMatchObject([
      { account: machine, action: 'records.append', result: 'allowed', of: { positions: [3, 3] } },
    ]);
  });
});

describe('a record', () => {
  it('is shown with who entered it, and is otherwise what was hashed', async () => {
    const id = participant(7).id;
    const sent = await send(service, '19', [participant(7)], bearer(key).headers);
    expect(sent.status).toBe(200);
    const { text } = await get(`/v1/counties/19/records/${id}`, key);
    const shown = JSON.parse(text) as { enteredBy: { account: string; key: string } };
    expect(shown.enteredBy).toEqual({ account: machine, key: expect.any(String) as string });
    const { stdout } = await plumbline(`record --county 19 --id ${id} --data ${data}`.split(' '));
    expect(text.replace(`"enteredBy":${JSON.stringify(shown.enteredBy)},`, '').trim()).toBe(stdout);
  });
});
