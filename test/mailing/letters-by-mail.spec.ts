import { join } from 'node:path';
import { pino } from 'pino';
import { canonicalJson } from '../../events/wire/canonical.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import type { House } from '../../src/application/house.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { LettersByMail } from '../../src/mailing/letters-by-mail.js';
import { MAIL_TRIED_MS } from '../../src/mailing/bounds.js';
import { handOverTo, handedOnce } from '../../src/mailing/hand-over.js';
import { mailSetting } from '../../src/mailing/mail-setting.js';
import { MAILS_KEPT_MAX, withLetters } from '../../src/mailing/mails-of-letters.js';
import { ACCESS } from '../../src/ports/act-log.js';
import { temporaryFolder } from '../cli/in-process.js';
import { bodiesToRenewal } from '../process/letters/written-letters.js';
import { present } from '../store/present.js';
import { openMailServer } from './letter-server.js';
import type { MailServer } from './letter-server.js';
import { instantOfMs } from '../../events/values/instant.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (day: string): number => Date.parse(`${day}T20:00:00Z`);

/** People beside the director of county 19, whom the acts themselves invite: each has the role that his address says. */
const PEOPLE = {
  owner: [{ role: 'dcss-process-owner' }],
  manager: [{ role: 'dcss-process-manager' }],
  contracts: [{ role: 'dcss-contract-manager' }],
  infrastructure: [{ role: 'dcss-infrastructure-manager' }],
  administrator: [{ role: 'lcsa-administrator', county: '19' }],
  elsewhere: [{ role: 'lcsa-director', county: '30' }],
} as const;

const DIRECTOR = 'new@example.org';
const INVITEE = 'ivy@example.org';
const CONTACT = 'con@example.org';

const folder = temporaryFolder();
const logged: string[] = [];
const log = pino({}, { write: (line: string) => logged.push(line) });
const faults: unknown[] = [];
let server: MailServer;
let open: OpenHouse;
let house: House;
let mails: LettersByMail;
let now = at('2010-01-05');

function mailing(): LettersByMail {
  const setting = present(mailSetting({ PLUMBLINE_SMTP: server.url }, 'plumbline.example'));
  return new LettersByMail(open.house, {
    once: handedOnce(handOverTo(setting), log),
    origin: () => new URL('https://plumbline.example'),
    clock: () => instantOfMs(now),
    onFault: (error) => faults.push(error),
  });
}

beforeAll(async () => {
  server = await openMailServer();
  open = await openHouse(join(folder.path, 'data'), 'write', {});
  const invited = Object.entries(PEOPLE).flatMap(([name, grants], index) => [
    canonicalJson({
      act: 'AccountInvited',
      at: '2010-01-05T20:00:00Z',
      by: 'operator',
      email: `${name}@example.org`,
      name: { first: name, last: 'X' },
      grants,
    }),
    canonicalJson({
      act: 'AccountActivated',
      at: '2010-01-05T20:00:00Z',
      by: `A-${String(index + 2)}`,
    }),
  ]);
  await open.house.access.appendAll(ACCESS, 0, [...bodiesToRenewal().slice(0, 4), ...invited]);
  mails = mailing();
  house = { ...open.house, letterMail: mails };
});
afterAll(async () => {
  await mails.stop();
  await open.close();
  await server.close();
  folder.remove();
});

/** Does the first act of that name of a whole application, at its time; answers the mails that it made. */
async function done(act: string): Promise<readonly string[]> {
  const body = present(bodiesToRenewal().find((each) => each.includes(`"act":"${act}"`)));
  const given = JSON.parse(body) as Record<string, unknown>;
  now = Date.parse(String(given['at']));
  delete given['at'];
  delete given['by'];
  const before = server.got.length;
  const reply = await new Application(house).ask(
    OPERATOR,
    'doAccessAct',
    { given },
    { clock: () => instantOfMs(now) },
  );
  expect(reply.kind).toBe('done');
  await mails.idle();
  return shown(server.got.slice(before));
}

