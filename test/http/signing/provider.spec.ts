import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { temporaryFolder } from '../../cli/in-process.js';
import { present } from '../../store/present.js';
import { runServiceWithAccountsIn } from '../running-service.js';
import type { RunningService } from '../running-service.js';
import { BrowserOfTest } from './browser-of-test.js';
import { PASSWORD, invite } from './people.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const ANA = 'ana.diaz@example.org';

/** Who is known to the provider: his address by his subject. */
const KNOWN = new Map([
  ['ana-1', { email: ANA, email_verified: true }],
  ['ana-2', { email: ANA, email_verified: true }],
  ['bo-1', { email: 'bo@example.org', email_verified: false }],
]);

let service: RunningService;
let provider: Server;
let issuer: string;

beforeAll(async () => {
  provider = createServer();
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  issuer = `http://127.0.0.1:${String((provider.address() as AddressInfo).port)}`;
  service = await runServiceWithAccountsIn(
    {
      PLUMBLINE_OIDC_ISSUER: issuer,
      PLUMBLINE_OIDC_CLIENT: 'plumbline',
      PLUMBLINE_OIDC_SECRET: 'a secret of the test',
    },
    data,
  );
  const client = {
    client_id: 'plumbline',
    client_secret: 'a secret of the test',
    redirect_uris: [`http://localhost:${String(service.port)}/sign-in/provider/return`],
  };
  const oidc = new Provider(issuer, {
    clients: [client],
    claims: { email: ['email', 'email_verified'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...KNOWN.get(sub) }),
    }),
    pkce: { required: () => true },
  });
  const answer = oidc.callback();
  provider.on('request', (request, response) => {
    void answer(request, response);
  });
});
afterAll(async () => {
  await service.stop();
  provider.close();
  provider.closeAllConnections();
  folder.remove();
});

/** Goes from an address of the provider through its own pages until it leads back; answers where. */
async function throughProvider(address: string, subject: string): Promise<string> {
  const browser = new BrowserOfTest(issuer);
  let next = address;
  for (let step = 0; step < 12; step += 1) {
    if (!next.startsWith(issuer) && !next.startsWith('/')) return next;
    const path = next.replace(issuer, '');
    const page = await browser.get(path);
    if (page.location !== null) {
      next = page.location;
      continue;
    }
    const action = present(/<form[^>]*action="([^"]+)"/u.exec(page.text)?.[1]);
    const prompt = present(/name="prompt" value="([^"]+)"/u.exec(page.text)?.[1]);
    const typed = prompt === 'login' ? { login: subject, password: 'any' } : {};
    const sent = await browser.sendForm(action.replace(issuer, ''), { prompt, ...typed });
    next = present(sent.location);
  }
  throw new Error(`The provider never led back: ${next}`);
}

/** Signs in by the provider as a subject; answers what the service made of it. */
async function comeBy(browser: BrowserOfTest, subject: string, path = '/sign-in/provider') {
  const away = await browser.get(path);
  const back = await throughProvider(present(away.location), subject);
  const url = new URL(back);
  return browser.get(`${url.pathname}${url.search}`);
}

/** Uses a new link of an invited person up to the step of the provider. */
async function invitedBrowser(email: string): Promise<BrowserOfTest> {
  const { link } = await invite(data, email);
  const browser = new BrowserOfTest(service.url);
  const used = await browser.send('/welcome', 'UseLink', { link });
  expect(used.location).toBe('/welcome/provider#main');
  return browser;
}

describe('with a provider in place of password and second factor', () => {
  it('the link of an invited person binds who he is there, and he is known by that ever after', async () => {
    const browser = await invitedBrowser(ANA);
    expect((await comeBy(browser, 'ana-1')).location).toBe('/');
    expect((await browser.get('/account')).text).toContain('Your organization keeps your password');

    const later = new BrowserOfTest(service.url);
    const back = await comeBy(later, 'ana-1', '/sign-in/provider?next=%2Faccount');
    expect(back.location).toBe('/account');
    expect((await later.get('/account')).status).toBe(200);
  });

  it('somebody else who has the same address there by now is refused', async () => {
    const browser = new BrowserOfTest(service.url);
    const refused = await comeBy(browser, 'ana-2');
    expect(refused.status).toBe(403);
    expect((await browser.get('/account')).status).toBe(303);
  });

  it('an address that is not verified, or not his, binds nobody, and there is no account without a link', async () => {
    const bo = await invitedBrowser('bo@example.org');
    expect((await comeBy(bo, 'bo-1')).status).toBe(403);
    const cy = await invitedBrowser('cy@example.org');
    expect((await comeBy(cy, 'ana-2')).status).toBe(403);
    expect((await comeBy(new BrowserOfTest(service.url), 'bo-1')).status).toBe(403);
  });

  it('an answer is good in the browser that asked alone, and once', async () => {
    const browser = new BrowserOfTest(service.url);
    const away = await browser.get('/sign-in/provider');
    const asked = new URL(present(away.location));
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    expect(asked.searchParams.get('redirect_uri')).toBe(
      `http://localhost:${String(service.port)}/sign-in/provider/return`,
    );
    const { pathname, search } = new URL(await throughProvider(asked.href, 'ana-1'));
    const other = new BrowserOfTest(service.url);
    await other.get('/sign-in');
    expect((await other.get(`${pathname}${search}`)).status).toBe(403);
    const otherState = search.replace(/state=[^&]+/u, 'state=sign-in.x.y');
    expect((await browser.get(`${pathname}${otherState}`)).status).toBe(403);
    expect((await browser.get(`${pathname}${search}`)).location).toBe('/');
    expect((await browser.get(`${pathname}${search}`)).status).toBe(403);
  });

  it('a password signs nobody in', async () => {
    const browser = new BrowserOfTest(service.url);
    const page = await browser.get('/sign-in');
    expect(page.text).not.toContain('type="password"');
    const sent = await browser.sendForm('/sign-in', { email: ANA, password: PASSWORD });
    expect(sent.status).toBe(403);
  });
});
