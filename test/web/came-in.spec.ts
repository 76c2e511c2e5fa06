import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDayOf } from '../../events/values/civil-day.js';
import { formatDay } from '../../events/values/day.js';
import { instantOfMs } from '../../events/values/instant.js';
import { clockNow } from '../../src/ports/clock.js';
import { CAME_IN_DAYS_MAX } from '../../src/exchange/came-in.js';
import { Unclaimed } from '../../src/exchange/unclaimed-positions.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runServiceWithAccounts } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { BrowserOfTest, hiddenIn } from '../http/signing/browser-of-test.js';
import { peopleInFolder } from './people-in-folder.js';
import type { PersonSignedIn } from './people-in-folder.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const RECORDS = '/counties/19/records';
const NEW = `${RECORDS}/new?type=ParticipantRegistered`;

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let people: Readonly<Record<'reporter' | 'director' | 'viewer', PersonSignedIn>>;

beforeAll(async () => {
  const { code, stderr } = await plumbline(['ingest', EXAMPLE, '--data', data]);
  if (code !== 0) throw new Error(stderr);
  people = await peopleInFolder(data, {
    reporter: [{ role: 'lcsa-reporter', county: '19' }],
    director: [{ role: 'lcsa-director', county: '19' }],
    viewer: [{ role: 'cbud-viewer', county: '19' }],
  });
  service = await runServiceWithAccounts(data);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

function browserOf({ cookie }: PersonSignedIn): BrowserOfTest {
  const browser = new BrowserOfTest(service.url);
  const [name = '', value = ''] = cookie.split('=');
  browser.cookies.set(name, value);
  return browser;
}

/** Day, sender and number of records of each row. */
function rowsOf(html: string): readonly (readonly string[])[] {
  const rows = html.matchAll(/data-day="([^"]+)" data-from="([^"]+)" data-records="([^"]+)"/gu);
  return Array.from(rows, ([, day = '', from = '', records = '']) => [day, from, records]);
}

/** Posts a file as the form of a page does; the form's hidden fields may be another's. */
async function uploadTo(
  { cookie }: PersonSignedIn,
  path: string,
  hidden: Readonly<Record<string, string>>,
  text: string,
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(hidden)) body.set(name, value);
  body.set('file', new File([text], 'records.ndjson'));
  const headers = { cookie, Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' };
  return fetch(service.url + path, { method: 'POST', body, headers, redirect: 'manual' });
}

const record = (id: string): string =>
  `${JSON.stringify({
    id,
    ...{ type: 'ParticipantRegistered', county: '19', effective: '2006-10-02' },
    data: { participant: `P-${id.slice(-3)}` },
  })}\n`;

/** Days of the example, the newest first, with how many records each has. */
function daysOfExample(): readonly (readonly [string, number])[] {
  const days = readFileSync(EXAMPLE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly recorded: string }).recorded)
    .map((recorded) => formatDay(civilDayOf(instantOfMs(Date.parse(recorded)))));
  const byDay = Map.groupBy(days, (day) => day);
  return [...byDay]
    .map(([day, of]) => [day, of.length] as const)
    .sort()
    .toReversed();
}

describe('the records of a county', () => {
  it('are told by day and sender to whoever may read what came in, who is shown no form', async () => {
    const reporter = browserOf(people.reporter);
    const entered = await reporter.send(NEW, 'record', {
      effective: '2006-10-02',
      participant: 'P-1257',
    });
    expect(entered.status).toBe(303);
    const files = '/counties/19/files';
    const hidden = hiddenIn((await reporter.get(files)).text, 'upload');
    const ids = ['1', '2'].map((last) => `aaaaaaaa-0000-4000-8000-00000000000${last}`);
    const sent = await uploadTo(people.reporter, files, hidden, ids.map(record).join(''));
    expect(sent.status).toBe(303);
    const page = sent.headers.get('location') ?? '';
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await reporter.get(page)).text.includes('data-state="taken"')) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    const seen = await browserOf(people.director).get(RECORDS);
    expect(seen.status).toBe(200);
    const today = formatDay(civilDayOf(clockNow()));
    const { account } = people.reporter;
    const [first, second, ...others] = rowsOf(seen.text);
    expect([first, second]).toEqual([
      [today, account, '1'],
      [today, `Files uploaded by ${account}`, '2'],
    ]);
    expect(others).toEqual(
      daysOfExample()
        .slice(0, CAME_IN_DAYS_MAX - 1)
        .map(([day, count]) => [day, 'Not on the access log', String(count)]),
    );
    expect(seen.text).not.toContain('data-act="upload"');
    expect(seen.text).not.toContain('records/new');
    const own = await reporter.get(RECORDS);
    expect(own.text).toContain('data-act="upload"');
    expect(own.text).toContain('records/new');
  });

  it('go on with the days before one', async () => {
    const days = daysOfExample().map(([day]) => day);
    const director = browserOf(people.director);
    const told: string[] = [];
    let next: string | null = RECORDS;
    while (next !== null) {
      const { text } = await director.get(next);
      told.push(
        ...rowsOf(text).flatMap(([day = '', from = '']) => (from.startsWith('Not') ? [day] : [])),
      );
      next = /href="([^"]+\?before=[^"]+)"/u.exec(text)?.[1] ?? null;
    }
    expect(told).toEqual(days);
    const first = await director.get(`${RECORDS}?before=${days.at(-1) ?? ''}`);
    expect(first.text).toContain('No record came in before that day.');
    const wrong = await browserOf(people.director).get(`${RECORDS}?before=yesterday`);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('id="before-error" data-error="INVALID_FIELD"');
  });

  it('are taken from nobody who may only read, and shown to nobody who may not', async () => {
    const own = await browserOf(people.reporter).get(RECORDS);
    const read = (await browserOf(people.director).get('/counties/19/files')).text;
    // The director's own token, in the form that he is not shown.
    const token = /name="token" value="([^"]+)"/u.exec(read)?.[1] ?? '';
    const hidden = { ...hiddenIn(own.text, 'upload'), token };
    const sent = await uploadTo(
      people.director,
      RECORDS,
      hidden,
      record('aaaaaaaa-0000-4000-8000-000000000009'),
    );
    expect([sent.status, await sent.text()]).toEqual([
      403,
      expect.stringContaining('You may not do that'),
    ]);
    expect((await browserOf(people.viewer).get(RECORDS)).status).toBe(403);
  });
});

describe('positions that are claimed', () => {
  it('are given once, to whoever claims them first', () => {
    const left = new Unclaimed([10, 20]);
    expect([left.take([12, 14]), left.take([13, 16]), left.take([1, 10])]).toEqual([3, 2, 1]);
    expect([left.count, left.take([20, 99]), left.take([30, 40]), left.count]).toEqual([
      5, 1, 0, 4,
    ]);
  });
});
