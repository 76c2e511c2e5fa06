import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { parseCounty } from '../../events/values/county.js';
import { formatInstant, toWholeSecond } from '../../events/values/instant.js';
import { visible } from '../../events/values/visible-text.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { readWithSheetJs } from '../printing/read-workbooks.js';
import { present } from '../store/present.js';
import { csvRows } from '../support/csv-rows.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { HostileTexts, computedIn, faultsOf, faultsOfShown } from './hostile-on-pages.js';
import { PageInProcess, shownAt } from './page-in-process.js';
import type { PageShown } from './page-in-process.js';
import { ACCOUNTS_PAGE } from '../../src/web/pages/accounts/page.js';

/** Each has five texts: 10,000 of them in a soak. */
const CASES = rounds(8, 2_000);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1257');

const random = new Random(SEED);
const texts = new HostileTexts(random);
const hostile = (): string => texts.any();
const typed = (): string => texts.typed();

interface Person {
  readonly first: string;
  readonly last: string;
}

/** What people typed of one case, its child and its participant. */
interface Case {
  readonly number: string;
  readonly parent: Person;
  readonly child: Person;
  readonly reason: string;
}

const person = (): Person => ({ first: hostile(), last: hostile() });

const cases: readonly Case[] = Array.from({ length: CASES }, (_, index) => ({
  ...{ number: String(index + 1), parent: person(), child: person(), reason: hostile() },
}));

const told = {
  ...{ clerk: typed(), comment: typed(), returner: typed(), returned: typed() },
  ...{ hold: typed(), seed: typed(), file: `${typed()}.ndjson` },
};
const accounts: readonly Person[] = Array.from({ length: 6 }, () => ({
  ...{ first: typed(), last: typed() },
}));

function recordsOf({ number, parent, child, reason }: Case): readonly object[] {
  const of = { county: '19', effective: '2006-08-01' };
  const corrects = random.uuid();
  const opening = {
    ncp: { participant: `P-${number}`, role: 'father' },
    payee: { participant: `Q-${number}`, kind: 'custodial-parent' },
    program: 'calworks',
  };
  const registration = { birthDate: '2000-05-05', bornOutOfWedlock: true, name: child };
  const registered = { participant: `P-${number}`, name: parent };
  const about = { ...of, case: `C-${number}` };
  return [
    { id: random.uuid(), type: 'ParticipantRegistered', ...of, data: registered },
    { id: random.uuid(), type: 'CaseOpened', ...about, data: opening },
    { id: random.uuid(), type: 'ChildRegistered', ...of, child: `K-${number}`, data: registration },
    { id: corrects, type: 'CaseClosed', ...about, data: { reason: 'x' } },
    { id: random.uuid(), type: 'RecordVoided', ...about, corrects, reason, data: {} },
  ];
}

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let open: OpenHouse;

beforeAll(async () => {
  const lines = cases.flatMap(recordsOf).map((record) => `${JSON.stringify(record)}\n`);
  await done(['ingest', '-'], lines.join(''));
  const month = ['--county', '19', '--month', '2006-09'];
  await done(['submit', ...month, '--by', told.clerk, '--comment', told.comment]);
  const returned = ['--by', told.returner, '--reason', told.returned];
  await done(['return', ...month, '--version', '1', ...returned]);
  const hold = ['--county', '19', '--case', 'C-1', '--by', told.clerk, '--reason', told.hold];
  await done(['hold', 'place', ...hold]);
  await loadAccounts();
  open = await openHouse(data, 'write', {});
  const sample = {
    ...{ county: '19', month: '2006-09', version: '1', line: '1', column: '', method: 'random' },
    ...{ size: '3', reserve: '0', seed: told.seed },
  };
  const { AUDIT_PAGE } = await import('../../src/web/pages/audit/page.js');
  const drawn = await new PageInProcess(AUDIT_PAGE, open.house, OPERATOR).send('sample', sample);
  expect(drawn.to).toBe('/audit/S-1?county=19');
}, 240_000);
afterAll(async () => {
  await open.close();
  folder.remove();
});

