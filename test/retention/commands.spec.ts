import { randomUUID } from 'node:crypto';
import type { County as CountyNumber } from '../../events/values/county.js';
import { parseInstant } from '../../events/values/instant.js';
import { parseMonth } from '../../events/values/month.js';
import { PackageFolder } from '../../src/stores/sqlite/package-folder.js';
import { plumbline } from '../cli/in-process.js';
import { present } from '../store/present.js';
import { County } from './county.js';
import type { PrintedPlan } from './county.js';

const ID = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Written by hand: a family that closed in 2001, one that stays open, a record of 2006-11. */
const RECORDS = [
  record(
    1,
    'ParticipantRegistered',
    '2001-01-02',
    {},
    { participant: 'NCP-1', name: { first: 'Ada', last: 'Old' } },
  ),
  record(
    2,
    'ChildRegistered',
    '2001-01-02',
    { child: 'KID-1' },
    { birthDate: '1999-01-01', bornOutOfWedlock: true },
  ),
  record(3, 'CaseOpened', '2001-01-02', { case: '1900001' }, opening('NCP-1')),
  record(4, 'ChildAddedToCase', '2001-01-03', { case: '1900001' }, { child: 'KID-1' }),
  record(5, 'ParticipantRegistered', '2001-01-03', {}, { participant: 'NCP-2' }),
  record(6, 'CaseOpened', '2001-01-04', { case: '1900002' }, opening('NCP-2')),
  record(7, 'CaseClosed', '2001-09-30', { case: '1900001' }, { reason: 'B-12' }),
  record(8, 'ParticipantRegistered', '2001-10-01', {}, { participant: 'NCP-3' }),
  record(9, 'CaseOpened', '2006-11-02', { case: '1900003' }, opening('NCP-3')),
];
/** On the first of these days 2006-09 is retained, on the second it is not. */
const LAST_DAY_OF_2006_09 = '2011-01-31';
const ON = '2011-02-01';

function record(
  number: number,
  type: string,
  effective: string,
  subject: object,
  data: object,
): object {
  const recorded = `${effective}T12:00:00Z`;
  return { id: ID(number), type, county: '19', ...subject, effective, data, recorded };
}

function opening(participant: string): object {
  return {
    ncp: { participant, role: 'father' },
    payee: { participant: 'CP-1', kind: 'custodial-parent' },
    program: 'calworks',
  };
}

function later(type: string, subject: object, data: object, more: object = {}): object {
  return {
    id: randomUUID(),
    type,
    county: '19',
    ...subject,
    effective: '2006-12-01',
    data,
    ...more,
  };
}

