import { join } from 'node:path';
import { civilDayOf } from '../../events/values/civil-day.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import { LIST } from '../../src/application/list.js';
import { withOrigin } from '../../src/application/origin.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import type { County } from '../../events/values/county.js';
import { countedLook } from '../../projections/process/looks.js';
import type { Look } from '../../projections/process/looks.js';
import { ACCESS } from '../../src/ports/act-log.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';
import { bodiesToRenewal } from './letters/written-letters.js';
import { instantOfMs, later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

const HOUR = 3_600_000;
const START = instantOfMs(Date.parse('2010-05-03T16:00:00Z'));
const LIMITS = { casesAnHour: 3, casesADay: 5 };

/** Looks at cases at hours from the start: which are let, and when one more is where one is not. */
function looked(...looks: readonly (readonly [subject: string, hours: number])[]) {
  let before: readonly Look[] = [];
  return looks.map(([subject, hours]) => {
    const counted = countedLook(before, subject, instantOfMs(START + hours * HOUR), LIMITS);
    if (counted.kind === 'over') return (counted.until - START) / HOUR;
    before = counted.looks;
    return 'let';
  });
}

describe('looks of a person of another organisation', () => {
  it('given three cases within an hour, then a fourth waits until the first is an hour old', () => {
    expect(looked(['a', 0], ['b', 0.2], ['c', 0.4], ['d', 0.9], ['d', 1])).toEqual([
      ...['let', 'let', 'let', 1, 'let'],
    ]);
  });

  it('given the same case again within the hour, then it is counted once', () => {
    expect(looked(['a', 0], ['a', 0.1], ['a', 0.2], ['a', 0.3], ['b', 0.4], ['c', 0.5])).toEqual(
      Array.from({ length: 6 }, () => 'let'),
    );
  });

  it('given five cases within a day, then a sixth waits until the first is a day old', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((subject, index) => [subject, 2 * index] as const);
    expect(looked(...five, ['f', 23], ['a', 23.5], ['f', 24])).toEqual([
      ...Array.from({ length: 5 }, () => 'let'),
      ...[24, 'let', 26],
    ]);
  });

  it('given looks of more than a day ago, then nothing of them is kept', () => {
    const before = [{ subject: 'a', at: START }];
    expect(countedLook(before, 'b', later(START, 24 * HOUR), LIMITS)).toEqual({
      kind: 'let',
      looks: [{ subject: 'b', at: START + 24 * HOUR }],
    });
  });
});

