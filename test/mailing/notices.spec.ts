import { join } from 'node:path';
import { pino } from 'pino';
import { later, parseInstant } from '../../events/values/instant.js';
import type { AccessActName } from '../../events/acts/access-act.js';
import { houseOver } from '../../src/application/wiring/open-house.js';
import { handOverTo } from '../../src/mailing/hand-over.js';
import { chooseNotices } from '../../src/mailing/choice-of-notices.js';
import { MailRounds } from '../../src/mailing/mail-rounds.js';
import { mailSetting } from '../../src/mailing/mail-setting.js';
import { OutdatedVersions } from '../../src/mailing/outdated-versions.js';
import { CredentialDocuments } from '../../src/signin/credential-documents.js';
import { outdatedVersions } from '../../src/versions/version-questions.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { plumbline } from '../cli/in-process.js';
import { AccountsInFolder } from '../signin/accounts-in-folder.js';
import { present } from '../store/present.js';
import { RefusingMailServer } from './refusing-mail-server.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const REPORTER = 'reporter@example.org';
const DIRECTOR = 'director@example.org';
const MANAGER = 'manager@example.org';
const NOBODY_LISTENS = 'smtp://127.0.0.1:1';

const server = new RefusingMailServer();
const accounts = new AccountsInFolder();
const folder = LedgerFolder.openOrCreate(accounts.path);
const house = houseOver(folder);
const logged: string[] = [];
let url: string;

/** What one service does, as another process over the same folder would. */
function rounds(smtp = url): MailRounds {
  const setting = present(mailSetting({ PLUMBLINE_SMTP: smtp }, 'plumbline.example'));
  return new MailRounds({
    ledgers: house.ledgers,
    submissions: house.submissions,
    accessActs: accounts.service().house.accessActs,
    outdated: new OutdatedVersions((county) =>
      outdatedVersions(house.ledgers, house.submissions, { county }, () => undefined),
    ),
    documents: new CredentialDocuments(house.credentials),
    handOver: handOverTo(setting),
    origin: () => new URL('https://plumbline.example'),
    clock: () => accounts.now,
    log: pino({}, { write: (line: string) => logged.push(line) }),
  });
}

/** Whom the server was told of what since it was last asked: the lines of each mail. */
function told(): readonly (readonly [string, readonly string[]])[] {
  return server.got.splice(0).map(({ to, text }) => {
    const lines = Array.from(text.matchAll(/^- (.*)\r$/gmu), ([, line = '']) => line);
    return [to.join(), lines];
  });
}

async function command(...argv: readonly string[]): Promise<void> {
  const { code, stderr } = await plumbline([...argv, '--county', '19', '--data', accounts.path]);
  if (code !== 0) throw new Error(stderr);
}

const SEPTEMBER = ['--month', '2006-09'];
const CLERK = ['--by', 'A. Clerk', '--contact-telephone', '1'];
const VERSION_1 = 'Version 1 of 2006-09, county 19 Los Angeles,';
const PAGE = 'https://plumbline.example/counties/19/months/2006-09';
const WAITS = `${VERSION_1} waits for approval. ${PAGE}/versions/1`;
const LATE =
  'The report of 2026-11, county 19 Los Angeles, is late: it was due on 2026-12-15. https://plumbline.example/counties/19/months/2026-11';
const DUE =
  'The report of 2026-12, county 19 Los Angeles, is due on 2027-01-15 and not approved. https://plumbline.example/counties/19/months/2026-12';

async function activated(email: string, ...grants: readonly object[]): Promise<string> {
  await accounts.invited(email, ...grants);
  const read = await accounts.service().house.accessActs.read();
  const id = `A-${String(read.accounts.size)}`;
  await accounts.welcomed(accounts.service(), id);
  return id;
}

beforeAll(async () => {
  url = await server.start();
  await activated(REPORTER, { role: 'lcsa-reporter', county: '19' });
  await activated(DIRECTOR, { role: 'lcsa-director', county: '19' });
  await activated(MANAGER, { role: 'dcss-process-manager' });
  await plumbline(['ingest', RECORDS, '--data', accounts.path]);
});
afterAll(async () => {
  await server.stop();
  folder.close();
  accounts.remove();
});

