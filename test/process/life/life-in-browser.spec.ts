import { join } from 'node:path';
import { temporaryFolder } from '../../cli/in-process.js';
import type { BrowserOfTest } from '../../http/signing/browser-of-test.js';
import { present } from '../../store/present.js';
import { IS_SOAK } from '../../support/soak.js';
import { ApplicationLife } from './application-life.js';
import type { Role } from './application-life.js';

const RECORDS = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const APPLICATIONS = '/access/applications';
const T1 = `${APPLICATIONS}/T-1`;
const T2 = `${APPLICATIONS}/T-2`;
const CONTACT = 'con@example.org';
const USER = 'user@example.org';
const INVITEE = 'ivy@example.org';

/** The long run has each form looked at by axe, and filled by keyboard. */
const PATIENCE_MS = IS_SOAK ? 400_000 : 60_000;

const folder = temporaryFolder();
let life: ApplicationLife;

beforeAll(async () => {
  // So few looks that a test comes to their end.
  life = await ApplicationLife.begin(folder.path, RECORDS, { casesAnHour: 3, manager: 'Mana Ger' });
});
afterAll(async () => {
  await life.end();
  folder.remove();
});

/** The fields of an application, as appendix B asks for them. */
function submission(signed: string): Readonly<Record<string, string>> {
  return {
    'contact.name': 'Con Tact',
    'contact.title': 'Lead',
    'contact.telephone': '916 555 0100',
    'contact.email': CONTACT,
    'iso.name': 'I So',
    'iso.title': 'Officer',
    'iso.telephone': '916 555 0101',
    'iso.email': 'iso@foster.example',
    'signer.name': 'Sig Ner',
    'signer.title': 'Chief',
    authority: 'Family Code 17212',
    purpose: 'foster care',
    users: '2',
    signature: 'Sig Ner',
    signed,
  };
}

/** From the invitation of an application to the memorandum that its organisation has signed. */
async function toMemorandum(
  id: string,
  day: number,
  { from, to }: { readonly from: string; readonly to: string },
  isInBrowser: boolean,
): Promise<void> {
  const href = `${APPLICATIONS}/${id}`;
  const doneBy = async (role: Role, act: string, typed: Readonly<Record<string, string>>) => {
    const visitor = await life.as(role);
    if (isInBrowser) await life.does(href, act, typed);
    else await life.doesByForms(visitor, href, act, typed);
  };
  life.on(day);
  await doneBy('contact', 'ApplicationSubmitted', submission(life.day(day)));
  life.on(day + 1);
  await doneBy('legal', 'LegalReviewDelayed', { cause: 'research' });
  await doneBy('legal', 'LegalOpinionGiven', { authorized: 'yes', text: 'it is lawful' });
  await doneBy('infrastructure', 'ConnectivityVerified', { passed: 'yes', result: 'it answers' });
  await doneBy('owner', 'ApplicationAccepted', { accounts: '2' });
  await doneBy('contact', 'MouSignedByRequestor', { from, to });
}

/** The lines of the access log about cases of the county. */
async function looks(iso: BrowserOfTest): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const path = '/v1/access/log?action=case.read&county=19&limit=1000&format=json';
  const { text } = await iso.get(path, JSON_ONLY);
  return JSON.parse(text) as readonly Readonly<Record<string, unknown>>[];
}

const JSON_ONLY = { Accept: 'application/json' };

/** How an address is answered to somebody, with the address. */
async function statusOf(visitor: BrowserOfTest, path: string): Promise<readonly [string, number]> {
  const { status } = await visitor.get(path, path.startsWith('/v1') ? JSON_ONLY : {});
  return [path, status];
}

