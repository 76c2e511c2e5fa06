import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import { present } from '../../store/present.js';
import { runServiceWithClock } from '../running-service.js';
import type { MovedService } from '../running-service.js';
import { BrowserOfTest, hiddenIn } from './browser-of-test.js';
import type { PageGot } from './browser-of-test.js';
import { PASSWORD, codeOf, invite, welcome } from './people.js';
import type { Person } from './people.js';

const RECORDS = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const FORM = '/counties/19/records/new?type=ParticipantRegistered';
const MINUTE = 60_000;
/** A code of an authenticator program is good for so long, milliseconds. */
const STEP = 30_000;

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: MovedService;
let ana: Person;
let bo: Person;
let aheadMs = 0;

beforeAll(async () => {
  await plumbline(['ingest', RECORDS, '--data', data]);
  const invited = [
    await invite(data, 'ana@example.org', 'lcsa-reporter', '19'),
    await invite(data, 'bo@example.org', 'lcsa-reporter', '19'),
  ] as const;
  service = await runServiceWithClock({}, data, join(folder.path, 'clock'));
  ana = await welcome(service.url, invited[0], 'ana@example.org');
  bo = await welcome(service.url, invited[1], 'bo@example.org');
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

function later(ms: number): void {
  aheadMs += ms;
  service.setAhead(aheadMs);
}

/** A code is good once: each sign-in is a minute later than the one before it. */
async function signIn({ email, secret }: Person): Promise<BrowserOfTest> {
  later(MINUTE);
  const browser = new BrowserOfTest(service.url);
  await browser.send('/sign-in', 'SignIn', { email, password: PASSWORD });
  const code = codeOf(secret, aheadMs / STEP);
  await browser.send('/sign-in/second-factor', 'GiveCode', { code });
  return browser;
}

/** A form that was filled in while the session stood, and is sent after it has ended. */
async function sentTooLate(browser: BrowserOfTest, participant: string): Promise<PageGot> {
  const hidden = hiddenIn((await browser.get(FORM)).text, 'record');
  later(16 * MINUTE);
  return browser.sendForm(FORM, { ...hidden, effective: '2006-10-02', participant });
}

describe('a form whose session has ended', () => {
  it('is kept sealed in its page, and sent once by whoever typed it', async () => {
    const kept = await sentTooLate(ana.browser, 'P-1257');
    expect(kept.status).toBe(401);
    expect(kept.headers.get('cache-control')).toBe('no-store');
    expect(kept.text).not.toContain('P-1257');
    const sealed = hiddenIn(kept.text, 'kept');
    // Nobody has signed in yet: it stays as it is.
    const again = await ana.browser.sendForm(FORM, sealed);
    expect([again.status, hiddenIn(again.text, 'kept')]).toEqual([401, sealed]);

    const other = await signIn(bo);
    expect((await other.sendForm(FORM, sealed)).status).toBe(403);

    const browser = await signIn(ana);
    expect((await browser.sendForm('/counties/19/records', sealed)).status).toBe(403);
    const changed = { ...sealed, sealed: `A${present(sealed['sealed']).slice(1)}` };
    expect((await browser.sendForm(FORM, changed)).status).toBe(403);
    const sent = await browser.sendForm(FORM, sealed);
    expect([sent.status, sent.location]).toEqual([
      303,
      expect.stringMatching(/^\/counties\/19\/records\/[0-9a-f-]{36}\?entered=yes$/u),
    ]);
    expect((await browser.sendForm(FORM, sealed)).location).toBe(sent.location);
  });

  it('is not kept for longer than an hour, nor where another page sent it', async () => {
    const browser = await signIn(ana);
    const sealed = hiddenIn((await sentTooLate(browser, 'P-1258')).text, 'kept');
    later(61 * MINUTE);
    expect((await (await signIn(ana)).sendForm(FORM, sealed)).status).toBe(403);

    const stranger = await browser.sendForm(FORM, { act: 'record', token: 'guessed' });
    expect([stranger.status, stranger.location]).toEqual([
      303,
      expect.stringMatching(/^\/sign-in/u),
    ]);
    const foreign = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
    expect((await browser.sendForm(FORM, sealed, foreign)).status).toBe(303);
  });
});

describe('the first page', () => {
  it('says what changed since the last visit', async () => {
    later(2 * MINUTE);
    const before = await signIn(bo);
    expect((await before.get('/')).text).toMatch(/id="changed" data-changes="\d+"/u);
    const form = hiddenIn((await before.get(FORM)).text, 'record');
    later(MINUTE);
    await before.sendForm(FORM, { ...form, effective: '2006-10-02', participant: 'P-1259' });
    later(16 * MINUTE);
    const { text } = await (await signIn(ana)).get('/');
    expect(text).toContain('What changed since your last visit');
    expect(text).toMatch(/href="\/counties\/19">1 record came in, county 19 Los Angeles</u);
  });
});