describe('what people are told by mail', () => {
  it('is nothing where nothing is to be told', async () => {
    accounts.now = later(present(parseInstant('2027-01-20T20:00:00Z')), -9 * 24 * 60 * 60_000);
    await chooseNotices(new CredentialDocuments(house.credentials), 'A-1', [
      'returned',
      'outdated',
    ]);
    await chooseNotices(new CredentialDocuments(house.credentials), 'A-2', [
      'approval',
      'outdated',
    ]);
    await rounds().look();
    expect(told()).toEqual([]);
  });

  it('a version that waits, to whoever may approve it, once through two services', async () => {
    await command('submit', ...SEPTEMBER, ...CLERK, '--as-of', '10');
    const services = [rounds(), rounds()];
    await Promise.all(services.map((service) => service.look()));
    expect(told()).toEqual([[DIRECTOR, [WAITS]]]);
    await Promise.all(services.map((service) => service.look()));
    expect(told()).toEqual([]);
  });

  it('waits while the server is away, holds nobody up, and is sent by the service that comes next', async () => {
    const returned = ['--by', 'B. Director', '--reason', 'a sum is wrong'];
    await command('return', ...SEPTEMBER, '--version', '1', ...returned);
    const away = rounds(NOBODY_LISTENS);
    await away.look();
    expect(away.waiting).toBe(1);
    away.stop();
    await rounds().look();
    expect(told()).toEqual([[REPORTER, [`${VERSION_1} was returned. ${PAGE}/versions/1`]]]);
  });

  it('a month that is due in three days and one that is late, in one mail, to both who can mend it', async () => {
    for (const account of ['A-1', 'A-2']) {
      await chooseNotices(new CredentialDocuments(house.credentials), account, [
        'due',
        'late',
        'outdated',
      ]);
    }
    accounts.now = present(parseInstant('2027-01-12T20:00:00Z'));
    await rounds().look();
    expect(told()).toEqual([
      [REPORTER, [LATE, DUE]],
      [DIRECTOR, [LATE, DUE]],
    ]);
  });

  it('an approved version whose ledger gives other cells now', async () => {
    await command('submit', ...SEPTEMBER, ...CLERK, '--as-of', '10');
    await command(
      'approve',
      ...SEPTEMBER,
      '--version',
      '2',
      '--by',
      'B. Director',
      '--telephone',
      '1',
    );
    await rounds().look();
    const version = VERSION_1.replace('1', '2');
    expect(told()).toEqual([
      [REPORTER, [`${version} is outdated: the ledger gives other cells now. ${PAGE}`]],
    ]);
  });

  it('an application, to the role that it waits for, and again when it waits for another act', async () => {
    const act = (name: AccessActName, fields: object): Promise<void> =>
      accounts.act(name, { ...fields });
    const person = { name: 'Cy', title: 'chief', contact: '1' };
    await act('CountyConverted', { county: '19', day: '2026-01-01' });
    await act('RequestorIdentified', {
      county: '19',
      organisation: 'An organisation',
      kind: 'IV-A',
      invitee: { name: 'Di', title: 'head', address: 'A street', email: 'di@example.org' },
      coordinator: person,
      administrator: person,
      recommended: 5,
      inviteOn: '2026-06-01',
    });
    await rounds().look();
    const line =
      'Application T-1 waits for you since 2027-01-12. https://plumbline.example/access/applications/T-1';
    expect(told()).toEqual([[MANAGER, [line]]]);
    await rounds().look();
    expect(told()).toEqual([]);
  });

  it('is tried for a day where the server knows nobody of that name, and holds no other up', async () => {
    const refused = await activated('refused@example.org', { role: 'lcsa-reporter', county: '19' });
    const other = await activated('other@example.org', { role: 'lcsa-reporter', county: '19' });
    expect([refused, other]).toEqual(['A-4', 'A-5']);
    const service = rounds();
    await service.look();
    expect(service.waiting).toBe(1);
    expect(told().map(([to]) => to)).toEqual(['other@example.org']);
    accounts.later(25 * 60 * 60_000);
    await service.look();
    expect(service.waiting).toBe(0);
    expect(logged.some((line) => line.includes('given up after a day'))).toBe(true);
    expect(logged.join('')).not.toMatch(/refused@|other@|Diaz/u);
  });
});

describe('a one-time link', () => {
  it('that could not be sent is made by the service that comes next, and sent once', async () => {
    await accounts.invited('eve@example.org');
    const away = rounds(NOBODY_LISTENS);
    await away.sendLink('A-6', 'invited');
    await away.look();
    expect(away.waiting).toBeGreaterThan(0);
    away.stop();
    await Promise.all([rounds().look(), rounds().look()]);
    const [mail, ...more] = server.got.splice(0);
    expect(more).toEqual([]);
    expect(mail?.to).toEqual(['eve@example.org']);
    expect(mail?.text).toMatch(/https:\/\/plumbline\.example\/welcome#[\w-]{43}/u);
  });

  it('is sent no more where the sign-in was reset meanwhile: that has a link of its own', async () => {
    const away = rounds(NOBODY_LISTENS);
    await away.sendLink('A-6', 'reset');
    await away.look();
    away.stop();
    await accounts.act('SignInReset', { account: 'A-6', reason: 'another link was made' });
    await rounds().look();
    expect(server.got.splice(0)).toEqual([]);
  });
});
