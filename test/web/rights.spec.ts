import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS, ROLES, ROLE_SCOPES } from '../../events/acts/permissions.js';
import type { Permitted, Role } from '../../events/acts/permissions.js';
import type { AnyPage } from '../../src/web/page.js';
import { PAGES } from '../../src/web/pages.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runServiceWithAccounts } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { IS_SOAK } from '../support/soak.js';
import { SIGNING_PAGES } from './contract-pages.js';
import { organisationInFolder, peopleInFolder } from './people-in-folder.js';
import type { PersonSignedIn } from './people-in-folder.js';

const LEDGERS = join('test', 'ledgers');

/** The county of all grants, one of which they are not, and one that never sent a record. */
const OWN = '19';
const ANOTHER = '58';
const UNKNOWN = '30';

/** What stands in the ledger of both counties under these names. */
const THERE: Readonly<Record<string, string>> = {
  ...{ month: '2006-09', version: '1', line: '24', column: 'd', account: 'A-1' },
  ...{ case: 'RV-2', child: 'RAE', participant: 'NCP-RV-2', application: 'T-1' },
  ...{ record: '7f1ea0b9-3b77-496a-a88d-5c72d5a91bb7', number: '1', name: 'csv', sample: 'S-1' },
};

/** What is spelt right and is not there. */
const NOT_THERE: Readonly<Record<string, string>> = {
  ...THERE,
  ...{ month: '1999-01', version: '99', case: 'NO-1', child: 'NO-2', participant: 'NO-3' },
  ...{ record: 'ffffffff-0000-4000-8000-000000000000', account: 'A-999', application: 'T-999' },
  ...{ number: '99', name: 'none', sample: 'S-99' },
};

/** A role as somebody has it. */
interface Holder {
  readonly name: string;
  readonly role: Role;
  /** Null for all counties, or none. */
  readonly county: string | null;
}

const HOLDERS: readonly Holder[] = ROLES.flatMap((role): readonly Holder[] => {
  switch (ROLE_SCOPES[role]) {
    case 'county':
    case 'organisation':
      return [{ name: role, role, county: OWN }];
    case 'state':
      return [{ name: role, role, county: null }];
    case 'county-or-state':
      return [
        { name: `${role}-of-county`, role, county: OWN },
        { name: role, role, county: null },
      ];
  }
});

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let people: Readonly<Record<string, PersonSignedIn>>;

