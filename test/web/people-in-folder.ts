import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { civilDayOf } from '../../events/values/civil-day.js';
import { formatDay } from '../../events/values/day.js';
import { formatInstant, instantOfMs, later, toWholeSecond } from '../../events/values/instant.js';
import { CredentialsFile } from '../../src/stores/sqlite/credentials-file.js';
import { holderOfAccount, noCredentials, toKeep } from '../../src/signin/credentials-of-person.js';
import { NOTHING_CHOSEN } from '../../src/signin/sessions.js';
import type { Session } from '../../src/signin/sessions.js';
import { hashOfToken, newToken } from '../../src/signin/tokens.js';
import { SAMPLES, WAY_TO } from '../access/done-acts.js';
import { plumbline } from '../cli/in-process.js';
import { clockNow } from '../../src/ports/clock.js';

/** A role and where it is good, as acts name it. */
export interface RoleIn {
  readonly role: string;
  readonly county?: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Somebody who has signed in: his account, and the cookie of his session. */
export interface PersonSignedIn {
  readonly account: string;
  readonly cookie: string;
}

/** Puts people with roles into a data folder, each signed in with a fresh second factor; by the names that they are given. */
export async function peopleInFolder<Name extends string>(
  data: string,
  people: Readonly<Record<Name, readonly RoleIn[]>>,
): Promise<Readonly<Record<Name, PersonSignedIn>>> {
  const names = Object.keys(people) as Name[]; // the keys of the literal
  const at = formatInstant(toWholeSecond(Date.now() - HOUR_MS));
  const lines = names.flatMap((name, index) => [
    {
      act: 'AccountInvited',
      ...{ at, by: 'operator', email: `${name}@example.org` },
      name: { first: 'Ana', last: name },
      grants: people[name],
    },
    { act: 'AccountActivated', at, by: `A-${String(index + 1)}` },
  ]);
  await load(data, lines);
  const credentials = new CredentialsFile(data);
  const signedIn: [Name, PersonSignedIn][] = [];
  for (const [index, name] of names.entries()) {
    const account = `A-${String(index + 1)}`;
    signedIn.push([name, { account, cookie: await sessionOf(credentials, account) }]);
  }
  return Object.fromEntries(signedIn) as Readonly<Record<Name, PersonSignedIn>>;
}

/** An application of an organisation in a county that is in force, with a contact and a user; both signed in. */
export async function organisationInFolder(
  data: string,
  county: string,
  firstAccount: number,
): Promise<{ readonly contact: PersonSignedIn; readonly user: PersonSignedIn }> {
  const acted = toWholeSecond(clockNow() - HOUR_MS);
  const at = formatInstant(acted);
  // Days of California, which a UTC day is ahead of for a third of it.
  const day = (days: number): string => formatDay(civilDayOf(later(acted, days * DAY_MS)));
  const contact = `A-${String(firstAccount)}`;
  const user = `A-${String(firstAccount + 1)}`;
  const said: Readonly<Record<string, object>> = {
    ApplicationSubmitted: { signed: day(-2) },
    MouSignedByRequestor: { from: day(-1), to: day(300) },
    UserAccountOpened: { training: day(-3), statement: day(-3) },
  };
  await load(
    data,
    [
      { act: 'CountyConverted', county, day: day(-200) },
      { act: 'RequestorIdentified', ...SAMPLES.RequestorIdentified, county, inviteOn: day(0) },
      {
        act: 'AccountInvited',
        ...{ email: 'contact@bureau.example.org', name: { first: 'Con', last: 'Tact' } },
        grants: [{ role: 'requestor-contact', application: 'T-1' }],
      },
      { act: 'AccountActivated', by: contact },
      ...(WAY_TO['established'] ?? []).map((act) => ({ act, ...SAMPLES[act], ...said[act] })),
      { act: 'AccountActivated', by: user },
    ].map((act) => ({ at, by: 'operator', ...act })),
  );
  const credentials = new CredentialsFile(data);
  return {
    contact: { account: contact, cookie: await sessionOf(credentials, contact) },
    user: { account: user, cookie: await sessionOf(credentials, user) },
  };
}

async function load(data: string, acts: readonly object[]): Promise<void> {
  const file = join(data, `acts-${crypto.randomUUID()}.ndjson`);
  writeFileSync(file, acts.map((act) => `${JSON.stringify(act)}\n`).join(''));
  const { code, stdout } = await plumbline(['access', 'load', file, '--json', '--data', data]);
  if (code !== 0) throw new Error(stdout);
}

const NOTHING_YET = noCredentials({ signInResets: 0, suspensions: 0 });

async function sessionOf(credentials: CredentialsFile, account: string): Promise<string> {
  const token = newToken();
  const now = clockNow();
  const session: Session = {
    stage: 'whole',
    ...{ hash: hashOfToken(token), begunAt: now, seenAt: now, secondFactorAt: now },
    ...{ from: '127.0.0.1', agent: 'test', chosen: NOTHING_CHOSEN },
  };
  const kept = toKeep({ ...NOTHING_YET, sessions: [session], lastSignInAt: instantOfMs(now) });
  await credentials.replace(holderOfAccount(account), 0, kept);
  return `plumbline=${token}`;
}
