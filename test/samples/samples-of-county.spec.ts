import { join } from 'node:path';
import { parseLineNumber } from '../../events/line-numbers.js';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import type { Reply } from '../../src/application/application.js';
import type { InputOf, ValueOf } from '../../src/application/list.js';
import type { EntryName } from '../../src/application/list.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import { SAMPLE_ROWS_MAX, faultOfCount } from '../../src/samples/draw-for-county.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval');

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let application: Application;
let close: () => Promise<void>;

beforeAll(async () => {
  const argv = ['ingest', join(EXAMPLE, 'records.ndjson'), '--data', data];
  expect(await plumbline(argv)).toMatchObject({ code: 0 });
  const submit = 'submit --county 19 --month 2006-09 --as-of 10 --by'.split(' ');
  expect(await plumbline([...submit, 'A. Ortiz', '--data', data])).toMatchObject({ code: 0 });
  const opened = await openHouse(data, 'write', {});
  application = new Application(opened.house);
  ({ close } = opened);
});
afterAll(async () => {
  await close();
  folder.remove();
});

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('It is none.');
  return value;
}

const county = present(parseCounty('19'));
const DRAW: InputOf<'drawSample'> = {
  county,
  month: present(parseMonth('2006-09')),
  line: present(parseLineNumber('1')),
  column: null,
  asOf: null,
  version: 1,
  method: 'rows',
  size: 2,
  reserve: 1,
  seed: 'first',
  by: 'C. Auditor',
};

function ask<Name extends EntryName>(
  name: Name,
  input: InputOf<Name>,
): Promise<Reply<ValueOf<Name>>> {
  return application.ask(OPERATOR, name, input);
}

async function value<Name extends EntryName>(
  name: Name,
  input: InputOf<Name>,
): Promise<ValueOf<Name>> {
  const reply = await ask(name, input);
  if (reply.kind === 'done') return reply.value;
  throw new Error(JSON.stringify(reply));
}

describe('samples of a county', () => {
  it('are numbered, drawn as of a version, and the same whenever they are drawn again', async () => {
    const drawn = await value('drawSample', DRAW);
    expect(drawn).toMatchObject({
      sample: 'S-1',
      month: '2006-09',
      line: '1',
      asOf: 10,
      version: 1,
      seed: 'first',
      earlier: [],
      leftOut: 0,
    });
    const { population, rows, reserve } = drawn;
    expect(rows).toHaveLength(Math.min(2, population));
    expect(reserve).toHaveLength(Math.min(1, Math.max(0, population - 2)));
    // Every row is one of the trail's, with its records.
    const trail = await plumbline(
      `trail --county 19 --month 2006-09 --line 1 --as-of 10 --format ndjson --data ${data}`.split(
        ' ',
      ),
    );
    const entries = trail.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { case: string; column: string; records: string[] });
    expect(entries).toHaveLength(population);
    for (const row of rows) {
      expect(entries).toContainEqual(
        expect.objectContaining({ case: row.case, column: row.column, records: row.records }),
      );
    }
    expect(await value('sample', { county, sample: 'S-1' })).toEqual(drawn);
  });

  it('say how often the same line, month and position was drawn before, and what was left unjudged', async () => {
    const second = await value('drawSample', { ...DRAW, seed: 'second', by: 'D. Auditor' });
    expect(second).toMatchObject({
      sample: 'S-2',
      earlier: [{ sample: 'S-1', by: 'C. Auditor', seed: 'first', judged: 0, unjudged: 2 }],
    });
    // Another position is another population.
    expect(await value('drawSample', { ...DRAW, version: null })).toMatchObject({
      sample: 'S-3',
      asOf: 14,
      earlier: [],
    });
    expect(await value('samples', { county })).toMatchObject([
      { sample: 'S-3' },
      { sample: 'S-2' },
      { sample: 'S-1' },
    ]);
  });

  it.each([
    ['a line of a figure', { line: present(parseLineNumber('8')) }, 'INVALID_FIELD'],
    ['dollars of a line that counts', { method: 'dollars', reserve: 0 }, 'INVALID_FIELD'],
    ['a seed over a line', { seed: 'a\nb' }, 'INVALID_FIELD'],
    ['a version and a position', { asOf: 3 }, 'INVALID_FIELD'],
    ['more rows than may be asked for', { size: 1_000_000_000 }, 'INVALID_FIELD'],
    [
      'more points than one sample has',
      { line: present(parseLineNumber('24')), method: 'dollars', size: 10_001, reserve: 0 },
      'INVALID_FIELD',
    ],
  ] as const)('are not drawn of %s', async (_what, more, code) => {
    expect(await ask('drawSample', { ...DRAW, ...more })).toMatchObject({ refusal: { code } });
  });

  it('of a version that there is not are misaddressed, and nothing is kept of what is refused', async () => {
    expect((await ask('drawSample', { ...DRAW, version: 7 })).kind).toBe('misaddressed');
    expect(await value('samples', { county })).toHaveLength(3);
  });
});

