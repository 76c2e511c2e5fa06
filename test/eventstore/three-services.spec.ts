import { plumbline } from '../cli/in-process.js';
import type { Answer } from '../http/running-service.js';
import { participant, participants } from '../http/sent-records.js';
import { StandIn } from '../standin/cluster.js';
import type { Fault } from '../standin/faults.js';
import type { KeptEvent } from '../standin/stream-store.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { nextAppendMeets, ServingMachine, untilHolds } from './services.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061003');
const COUNTIES = ['19', '30'] as const;
const PREFIX = 'three-';
const MONTHS = ['2005-12', '2006-09'];

/** What an append can meet while its service is killed: not written yet, or written and not told. */
const KILLED_AMID: readonly Fault[] = [
  { kind: 'delay', ms: 400 },
  { kind: 'silentAfterWrite' },
  { kind: 'silent' },
];

interface Sent {
  readonly id: string;
  readonly county: string;
}

describe(`three services on one ledger (PLUMBLINE_SEED=${String(SEED)})`, () => {
  const random = new Random(SEED);
  const acknowledged = new Set<string>();
  const refused = new Set<string>();
  let standIn: StandIn;
  let machines: readonly ServingMachine[];
  /** A machine on which nothing else is done, so that its replica comes from the stream alone. */
  let newcomer: ServingMachine | null = null;

  const machine = (index: number): ServingMachine => {
    const found = machines[index % machines.length];
    if (found === undefined) throw new Error('There is no such machine.');
    return found;
  };
  const stream = (county: string): readonly KeptEvent[] =>
    standIn.store.everything(`${PREFIX}ledger-${county}`);

  /** Remembers what the service answered for. */
  const keep = (sent: readonly Sent[], answer: Answer): void => {
    const { rejected = [] } = answer.json() as {
      rejected?: readonly { readonly id: string; readonly code: string }[];
    };
    // An id that was sent a second time with other content is that of the record that was taken.
    const ids = new Set(rejected.filter(({ code }) => code !== 'ID_REUSED').map(({ id }) => id));
    for (const { id } of sent) (ids.has(id) ? refused : acknowledged).add(id);
  };

  /** Sends until it is taken: another sender may be in the way, and the answer then says so. */
  const add = async (
    to: ServingMachine,
    county: string,
    sent: readonly Sent[],
  ): Promise<Answer> => {
    const answer = await untilHolds(
      () => to.post(county, sent),
      ({ status }) => status !== 409 && status !== 429,
    );
    expect([200, 422]).toContain(answer.status);
    keep(sent, answer);
    return answer;
  };

  beforeAll(async () => {
    standIn = await StandIn.start();
    const { connectionString } = standIn;
    machines = await Promise.all(
      Array.from({ length: 3 }, () => new ServingMachine(connectionString, PREFIX).start()),
    );
  });
  afterAll(async () => {
    await Promise.all(
      [...machines, ...(newcomer === null ? [] : [newcomer])].map((m) => m.remove()),
    );
    await standIn.stop();
  });

  it('take the records of one history in turn, each on what the others took', async () => {
    const history = randomLedger(SEED, { records: 120, recorded: false, counties: [...COUNTIES] });
    let turn = 0;
    for (let from = 0; from < history.length; turn += 1) {
      const to = from + random.integer(5, 40);
      for (const county of COUNTIES) {
        const some = history.slice(from, to).filter((record) => record.county === county);
        if (some.length > 0) await add(machine(turn), county, some);
      }
      from = to;
    }
    expect(acknowledged.size).toBeGreaterThan(60);
  });

  it('take records at once, and tell who expected another size', async () => {
    const before = stream('19').length;
    await Promise.all(
      machines.map(async (each, index) => {
        for (let batch = 0; batch < 4; batch += 1) {
          const first = 10_000 + index * 1_000 + batch * 10;
          await add(each, '19', participants(first, random.integer(1, 9), '19'));
        }
      }),
    );
    const late = await machine(1).post('19', [participant(19_999)], before);
    expect(late.status).toBe(409);
    expect(late.json()).toMatchObject({ size: stream('19').length });
  });

  it.each(KILLED_AMID)('lose nothing when one is killed amid an append ($kind)', async (fault) => {
    const index = random.integer(0, 2);
    const first = 20_000 + KILLED_AMID.indexOf(fault) * 100;
    const sent = participants(first, random.integer(2, 20), '19');
    const met = nextAppendMeets(standIn, fault);
    const answer = machine(index)
      .post('19', sent)
      .catch(() => 'no answer');
    await met;
    await machine(index).kill();
    expect(await answer).toBe('no answer');
    // Whoever sent them sends them again, to another service; meanwhile the killed one starts anew.
    const again = add(machine(index + 1), '19', sent);
    await machine(index).start();
    expect((await again).json()).toMatchObject({ rejectedCount: 0 });
    await add(machine(index), '19', sent);
  });

  it('finishes what is under way when one is asked to stop', async () => {
    const sent = participants(30_000, 5, '30');
    const met = nextAppendMeets(standIn, { kind: 'delay', ms: 400 });
    const answer = machine(2).post('30', sent);
    await met;
    const code = machine(2).service.stop();
    expect((await answer).status).toBe(200);
    keep(sent, await answer);
    expect(await code).toBe(0);
    await machine(2).start();
  });

  it('all have every acknowledged record, once', () => {
    const ids = COUNTIES.flatMap((county) => stream(county).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
    expect([...refused].filter((id) => ids.includes(id) && !acknowledged.has(id))).toEqual([]);
    expect(ids).toHaveLength(acknowledged.size);
  });

  it('and a new one end with equal roots and equal bytes of every report', async () => {
    newcomer = await new ServingMachine(standIn.connectionString, PREFIX).start();
    const all = [...machines, newcomer];
    for (const county of COUNTIES) {
      const size = stream(county).length;
      for (const each of all)
        await untilHolds(
          () => each.sizeOf(county),
          (found) => found === size,
        );
      const answersOf = async (path: string): Promise<ReadonlySet<string>> => {
        const answers = await Promise.all(all.map((each) => each.get(path)));
        expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
        return new Set(answers.map(({ text, headers }) => `${headers.get('etag') ?? ''} ${text}`));
      };
      expect((await answersOf(`/v1/counties/${county}/ledger`)).size).toBe(1);
      for (const month of MONTHS) {
        expect((await answersOf(`/v1/counties/${county}/reports/${month}`)).size).toBe(1);
        expect((await answersOf(`/v1/reports/${month}`)).size).toBe(1);
      }
    }
    for (const each of all) {
      expect(await each.service.stop()).toBe(0);
      const checked = await plumbline(['check', '--data', each.folder.path]);
      expect([checked.code, checked.stdout.split('\n')[0]]).toEqual([0, 'No fault found.']);
    }
  });
});

describe('a service whose county stands still, or whose server is away', () => {
  let standIn: StandIn;
  let machine: ServingMachine;

  beforeAll(async () => {
    standIn = await StandIn.start();
    machine = await new ServingMachine(standIn.connectionString, '').start();
  });
  afterAll(async () => {
    await machine.remove();
    await standIn.stop();
  });

  const problemOf = ({ status, json }: Answer): readonly unknown[] => {
    const { type, detail } = json() as { type: string; detail: string };
    return [status, type, detail];
  };
  const STANDS_STILL = [
    503,
    'urn:plumbline:problem:ledger-stands-still',
    expect.stringMatching(/^The ledger of county 30 is damaged at position 3 .*restore it/u),
  ];

  it('answers 503 for that county, and goes on with the others', async () => {
    for (const county of COUNTIES) {
      expect((await machine.post(county, participants(1, 2, county))).status).toBe(200);
    }
    standIn.store.append('ledger-30', 1, [
      {
        id: crypto.randomUUID(),
        type: 'Noted',
        contentType: 'application/json',
        data: new TextEncoder().encode('{}'),
        metadata: new Uint8Array(),
      },
    ]);
    const paths = ['ledger', 'reports/2006-09', 'trails/2006-09/1?column=a'];
    for (const path of paths) {
      await untilHolds(
        () => machine.get(`/v1/counties/30/${path}`),
        ({ status }) => status === 503,
      );
    }
    for (const round of [1, 2]) {
      for (const path of ['ledger', 'reports/2006-09']) {
        expect(problemOf(await machine.get(`/v1/counties/30/${path}`))).toEqual(STANDS_STILL);
      }
      expect(problemOf(await machine.post('30', [participant(9, '30')]))).toEqual(STANDS_STILL);
      expect(problemOf(await machine.get('/v1/reports/2006-09'))).toEqual(STANDS_STILL);
      expect((await machine.post('19', [participant(9 + round)])).status).toBe(200);
      expect((await machine.get('/v1/counties/19/reports/2006-09')).status).toBe(200);
      // A busy machine may take longer over 58 counties than readiness waits.
      await untilHolds(
        () => machine.get('/healthz/ready'),
        ({ status }) => status === 200,
      );
      expect((await machine.get('/healthz/detail')).text).toContain('30');
      if (round === 1) {
        await machine.kill();
        await machine.start();
        await untilHolds(
          () => machine.get('/v1/counties/30/ledger'),
          ({ status }) => status === 503,
        );
      }
    }
  });

  it('is not ready without its server, answers what it has, and goes on when it is back', async () => {
    await standIn.node(0).kill();
    expect((await machine.get('/healthz/ready')).status).toBe(503);
    expect((await machine.get('/healthz/detail')).text).toContain('did not answer');
    expect((await machine.get('/healthz/live')).status).toBe(200);
    expect((await machine.get('/v1/counties/19/reports/2006-09')).status).toBe(200);
    await standIn.node(0).start();
    await untilHolds(
      () => machine.get('/healthz/ready'),
      ({ status }) => status === 200,
    );
    expect((await machine.post('19', [participant(50)])).status).toBe(200);
    expect(await machine.service.stop()).toBe(0);
  });
});