/** `to: file, file` of each mail. */
function shown(got: MailServer['got']): readonly string[] {
  return got
    .map(({ to, files }) => `${to}: ${files.map(({ name }) => kindIn(name)).join(', ')}`)
    .toSorted();
}

function kindIn(name: string): string {
  return /^(?:T-\d+|guide)-(?<kind>.*)-\d{4}-\d\d-\d\d\.pdf$/u.exec(name)?.groups?.['kind'] ?? name;
}

async function letters(): Promise<readonly { readonly kind: string; readonly sha256: string }[]> {
  const asked = { application: 'T-1', on: null } as const;
  const reply = await new Application(open.house).ask(OPERATOR, 'application', asked, {
    clock: () => instantOfMs(now),
  });
  return reply.kind === 'done' ? reply.value.letters : [];
}

async function mailed(kind: string): Promise<unknown> {
  const reply = await new Application(open.house).ask(
    OPERATOR,
    'lettersMailed',
    { application: 'T-1' },
    { clock: () => instantOfMs(now) },
  );
  return reply.kind === 'done' ? reply.value.findLast((each) => each.kind === kind) : reply.kind;
}

describe('letters by mail', () => {
  it('given an invitation, then whoever is invited gets it with its papers, and the director a copy', async () => {
    expect(await done('RequestorInvited')).toEqual([
      `${INVITEE}: invitation, application-form, mou, confidentiality-statement`,
      `${DIRECTOR}: invitation`,
    ]);
  });

  it('has the bytes that are kept, their SHA-256 in words, and no name of a person', async () => {
    const mail = present(server.got.find(({ to }) => to === INVITEE));
    const kept = await letters();
    expect(mail.files.map(({ sha256 }) => sha256)).toEqual(kept.map(({ sha256 }) => sha256));
    for (const { sha256 } of kept) expect(mail.text).toContain(sha256);
    expect(mail.text).toContain('https://plumbline.example/access/applications/T-1');
    expect(mail.subject).toBe('Third Party Access Process: Invitation, application T-1');
    expect(`${mail.subject}${mail.text}`).not.toMatch(/Ivy|Lee|Rector|Foster Care Bureau/u);
  });

  it('given each step, then its letters go to whom they are addressed or copied', async () => {
    const got: Record<string, readonly string[]> = {};
    for (const act of [
      ...['ApplicationSubmitted', 'LegalOpinionGiven', 'ConnectivityVerified'],
      ...['ApplicationAccepted', 'MouSignedByRequestor', 'MouSignedByState', 'OfficeCreated'],
      ...['FindingRecorded', 'AllocationChanged', 'RenewalNoticed', 'FindingCleared'],
      'RenewalStarted',
    ]) {
      got[act] = await done(act);
    }
    const none: readonly string[] = [];
    expect(got).toEqual({
      ApplicationSubmitted: none,
      LegalOpinionGiven: none,
      ConnectivityVerified: none,
      ApplicationAccepted: [
        `${CONTACT}: conditional-acceptance, mou, confidentiality-statement`,
        `${DIRECTOR}: conditional-acceptance`,
      ],
      MouSignedByRequestor: [`${CONTACT}: mou`],
      MouSignedByState: [
        `${CONTACT}: approval`,
        'contracts@example.org: approval',
        'infrastructure@example.org: approval',
        `${DIRECTOR}: approval`,
      ],
      OfficeCreated: [
        'administrator@example.org: office-created',
        `${CONTACT}: office-created`,
        'manager@example.org: office-created',
      ],
      FindingRecorded: [`${CONTACT}: findings`, 'owner@example.org: findings'],
      AllocationChanged: [`${DIRECTOR}: allocation-changed`],
      RenewalNoticed: [
        `${CONTACT}: not-renewed`,
        'manager@example.org: renewal-due',
        `${DIRECTOR}: not-renewed`,
        'owner@example.org: renewal-due',
      ],
      FindingCleared: none,
      RenewalStarted: [`${CONTACT}: renewal`, `${DIRECTOR}: renewal`],
    });
    expect(faults).toEqual([]);
  });

  it('given nothing new, then nothing is sent again, by this service or by the next', async () => {
    const before = server.got.length;
    mails.wake();
    await mails.idle();
    const next = mailing();
    next.wake();
    await next.idle();
    await next.stop();
    expect(server.got).toHaveLength(before);
    expect(await mailed('renewal')).toMatchObject({ addresses: 2, taken: 2, state: 'sent' });
  });
});