describe('a judgement', () => {
  const GIVEN: InputOf<'judgeSampleRow'> = {
    county,
    sample: 'S-1',
    row: 1,
    judgement: 'pass',
    reason: null,
    text: null,
    evidence: ['order.pdf'],
    replaces: null,
    by: 'C. Auditor',
  };

  it('stands until one that names it takes its place, and is kept', async () => {
    expect(await value('judgeSampleRow', GIVEN)).toMatchObject({ judgement: 1, found: 'pass' });
    expect(await ask('judgeSampleRow', GIVEN)).toMatchObject({ refusal: { code: 'WRONG_STATE' } });
    const found = { judgement: 'fail', reason: 'status-differs', text: 'It was closed.' };
    const anew = { ...GIVEN, ...found, by: 'D. Auditor' };
    expect(await value('judgeSampleRow', { ...anew, replaces: 1 })).toMatchObject({ judgement: 2 });
    const { rows, result } = await value('sample', { county, sample: 'S-1' });
    expect(rows[0]).toMatchObject({
      judgement: { found: 'fail', text: 'It was closed.', evidence: ['order.pdf'] },
      replaced: [{ found: 'pass', by: 'C. Auditor' }],
    });
    expect(result).toMatchObject({ judged: 1, passes: 0, verdict: 'unreliable' });
  });

  it('that is not determinable counts as failed, unless it is left out', async () => {
    const undetermined = { judgement: 'not-determinable', reason: 'document-missing', row: 2 };
    await value('judgeSampleRow', { ...GIVEN, ...undetermined });
    await value('judgeSampleRow', { ...GIVEN, replaces: 2 });
    const { result, resultWithoutUndetermined } = await value('sample', { county, sample: 'S-1' });
    expect([result?.judged, result?.efficiency]).toEqual([2, '50.0']);
    expect([
      resultWithoutUndetermined?.judged,
      resultWithoutUndetermined?.efficiency,
      resultWithoutUndetermined?.verdict,
    ]).toEqual([1, '100.0', 'reliable']);
  });

  it.each([
    [{ judgement: 'maybe' }],
    [{ judgement: 'not-determinable' }],
    [{ reason: 'other' }],
    [{ reason: 'because', judgement: 'fail' }],
    [{ text: '' }],
    [{ evidence: ['a\nb'] }],
  ])('breaks its form: %j', async (more) => {
    expect(await ask('judgeSampleRow', { ...GIVEN, ...more, replaces: 3 })).toMatchObject({
      refusal: { code: 'INVALID_FIELD' },
    });
  });

  it('is of a row that the sample has', async () => {
    expect((await ask('judgeSampleRow', { ...GIVEN, row: 99 })).kind).toBe('misaddressed');
    expect((await ask('judgeSampleRow', { ...GIVEN, sample: 'S-9' })).kind).toBe('misaddressed');
  });
});

describe('what is looked at before', () => {
  it('finds the records that came after the version, and nothing wrong with the version itself', async () => {
    const checks = await value('sampleChecks', { county, month: DRAW.month, version: 1 });
    const counts = Object.fromEntries(checks.map(({ check, count }) => [check, count]));
    expect(counts).toMatchObject({
      'trail-against-cells': 0,
      'subject-twice': 0,
      'outside-universe': 0,
      'audit-files': 0,
    });
    const later = checks.find(({ check }) => check === 'later-records');
    expect(later?.rows.map(({ position }) => position)).toEqual([11, 12, 13, 14]);
    // Nothing is approved, so that nothing approved has changed.
    expect(counts['changed-months']).toBe(0);
  });
});

describe('a sample of more rows than there are', () => {
  it('is all of them, whatever number was asked for', async () => {
    const all = await value('drawSample', { ...DRAW, size: 50_000, reserve: 0, seed: 'all' });
    expect(all.rows).toHaveLength(all.population);
    expect(all).toMatchObject({ size: all.population, reserve: [] });
    const argv = 'sample draw --county 19 --month 2006-09 --line 1 --version 1 --size 50000';
    const seed = ['--seed', 'all', '--json', '--data', data];
    const { code, stdout } = await plumbline([...argv.split(' '), ...seed]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ size: all.population, rows: all.rows });
  });

  it('is refused where that is more than one sample has', () => {
    expect(faultOfCount(SAMPLE_ROWS_MAX)).toBeNull();
    expect(faultOfCount(SAMPLE_ROWS_MAX + 1)).toContain('10000 at most');
  });
});
