import { instantOfMs, later, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { refusedMonth } from '../../projections/versions/decide.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import { timeOfAct } from '../../src/versions/county-acts.js';
import type { NewestRecord } from '../../src/versions/county-acts.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

const at = (text: string): Instant => parseInstant(text) ?? instantOfMs(0);
const month = (text: string): Month => parseMonth(text) ?? (0 as Month);

/** A case of county 19, known from the first of October, and one known from the twentieth of November. */
const RECORDS = [
  ['1', '2006-10-01T08:00:00Z'],
  ['2', '2006-11-20T08:00:00Z'],
]
  .map(
    ([number = '', recorded = '']) =>
      `{"id":"a0000000-0000-4000-8000-00000000000${number}","type":"CaseOpened","county":"19","case":"190000${number}","effective":"2006-08-01","data":{"ncp":{"participant":"N-1","role":"father"},"payee":{"participant":"P-1","kind":"custodial-parent"},"program":"calworks"},"recorded":"${recorded}"}\n`,
  )
  .join('');

describe('a month is not submitted before it is over', () => {
  it.each([
    ['2006-09', '2006-10-01T06:59:59Z', 'MONTH_NOT_OVER'], // 30 September, 23:59:59 in California
    ['2006-09', '2006-10-01T07:00:00Z', null],
    ['2006-12', '2007-01-01T07:59:59Z', 'MONTH_NOT_OVER'], // by standard time
    ['2006-12', '2007-01-01T08:00:00Z', null],
    ['2004-02', '2004-02-29T12:00:00Z', 'MONTH_NOT_OVER'],
    ['2004-02', '2004-03-01T08:00:00Z', null],
    ['2006-10', '2006-11-01T07:59:59Z', 'MONTH_NOT_OVER'], // two days after the clock was put back
    ['2006-10', '2006-11-01T08:00:00Z', null],
    ['2004-10', '2004-11-01T07:59:59Z', 'MONTH_NOT_OVER'], // the clock was put back on the last day
    ['2004-10', '2004-11-01T08:00:00Z', null],
    ['1990-03', '1990-04-01T07:59:59Z', 'MONTH_NOT_OVER'], // the clock is put on on the day after
    ['1990-03', '1990-04-01T08:00:00Z', null],
    ['2001-03', '2001-04-01T07:59:59Z', 'MONTH_NOT_OVER'],
    ['2001-03', '2001-04-01T08:00:00Z', null],
    ['2006-09', '2006-05-01T00:00:00Z', 'MONTH_NOT_OVER'],
    ['2006-09', '2026-01-01T00:00:00Z', null],
  ])('%s at %s: %s', (of, instant, code) => {
    expect(refusedMonth(month(of), civilDayOf(at(instant)))?.code ?? null).toBe(code);
  });

  it('and is told its last day', () => {
    const day = civilDayOf(at('2006-10-01T06:59:59Z'));
    expect(refusedMonth(month('2006-09'), day)?.message).toBe(
      '2006-09 is not over on 2006-09-30 in California: submit it after its last day, 2006-09-30.',
    );
  });
});

describe('the moment of an act', () => {
  const NOW = at('2006-11-20T12:00:00Z') + 700;
  const PREVIOUS = at('2006-11-20T10:00:00Z');
  const newest = (recorded: Instant): NewestRecord => ({ position: 7, recorded });
  const asked = (text: string, known: Instant, now = NOW): unknown => {
    const outcome = timeOfAct(
      PREVIOUS,
      { clock: () => instantOfMs(now), at: at(text) },
      newest(known),
    );
    return outcome.kind === 'done' ? outcome.value : outcome.kind;
  };
  const byTheClock = (known: Instant, now = NOW): unknown =>
    timeOfAct(PREVIOUS, { clock: () => instantOfMs(now), at: null }, newest(known));

  it.each([
    ['2006-11-20T10:00:00Z', at('2006-11-20T09:00:00Z')], // with the county's previous act
    ['2006-11-20T11:00:00Z', at('2006-11-20T11:00:00Z')], // with the record
    ['2006-11-20T11:00:01Z', at('2006-11-20T11:00:00Z') + 1],
    ['2006-11-20T12:00:00Z', at('2006-11-20T12:00:00Z')], // in the second of the clock
  ])('may be %s', (text, known) => {
    expect(asked(text, instantOfMs(known))).toBe(at(text));
  });

  it.each([
    ['2006-11-20T09:59:59Z', at('2006-11-20T09:00:00Z')],
    ['2006-11-20T10:59:59Z', at('2006-11-20T11:00:00Z')],
    ['2006-11-20T11:00:00Z', at('2006-11-20T11:00:00Z') + 1],
    ['2006-11-20T12:00:01Z', at('2006-11-20T11:00:00Z')],
  ])('may not be %s', (text, known) => {
    expect(asked(text, instantOfMs(known))).toBe('misaddressed');
  });

  it('may be the second of the clock itself', () => {
    const now = at('2006-11-20T12:00:00Z');
    expect(asked('2006-11-20T12:00:00Z', PREVIOUS, now)).toBe(now);
    expect(asked('2006-11-20T12:00:00Z', PREVIOUS, now - 1)).toBe('misaddressed');
  });

  it('is otherwise by the clock, or the first that keeps the order where the clock is behind', () => {
    const noon = at('2006-11-20T12:00:00Z');
    expect(byTheClock(PREVIOUS)).toEqual({ kind: 'done', value: noon });
    expect(byTheClock(PREVIOUS, PREVIOUS - 5000)).toEqual({ kind: 'done', value: PREVIOUS });
    expect(byTheClock(later(noon, 400))).toEqual({ kind: 'done', value: noon + 1000 });
    const unknown = timeOfAct(null, { clock: () => instantOfMs(NOW), at: null }, null);
    expect(unknown).toEqual({ kind: 'done', value: noon });
  });
});

describe('a history of acts that is loaded', () => {
  const folder = temporaryFolder();
  const SEPTEMBER = ['--county', '19', '--month', '2006-09', '--data', folder.path, '--json'];
  const run = (...argv: readonly string[]): Promise<CliResult> =>
    plumbline([...argv, ...SEPTEMBER]);
  const submit = (...argv: readonly string[]): Promise<CliResult> =>
    run('submit', '--by', 'X', ...argv);
  const approve = (...argv: readonly string[]): Promise<CliResult> =>
    run('approve', '--version', '1', '--by', 'D', '--telephone', '1', ...argv);
  const thenWrong = (result: CliResult, said: string): void => {
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(said);
  };

  beforeAll(async () => {
    await plumbline(['ingest', '-', '--data', folder.path], { stdin: RECORDS });
  });
  afterAll(folder.remove);

  it('has no submission before what it rests on was known', async () => {
    thenWrong(await submit('--at', '2006-10-05T00:00:00Z'), 'position 2');
    thenWrong(await submit('--at', '2006-11-20T07:59:59Z'), '2006-11-20T08:00:00Z or later');
    thenWrong(await submit('--as-of', '1', '--at', '2006-10-01T07:59:59Z'), 'position 1');
  });

  it('has none before its month is over, which is asked before all else', async () => {
    for (const argv of [
      ['--at', '2006-10-01T06:59:59Z'], // 30 September in California, and before every record
      ['--as-of', '1', '--at', '2006-09-30T12:00:00Z'],
    ]) {
      const refused = await submit(...argv);
      expect(refused.code).toBe(3);
      expect(JSON.parse(refused.stdout)).toMatchObject({ error: 'MONTH_NOT_OVER' });
    }
    const ahead = ['submit', '--by', 'X', '--county', '19', '--data', folder.path];
    const refused = await plumbline([...ahead, '--month', '2099-01']);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toMatch(/^MONTH_NOT_OVER: 2099-01 is not over on \d{4}-\d\d-\d\d /u);
  });

  it('takes one at the very instant of the record, and nothing before an act that was', async () => {
    const first = await submit('--as-of', '1', '--at', '2006-10-01T08:00:00Z');
    expect(JSON.parse(first.stdout)).toMatchObject({ version: 1, asOf: 1 });
    thenWrong(await approve('--at', '2006-10-01T07:59:59Z'), 'previous act');
    thenWrong(await approve('--at', '2099-01-01T00:00:00Z'), 'later than the clock');
    const approved = await approve('--at', '2006-10-01T08:00:00Z');
    expect(JSON.parse(approved.stdout)).toMatchObject({ state: 'approved', daysLate: 0 });
  });

  it('takes the next one when its own records were known', async () => {
    thenWrong(await submit('--at', '2006-10-05T00:00:00Z'), 'position 2');
    const second = await submit('--at', '2006-11-20T08:00:00Z');
    expect(JSON.parse(second.stdout)).toMatchObject({ version: 2, asOf: 2 });
    const back = ['return', '--version', '2', '--by', 'DCSS', '--reason', 'x'];
    thenWrong(await run(...back, '--at', '2006-11-20T07:59:59Z'), 'previous act');
    expect((await run(...back, '--at', '2006-11-20T08:00:00Z')).code).toBe(0);
  });
});