describe('a mail server that is away', () => {
  const FINDING = { act: 'FindingRecorded', application: 'T-1', text: 'a window stood open' };

  async function found(): Promise<number> {
    const begun = performance.now();
    const reply = await new Application(house).ask(
      OPERATOR,
      'doAccessAct',
      { given: FINDING },
      { clock: () => instantOfMs(now) },
    );
    expect(reply.kind).toBe('done');
    return performance.now() - begun;
  }

  it('holds up no act and loses no letter: it goes out when the server is back, by whoever is there', async () => {
    now = at('2010-11-01');
    server.isAway = true;
    const before = server.got.length;
    await found();
    await mails.idle();
    expect(server.got).toHaveLength(before);
    expect(await mailed('findings')).toMatchObject({ addresses: 2, taken: 0, state: 'waiting' });
    await mails.stop();
    server.isAway = false;
    // Another service, or the same one after a new start; within the pause the mail is left alone.
    mails = mailing();
    house = { ...open.house, letterMail: mails };
    mails.wake();
    await mails.idle();
    expect(server.got).toHaveLength(before);
    now += HOUR;
    mails.wake();
    await mails.idle();
    expect(shown(server.got.slice(before))).toEqual([
      `${CONTACT}: findings`,
      'owner@example.org: findings',
    ]);
    expect(await mailed('findings')).toMatchObject({ taken: 2, state: 'sent' });
    expect(logged.join('')).not.toMatch(/example\.org/u);
  });

  it('is tried for a day; then the page says that the letter was not taken', async () => {
    server.isAway = true;
    const before = server.got.length;
    await found();
    await mails.idle();
    for (let hour = 1; hour <= 25; hour += 6) {
      now += 6 * HOUR;
      mails.wake();
      await mails.idle();
    }
    server.isAway = false;
    now += MAIL_TRIED_MS;
    mails.wake();
    await mails.idle();
    expect(server.got).toHaveLength(before);
    expect(await mailed('findings')).toMatchObject({ taken: 0, state: 'given-up' });
  });

  it('given two services at once, then each mail is sent by one of them', async () => {
    now += DAY;
    const before = server.got.length;
    const other = mailing();
    await found();
    other.wake();
    mails.wake();
    await Promise.all([mails.idle(), other.idle()]);
    await other.stop();
    expect(
      server.got
        .slice(before)
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual([CONTACT, 'owner@example.org']);
    expect(faults).toEqual([]);
  });
});

describe('what is kept of mails', () => {
  const letter = { act: 7, kind: 'findings' } as const;

  it('given the letters of an act once more, with somebody else in the role, then nothing is added', () => {
    const kept = withLetters([], [{ letter, since: instantOfMs(0), addresses: ['a@example.org'] }]);
    expect(
      withLetters(kept, [{ letter, since: instantOfMs(0), addresses: ['b@example.org'] }]),
    ).toEqual(kept);
  });

  it('has a bound: the oldest go', () => {
    const addresses = Array.from(
      { length: MAILS_KEPT_MAX + 1 },
      (_, place) => `${String(place)}@x`,
    );
    const kept = withLetters([], [{ letter, since: instantOfMs(0), addresses }]);
    expect(kept).toHaveLength(MAILS_KEPT_MAX);
    expect(kept.at(-1)?.to).toBe(`${String(MAILS_KEPT_MAX)}@x`);
  });
});