describe('the life of an application in a browser', () => {
  it(
    'begins with the county’s conversion and, by keyboard alone, its director’s word',
    async () => {
      await life.as('manager');
      await life.does(APPLICATIONS, 'CountyConverted', { county: '19', day: '2008-05-01' });
      await life.signsInByKeyboard('director');
      const person = (name: string): Readonly<Record<string, string>> => ({
        [`${name}.name`]: 'Co Ord',
        [`${name}.title`]: 'Coordinator',
        [`${name}.contact`]: '555',
      });
      const fields = {
        county: '19',
        organisation: 'Foster Care Bureau',
        kind: 'IV-E',
        'invitee.name': 'Ivy Lee',
        'invitee.title': 'Chief',
        'invitee.address': '1 Main St',
        'invitee.email': INVITEE,
        ...person('coordinator'),
        ...person('administrator'),
        recommended: '2',
        inviteOn: life.day(0),
      };
      await life.does(APPLICATIONS, 'RequestorIdentified', fields, 'keyboard');
      await life.looksWell('applications', IS_SOAK);
      expect(await life.stepsDone('T-1')).toEqual(['RequestorIdentified']);
    },
    PATIENCE_MS,
  );

  it(
    'is invited: the letter and its papers go out by mail, and the page says so',
    async () => {
      await life.as('manager');
      await life.does(T1, 'RequestorInvited', {}, 'keyboard');
      const mail = await life.mailTo(INVITEE, /Third Party Access Process/u);
      expect(mail.files).toHaveLength(4);
      expect((await life.mailTo('director@example.org', /Invitation/u)).files).toHaveLength(1);
      // The page has it as soon as the mark of the last mail is on disk.
      for (let tries = 0; tries < 20; tries += 1) {
        await life.page.goto(T1);
        if ((await life.page.innerText('#letters')).includes('Sent to 2 addresses')) break;
      }
      const shown = await life.page.$$eval('#letters tbody tr', (rows) =>
        rows.map((row) => row.getAttribute('data-sha256')),
      );
      expect(shown).toEqual(mail.files.map(({ sha256 }) => sha256));
      await expect(life.page.innerText('#letters')).resolves.toContain('Sent to 2 addresses');
    },
    PATIENCE_MS,
  );

  it(
    'is refused by a form beside its field, and what was typed stays',
    async () => {
      await life.as('accounts');
      await life.page.goto('/access/invitation');
      const invited = { email: CONTACT, first: 'Con', last: 'Tact', application: 'T-1' };
      for (const [name, text] of Object.entries(invited)) await life.page.fill(`#${name}`, text);
      await life.page.selectOption('#role', 'requestor-contact');
      await life.page.click('form[data-act="AccountInvited"] button');
      await life.page.waitForURL(/\/access\/accounts\/A-\d+$/u);
      await life.comes('contact', CONTACT);
      const contact = await life.as('contact');
      // What is not there is answered as what he may not see.
      const closed = [
        ...['/counties/19', '/counties/19/cases/RV-2', '/access/accounts', '/log', T2],
        ...['/v1/counties/19/cases/RV-2/history', '/v1/access/applications/T-2'],
      ];
      for (const path of closed) expect(await statusOf(contact, path)).toEqual([path, 403]);
      expect(await statusOf(contact, T1)).toEqual([T1, 200]);
      await life.page.goto(`${T1}?act=ApplicationSubmitted`);
      await life.page.fill('[name="contact.email"]', 'no address');
      await life.page.fill('[name="contact.name"]', 'Con Tact');
      await life.page.click('form[data-act="ApplicationSubmitted"] button');
      await life.page.waitForSelector('[data-error]');
      expect(await life.page.inputValue('[name="contact.name"]')).toBe('Con Tact');
      expect(await life.page.getAttribute('.usa-error-message', 'data-error')).toBe(
        'INVALID_FIELD',
      );
      await life.looksWell('a refused form');
    },
    PATIENCE_MS,
  );

  it(
    'is applied for, reviewed, checked, accepted and signed by both sides',
    async () => {
      await toMemorandum('T-1', 2, { from: life.day(4), to: life.day(60) }, true);
      life.on(4);
      await life.as('owner');
      await life.does(T1, 'MouSignedByState');
      expect(await life.stepsDone('T-1')).toEqual([
        ...['RequestorIdentified', 'RequestorInvited', 'ApplicationSubmitted', 'LegalOpinionGiven'],
        ...['ConnectivityVerified', 'ApplicationAccepted', 'MouSignedByRequestor'],
        'MouSignedByState',
      ]);
      await expect(life.page.innerText('#goals')).resolves.toContain('delayed: research');
      await life.looksWell('an approved application');
    },
    PATIENCE_MS,
  );

  it(
    'gives a user access, who sees one case at a time and nothing else',
    async () => {
      await life.as('infrastructure');
      await life.does(T1, 'OfficeCreated', { office: 'OFF-1' });
      await life.as('administrator');
      await life.does(T1, 'UserAccountOpened', {
        profile: '7.3 inquiry',
        email: USER,
        'name.first': 'U',
        'name.last': 'Ser',
        training: life.day(1),
        statement: life.day(2),
      });
      life.on(5);
      await life.comes('user', USER);
      const user = await life.as('user');
      const { page } = life;
      await page.goto('/');
      await life.looksWell('the start of a user', IS_SOAK);
      await page.fill('#search', 'RV-2');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/counties\/19\/cases\/RV-2$/u);
      expect(await page.innerText('#as-of')).toBe('As it stands now.');
      expect(await page.locator('#history tbody tr').count()).toBeGreaterThan(2);
      expect(await page.locator('#explanation tbody tr').count()).toBeGreaterThan(2);
      await life.looksWell('a case for a user');
      const closed = [
        '/counties/19',
        '/counties/19/months/2006-09',
        '/counties/19/months/2006-09/lines/1/columns/a',
        '/counties/19/submissions',
        '/counties/30/cases/RV-2',
        T1,
        '/log',
        '/v1/counties/19/trails/2006-09/1',
      ];
      for (const path of closed) expect(await statusOf(user, path)).toEqual([path, 403]);
      // The case itself again, and by one of its records, is one look.
      const history = await user.get('/v1/counties/19/cases/RV-2/history', JSON_ONLY);
      const [first] = JSON.parse(history.text) as readonly { readonly record: { id: string } }[];
      expect((await user.get(`/counties/19/records/${present(first).record.id}`)).status).toBe(200);
      expect((await user.get('/counties/19/cases/RV-1')).status).toBe(200);
      expect((await user.get('/counties/19/cases/NO-SUCH')).status).toBe(404);
      const stopped = await user.get('/counties/19/cases/RV-3');
      expect([stopped.status, Number(stopped.headers.get('retry-after')) > 3_000]).toEqual([
        429,
        true,
      ]);
      expect((await user.get('/counties/19/cases/RV-2')).status).toBe(200);
    },
    PATIENCE_MS,
  );

  it(
    'has each look on the log, with its application',
    async () => {
      const iso = await life.as('iso');
      const allowed = (await looks(iso)).filter(({ result }) => result === 'allowed');
      expect(allowed.length).toBeGreaterThan(4);
      expect(new Set(allowed.map(({ application }) => application))).toEqual(new Set(['T-1']));
      // Finding by an id shows no case yet; each look at one has what stands for it.
      const ofCases = allowed.filter(({ subject }) => typeof subject === 'string');
      expect(ofCases.length).toBeGreaterThan(3);
      // Whoever was stopped at the limit stands where somebody looks.
      expect((await iso.get('/log/unusual')).text).toContain('data-kind="overLimit"');
    },
    PATIENCE_MS,
  );

  it(
    'is not renewed while a finding is open, and is when it was cleared',
    async () => {
      life.on(20);
      await life.as('iso');
      await life.does(T1, 'FindingRecorded', { text: 'a door stood open' });
      await life.as('contact');
      await life.does(T1, 'FindingAnswered', { finding: '1', text: 'it is shut' });
      await life.as('contracts');
      await life.does(T1, 'RenewalNoticed');
      expect((await life.mailTo(CONTACT, /Not renewed/u)).files).toHaveLength(1);
      await life.as('owner');
      await life.offers(T1, 'RenewalStarted');
      expect(await life.page.getAttribute('[data-error]', 'data-error')).toBe('OPEN_FINDINGS');
      await life.as('iso');
      await life.does(T1, 'FindingCleared', { finding: '1', text: 'seen' });
      await life.as('owner');
      await life.does(T1, 'RenewalStarted');
      expect(await life.stepsDone('T-2')).toEqual(['RequestorIdentified']);
    },
    PATIENCE_MS,
  );

  it(
    'goes on as its renewal, whose users are those that it had, and ends in the matrix',
    async () => {
      life.on(21);
      await life.as('manager');
      await life.does(T2, 'RequestorInvited');
      await life.as('accounts');
      await life.page.goto('/access/accounts');
      const named = life.page.locator('tr[data-account]', { hasText: CONTACT });
      const contact = present(await named.getAttribute('data-account'));
      await life.page.goto(`/access/accounts/${contact}?change=GrantGiven`);
      await life.page.selectOption('#role', 'requestor-contact');
      await life.page.fill('#application', 'T-2');
      await life.page.click('form[data-act="GrantGiven"] button');
      await life.page.waitForURL(/\/access\/accounts\/A-\d+$/u);
      await toMemorandum('T-2', 22, { from: life.day(61), to: life.day(400) }, false);
      await life.as('owner');
      await life.does(T2, 'MouSignedByState');
      expect(await life.page.getAttribute('#users tbody tr', 'data-account')).toMatch(/^A-\d+$/u);

      // The first term is over, the second has begun: the user goes on through the renewal.
      life.on(62);
      const user = await life.as('user');
      expect((await user.get('/counties/19/cases/RV-2')).status).toBe(200);
      await life.watched.context.clearCookies();
      await life.page.goto('/matrix');
      const row = life.page.locator('tr[data-lcsa="Los Angeles"]', { hasText: 'Foster Care' });
      expect(await row.count()).toBe(1);
      await expect(row.innerText()).resolves.toContain('2');
      await life.looksWell('the matrix', IS_SOAK);
      const iso = await life.as('iso');
      expect((await looks(iso)).at(-1)?.['application']).toBe('T-2');
    },
    PATIENCE_MS,
  );

  it(
    'met nothing that axe finds, no complaint of the browser, and no request elsewhere',
    () => {
      expect(life.violations).toEqual([]);
      expect(life.watched.foreign).toEqual([]);
      expect(life.watched.complaints.filter((each) => !/status of 4\d\d/u.test(each))).toEqual([]);
    },
    PATIENCE_MS,
  );
});
