import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { civilDayOf } from '../../../events/values/civil-day.js';
import { formatDay } from '../../../events/values/day.js';
import { plumbline } from '../../cli/in-process.js';
import { BrowserOfTest, hiddenIn } from '../../http/signing/browser-of-test.js';
import { PASSWORD, codeOf, invite, welcome } from '../../http/signing/people.js';
import type { Person } from '../../http/signing/people.js';
import { runServiceWithClock } from '../../http/running-service.js';
import type { MovedService } from '../../http/running-service.js';
import { openMailServer } from '../../mailing/letter-server.js';
import type { MailServer } from '../../mailing/letter-server.js';
import { present } from '../../store/present.js';
import { IS_SOAK } from '../../support/soak.js';
import { openBrowser, openPage } from '../../web/browser/chromium.js';
import type { WatchedPage } from '../../web/browser/chromium.js';
import { later } from '../../../events/values/instant.js';
import { clockNow } from '../../../src/ports/clock.js';

const DAY = 86_400_000;
/** A code of an authenticator program is good for so long, milliseconds. */
const STEP = 30_000;
const MINUTE = 60_000;

/** The roles of the process, each somebody of his own; the contact and the user come later, by the process itself. */
const ROLES = {
  accounts: ['account-manager', null],
  manager: ['dcss-process-manager', null],
  legal: ['dcss-legal', null],
  infrastructure: ['dcss-infrastructure-manager', null],
  owner: ['dcss-process-owner', null],
  iso: ['dcss-iso', null],
  contracts: ['dcss-contract-manager', null],
  director: ['lcsa-director', '19'],
  administrator: ['lcsa-administrator', '19'],
} as const satisfies Record<string, readonly [string, string | null]>;

export type Role = keyof typeof ROLES | 'contact' | 'user';

/** How an act is done on a page. */
type Hand = 'keyboard' | 'mouse';

/** What is typed, by the names of fields. */
type Typed = Readonly<Record<string, string>>;

/** A service, a mail server, a browser, and everybody who has a part in an application's life. */
export class ApplicationLife {
  readonly service: MovedService;
  readonly mail: MailServer;
  readonly data: string;
  readonly watched: WatchedPage;
  readonly #browser: Browser;
  readonly #origin: string;
  readonly #begun = clockNow();
  readonly #people = new Map<Role, Person>();
  #aheadMs = 0;
  readonly #lookedAt = new Set<string>();
  /** What axe found, as `page: rule`. */
  readonly violations: string[] = [];

  private constructor(of: {
    service: MovedService;
    mail: MailServer;
    data: string;
    browser: Browser;
    watched: WatchedPage;
    origin: string;
  }) {
    this.service = of.service;
    this.mail = of.mail;
    this.data = of.data;
    this.watched = of.watched;
    this.#browser = of.browser;
    this.#origin = of.origin;
  }

  /** @param settings - `process` of the operator's settings file */
  static async begin(folder: string, records: string, settings: object): Promise<ApplicationLife> {
    const data = join(folder, 'data');
    await plumbline(['ingest', records, '--data', data]);
    writeFileSync(join(data, 'settings.json'), JSON.stringify({ process: settings }));
    const mail = await openMailServer();
    const invited: [Role, string, { account: string; link: string }][] = [];
    for (const [name, [role, county]] of Object.entries(ROLES)) {
      const email = `${name}@example.org`;
      invited.push([name as Role, email, await invite(data, email, role, county)]);
    }
    const env = { PLUMBLINE_SMTP: mail.url };
    const service = await runServiceWithClock(env, data, join(folder, 'clock'));
    const origin = service.url.replace('127.0.0.1', 'localhost');
    const browser = await openBrowser();
    const watched = await openPage(browser, origin);
    const life = new ApplicationLife({ service, mail, data, browser, watched, origin });
    for (const [name, email, link] of invited) {
      life.#people.set(name, await welcome(service.url, link, email));
    }
    return life;
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.service.stop();
    await this.mail.close();
  }

  get page(): Page {
    return this.watched.page;
  }