describe('asking for cases', () => {
  const folder = temporaryFolder();
  let open: OpenHouse;
  let other: OpenHouse;

  beforeAll(async () => {
    const data = join(folder.path, 'data');
    const records = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
    await plumbline(['ingest', records, '--data', data]);
    open = await openHouse(data, 'write', {});
    const opened = { profile: 'inquiry', training: '2010-03-01', statement: '2010-03-01' };
    const user = { email: 'u@example.org', name: { first: 'U', last: 'Ser' } };
    const by = { by: 'operator', application: 'T-1' };
    const bodies = [
      ...bodiesToRenewal().slice(0, 12),
      { act: 'UserAccountOpened', at: '2010-04-01T20:00:00Z', ...by, ...opened, ...user },
      { act: 'AccountActivated', at: '2010-04-01T20:00:00Z', by: 'A-2' },
      {
        act: 'AccountInvited',
        at: '2010-04-01T20:00:00Z',
        by: 'operator',
        email: 'v@example.org',
        name: { first: 'V', last: 'Iewer' },
        grants: [{ role: 'cbud-viewer', county: '19' }],
      },
      { act: 'AccountActivated', at: '2010-04-01T20:00:00Z', by: 'A-3' },
    ].map((body) => (typeof body === 'string' ? body : canonicalJson(body)));
    await open.house.access.appendAll(ACCESS, 0, bodies);
    other = await openHouse(data, 'change', {});
  });
  afterAll(async () => {
    await open.close();
    await other.close();
    folder.remove();
  });

  async function kinds(
    account: string,
    ids: readonly string[],
    at = START,
    houses: readonly OpenHouse[] = [open],
  ): Promise<readonly string[]> {
    const actor = { kind: 'account', account, secondFactorAt: START } as const;
    const doors = houses.map(({ house }) => new Application(house));
    const found: string[] = [];
    for (const [index, id] of ids.entries()) {
      const subject = { kind: 'case', id } as const;
      const county = '19' as County;
      const door = doors[index % doors.length] ?? new Application(open.house);
      const input = { county, subject, asOf: null };
      const reply = await door.ask(actor, 'history', input, { clock: () => at });
      found.push(reply.kind);
    }
    return found;
  }

  const cases = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `19${String(index).padStart(5, '0')}`);

  it('given 31 cases that are not there, asked of two services in turns, then the last is stopped', async () => {
    const found = await kinds('A-2', cases(31), START, [open, other]);
    expect(found.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'misaddressed'));
    expect(found[30]).toBe('tooManyLooks');
    expect(await kinds('A-2', ['1900000'])).toEqual(['misaddressed']);
    expect(await kinds('A-2', ['1900031'], later(START, HOUR))).toEqual(['misaddressed']);
  });

  it('given a look beyond the limit, then it is a refusal on the log, and unusual use', async () => {
    const at = START + 24 * HOUR;
    const door = new Application(open.house);
    const clock = (): Instant => instantOfMs(at);
    await kinds('A-2', cases(30), clock());
    const request = '00000000-0000-4000-8000-000000000031';
    await withOrigin({ request, from: '192.0.2.7' }, () => kinds('A-2', ['1900030'], clock()));
    const all = { county: null, account: null, subject: null, action: null, from: null, to: null };
    const log = await door.ask(OPERATOR, 'accessLog', { ...all, after: 0, limit: 1000 }, { clock });
    if (log.kind !== 'done') throw new Error(log.kind);
    expect(log.value.lines.filter((line) => line.request === request)).toMatchObject([
      { account: 'A-2', action: 'case.read', application: 'T-1', result: 'refused' },
    ]);
    const day = civilDayOf(clock());
    const use = await door.ask(OPERATOR, 'unusualUse', { from: day, to: day }, { clock });
    if (use.kind !== 'done') throw new Error(use.kind);
    expect(use.value.found).toMatchObject([{ kind: 'overLimit', account: 'A-2', times: 1 }]);
  });

  it('given a case by its number, then by each of its records, then that is one look', async () => {
    const at = START + 48 * HOUR;
    const actor = { kind: 'account', account: 'A-2', secondFactorAt: instantOfMs(at) } as const;
    const door = new Application(open.house);
    const county = '19' as County;
    const clock = (): Instant => instantOfMs(at);
    const subject = { kind: 'case', id: 'RV-2' } as const;
    const seen = await door.ask(actor, 'history', { county, subject, asOf: null }, { clock });
    if (seen.kind !== 'done') throw new Error(seen.kind);
    const ids = seen.value.map(({ body }) => (JSON.parse(body) as { readonly id: string }).id);
    for (const id of ids) {
      const record = await door.ask(actor, 'record', { county, id }, { clock });
      expect(record.kind).toBe('done');
    }
    expect(ids.length).toBeGreaterThan(2);
    const kept = await open.house.credentials.read('looks-A-2');
    expect(JSON.parse(present(kept).body)).toHaveLength(1);
  });

  it('given somebody of the county, or the operator, then nothing is counted', async () => {
    expect(new Set(await kinds('A-3', cases(40)))).toEqual(new Set(['misaddressed']));
    expect(await open.house.credentials.read('looks-A-3')).toBeNull();
    const input = {
      county: '19' as County,
      subject: { kind: 'case', id: '1' },
      asOf: null,
    } as const;
    const reply = await new Application(open.house).ask(OPERATOR, 'history', input);
    expect(reply.kind).toBe('misaddressed');
  });

  it('given questions that threads work on, then who is let in is counted at the same door', async () => {
    const clock = Date.now;
    const at = START + 72 * HOUR;
    Date.now = () => at;
    try {
      const actor = { kind: 'account', account: 'A-2', secondFactorAt: instantOfMs(at) } as const;
      const door = new Application(open.house);
      const found: unknown[] = [];
      for (const id of cases(31)) {
        const input = {
          county: '19' as County,
          subject: { kind: 'case', id },
          asOf: null,
        } as const;
        found.push((await door.letIn(actor, 'history', input))?.kind ?? 'let in');
      }
      expect(found).toEqual([...Array.from({ length: 30 }, () => 'let in'), 'tooManyLooks']);
    } finally {
      Date.now = clock;
    }
  });

  it('every entry that shows a case addresses one county, in which looks are counted', () => {
    const entries = Object.entries(LIST).filter(([, { action }]) => action === 'case.read');
    expect(entries.length).toBeGreaterThan(2);
    for (const [, entry] of entries) {
      const addresses = entry.addresses as (input: unknown) => unknown;
      expect(addresses({ county: '19' })).toEqual({ kind: 'county', county: '19' });
    }
  });
});