describe('retention by its commands', () => {
  let county = new County();
  const refusal = async (...argv: readonly string[]): Promise<unknown> => {
    const { code, stdout } = await county.run(...argv);
    expect(code).toBe(3);
    return (JSON.parse(stdout) as { error: string }).error;
  };
  const wrongUsage = async (...argv: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await county.run(...argv);
    expect({ argv, code, stdout }).toEqual({ argv, code: 2, stdout: '' });
    return stderr;
  };
  const rejection = async (sent: object): Promise<unknown> => {
    const { stdout, stderr } = await county.ingest([sent]);
    const { accepted, duplicates } = JSON.parse(stdout) as { accepted: number; duplicates: number };
    if (accepted === 1) return 'accepted';
    return duplicates === 1 ? 'duplicate' : /: ([A-Z_]+):/u.exec(stderr)?.[1];
  };

  beforeEach(async () => {
    county = new County();
    expect((await county.ingest(RECORDS)).code).toBe(0);
  });
  afterEach(() => {
    county.remove();
  });

  it('plans to the day: September 2006 is retained through 2011-01-31', async () => {
    expect(await county.plan(LAST_DAY_OF_2006_09)).toMatchObject({ firstMonth: '2006-09', cut: 8 });
    const plan = await county.plan(ON);
    expect(plan).toEqual({
      county: '19',
      on: ON,
      firstMonth: '2006-10',
      cut: 8,
      cases: 1,
      children: 1,
      participants: 1,
      records: 5,
      erased: [
        [1, 4],
        [7, 7],
      ],
      held: [],
      plan: plan.plan,
    });
    expect(plan.plan).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('says why a group stays or goes', async () => {
    const why = async (...argv: readonly string[]): Promise<string> =>
      (await county.run('retention plan', '--on', ON, '--why', ...argv)).stdout;
    expect(await why('--case', '1900001')).toMatch(/^Case 1900001 goes with its group: .*\.\n$/u);
    expect(await why('--child', 'KID-1')).toMatch(/^Child KID-1 goes/u);
    expect(await why('--case', '1900002')).toMatch(/stays with its group: case 1900002 is open/u);
    expect(await why('--case', '1900003')).toMatch(/stays.*position 9, after the cut at 8/u);
    await wrongUsage('retention plan', '--why', '--case', 'nobody');
    await wrongUsage('retention plan', '--case', '1900001');
  });

  it('erases nothing of a ledger whose history is still loading', async () => {
    expect(await county.plan('2011-09-01')).toMatchObject({
      firstMonth: '2007-05',
      cut: 9,
      records: 0,
    });
  });

  it('leaves the packages that the service keeps where an order erases nothing', async () => {
    const shelf = new PackageFolder(county.path);
    const kept = shelf.order({
      county: '19' as CountyNumber,
      month: present(parseMonth('2006-11')),
      version: 1,
      auditFfy: null,
      orderedAt: present(parseInstant('2007-01-01T00:00:00Z')),
    });
    shelf.update(kept, { kind: 'ready', bytes: 1, sha256: '0'.repeat(64) });
    const nothing = await county.apply(await county.order('2011-09-01'));
    expect(JSON.parse(nothing.stdout)).toMatchObject({ erased: 0 });
    expect(shelf.find(kept.county, 1)?.state.kind).toBe('ready');
    expect(nothing.stderr).not.toContain('were removed');
  });

  it('holds nothing of a county that has no ledger', async () => {
    for (const held of [
      ['--from', '2006-01'],
      ['--case', '1900001'],
    ]) {
      const place = ['--county', '20', '--data', county.path, ...held];
      const refused = await plumbline([
        ...['hold', 'place', ...place],
        ...['--by', 'A', '--reason', 'docket'],
      ]);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain('County 20 has no ledger here');
    }
    expect((await plumbline(['check', '--data', county.path])).code).toBe(0);
  });

  it('keeps what is held, and lets go what is released by another person', async () => {
    const by = ['--by', 'L. Counsel', '--reason', 'docket BD 1'];
    expect(await county.json('hold place', '--child', 'KID-1', ...by)).toEqual({ hold: '1' });
    expect(await county.json('hold place', '--from', '2006-05', ...by)).toEqual({ hold: '2' });
    await wrongUsage('hold place', '--case', 'nobody', ...by);
    await wrongUsage('hold place', '--child', 'KID-1', '--by', '\u3164', '--reason', 'x');
    await wrongUsage('hold release', '--hold', '1', '--by', '\u00ad.', '--reason', 'x');
    const held = await county.plan(ON);
    expect(held).toMatchObject({ firstMonth: '2006-05', records: 0 });
    expect(held.held).toEqual([
      { hold: '1', child: 'KID-1' },
      { hold: '2', from: '2006-05' },
    ]);
    expect(
      await refusal('hold release', '--hold', '1', '--by', ' l-COUNSEL\u3164', '--reason', 'x'),
    ).toBe('SAME_PERSON');
    await county.json('hold release', '--hold', '1', '--by', 'D', '--reason', 'settled');
    expect(await refusal('hold release', '--hold', '1', '--by', 'D', '--reason', 'x')).toBe(
      'ALREADY_RELEASED',
    );
    await wrongUsage('hold release', '--hold', '9', '--by', 'D', '--reason', 'x');
    expect(await county.plan(ON)).toMatchObject({ firstMonth: '2006-05', records: 5 });
    await county.erase(ON);
    expect(await county.json('hold list')).toMatchObject([
      { hold: '1', child: null, placed: { by: 'L. Counsel' }, released: { by: 'D' } },
      { hold: '2', from: '2006-05', released: null },
    ]);
    // The stream names a held subject by the hash of its first record alone.
    expect(county.found(['KID-1'])).toEqual([]);
  });

  it('applies an order once, by another person, and prints the same line again', async () => {
    const root = await county.json<{ root: string }>('root');
    const order = await county.order(ON);
    expect(await refusal('retention apply', '--order', order, '--by', 'r\u200bkeeper')).toBe(
      'SAME_PERSON',
    );
    const first = await county.apply(order);
    expect(JSON.parse(first.stdout)).toEqual({ order: '1', erased: 5, size: 9, root: root.root });
    expect(await rejection(later('CaseClosed', { case: '1900002' }, { reason: 'B' }))).toBe(
      'accepted',
    );
    expect((await county.apply(order, 'Somebody Else')).stdout).toBe(first.stdout);
    expect(await county.json('retention list')).toMatchObject({
      firstMonth: '2006-10',
      cut: 8,
      orders: [{ order: '1', on: ON, records: 5, applied: { by: 'D. Rector' }, state: 'done' }],
    });
    await wrongUsage('retention apply', '--order', '2', '--by', 'D');
    await wrongUsage('retention apply', '--order', order, '--by', '-');
    await wrongUsage('retention order', '--on', ON, '--by', '\u{1f600}', '--reason', 'x');
  });

  it('refuses an outdated plan, a day to come, and another county', async () => {
    const order = await county.order(ON);
    await county.json('hold place', '--case', '1900001', '--by', 'L', '--reason', 'x');
    expect(await refusal('retention apply', '--order', order, '--by', 'D')).toBe('PLAN_OUTDATED');
    await wrongUsage('retention order', '--on', '2100-01-01', '--by', 'D', '--reason', 'x');
    await wrongUsage('retention plan', '--on', '2011-02-30');
    const other = await plumbline([
      'retention',
      'apply',
      '--county',
      '30',
      '--order',
      order,
      '--by',
      'D',
      '--data',
      county.path,
    ]);
    expect(other.code).toBe(2);
    expect(await county.json('retention list')).toMatchObject({ firstMonth: null, cut: null });
    expect((await county.run('history', '--case', '1900001')).code).toBe(0);
  });

  it('keeps what a version of a retained month was submitted as of', async () => {
    const submit = ['submit', '--month', '2006-10', '--as-of', '7', '--by', 'A', '--json'];
    expect((await county.run(...submit)).code).toBe(0);
    const order = await county.order(ON);
    expect(await refusal('retention apply', '--order', order, '--by', 'D')).toBe(
      'VERSION_NEEDS_IT',
    );
  });

  it('takes the remarks on versions of erased months away and keeps the versions', async () => {
    const remark = 'a remark nobody keeps';
    const submit = ['submit', '--month', '2001-09', '--by', 'A', '--comment', remark, '--json'];
    expect((await county.run(...submit)).code).toBe(0);
    await county.erase(ON);
    const [version] = await county.json<readonly object[]>('versions', '--json');
    expect(version).toMatchObject({ month: '2001-09', comment: '', expired: true });
    const decided = ['--month', '2001-09', '--version', '1', '--by', 'D', '--json'];
    const approved = await county.run('approve', ...decided, '--telephone', '1');
    expect([JSON.parse(approved.stdout)]).toEqual(await county.json('versions', '--json'));
    expect(JSON.parse(approved.stdout)).toMatchObject({ state: 'approved', expired: true });
    expect(county.found([remark])).toEqual([]);
  });

  it('refuses months and positions beyond retention and names the first retained month', async () => {
    await county.erase(ON);
    const month = ['--month', '2006-09'];
    const asked = [
      ['report', ...month],
      ['report', '--month', '2006-10', '--as-of', '7'],
      ['trail', ...month, '--line', '1'],
      ['explain', ...month, '--case', '1900002'],
      ['history', '--case', '1900002', '--as-of', '7'],
      ['report', '--month', '2006-10', '--as-of', '2001-01-03'],
      ['submit', '--month', '2006-11', '--as-of', '2001-01-02T12:00:00Z', '--by', 'A'],
      ['diff', '--month', '2006-11', '--from', '2001-01-04', '--to', '9'],
      ['diff', ...month, '--from', '8', '--to', '9'],
      ['diff', '--month', '2006-11', '--from', '7', '--to', '9'],
      ['measures', ...month],
      ['submit', ...month, '--by', 'A'],
      ['submit', '--month', '2006-11', '--as-of', '3', '--by', 'A'],
    ];
    for (const argv of asked) expect(await wrongUsage(...argv)).toContain('2006-10');
    for (const argv of [
      ['report', '--month', '2006-10'],
      ['history', '--case', '1900002', '--as-of', '8'],
    ]) {
      expect((await county.run(...argv)).code).toBe(0);
    }
    const state = await plumbline(['report', '--county', 'all', ...month, '--data', county.path]);
    expect(state.code).toBe(2);
  });

  it('finds days and instants among the records that are erased', async () => {
    const asked = [
      ['2001-01-02', 3],
      ['2001-01-02T12:00:00Z', 3],
      ['2001-01-03', 5],
      ['2001-09-29', 6],
      ['2001-09-30T12:00:00Z', 7],
      ['2001-10-01', 8],
    ] as const;
    await county.erase(ON);
    for (const [when, size] of asked) {
      expect(await county.json('root', '--as-of', when)).toMatchObject({ size });
    }
    await wrongUsage('root', '--as-of', '2001-01-01');
  });

  it('measures the first retained month with as much of its trend as is retained', async () => {
    await county.erase(ON);
    const month = ['--month', '2006-11'];
    expect(await county.json('measures', ...month, '--json')).toMatchObject({ month: '2006-11' });
    const { code, stdout } = await county.run('measures', ...month);
    expect(code).toBe(0);
    expect(stdout).toContain('month by month from October 2006');
    const state = await plumbline(['measures', '--county', 'all', ...month, '--data', county.path]);
    expect(state.code).toBe(0);
    expect(state.stdout).toContain('month by month from October 2006');
    expect(await wrongUsage('measures', '--month', '2006-08')).toMatch(/^2006-08 is beyond/u);
  });

  it('finds no erased month outdated: what differs is what was erased', async () => {
    const by = ['--by', 'A', '--json'];
    for (const month of ['2001-08', '2006-10']) {
      const submitted = await county.run('submit', '--month', month, ...by);
      expect(submitted.code).toBe(0);
      const approve = ['approve', '--month', month, '--version', '1', '--telephone', '1'];
      expect((await county.run(...approve, '--by', 'D', '--json')).code).toBe(0);
    }
    expect(await county.json('outdated', '--json')).toEqual([]);
    await county.erase(ON);
    expect(await county.json('outdated', '--json')).toEqual([]);
    await county.ingest([
      later('CaseClosed', { case: '1900002' }, { reason: 'B' }, { effective: '2006-10-01' }),
    ]);
    expect(await county.json('outdated', '--json')).toMatchObject([{ month: '2006-10' }]);
  });

  it('knows erased records by what is left of them', async () => {
    const leaf = await county.json<{ leaf: string }>('prove', '--record', ID(3));
    await county.erase(ON);
    expect((await county.run('record', '--id', ID(3))).stdout).toBe(
      `{"position":3,"recorded":"2001-01-02T12:00:00.000Z","leaf":"${leaf.leaf}","erased":{"order":"1","on":"${ON}"}}`,
    );
    expect(await county.json('prove', '--record', ID(3))).toMatchObject({ leaf: leaf.leaf });
    await wrongUsage('history', '--case', '1900001');
    await wrongUsage('explain', '--month', '2006-11', '--child', 'KID-1');
  });

  it('takes an erased record sent again for a duplicate, other content for a reused id', async () => {
    await county.erase(ON);
    const [, , third] = RECORDS;
    expect(await rejection(third ?? {})).toBe('duplicate');
    expect(await rejection({ ...third, effective: '2001-01-01' })).toBe('ID_REUSED');
    const correction = { corrects: ID(3), reason: 'wrong' };
    expect(
      await rejection(later('CaseOpened', { case: '1900001' }, opening('X'), correction)),
    ).toBe('BEYOND_RETENTION');
    expect(await rejection(later('CaseReopened', { case: '1900001' }, {}))).toBe('UNKNOWN_CASE');
    expect(
      await rejection(later('ChildAddedToCase', { case: '1900002' }, { child: 'KID-1' })),
    ).toBe('UNKNOWN_CHILD');
    expect(
      await rejection(
        later('CaseOpened', { case: '1900001' }, { ...opening('NCP-1'), formerAssistance: true }),
      ),
    ).toBe('accepted');
    const child = { birthDate: '1999-01-01', bornOutOfWedlock: true };
    expect(await rejection(later('ChildRegistered', { child: 'KID-1' }, child))).toBe('accepted');
    expect(
      await rejection(later('ChildAddedToCase', { case: '1900001' }, { child: 'KID-1' })),
    ).toBe('accepted');
    expect((await county.run('history', '--case', '1900001')).code).toBe(0);
    expect((await county.run('check')).stdout).toContain('No fault found.');
    const plan: PrintedPlan = await county.plan(ON);
    expect(plan.records).toBe(0);
  });
});
