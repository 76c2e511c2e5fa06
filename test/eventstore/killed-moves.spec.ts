import { spawn } from 'node:child_process';
import { builtProgram } from '../cli/built-program.js';
import { families } from '../retention/families.js';
import { foundIn } from '../retention/county.js';
import type { County } from '../retention/county.js';
import { StandIn } from '../standin/cluster.js';
import { fillNewestFile } from '../standin/node-files.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { until } from './entries.js';
import { FIRST_STREAM, goneBy, machineOn, MOVED_PREFIX } from './moved-county.js';
import { ServingMachine, untilHolds } from './services.js';

const ROUNDS = rounds(2, 40);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1');
const ON = '2011-02-01';
/** From the first event of the new stream to the end of the process it takes about so long. */
const KILLED_AFTER_MS_MAX = 250;

describe('a move whose process is killed', () => {
  let standIn: StandIn;
  let counties: County[] = [];

  beforeEach(async () => {
    standIn = await StandIn.start({ version: '23.10.8' });
  });
  afterEach(async () => {
    for (const county of counties) county.remove();
    counties = [];
    await standIn.stop();
  });

  const machine = (): County => {
    const county = machineOn(standIn);
    counties.push(county);
    return county;
  };

  /** Runs the program in a process of its own; kills it so long after the new stream was begun, null for never. */
  const applied = (path: string, killedAfterMs: number | null): Promise<number | null> => {
    const argv = ['retention', 'apply', '--county', '19', '--order', '1', '--by', 'D'];
    const env = {
      ...process.env,
      PLUMBLINE_EVENTSTORE: standIn.connectionString,
      PLUMBLINE_EVENTSTORE_PREFIX: MOVED_PREFIX,
    };
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [builtProgram(), ...argv, '--data', path], {
        env,
        stdio: 'ignore',
      });
      const endsWatch = standIn.store.onWrite((stream) => {
        if (killedAfterMs === null || stream !== `${FIRST_STREAM}.2`) return;
        endsWatch();
        setTimeout(() => child.kill('SIGKILL'), killedAfterMs);
      });
      child.on('error', reject);
      child.on('close', (code) => {
        endsWatch();
        resolve(code);
      });
    });
  };

  it(`is finished by its rerun, ${String(ROUNDS)} times from PLUMBLINE_SEED=${String(SEED)}`, async () => {
    const random = new Random(SEED);
    let killed = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      if (round > 1) {
        await standIn.stop();
        standIn = await StandIn.start({ version: '23.10.8' });
      }
      const [here, sleeping] = [machine(), machine()];
      const sent = families(SEED + round, 12);
      await here.ingest(sent);
      await sleeping.json('root');
      const root = await here.json('root');
      const gone = goneBy(here, await here.plan(ON), sent);
      expect(gone.texts.length).toBeGreaterThan(20);
      await here.order(ON);
      if ((await applied(here.path, random.integer(0, KILLED_AFTER_MS_MAX))) === null) killed += 1;
      expect(await applied(here.path, null)).toBe(0);
      fillNewestFile(standIn.store);
      expect((await here.apply('1')).code).toBe(0);
      for (const county of [here, sleeping, machine()]) {
        expect(await county.json('root')).toEqual(root);
        expect(await county.run('check')).toMatchObject({ code: 0 });
        expect(county.found(gone.texts)).toEqual([]);
        expect(await county.json('retention list')).toMatchObject({
          orders: [{ state: 'pending' }],
        });
      }
      const { files } = standIn.node(0);
      await until(() => gone.texts.every((text) => !files.hold(text)));
    }
    process.stderr.write(
      `${String(killed)} of ${String(ROUNDS)} moves were killed before their end.\n`,
    );
    expect(killed).toBeGreaterThan(0);
  }, 900_000);

  it('is met by a service that runs: it erases, and goes on taking records', async () => {
    const here = machine();
    const sent = families(4, 12);
    await here.ingest(sent);
    const gone = goneBy(here, await here.plan(ON), sent);
    const service = await new ServingMachine(standIn.connectionString, MOVED_PREFIX).start();
    try {
      const size = (await here.json<{ size: number }>('root')).size;
      const sizeIs = (expected: number): Promise<number> =>
        untilHolds(
          () => service.sizeOf('19'),
          (found) => found === expected,
        );
      await sizeIs(size);
      const ofCase = gone.records.find(({ type }) => type === 'CaseOpened')?.case ?? '';
      const history = `/v1/counties/19/cases/${ofCase}/history`;
      expect((await service.get(history)).status).toBe(200);
      expect((await service.get('/v1/counties/19/reports/2008-06')).status).toBe(200);
      await here.erase(ON);
      await untilHolds(
        () => service.get(history),
        ({ status }) => status === 404,
      );
      expect((await service.get('/v1/counties/19/reports/2008-06')).status).toBe(200);
      const added = await service.post('19', [
        {
          ...{ id: crypto.randomUUID(), type: 'ParticipantRegistered', county: '19' },
          ...{ effective: '2010-06-01', data: { participant: 'NCP-NEW' } },
        },
      ]);
      expect([added.status, added.text]).toEqual([200, expect.stringContaining('"accepted":1')]);
      await sizeIs(size + 1);
      expect(await service.service.stop()).toBe(0);
      expect(foundIn(service.folder.path, gone.texts)).toEqual([]);
    } finally {
      await service.remove();
    }
  });
});
