import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { SAMPLES } from '../access/done-acts.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { Random } from '../support/random.js';
import { PageInProcess, shownAt } from './page-in-process.js';
import { AUDIT_PAGE } from '../../src/web/pages/audit/page.js';

/** No page is larger, unpacked (contract/web.md, How it must be). */
const PAGE_BYTES_MAX = 300 * 1024;

/** More than a busy county has of what may be many on one page: a life of payments, the people of a state. */
const MANY = {
  payments: 1_500,
  children: 60,
  casesOfParticipant: 300,
  versions: 4,
  accounts: 1_000,
  applications: 400,
  holds: 6,
  samples: 4,
};

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const random = new Random(1257);
let open: OpenHouse;

async function done(argv: readonly string[], stdin = ''): Promise<void> {
  const { code, stdout, stderr } = await plumbline([...argv, '--data', data], { stdin });
  if (code !== 0) throw new Error(`${argv.slice(0, 2).join(' ')}: ${stdout}${stderr}`);
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** A day from 2000 to August 2006, the same for the same number. */
function dayOf(number: number): string {
  const month = number % 80;
  const day = String(1 + (number % 28)).padStart(2, '0');
  return `${String(2000 + Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}-${day}`;
}

function records(): readonly object[] {
  const of = { county: '19', effective: '2000-01-01' };
  const opening = (participant: string): object => ({
    ncp: { participant, role: 'father' },
    payee: { participant: 'Q-1', kind: 'custodial-parent' },
    program: 'calworks',
  });
  const about = (id: string): object => ({ ...of, id: random.uuid(), case: id });
  return [
    { ...about('C-1'), type: 'CaseOpened', data: opening('P-1') },
    ...numbers(MANY.casesOfParticipant).map((number) => ({
      ...about(`M-${String(number)}`),
      ...{ type: 'CaseOpened', data: opening('P-MANY') },
    })),
    ...numbers(MANY.children).flatMap((number) => {
      const child = `K-${String(number)}`;
      const birth = { birthDate: '1999-05-05', bornOutOfWedlock: true };
      return [
        { ...of, id: random.uuid(), type: 'ChildRegistered', child, data: birth },
        { ...about('C-1'), type: 'ChildAddedToCase', data: { child } },
      ];
    }),
    ...numbers(MANY.payments).map((number) => ({
      ...about('C-1'),
      ...{ type: 'CollectionReceived', effective: dayOf(number) },
      data: {
        ...{ collection: `C-${String(number)}`, amount: '125.00' },
        source: 'income-withholding',
      },
    })),
  ];
}

function acts(): readonly object[] {
  const at = '2010-01-04T20:00:00Z';
  return [
    ...numbers(MANY.accounts).flatMap((number) => [
      {
        ...{ act: 'AccountInvited', at, by: 'operator' },
        email: `somebody.of.a.county.${String(number)}@example.org`,
        name: { first: 'Somebody', last: `of a county, number ${String(number)}` },
        grants: [
          { role: 'lcsa-director', county: '19' },
          { role: 'lcsa-reporter', county: '19' },
        ],
      },
      { act: 'AccountActivated', at, by: `A-${String(number)}` },
    ]),
    { act: 'CountyConverted', at, by: 'operator', county: '19', day: '2009-06-01' },
    ...numbers(MANY.applications).map((number) => ({
      ...{ act: 'RequestorIdentified', at, by: 'A-1', ...SAMPLES.RequestorIdentified },
      ...{ organisation: `Bureau ${String(number)} of Foster Care`, inviteOn: '2010-01-04' },
    })),
  ];
}

beforeAll(async () => {
  await done(
    ['ingest', '-'],
    records()
      .map((record) => `${JSON.stringify(record)}\n`)
      .join(''),
  );
  const file = join(folder.path, 'acts.ndjson');
  writeFileSync(
    file,
    acts()
      .map((act) => `${JSON.stringify(act)}\n`)
      .join(''),
  );
  await done(['access', 'load', file]);
  const by = ['--by', 'A. Ortiz of the reporting unit'];
  const month = ['--county', '19', '--month', '2006-08'];
  for (const number of numbers(MANY.versions)) {
    await done(['submit', ...month, '--as-of', String(400 * number), ...by]);
    const version = ['--version', String(number), '--telephone', '916', '--by', 'B. Chen'];
    await done(['approve', ...month, ...version]);
  }
  for (const number of numbers(MANY.holds)) {
    const of = [
      '--county',
      '19',
      '--case',
      `M-${String(number)}`,
      '--reason',
      'asked by the court',
    ];
    await done(['hold', 'place', ...of, ...by]);
  }
  open = await openHouse(data, 'write', {});
  const audit = new PageInProcess(AUDIT_PAGE, open.house, OPERATOR);
  for (const number of numbers(MANY.samples)) {
    await audit.send('sample', {
      ...{ county: '19', month: '2006-08', version: '1', line: '1', column: '' },
      ...{ method: 'random', size: '200', reserve: '20', seed: String(number) },
    });
  }
}, 240_000);
afterAll(async () => {
  await open.close();
  folder.remove();
});

const COUNTY = '/counties/19';

const sizes: (readonly [bytes: number, address: string])[] = [];
afterAll(() => {
  const largest = sizes.toSorted(([one], [other]) => other - one).slice(0, 12);
  process.stdout.write(largest.map(([bytes, of]) => `${String(bytes)} bytes ${of}\n`).join(''));
});

describe('a page of much', () => {
  it.each([
    '/',
    COUNTY,
    `${COUNTY}/submissions`,
    `${COUNTY}/outdated`,
    `${COUNTY}/months/2006-08`,
    `${COUNTY}/months/2006-08/lines/1/columns/a`,
    `${COUNTY}/months/2006-08/checks`,
    `${COUNTY}/months/2006-08/differences?from=v1`,
    `${COUNTY}/cases/C-1?month=2006-08`,
    `${COUNTY}/children/K-1?month=2006-08`,
    `${COUNTY}/participants/P-MANY`,
    `${COUNTY}/participants/Q-1`,
    `${COUNTY}/records`,
    `${COUNTY}/retention`,
    `${COUNTY}/packages?make=yes`,
    `${COUNTY}/measures?month=2006-08`,
    '/measures?month=2006-08',
    '/state/months/2006-08',
    '/state/months/2006-08?line=1',
    '/audit?county=19',
    '/audit/S-1?county=19',
    '/audit/checks?county=19&of=2006-08/1',
    '/access/accounts',
    '/access/accounts?county=19',
    '/access/accounts/A-1',
    '/access/invitation',
    '/access/applications',
    '/access/tracking',
    '/access/allocation',
    '/access/cbud',
    '/matrix',
    '/log',
    '/log/unusual',
    '/help',
    '/help/facts',
    '/help/refusals',
  ])('%s is of 300 KiB at most', async (address) => {
    const { html, status } = await shownAt(open.house, OPERATOR, address);
    sizes.push([Buffer.byteLength(html), address]);
    expect([address, status]).toEqual([address, 200]);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(PAGE_BYTES_MAX);
  });
});
