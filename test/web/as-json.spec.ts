import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runService } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { argumentsWith, county as countyNamed, month, textsOf } from '../simulate/simulated.js';
import { IS_SOAK, some } from '../support/soak.js';
import { openBrowser, openPage } from './browser/chromium.js';
import type { WatchedPage } from './browser/chromium.js';
import { inPortions, readSubjects, readTrails } from './browser/read-pages.js';
import type { TrailRead } from './browser/read-pages.js';

const LEDGERS = join('test', 'ledgers');
const COLUMNS = ['a', 'b', 'c', 'd'];
/** Records of a row or a fact that are named on a page. */
const RECORDS_OF_ROW = 3;
const RECORDS_OF_FACT = 4;
const SIMULATED = '40';
const SIMULATED_CASES = 250;

/** A report of a county, as an address asks for it. */
interface Asked {
  readonly county: string;
  readonly month: string;
  readonly asOf: number | null;
  readonly form?: 'CS 157';
}

/** A ledger, and which of its reports are looked at. */
interface Ledger {
  readonly name: string;
  readonly text: string;
  readonly reports: readonly Asked[];
}

/** An example stands in a county of its own, so that one service has all of them. */
const EXAMPLES: readonly Ledger[] = readdirSync(LEDGERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const own = name.slice(0, 2);
    const read = (file: string): string =>
      readFileSync(join(LEDGERS, name, file), 'utf8').replaceAll(
        /ounty": ?"19"/gu,
        `ounty":"${own}"`,
      );
    return {
      name,
      text: read('records.ndjson'),
      reports: JSON.parse(read('expect.json')) as Asked[],
    };
  });

/** Two years of a county, its last month and year looked at. */
function simulatedLedger(): Ledger {
  const given = argumentsWith({
    ...{ county: countyNamed(SIMULATED), cases: SIMULATED_CASES },
    ...{ from: month('2004-10'), to: month('2006-09') },
  });
  const of = { county: SIMULATED, month: '2006-09', asOf: null };
  return {
    name: 'a simulated county',
    text: [...textsOf(given)].map((line) => `${line}\n`).join(''),
    reports: [of, { ...of, form: 'CS 157' }],
  };
}

const LEDGERS_SHOWN = IS_SOAK ? [...EXAMPLES, simulatedLedger()] : some(EXAMPLES, 2);

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let browser: Browser;
let desk: WatchedPage;

beforeAll(async () => {
  for (const { text } of LEDGERS_SHOWN) {
    const { code, stderr } = await plumbline(['ingest', '-', '--data', data], { stdin: text });
    if (code !== 0) throw new Error(stderr);
  }
  service = await runService(data);
  browser = await openBrowser();
  desk = await openPage(browser, service.url.replace('127.0.0.1', 'localhost'));
}, 240_000);
afterAll(async () => {
  await browser.close();
  await service.stop();
  folder.remove();
});

