import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { temporaryFolder } from '../../cli/in-process.js';
import { openBrowser } from '../../web/browser/chromium.js';
import { runServiceWithAccounts } from '../running-service.js';
import type { RunningService } from '../running-service.js';
import { BrowserOfTest } from './browser-of-test.js';
import { PASSWORD, invite } from './people.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const ANA = 'ana.diaz@example.org';
let service: RunningService;
let origin: string;
let link: string;
let browser: Browser;

beforeAll(async () => {
  ({ link } = await invite(data, ANA));
  service = await runServiceWithAccounts(data);
  origin = `http://localhost:${String(service.port)}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  folder.remove();
});

/** Gives a page a device with passkeys, as a telephone or a security key is one. */
async function withDevice(page: Page): Promise<Device> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

interface Device {
  readonly session: CDPSession;
  readonly authenticatorId: string;
}

describe('a passkey, in a browser with a device', () => {
  it('is the second factor of the welcome, and then signs in by itself, while the password waits', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await withDevice(page);

    await page.goto(`${origin}/welcome#${link}`);
    expect(page.url()).toBe(`${origin}/welcome`);
    await page.click('form[data-act="UseLink"] button');
    await page.waitForURL('**/welcome/password#main');
    await page.fill('#password', PASSWORD);
    await page.click('form[data-act="ChoosePassword"] button');
    await page.waitForURL('**/welcome/second-factor*');
    await page.click('[data-passkey="create"] button');
    await page.waitForSelector('#recovery-codes li');
    expect(await page.locator('#recovery-codes li').count()).toBe(10);
    await page.goto(`${origin}/account`);
    expect(await page.locator('text=My passkey').count()).toBeGreaterThan(0);

    await page.click('header form[data-act="SignOut"] button');
    await page.waitForURL('**/sign-out');
    await page.goBack();
    // What was on the page before is kept nowhere: going back asks for it again, and is asked to sign in.
    await page.waitForURL('**/sign-in**');

    const stranger = new BrowserOfTest(service.url);
    for (let time = 0; time < 4; time += 1) {
      const typed = { email: ANA, password: 'what a stranger would type' };
      const { status } = await stranger.send('/sign-in', 'SignIn', typed);
      expect(status).toBe(time < 3 ? 422 : 429);
    }
    await page.goto(`${origin}/sign-in?next=%2Faccount`);
    await page.click('[data-passkey="get"] button');
    await page.waitForURL('**/account');
    expect(await page.textContent('main')).toContain(ANA);
    await context.close();
  });

  it('that somebody made up for an account is refused', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const { session, authenticatorId } = await withDevice(page);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const credential = {
      credentialId: Buffer.from('made up').toString('base64'),
      isResidentCredential: true,
      rpId: 'localhost',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      userHandle: Buffer.from('A-1').toString('base64'),
      signCount: 1,
    };
    await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    await page.goto(`${origin}/sign-in`);
    await page.click('[data-passkey="get"] button');
    const said = page.locator('[data-passkey] [role="status"]');
    await said.filter({ hasText: 'none that is known here' }).waitFor();
    expect(page.url()).toBe(`${origin}/sign-in`);
    await context.close();
  });
});