async function done(argv: readonly string[], stdin = ''): Promise<void> {
  const { code, stderr } = await plumbline([...argv, '--data', data], { stdin });
  if (code !== 0) throw new Error(`${argv.join(' ')} (seed ${String(SEED)}): ${stderr}`);
}

async function loadAccounts(): Promise<void> {
  const at = formatInstant(toWholeSecond(Date.now() - 3_600_000));
  const acts = accounts.map((name, index) => ({
    ...{ act: 'AccountInvited', at, by: 'operator', email: `a${String(index)}@example.org`, name },
    grants: [{ role: 'dcss-analyst' }],
  }));
  const file = join(folder.path, 'acts.ndjson');
  writeFileSync(file, acts.map((act) => `${JSON.stringify(act)}\n`).join(''));
  await done(['access', 'load', file]);
}

const page = (address: string): Promise<PageShown> => shownAt(open.house, OPERATOR, address);

function expectShown({ html }: PageShown, shown: readonly string[]): void {
  expect([SEED, ...faultsOfShown(html, shown)]).toEqual([SEED]);
}

describe('texts that people typed', () => {
  it('are texts on the pages of cases, children, participants and their records', async () => {
    for (const { number, child, reason } of cases) {
      const of = '/counties/19';
      expectShown(await page(`${of}/cases/C-${number}?month=2006-09`), [reason]);
      expectShown(await page(`${of}/participants/P-${number}`), []);
      expectShown(await page(`${of}/children/K-${number}?month=2006-09`), [
        child.first,
        child.last,
      ]);
      if (Number(number) % 100 !== 1) continue;
      const history = await new Application(open.house).ask(OPERATOR, 'history', {
        county: present(parseCounty('19')),
        subject: { kind: 'case', id: `C-${number}` },
        asOf: null,
      });
      if (history.kind !== 'done') throw new Error(history.kind);
      for (const { body } of history.value) {
        const { id, reason: why } = JSON.parse(body) as { id: string; reason?: string };
        expectShown(await page(`${of}/records/${id}`), why === undefined ? [] : [why]);
      }
    }
  }, 500_000);

  it.each([
    ['/counties/19/submissions', ['clerk']],
    ['/counties/19/months/2006-09/versions/1', ['clerk', 'comment', 'returner', 'returned']],
    ['/counties/19/retention', ['hold']],
    ['/audit?county=19', ['seed']],
    ['/audit/S-1?county=19', ['seed']],
  ] as const)('are texts on %s', async (address, names) => {
    expectShown(
      await page(address),
      names.map((name) => told[name]),
    );
  });

  it('are texts on the pages of accounts, and inert in the list for a review', async () => {
    const names = accounts.flatMap(({ first, last }) => [first, last]);
    expectShown(await page('/access/accounts'), names);
    expectShown(await page('/access/accounts/A-1'), names.slice(0, 2));
    const list = await new PageInProcess(ACCOUNTS_PAGE, open.house, OPERATOR).get({
      format: 'csv',
    });
    const rows = csvRows(present(list.file).bytes.toString('utf8'));
    expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    expect(rows.flat().filter((field) => /^[=+\-@\t\r]/u.test(field))).toEqual([]);
  });

  it('are inert in the worksheet of a sample, and the PDF of a version is made of them', async () => {
    const { file } = await page('/audit/S-1?county=19&format=xlsx');
    const cells = readWithSheetJs(present(file).bytes, 40).flatMap(({ rows }) => rows.flat());
    expect(computedIn(cells)).toEqual([]);
    const seed = visible(told.seed.slice(1));
    expect(cells.some((cell) => String(cell).includes(seed))).toBe(true);
    const pdf = await page('/counties/19/months/2006-09/report.pdf?asOf=v1');
    expect(present(pdf.file).bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('come back as they were typed where a form is refused', async () => {
    const { NEW_RECORD_PAGE } = await import('../../src/web/pages/records/new-record.js');
    const typedText = hostile();
    const form = new PageInProcess(NEW_RECORD_PAGE, open.house, OPERATOR, { county: '19' });
    const shown = await form.send(
      'record',
      { effective: typedText, case: typedText, 'data.reason': typedText },
      { type: 'CaseClosed' },
    );
    expect(shown.status).toBe(422);
    expect(faultsOf(shown.html)).toEqual([]);
  });
});
