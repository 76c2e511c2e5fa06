import { parseDay, formatDay } from '../../events/values/day.js';
import { MANY_CASES, MANY_REFUSALS, unusualFold } from '../../projections/access-log/unusual.js';
import type { AccessLine } from '../../projections/access-log/access-line.js';
import { daysAsked, unusualView } from '../../src/web/pages/unusual/view.js';
import { present } from '../store/present.js';
import { aLine, instant } from './log-under-test.js';

/** Noon of a Monday in California. */
const MONDAY = '2026-10-12T19:00:00.000Z';

let n = 0;
function line(said: Partial<AccessLine> & { readonly on?: string }): AccessLine {
  n += 1;
  const { on = MONDAY, ...more } = said;
  return { n, ...aLine(), at: instant(on), ...more };
}

function found(lines: readonly AccessLine[], before: readonly AccessLine[] = []) {
  const fold = unusualFold();
  before.forEach(fold.remember);
  lines.forEach(fold.add);
  return fold
    .found()
    .map(({ kind, account, day, times }) => [kind, account, formatDay(day), times]);
}

const looks = (count: number): readonly AccessLine[] =>
  Array.from({ length: count }, (_, index) => line({ subject: String(index).padStart(64, '0') }));

describe('unusual use', () => {
  it('is many different cases on one day, and not one case many times', () => {
    expect(found(looks(MANY_CASES - 1))).toEqual([]);
    expect(found(looks(MANY_CASES))).toEqual([['manyCases', 'A-7', '2026-10-12', MANY_CASES]]);
    expect(found(Array.from({ length: MANY_CASES * 2 }, () => line({})))).toEqual([]);
  });

  it('is a person who looks at night or at a weekend, by the clock of California', () => {
    const at = (on: string, more: Partial<AccessLine> = {}) => found([line({ on, ...more })]);
    expect(at('2026-10-12T12:59:59.999Z')).toEqual([['outOfHours', 'A-7', '2026-10-12', 1]]);
    expect(at('2026-10-12T13:00:00.000Z')).toEqual([]);
    expect(at('2026-10-13T02:59:59.999Z')).toEqual([]);
    expect(at('2026-10-13T03:00:00.000Z')).toEqual([['outOfHours', 'A-7', '2026-10-12', 1]]);
    expect(at('2026-10-10T19:00:00.000Z')).toEqual([['outOfHours', 'A-7', '2026-10-10', 1]]);
    // A program has no hours, and neither has the machine's own command line.
    expect(at('2026-10-10T19:00:00.000Z', { key: 'night' })).toEqual([]);
    expect(at('2026-10-10T19:00:00.000Z', { account: 'operator' })).toEqual([]);
  });

  it('is who was refused often; those without an account by their address', () => {
    const refused = (count: number, more: Partial<AccessLine>) =>
      Array.from({ length: count }, () => line({ result: 'refused', subject: null, ...more }));
    expect(found(refused(MANY_REFUSALS - 1, {}))).toEqual([]);
    expect(found(refused(MANY_REFUSALS, {}))).toEqual([['refused', 'A-7', '2026-10-12', 5]]);
    const nobody = { account: null, from: '203.0.113.9' };
    expect(found([...refused(1, { ...nobody, times: 4 }), ...refused(1, nobody)])).toEqual([
      ['refused', null, '2026-10-12', 5],
    ]);
    const another = { ...nobody, from: '203.0.113.10' };
    expect(found([...refused(3, nobody), ...refused(3, another)])).toEqual([]);
  });

  it('is a person of another organization who came to the limit of looks, be it once', () => {
    const over = { result: 'refused', application: 'T-3' } as const;
    expect(found([line(over)])).toEqual([['overLimit', 'A-7', '2026-10-12', 1]]);
    // A case that is not there, too.
    const times = Array.from({ length: 18 }, () => line({ ...over, subject: null }));
    expect(found(times)).toEqual([['overLimit', 'A-7', '2026-10-12', 18]]);
    expect(found([line({ ...over, application: null })])).toEqual([]);
    const fold = unusualFold();
    fold.add(line(over));
    const { rows, rules } = unusualView({ resets: [], found: fold.found() });
    expect(rows.map(({ what }) => what)).toEqual(['asked for cases beyond the limit, 1 time']);
    expect(rules.some((rule) => rule.startsWith('Beyond the limit: '))).toBe(true);
  });

  it('is a sign-in from an address that the account never came from, but for its first', () => {
    const signIn = (from: string, on = MONDAY) =>
      line({ action: 'sign-in', subject: null, county: null, from, on });
    expect(found([signIn('198.51.100.1')])).toEqual([]);
    expect(found([signIn('198.51.100.1'), signIn('198.51.100.2')])).toEqual([
      ['newAddress', 'A-7', '2026-10-12', 1],
    ]);
    const before = [signIn('198.51.100.1', '2026-09-01T19:00:00.000Z')];
    expect(found([signIn('198.51.100.1')], before)).toEqual([]);
    expect(found([signIn('198.51.100.2'), signIn('198.51.100.2')], before)).toEqual([
      ['newAddress', 'A-7', '2026-10-12', 1],
    ]);
  });

  it('is shown the newest day first, each with the lines behind it', () => {
    const fold = unusualFold();
    fold.add(line({ on: '2026-10-10T19:00:00.000Z' }));
    fold.add(line({ on: '2026-10-11T19:00:00.000Z', account: 'A-8' }));
    const { rows } = unusualView({ resets: [], found: fold.found() });
    expect(rows.map(({ who, what, lines }) => [who, what, lines.href])).toEqual([
      ['A-8', 'saw persons out of hours, 1 time', '/log?account=A-8&from=2026-10-11&to=2026-10-11'],
      ['A-7', 'saw persons out of hours, 1 time', '/log?account=A-7&from=2026-10-10&to=2026-10-10'],
    ]);
  });
});

describe('the days that are looked at', () => {
  const asked = (from: string, to: string) =>
    daysAsked(
      new Map([
        ['from', from],
        ['to', to],
      ]),
      instant(MONDAY),
    );

  it('are the last week where none are said', () => {
    expect(asked('', '')).toEqual({
      kind: 'asked',
      from: present(parseDay('2026-10-06')),
      to: present(parseDay('2026-10-12')),
    });
  });

  it.each([
    ['Monday', '', 'from'],
    ['', '12', 'to'],
    ['2026-10-12', '2026-10-11', 'to'],
    ['2026-01-01', '2026-10-11', 'from'],
  ])('from %p to %p are mended at %s', (from, to, field) => {
    expect(asked(from, to)).toMatchObject({ kind: 'wrong', faults: [{ field }] });
  });
});
