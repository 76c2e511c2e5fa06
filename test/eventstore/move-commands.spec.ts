import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { County } from '../retention/county.js';
import { families } from '../retention/families.js';
import type { FamilyRecord } from '../retention/families.js';
import { StandIn } from '../standin/cluster.js';
import { fillNewestFile } from '../standin/node-files.js';
import { until } from './entries.js';
import { FIRST_STREAM, goneBy, machineOn } from './moved-county.js';
import type { Gone } from './moved-county.js';

const ON = '2011-02-01';
const LATER = '2012-02-01';
const RECORDS = families(7, 12);
const REMARK = 'a remark nobody keeps';

/** Counted, and the code of the first rejection. */
async function outcomeOf(county: County, sent: object): Promise<string> {
  const { stdout, stderr } = await county.ingest([sent]);
  const { accepted, duplicates } = JSON.parse(stdout) as { accepted: number; duplicates: number };
  if (accepted === 1) return 'accepted';
  return duplicates === 1 ? 'duplicate' : (/: ([A-Z_]+):/u.exec(stderr)?.[1] ?? stderr);
}

describe('an order applied to a ledger in EventStoreDB', () => {
  let standIn: StandIn;
  let machines: County[] = [];

  beforeEach(async () => {
    standIn = await StandIn.start({ version: '23.10.8' });
  });
  afterEach(async () => {
    for (const machine of machines) machine.remove();
    machines = [];
    await standIn.stop();
  });

  const machine = (): County => {
    const county = machineOn(standIn);
    machines.push(county);
    return county;
  };
  const embedded = (): County => {
    const county = new County();
    machines.push(county);
    return county;
  };
  const streamTypes = (name: string): readonly string[] => {
    const answer = standIn.store.read(name, 'start', 10_000, false);
    return answer.kind === 'events' ? answer.events.map(({ type }) => type) : [];
  };
  const refusal = async (county: County, ...argv: readonly string[]): Promise<unknown> => {
    const { code, stdout } = await county.run(...argv);
    expect([argv, code]).toEqual([argv, 3]);
    return (JSON.parse(stdout) as { error: string }).error;
  };

  /** What is asked of every machine: all of it must be the same everywhere. */
  const answersOf = async (county: County, { records, kept }: Gone): Promise<readonly string[]> => {
    const [erased, stays] = [records.at(0), kept.findLast((each) => each.case !== undefined)];
    const asked = [
      ['root'],
      ['hold list'],
      ['report', '--month', '2008-06', '--format', 'json'],
      ['report', '--month', '2006-09'],
      ['record', '--id', erased?.id ?? ''],
      ['prove', '--record', erased?.id ?? ''],
      ['history', '--case', records.find((each) => each.case !== undefined)?.case ?? ''],
      ['history', '--case', stays?.case ?? ''],
      ['retention plan', '--on', LATER],
    ];
    const answers: string[] = [];
    for (const argv of asked) {
      const { code, stdout, stderr } = await county.run(...argv);
      answers.push(`${argv.join(' ')}: ${String(code)} ${stdout}${stderr}`);
    }
    // How many notes are signed by a key that a machine knows differs, and is said behind it.
    const checked = await county.run('check');
    answers.push(`check: ${String(checked.code)} ${checked.stdout.split('\n')[0] ?? ''}`);
    return answers;
  };

  const rejections = async (county: County, erased: FamilyRecord): Promise<readonly string[]> => [
    await outcomeOf(county, erased),
    await outcomeOf(county, { ...erased, effective: '2000-01-01' }),
    await outcomeOf(county, {
      ...{ ...erased, recorded: undefined, id: randomUUID() },
      ...{ corrects: erased.id, reason: 'wrong' },
    }),
  ];

  it('erases on a machine that applies it, one that slept, and one built from nothing, as the embedded store does', async () => {
    const [here, sleeping, twin] = [machine(), machine(), embedded()];
    await here.ingest(RECORDS);
    await twin.ingest(RECORDS);
    await sleeping.json('root');
    const plan = await here.plan(ON);
    expect(plan.records).toBeGreaterThan(20);
    expect(await twin.plan(ON)).toEqual(plan);
    const gone = goneBy(here, plan, RECORDS);
    expect(gone.texts.length).toBeGreaterThan(50);
    expect(sleeping.found(gone.texts).length).toBeGreaterThan(50);

    const order = await here.order(ON);
    await twin.order(ON);
    const applied = await here.apply(order);
    expect(applied).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('was started') as unknown,
    });
    expect((await twin.apply(order)).stdout).toBe(applied.stdout);
    const fresh = machine();

    const expected = await answersOf(twin, gone);
    for (const county of [here, sleeping, fresh]) {
      expect(await answersOf(county, gone)).toEqual(expected);
      expect(county.found(gone.texts)).toEqual([]);
    }
    const [erased] = gone.records;
    for (const county of [twin, here, sleeping, fresh]) {
      expect(await rejections(county, erased as FamilyRecord)).toEqual([
        'duplicate',
        'ID_REUSED',
        'BEYOND_RETENTION',
      ]);
    }
    const size = streamTypes(`${FIRST_STREAM}.2`).length;
    const events = standIn.store.read(FIRST_STREAM, 'start', 10, false);
    expect(events).toMatchObject({ events: [{ type: 'LedgerMoved', revision: size }] });
    expect(streamTypes(`${FIRST_STREAM}.2`).filter((type) => type === 'Erased')).toHaveLength(
      plan.records,
    );
  });

  it('is pending until somebody says that the files were looked into', async () => {
    const here = machine();
    await here.ingest(RECORDS);
    const gone = goneBy(here, await here.plan(ON), RECORDS);
    const order = await here.order(ON);
    const confirm = ['retention confirm', '--order', order, '--by', 'O. Perator'];
    expect(await refusal(here, ...confirm)).toBe('NOT_PENDING');
    const { files, faults } = standIn.node(0);
    const inFiles = (): readonly string[] => gone.texts.filter((text) => files.hold(text));

    faults.next('scavenge', {
      kind: 'status',
      code: status.PERMISSION_DENIED,
      details: 'Access Denied',
    });
    const first = await here.apply(order);
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('no scavenge was') as unknown,
    });
    expect(await here.json('retention list')).toMatchObject({
      firstMonth: '2006-10',
      orders: [{ order: '1', applied: { by: 'D. Rector' }, state: 'pending' }],
    });
    expect(inFiles().length).toBeGreaterThan(50);
    fillNewestFile(standIn.store);
    expect((await here.apply(order, 'Somebody Else')).stdout).toBe(first.stdout);
    await until(() => inFiles().length === 0);

    // While it is pending people go on.
    const hold = ['hold place', '--from', '2007-05', '--by', 'L. Counsel', '--reason', 'docket 1'];
    expect(await here.json(...hold)).toEqual({ hold: '1' });
    expect(await machine().json(...confirm)).toEqual({ order: '1', state: 'done' });
    expect(await refusal(here, ...confirm)).toBe('NOT_PENDING');
    expect((await here.run('retention confirm', '--order', '7', '--by', 'O')).code).toBe(2);
    expect((await here.apply(order)).stdout).toBe(first.stdout);
    expect(await here.json('retention list')).toMatchObject({
      orders: [{ applied: { by: 'D. Rector' }, state: 'done' }],
    });
  });

  it('takes remarks on versions of erased months out of the server, too', async () => {
    const [here, there] = [machine(), machine()];
    await here.ingest(RECORDS);
    const submit = ['submit', '--by', 'A', '--json', '--comment'];
    for (const remarked of [
      [REMARK, '--month', '2001-09'],
      ['a remark that stays', '--month', '2008-06'],
    ]) {
      expect(await here.run(...submit, ...remarked)).toMatchObject({ code: 0 });
    }
    await there.json('versions', '--json');
    await here.erase(ON);
    for (const county of [here, there, machine()]) {
      expect(await county.json('versions', '--json')).toMatchObject([
        { month: '2001-09', comment: '', expired: true },
        { month: '2008-06', comment: 'a remark that stays' },
      ]);
    }
    const approve = ['approve', '--month', '2008-06', '--version', '1', '--by', 'B'];
    expect((await there.run(...approve, '--telephone', '1', '--json')).code).toBe(0);
    expect(await here.json('versions', '--json')).toMatchObject([{}, { state: 'approved' }]);
    fillNewestFile(standIn.store);
    await here.apply('1');
    const { files } = standIn.node(0);
    await until(() => !files.hold(REMARK));
    expect(files.hold('a remark that stays')).toBe(true);
  });

  it('moves once more by a later order, and a machine that slept through both erases for both', async () => {
    const [here, sleeping, twin] = [machine(), machine(), embedded()];
    await here.ingest(RECORDS);
    await twin.ingest(RECORDS);
    await sleeping.json('root');
    const texts: string[] = [];
    let last: Gone | null = null;
    for (const on of [ON, LATER]) {
      const plan = await here.plan(on);
      last = goneBy(here, plan, RECORDS);
      texts.push(...last.texts);
      await twin.erase(on);
      await here.erase(on);
    }
    if (last === null || last.records.length === 0) throw new Error('The second erases nothing.');
    const expected = await answersOf(twin, last);
    for (const county of [here, sleeping, machine()]) {
      expect(await answersOf(county, last)).toEqual(expected);
      expect(county.found(texts)).toEqual([]);
    }
    expect(streamTypes(FIRST_STREAM)).toEqual(['LedgerMoved']);
    expect(streamTypes(`${FIRST_STREAM}.2`)).toEqual(['LedgerMoved']);
    expect(streamTypes(`${FIRST_STREAM}.3`)).not.toContain('LedgerMoved');
  });
});
