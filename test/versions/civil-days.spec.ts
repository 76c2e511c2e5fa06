import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatDay } from '../../events/values/day.js';
import { instantOfMs, later, parseInstant } from '../../events/values/instant.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import { civilDayText } from '../../src/versions/civil-day.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { readReport } from '../packages/written-form.js';
import { Random } from '../support/random.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Days from one civil day to that of an instant up to 23 hours later, and to the day in UTC: none or one. */
const STEPS = [0, 1];

describe('the civil day in California', () => {
  it.each([
    ['2006-10-16T06:59:59Z', '2006-10-15'], // by daylight saving time
    ['2006-10-16T07:00:00Z', '2006-10-16'],
    ['2006-04-02T07:59:59Z', '2006-04-01'], // the day on which it began
    ['2006-04-02T08:00:00Z', '2006-04-02'],
    ['2006-04-03T06:59:59Z', '2006-04-02'],
    ['2006-04-03T07:00:00Z', '2006-04-03'],
    ['2006-10-29T06:59:59Z', '2006-10-28'], // the day on which it ended
    ['2006-10-29T07:00:00Z', '2006-10-29'],
    ['2006-10-30T07:59:59Z', '2006-10-29'],
    ['2006-10-30T08:00:00Z', '2006-10-30'],
    ['2007-01-01T07:59:59Z', '2006-12-31'], // by standard time
    ['2007-01-01T08:00:00Z', '2007-01-01'],
    ['1900-01-01T08:00:00Z', '1900-01-01'],
    ['2100-12-31T23:59:59Z', '2100-12-31'],
  ])('of %s is %s', (instant, day) => {
    expect(civilDayText(instant)).toBe(day);
    expect(formatDay(civilDayOf(parseInstant(instant) ?? instantOfMs(0)))).toBe(day);
  });

  it('never goes back, and is one of the two that UTC has about then', () => {
    const seed = 20_061_015;
    const random = new Random(seed);
    for (let round = 0; round < 2000; round += 1) {
      const instant = instantOfMs(random.integer(-36_000_000, 68_000_000) * MINUTE_MS);
      const day = civilDayOf(instant);
      const next = civilDayOf(later(instant, random.integer(0, 1380) * MINUTE_MS));
      const ofUtc = Math.floor(instant / DAY_MS);
      const found = { seed, instant, steps: next - day, behindUtc: ofUtc - day };
      const isNear = STEPS.includes(found.steps) && STEPS.includes(found.behindUtc);
      expect({ ...found, isNear }).toMatchObject({ isNear: true });
    }
  });

  it('is not made of what is no instant', () => {
    expect(() => civilDayText('2006-10-15')).toThrow('2006-10-15');
  });
});

const CASE =
  '{"id":"a0000000-0000-4000-8000-000000000001","type":"CaseOpened","county":"19","case":"1900001","effective":"2006-08-01","data":{"ncp":{"participant":"N-1","role":"father"},"payee":{"participant":"P-1","kind":"custodial-parent"},"program":"calworks"},"recorded":"2006-10-01T08:00:00Z"}\n';

describe('a version submitted and approved on the evening of the day that it is due', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const out = join(folder.path, 'package');
  const address = ['--county', '19', '--month', '2006-09', '--data', data];
  const VERSION = ['--version', '1'];
  const act = async (name: string, ...argv: readonly string[]): Promise<string> => {
    const result = await plumbline([name, ...address, ...argv]);
    expect(result).toMatchObject({ code: 0 });
    return result.stdout;
  };
  const text = (path: string): string => readFileSync(join(out, path), 'utf8');

  beforeAll(async () => {
    await plumbline(['ingest', '-', '--data', data], { stdin: CASE });
    await act('submit', '--by', 'A. Ortiz', '--at', '2006-10-16T02:00:00Z');
    const director = ['--by', 'D. Rector', '--telephone', '1'];
    await act('approve', ...VERSION, ...director, '--at', '2006-10-16T03:00:00Z');
    await act('package', ...VERSION, '--out', out);
  });
  afterAll(folder.remove);

  it('has that day in the table, and the instants in UTC where they are printed', async () => {
    const rows = (await act('versions')).split('\n').filter((line) => line.startsWith('2006-09'));
    expect(rows.map((row) => row.split(/\s{2,}/u))).toEqual([
      ['2006-09', '1', 'NEW', 'approved', '1', '2006-10-15', '2006-10-15', '2006-10-15'],
    ]);
    expect(JSON.parse(await act('versions', '--json'))).toMatchObject([
      {
        submitted: { at: '2006-10-16T02:00:00Z' },
        approved: { at: '2006-10-16T03:00:00Z' },
        due: '2006-10-15',
        daysLate: 0,
      },
    ]);
  });

  it('has it wherever a day stands in its package, and the next one nowhere', async () => {
    expect(text('README.txt')).toContain('approved by D. Rector on 2006-10-15');
    expect(text('bag-info.txt')).toContain('Bagging-Date: 2006-10-15\n');
    const form = await readReport(readFileSync(join(out, 'data/report.pdf')));
    expect(form.pages.join('')).toContain('DATE:2006-10-15');
    expect(form.pages.join('')).toContain('Due2006-10-15,intime');
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:txt|json|csv|pdf|ndjson)$/u.test(path))
      .map((path) => [path, text(path).replaceAll(/2006-10-16T0[23]:00:00Z/gu, '')] as const);
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter(([, content]) => content.includes('2006-10-16'))).toEqual([]);
    expect(form.pages.join('')).not.toContain('2006-10-16');
  });
});

describe('a version returned on that evening', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it('has the day in its package, and while it is submitted alone, too', async () => {
    const data = ['--data', folder.path];
    const address = ['--county', '19', '--month', '2006-09', ...data];
    await plumbline(['ingest', '-', ...data], { stdin: CASE });
    const first = join(folder.path, 'submitted');
    const second = join(folder.path, 'returned');
    await plumbline(['submit', ...address, '--by', 'A', '--at', '2006-10-16T02:00:00Z']);
    await plumbline(['package', ...address, '--version', '1', '--out', first]);
    const back = ['--version', '1', '--by', 'DCSS', '--reason', 'x'];
    await plumbline(['return', ...address, ...back, '--at', '2006-10-16T03:00:00Z']);
    await plumbline(['package', ...address, '--version', '1', '--out', second]);
    const readme = (out: string): string => readFileSync(join(out, 'README.txt'), 'utf8');
    expect(readme(first)).toContain('submitted on 2006-10-15, not approved');
    expect(readme(second)).toContain('returned on 2006-10-15, not approved');
    expect(readFileSync(join(second, 'bag-info.txt'), 'utf8')).toContain('2006-10-15');
  });
});
