import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { ask, runServiceIn } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';

const folder = temporaryFolder();
let service: RunningService;

beforeAll(async () => {
  service = await runServiceIn({}, join(folder.path, 'data'));
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

const page = async (path: string): Promise<string> => (await ask(service.url + path)).text;

/** Sends a form as a browser does; answers where it leads, or the page that came back. */
async function send(
  path: string,
  act: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly location: string | null; readonly text: string }> {
  const body = new URLSearchParams({ act, once: crypto.randomUUID(), token: '', ...fields });
  const response = await fetch(service.url + path, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  const { status, headers } = response;
  return { status, location: headers.get('location'), text: await response.text() };
}

const ANA = { email: 'ana@lcsa.test', first: 'Ana', last: 'Díaz <b>', role: 'account-manager' };
const BEN = { email: 'ben@lcsa.test', first: '=1+1', last: '\u202eBen', role: 'lcsa-reporter' };

describe('the pages of accounts', () => {
  it('say why nobody is there, and how the first account is made', async () => {
    expect(await page('/access/accounts')).toContain('Nobody has an account here.');
  });

  it('invite a person, show the account, and name a wrong field beside it', async () => {
    const invited = await send('/access/invitation', 'AccountInvited', ANA);
    expect([invited.status, invited.location]).toEqual([303, '/access/accounts/A-1']);
    const shown = await page('/access/accounts/A-1');
    expect(shown).toContain('Ana Díaz &lt;b>');
    expect(shown).toContain('Manager of accounts');

    const without = await send('/access/invitation', 'AccountInvited', { ...BEN, county: '' });
    expect([without.status, without.text.includes('data-error="SCOPE_MISMATCH"')]).toEqual([
      409,
      true,
    ]);
    expect(without.text).toContain('value="ben@lcsa.test"');
    const badly = await send('/access/invitation', 'AccountInvited', { ...BEN, email: 'ben' });
    expect(badly.status).toBe(422);
    expect(badly.text).toContain('id="email-error" data-error="INVALID_FIELD"');
    const taken = await send('/access/invitation', 'AccountInvited', {
      ...BEN,
      email: 'ANA@lcsa.test',
      county: '19',
    });
    expect([taken.status, taken.text.includes('id="email-error"')]).toEqual([409, true]);
  });

  it('list who has access in a county, and give it as a file in which no name computes', async () => {
    await send('/access/invitation', 'AccountInvited', { ...BEN, county: '19' });
    const all = await page('/access/accounts');
    expect(all.match(/data-account="A-\d"/gu)).toEqual([
      'data-account="A-1"',
      'data-account="A-2"',
    ]);
    expect((await page('/access/accounts?county=19')).match(/data-account="A-\d"/gu)).toEqual([
      'data-account="A-2"',
    ]);
    const csv = await page('/access/accounts?format=csv');
    expect(csv.split('\r\n')[0]).toContain(`Account,Name (' before = + - @),E-mail (' before`);
    expect(csv.split('\r\n')[2]).toBe(
      `A-2,'=1+1 \\u202eBen,ben@lcsa.test,person,invited,"Reporter of the county, 19 Los Angeles",0,`,
    );
  });

  it.each(['/access/accounts', '/access/accounts?format=csv', '/access/accounts/A-1'])(
    'are kept by nobody: %s',
    async (path) => {
      const { status, headers } = await ask(service.url + path);
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(headers.get('etag')).toBeNull();
    },
  );

  it('give and withdraw a role, suspend and close, each as its act says', async () => {
    const ben = '/access/accounts/A-2';
    const grant = { role: 'lcsa-director', county: '19', application: '', until: '' };
    expect((await send(ben, 'GrantGiven', grant)).status).toBe(303);
    expect(await page(ben)).toContain('Director of the county, 19 Los Angeles');
    const again = await send(ben, 'GrantGiven', grant);
    expect([again.status, again.text.includes('data-error="ALREADY_SO"')]).toEqual([409, true]);
    expect((await send(ben, 'GrantWithdrawn', grant)).status).toBe(303);
    expect(await page(ben)).not.toContain('Director of the county');
    expect(await page(`${ben}?change=AccountSuspended`)).toContain('data-act="AccountSuspended"');
    expect((await send(ben, 'AccountSuspended', { reason: '' })).status).toBe(422);
    expect((await send(ben, 'AccountSuspended', { reason: 'on leave' })).status).toBe(303);
    expect(await page(ben)).toContain('suspended');
    expect((await send(ben, 'AccountClosed', { reason: 'left' })).status).toBe(303);
    expect(await page(ben)).not.toContain('change=');
  });

  it('show a key of a machine once', async () => {
    const machine = { ...BEN, email: 'load@lcsa.test', county: '19', machine: 'yes' };
    const { location } = await send('/access/invitation', 'AccountInvited', machine);
    const at = location ?? '';
    expect(await page(`${at}?change=ApiKeyIssued`)).toContain('value="lcsa-reporter/19"');
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const issued = await send(at, 'ApiKeyIssued', {
      key: 'nightly',
      grants: 'lcsa-reporter/19',
      until,
    });
    expect([issued.status, issued.text.includes('shown this once')]).toEqual([200, true]);
    const after = await page(at);
    expect(after).toContain('nightly');
    expect(after).not.toContain('shown this once');
  });

  it('have nothing for an account that is none', async () => {
    expect((await ask(`${service.url}/access/accounts/A-99`)).status).toBe(404);
    expect((await ask(`${service.url}/access/accounts/nobody`)).status).toBe(404);
  });

  it('say to who invites that no mail can go to an address, and how a link is made then', async () => {
    const odd = { ...ANA, email: '<ana>@lcsa.test' };
    const { location } = await send('/access/invitation', 'AccountInvited', odd);
    const shown = await page(location ?? '');
    expect(shown).toContain('id="no-mail"');
    expect(shown).toContain(`plumbline access link --account ${location?.split('/').at(-1) ?? ''}`);
    const quoted = { email: 'ana,eve@lcsa.test', first: 'Ana', last: 'Diaz' };
    await send(location ?? '', 'AccountChanged', quoted);
    expect(await page(location ?? '')).not.toContain('id="no-mail"');
    await send(location ?? '', 'AccountClosed', { reason: 'a test' });
  });
});