  /** The civil day so many days after the beginning, as `2026-12-01`. */
  day(days: number): string {
    return formatDay(civilDayOf(later(this.#begun, days * DAY)));
  }

  /** Goes on to the day so many days after the beginning. */
  on(days: number): void {
    this.#goOn(Math.max(days * DAY, this.#aheadMs));
  }

  /** Whoever was sent a link by mail takes it, and is known from now on. */
  async comes(role: Role, email: string): Promise<string> {
    const mail = await this.mailTo(email, /\/welcome#/u);
    const link = present(/\/welcome#(?<token>[\w-]+)/u.exec(mail.text)?.groups?.['token']);
    const steps = this.#aheadMs / STEP;
    const account = '';
    this.#people.set(role, await welcome(this.service.url, { account, link }, email, steps));
    this.#goOn(this.#aheadMs + MINUTE);
    return email;
  }

  /** The newest mail to somebody that has something in its text; waited for a little. */
  async mailTo(email: string, has: RegExp): Promise<MailServer['got'][number]> {
    for (let tries = 0; tries < 200; tries += 1) {
      const mail = this.mail.got.findLast(({ to, text }) => to === email && has.test(text));
      if (mail !== undefined) return mail;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`No mail came to ${email}.`);
  }

  /** Signs somebody in with password and code, and hands his session to the browser. */
  async as(role: Role): Promise<BrowserOfTest> {
    const person = present(this.#people.get(role));
    // A code is good once: each sign-in is a minute later than the one before it.
    this.#goOn(this.#aheadMs + MINUTE);
    const visitor = new BrowserOfTest(this.service.url);
    await visitor.send('/sign-in', 'SignIn', { email: person.email, password: PASSWORD });
    const code = codeOf(person.secret, this.#aheadMs / STEP);
    await visitor.send('/sign-in/second-factor', 'GiveCode', { code });
    const { context } = this.watched;
    await context.clearCookies();
    const cookies = Array.from(visitor.cookies, ([name, value]) => ({ name, value }));
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: this.#origin })));
    return visitor;
  }

  /** Signs somebody in on the pages themselves, by keyboard alone. */
  async signsInByKeyboard(role: Role): Promise<void> {
    const person = present(this.#people.get(role));
    this.#goOn(this.#aheadMs + MINUTE);
    const { page } = this;
    await this.watched.context.clearCookies();
    await page.goto('/access/applications');
    await this.#typeAt('email', person.email);
    await this.#typeAt('password', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/second-factor/u);
    await this.#typeAt('code', codeOf(person.secret, this.#aheadMs / STEP));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/access\/applications$/u);
  }

  /** Does an act on a page, its answers looked at once more; ends on the page that shows it done. */
  async does(
    href: string,
    act: string,
    typed: Typed = {},
    hand: Hand = IS_SOAK ? 'keyboard' : 'mouse',
  ): Promise<void> {
    await this.offers(href, act, typed, hand);
    await this.page.waitForURL((url) => url.pathname === href && url.search === '');
  }

  /** The same without the browser, by the page's own forms: for what a browser did before. In a soak it does it again. */
  async doesByForms(
    visitor: BrowserOfTest,
    href: string,
    act: string,
    typed: Typed = {},
  ): Promise<void> {
    if (IS_SOAK) {
      await this.does(href, act, typed);
      return;
    }
    const checked = await visitor.send(`${href}?act=${act}`, act, typed);
    const done = await visitor.sendForm(href, hiddenIn(checked.text, act));
    if (done.location !== href) throw new Error(`${act} was not done: ${done.text}`);
  }

  /** The same up to the answer, whatever it is. */
  async offers(
    href: string,
    act: string,
    typed: Typed = {},
    hand: Hand = IS_SOAK ? 'keyboard' : 'mouse',
  ): Promise<void> {
    const { page } = this;
    await page.goto(`${href}?act=${act}`);
    await this.looksWell(act, IS_SOAK);
    for (const [name, text] of Object.entries(typed)) await this.#fill(name, text, hand);
    await this.#send(act, hand);
    await page.waitForSelector('input[name="checked"]', { state: 'attached' });
    await this.looksWell(`${act}, checked`, IS_SOAK);
    await this.#send(act, hand);
    await page.waitForLoadState();
  }

  /** What axe finds on the page as it is, where it is to be looked for; a form of another application is the same form. */
  async looksWell(name: string, isLookedFor = true): Promise<void> {
    if (!isLookedFor || this.#lookedAt.has(name)) return;
    this.#lookedAt.add(name);
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    this.violations.push(...violations.map(({ id }) => `${name}: ${id}`));
  }

  /** Which steps of an application's way are done. */
  async stepsDone(application: string): Promise<readonly string[]> {
    await this.page.goto(`/access/applications/${application}`);
    return this.page.$$eval('#tasks tr[data-status="done"]', (rows) =>
      rows.map((row) => row.getAttribute('data-step') ?? ''),
    );
  }

  #goOn(aheadMs: number): void {
    this.#aheadMs = aheadMs;
    this.service.setAhead(aheadMs);
  }

  async #fill(name: string, text: string, hand: Hand): Promise<void> {
    if (hand === 'keyboard') {
      await this.#typeAt(name, text);
      return;
    }
    const field = this.page.locator(`main [name="${name}"]:not([type="hidden"])`);
    const tag = await field.evaluate((element) => element.tagName);
    if (tag === 'SELECT') await field.selectOption(text);
    else await field.fill(text);
  }

  /** Goes to a field by the tab key and types; an option is found by its words. */
  async #typeAt(name: string, text: string): Promise<void> {
    const { page } = this;
    await this.#tabTo(`[name="${name}"]:not([type="hidden"])`);
    const words = await page.evaluate((value) => {
      const { activeElement: at } = document;
      if (!(at instanceof HTMLSelectElement)) return null;
      return [...at.options].find((option) => option.value === value)?.text ?? '';
    }, text);
    await page.keyboard.type(words ?? text);
  }

  async #send(act: string, hand: Hand): Promise<void> {
    const button = `form[data-act="${act}"] button`;
    if (hand === 'mouse') {
      await this.page.click(button);
      return;
    }
    await this.#tabTo(button);
    await this.page.keyboard.press('Enter');
  }

  async #tabTo(selector: string): Promise<void> {
    const { page } = this;
    for (let presses = 0; presses < 120; presses += 1) {
      const isThere = await page.evaluate(
        (wanted) => document.activeElement?.matches(wanted) ?? false,
        selector,
      );
      if (isThere) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The tab key does not lead to ${selector}.`);
  }
}
