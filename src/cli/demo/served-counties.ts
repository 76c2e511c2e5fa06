import { ROLES, ROLE_SCOPES } from '../../../events/acts/permissions.js';
import type { Role } from '../../../events/acts/permissions.js';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { addMonths, parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { parseLine } from '../../../events/wire/parse.js';
import { simulateCaseload } from '../../../simulate/caseload.js';
import type { Asking } from '../application.js';
import { yearOfVersions } from './county-year.js';

/** An account of the demo, with the token of its one-time link. */
export interface DemoAccount {
  readonly account: string;
  readonly role: Role;
  /** Null for a role of the state. */
  readonly county: County | null;
  readonly email: string;
  readonly link: string;
}

const COUNTIES = ['19', '30'].map(parseCounty).filter((county) => county !== null);
const MONTHS = monthsFrom(parseMonth('2005-10'), 12);

/** A county's own roles: the second county has those alone that its versions name. */
const NAMED: readonly Role[] = ['lcsa-reporter', 'lcsa-director'];

/**
 * Fills an empty folder with two simulated counties, a year of versions each, and an account for each role but those of
 * organisations, which come with an application.
 */
export async function servedCounties(
  application: Asking,
  cases: number,
  onCounty: (county: County) => void,
): Promise<readonly DemoAccount[]> {
  const accounts: DemoAccount[] = [];
  for (const [place, county] of COUNTIES.entries()) {
    onCounty(county);
    const roles =
      place === 0 ? ROLES.filter((role) => ROLE_SCOPES[role] !== 'organisation') : NAMED;
    for (const role of roles) accounts.push(await invited(application, role, county));
    const nameOf = (role: Role): string => {
      const found = accounts.find((each) => each.role === role && each.county === county);
      return `${found?.account ?? ''} ${firstName(role)} County ${county}`;
    };
    await append(application, county, cases);
    await yearOfVersions(application, county, MONTHS, {
      reporter: nameOf('lcsa-reporter'),
      director: nameOf('lcsa-director'),
    });
  }
  return accounts;
}

async function invited(application: Asking, role: Role, of: County): Promise<DemoAccount> {
  const isOfCounty = ROLE_SCOPES[role] === 'county';
  const county = isOfCounty ? of : null;
  const email = `${role}${isOfCounty ? `-${of}` : ''}@demo.example`;
  const last = isOfCounty ? `County ${of}` : 'State';
  const invitation = { email, first: firstName(role), last, role, county, application: null };
  const { account, link } = await application.answer('inviteAccount', { ...invitation, key: null });
  if (link === null) throw new Error('A person was invited without a link.');
  return { account, role, county, email, link };
}

/** `Reporter` of `lcsa-reporter`, `Process owner` of `dcss-process-owner`. */
function firstName(role: Role): string {
  const words = role.replace(/^(?:lcsa|dcss)-/u, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

async function append(application: Asking, county: County, cases: number): Promise<void> {
  const [from, to] = [MONTHS[0], MONTHS.at(-1)];
  if (from === undefined || to === undefined) throw new Error('The demo has no months.');
  const chunks = simulateCaseload({ county, cases, from, to, seed: 'demo', late: 0.05 });
  await application.answer('ingest', {
    lines: linesOf(chunks),
    onRejected: ({ code, message }) => {
      throw new Error(`A record of the demo was rejected (${code}): ${message}`);
    },
    onSettled: () => undefined,
  });
}

async function* linesOf(chunks: Iterable<string>): AsyncGenerator<readonly ParsedDemoLine[]> {
  await Promise.resolve();
  let line = 0;
  for (const chunk of chunks) {
    yield chunk
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => {
        line += 1;
        return { file: 'demo', line, result: parseLine(text) };
      });
  }
}

interface ParsedDemoLine {
  readonly file: string;
  readonly line: number;
  readonly result: ReturnType<typeof parseLine>;
}

function monthsFrom(first: Month | null, count: number): readonly Month[] {
  if (first === null) throw new Error('The demo begins in no month.');
  return Array.from({ length: count }, (_, index) => addMonths(first, index));
}