beforeAll(async () => {
  for (const county of [OWN, ANOTHER]) await countyWithVersion(county);
  people = await somebodyInEachRole();
  service = await runServiceWithAccounts(data);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

async function somebodyInEachRole(): Promise<Readonly<Record<string, PersonSignedIn>>> {
  const byHand = HOLDERS.filter(({ role }) => ROLE_SCOPES[role] !== 'organisation');
  const grants = Object.fromEntries(
    byHand.map(({ name, role, county }) => [name, [county === null ? { role } : { role, county }]]),
  );
  const found = await peopleInFolder(data, grants);
  const { contact, user } = await organisationInFolder(data, OWN, byHand.length + 1);
  return { ...found, 'requestor-contact': contact, 'third-party': user };
}

/** A county whose September 2006 is approved, as it stood at position 10. */
async function countyWithVersion(county: string): Promise<void> {
  const records = readFileSync(
    join(LEDGERS, '16-revised-after-approval', 'records.ndjson'),
    'utf8',
  );
  const stdin = records.replaceAll('"county":"19"', `"county":"${county}"`);
  const of = ['--county', county, '--month', '2006-09'];
  const by = (name: string): string[] => ['--by', name, '--data', data];
  const approve = ['--version', '1', '--telephone', '916'];
  for (const [argv, input] of [
    [['ingest', '-', '--data', data], { stdin }],
    [['submit', ...of, '--as-of', '10', ...by('A. Ortiz')], {}],
    [['approve', ...of, ...approve, ...by('B. Chen')], {}],
  ] as const) {
    const { code, stderr } = await plumbline(argv, input);
    if (code !== 0) throw new Error(stderr);
  }
}

/** Whether the table lets a holder of a role see a page, in a county where the address names one. */
function maySee(
  { action, address, isOfAnyCounty }: AnyPage,
  { role, county: of }: Holder,
  county: string,
): boolean {
  const { roles }: { readonly roles: Permitted } = PERMISSIONS[action];
  if (roles.includes('anyone') || roles.includes('*')) return true;
  if (!roles.includes(role)) return false;
  if (isOfAnyCounty === true) return true;
  // Of all counties together: a grant for one is not enough.
  if (action === 'state.read') return of === null;
  return !address.includes(':county') || of === null || of === county;
}

function addressOf({ address }: AnyPage, county: string, names: Readonly<Record<string, string>>) {
  return address.replaceAll(/:([a-z]+)/gu, (_, name: string) =>
    name === 'county' ? county : (names[name] ?? ''),
  );
}

interface Got {
  readonly status: number;
  /** The heading and what stands under it, without what every request has of its own. */
  readonly main: string;
}

async function got(path: string, { cookie }: PersonSignedIn): Promise<Got> {
  const response = await fetch(service.url + path, {
    headers: { cookie, Accept: 'text/html' },
    redirect: 'manual',
  });
  const text = await response.text();
  const main = /<main[^]*<\/main>/u.exec(text)?.[0] ?? '';
  return {
    status: response.status,
    main: main.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, 'an id'),
  };
}

/** A build asks a third of the roles of each page, each time others, and a few of other counties; the long run every one. */
function asking(place: number): readonly { readonly holder: Holder; readonly county: string }[] {
  return HOLDERS.flatMap((holder, index) => {
    const isAsked = IS_SOAK || (index + place) % 3 === 0;
    const isAskedElsewhere = IS_SOAK || (index + place) % 6 === 0;
    return [...(isAsked ? [OWN] : []), ...(isAskedElsewhere ? [ANOTHER] : [])].map((county) => ({
      ...{ holder, county },
    }));
  });
}

describe('each page', () => {
  it.each(PAGES.map((page, place) => [page.address, page, place] as const))(
    '%s shows itself to whom the table lets, and to nobody else',
    async (_address, page, place) => {
      const isOfCounty = page.address.includes(':county');
      const asked = asking(place).filter(({ county }) => county === OWN || isOfCounty);
      const found = await Promise.all(
        asked.map(async ({ holder, county }) => {
          const who = people[holder.name];
          if (who === undefined) throw new Error(`Nobody is ${holder.name}.`);
          const there = await got(addressOf(page, county, THERE), who);
          const may = maySee(page, holder, county);
          const isShown = there.status < 400 || there.status === 404;
          const said = `${holder.name} in ${county}: ${String(there.status)}`;
          if (may) return isShown ? [] : [`${said}, and may`];
          if (there.status !== 403) return [`${said}, and may not`];
          // What is not there, and a county that never sent a record, are answered alike.
          const others = await Promise.all([
            got(addressOf(page, county, NOT_THERE), who),
            ...(isOfCounty && county === ANOTHER
              ? [got(addressOf(page, UNKNOWN, THERE), who)]
              : []),
          ]);
          return others.some(({ status, main }) => status !== 403 || main !== there.main)
            ? [`${said}, and is told what is there`]
            : [];
        }),
      );
      expect(found.flat()).toEqual([]);
    },
  );

  it('sends a stranger to sign in, whether what he asks for is there or not', async () => {
    const stranger = { account: '', cookie: '' };
    const found: (readonly [string, number])[] = [];
    // A stranger's address may be refused so often a minute.
    for (const page of PAGES.filter(({ action }) => !isForAnyone(action)).slice(0, 20)) {
      for (const names of [THERE, NOT_THERE]) {
        const path = addressOf(page, OWN, names);
        const { status } = await got(path, stranger);
        if (status !== 303) found.push([path, status]);
      }
    }
    expect(found).toEqual([]);
  });
});

describe('the help', () => {
  it.each(HOLDERS.map(({ name }) => name))('leads %s to nothing that is refused', async (name) => {
    const who = people[name];
    if (who === undefined) throw new Error(`Nobody is ${name}.`);
    const { main } = await got('/help', who);
    const links = new Set(main.match(/(?<=href=")\/[^"#]*/gu));
    expect(links).toContain('/help/refusals');
    const refused = await Promise.all(
      [...links].map(async (path) => ((await got(path, who)).status === 403 ? [path] : [])),
    );
    expect(refused.flat()).toEqual([]);
  });
});

describe('the pages of signing in', () => {
  it.each(SIGNING_PAGES)('%s answers a stranger %i', async (path, status) => {
    expect((await got(path, { account: '', cookie: '' })).status).toBe(status);
  });
});

function isForAnyone(action: AnyPage['action']): boolean {
  const { roles }: { readonly roles: Permitted } = PERMISSIONS[action];
  return roles.includes('anyone');
}

describe('the search of a person of another organization', () => {
  it('says to try again later when the looks of the hour are used up, and not that there is no such case', async () => {
    const { cookie } = people['third-party'] ?? { cookie: '' };
    const box = await (await fetch(`${service.url}/help`, { headers: { cookie } })).text();
    const token = /name="token" value="(?<token>[^"]+)"/u.exec(box)?.groups?.['token'] ?? '';
    const search = (q: string): Promise<Response> =>
      fetch(`${service.url}/search`, {
        method: 'POST',
        headers: { cookie, 'Sec-Fetch-Site': 'same-origin' },
        body: new URLSearchParams({ act: 'search', token, county: OWN, q }),
        redirect: 'manual',
      });
    const statuses = new Set<number>();
    for (let look = 0; look < 30; look += 1) {
      statuses.add((await search(`NO-SUCH-${String(look)}`)).status);
    }
    expect(statuses).toContain(404);
    const over = await search('RV-2');
    const text = await over.text();
    expect([over.status, Number(over.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(text).toContain('try again later');
    expect(text).not.toContain('Nothing that you may see is called so');
    expect((await search('Line 2e')).headers.get('location')).toBe('/help/lines/2e');
  });
});