async function json<Value>(path: string): Promise<Value> {
  const response = await fetch(`${service.url}${path}`, {
    headers: { Accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as Value;
}

/** The page at an address. */
async function shown(address: string): Promise<Page> {
  const answer = await desk.page.goto(address);
  if (answer?.status() !== 200)
    throw new Error(`${address} is answered ${String(answer?.status())}.`);
  return desk.page;
}

/** As the JSON spells a number that is written for people. */
function plain(text: string): string {
  return text.replaceAll(',', '').replaceAll('\u2212', '-').trim();
}

function asOfIn({ asOf, form }: Asked): string {
  return new URLSearchParams({
    ...(asOf === null ? {} : { asOf: String(asOf) }),
    ...(form === undefined ? {} : { form: 'cs157' }),
  }).toString();
}

type Value = number | string | null;
type Cells = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** A cell as its page shows it. */
interface CellSeen {
  readonly id: string;
  readonly value: string;
  readonly text: string;
  readonly href: string | null;
}

function cellsOn(page: Page): Promise<CellSeen[]> {
  return page.$$eval('table#report td', (cells) =>
    cells.map((cell) => ({
      id: cell.id,
      value: cell.getAttribute('data-value') ?? '',
      text: cell.textContent.trim(),
      href: cell.querySelector('a')?.getAttribute('href') ?? null,
    })),
  );
}

interface RowOfJson {
  readonly case?: string;
  readonly child?: string;
  readonly cases?: readonly string[];
  readonly column: string;
  readonly amount?: string;
  readonly value?: number;
  readonly records: readonly string[];
}

/** A trail as JSON and as its pages have it: whom, how much, by which records; and what comes to nothing says so. */
function expectTrail(
  cell: CellSeen,
  told: readonly RowOfJson[],
  pages: readonly TrailRead[],
): void {
  for (const { total, totalText, text, rows } of pages) {
    expect([cell.id, total, plain(totalText)]).toEqual([cell.id, cell.value, cell.value]);
    if (rows.length === 0) expect(text).toContain('The cell counts nobody.');
    for (const row of rows) {
      expect(row.text).toContain(row.case === '' ? row.child : row.case);
      if (row.amountText !== '') expect(plain(row.amountText)).toBe(row.amount);
    }
  }
  const seen = pages.flatMap(({ rows }) =>
    rows.map((row) => ({
      ...{ case: row.case, child: row.child, cases: row.cases, column: row.column },
      ...{ records: row.records, amount: row.amount },
    })),
  );
  expect([cell.id, seen]).toEqual([cell.id, told.map(rowOfJson)]);
}

/** The pages of trails, each from the first to the last. */
async function pagesOf(cells: readonly CellSeen[]): Promise<readonly (readonly TrailRead[])[]> {
  const first = await readTrails(
    desk.page,
    cells.map(({ href }) => href ?? ''),
  );
  const all: TrailRead[][] = [];
  for (const page of first) {
    const pages = [page];
    for (let last = page; last.next !== null; last = pages.at(-1) ?? page) {
      pages.push(...(await readTrails(desk.page, [last.next])));
    }
    all.push(pages);
  }
  return all;
}

function trailOf({ county, month: of, asOf }: Asked, { id }: CellSeen): string {
  const [, line = '', column = ''] = id.split('-');
  const position = asOf === null ? '' : `&asOf=${String(asOf)}`;
  return `/v1/counties/${county}/trails/${of}/${line}?column=${column}&format=json&limit=10000${position}`;
}

function rowOfJson(row: RowOfJson): object {
  return {
    case: row.case ?? '',
    child: row.child ?? '',
    cases: row.cases ?? [],
    column: row.column,
    records: row.records.slice(0, RECORDS_OF_ROW),
    amount: row.amount ?? String(row.value ?? ''),
  };
}

interface ExplanationOfJson {
  readonly line: string;
  readonly counted: boolean;
  readonly column: string | null;
  readonly amount?: string;
  readonly facts: readonly {
    readonly fact: string;
    readonly value: boolean | number | string | null;
    readonly records: readonly string[];
  }[];
}

/** A fact's value as it is said. */
function valueSaid(value: boolean | number | string | null): string {
  if (value === null) return 'none';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function explanationOfJson({ line, counted, column, amount, facts }: ExplanationOfJson): string[] {
  return [
    ...[line, String(counted), column ?? '', amount ?? ''],
    ...facts.map(({ fact, value, records }) =>
      [fact, valueSaid(value), ...records.slice(0, RECORDS_OF_FACT)].join(' '),
    ),
  ];
}

/** The explanations of a case or child, a line each; none where there is no such then. */
async function explained(
  county: string,
  of: string,
  query: string,
): Promise<{ readonly status: number; readonly lines: readonly string[] }> {
  const { status, ok, ...response } = await answered(
    `/v1/counties/${county}/explanations/${of}?${query}`,
  );
  const told = ok ? (response.body as ExplanationOfJson[]) : [];
  return { status, lines: told.map((each) => explanationOfJson(each).join('|')) };
}

async function answered(path: string) {
  const response = await fetch(`${service.url}${path}`, {
    headers: { Accept: 'application/json' },
  });
  return { status: response.status, ok: response.ok, body: (await response.json()) as unknown };
}

/** Whom a ledger has records of. */
function subjectsOf(text: string, county: string): readonly (readonly [string, string])[] {
  const found = new Set<string>();
  for (const line of text.trim().split('\n')) {
    const record = JSON.parse(line) as { county: string; case?: string; child?: string };
    if (record.county !== county) continue;
    if (record.case !== undefined) found.add(`case ${record.case}`);
    if (record.child !== undefined) found.add(`child ${record.child}`);
  }
  return [...found].map((each) => each.split(' ') as unknown as [string, string]);
}

describe.each(LEDGERS_SHOWN.map((ledger) => [ledger.name, ledger] as const))('%s', (_, ledger) => {
  it.each(
    ledger.reports.map(
      (asked) =>
        [`${asked.form ?? 'CS 1257'} ${asked.month} as of ${String(asked.asOf)}`, asked] as const,
    ),
  )(
    'has the cells and trails of the JSON, %s',
    async (_name, asked) => {
      const query = asOfIn(asked);
      const of = `/counties/${asked.county}`;
      const { lines } = await json<{ lines: Cells }>(`/v1${of}/reports/${asked.month}?${query}`);
      const cells = await cellsOn(await shown(`${of}/months/${asked.month}?${query}`));
      const expected = Object.entries(lines).flatMap(([line, values]) =>
        COLUMNS.map((column) => [`line-${line}-${column}`, String(values[column] ?? '')]),
      );
      expect(cells.map(({ id, value }) => [id, value]).toSorted()).toEqual(expected.toSorted());
      for (const { value, text } of cells) {
        expect(value === '' ? ['', '-Not reported yet'] : [value]).toContain(plain(text));
      }
      const opened = cells.filter(({ href }) => href !== null);
      const told = await inPortions(opened, (some) =>
        Promise.all(some.map((cell) => json<RowOfJson[]>(trailOf(asked, cell)))),
      );
      const pages = await pagesOf(opened);
      for (const [index, cell] of opened.entries()) {
        expectTrail(cell, told[index] ?? [], pages[index] ?? []);
      }
      expect(opened.length).toBeGreaterThan(30);
    },
    800_000,
  );

  it('explains its cases and children as the JSON', async () => {
    let lines = 0;
    for (const asked of ledger.reports.filter(({ form }) => form === undefined)) {
      const { county, month: of } = asked;
      const query = asOfIn(asked);
      const subjects = subjectsOf(ledger.text, county);
      const told = await inPortions(subjects, (some) =>
        Promise.all(some.map(([kind, id]) => explained(county, of, `${kind}=${id}&${query}`))),
      );
      const addresses = subjects.map(([kind, id]) => {
        const folderOf = kind === 'case' ? 'cases' : 'children';
        return `/counties/${county}/${folderOf}/${id}?month=${of}&${query}`;
      });
      for (const [index, seen] of (await readSubjects(desk.page, addresses)).entries()) {
        const { status = 0, lines: expected = [] } = told[index] ?? {};
        const shownLines = seen.lines.map((line) => line.map(plain).join('|'));
        // What was not known then is not there, for either.
        expect([addresses[index], seen.status, ...shownLines.toSorted()]).toEqual([
          ...[addresses[index], status, ...expected.toSorted()],
        ]);
        lines += expected.length;
      }
    }
    expect(lines).toBeGreaterThan(0);
  }, 800_000);
});
