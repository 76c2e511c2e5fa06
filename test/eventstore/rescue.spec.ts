import { spawn } from 'node:child_process';
import { builtProgram } from '../cli/built-program.js';
import { plumbline } from '../cli/in-process.js';
import { participants } from '../http/sent-records.js';
import { families } from '../retention/families.js';
import type { County } from '../retention/county.js';
import { StandIn } from '../standin/cluster.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { answersOf } from './answers-before-rescue.js';
import { FIRST_STREAM, MOVED_PREFIX, goneBy, machineOn } from './moved-county.js';

const ROUNDS = rounds(1, 100);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1');
const ON = '2011-02-01';
const PEOPLE = ['--by', 'O. Perator', '--second', 'S. Econd'];
/** From its start to its end a rescue of this size takes about so long. */
const KILLED_AFTER_MS_MAX = 900;

interface Look {
  readonly here: { readonly size: number; readonly root: string; readonly notes: number };
  readonly there: { readonly state: string; readonly finding?: string };
}

let standIn: StandIn;
let counties: County[] = [];

beforeEach(async () => {
  standIn = await StandIn.start();
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
const look = (county: County): Promise<Look> => county.json('rescue', '--json');
const apply = (county: County, root: string): ReturnType<County['run']> =>
  county.run('rescue', '--apply', '--root', root, ...PEOPLE, '--json');

/** A county with a version, a hold and what an erasure has left, and what it answers. */
async function filledCounty(seed: number, isErased: boolean): Promise<County> {
  const here = machine();
  const sent = families(seed, 6);
  await here.ingest(sent);
  if (isErased) {
    const gone = goneBy(here, await here.plan(ON), sent);
    expect(gone.records.length).toBeGreaterThan(0);
    await here.erase(ON);
  }
  await here.json('hold place', '--from', '2010-09', '--by', 'L', '--reason', 'r', '--json');
  await here.json('submit', '--month', '2010-10', '--by', 'A. Clerk', '--json');
  return here;
}

describe('a server that was emptied', () => {
  it.each([false, true])(
    'has its streams again from the replica, erased before: %s',
    async (isErased) => {
      const here = await filledCounty(SEED, isErased);
      const answers = await answersOf(here);
      const before = standIn.store.everything(isErased ? `${FIRST_STREAM}.2` : FIRST_STREAM);
      standIn.store.empty();
      // It takes the time for which a new leader is waited for.
      if (!isErased) expect(await here.run('root')).toMatchObject({ code: 1, stdout: '' });

      const seen = await look(here);
      expect(seen.there).toEqual({ state: 'empty' });
      expect(seen.here.notes).toBeGreaterThan(0);
      expect(standIn.store.position).toBe(0);

      const done = await apply(here, seen.here.root);
      expect(done).toMatchObject({ code: 0 });
      expect(JSON.parse(done.stdout)).toEqual({
        county: '19',
        size: seen.here.size,
        root: seen.here.root,
      });
      const after = standIn.store.everything(`${FIRST_STREAM}.2`);
      expect(after.map(({ id, revision, type }) => ({ id, revision, type }))).toEqual(
        before.slice(0, seen.here.size).map(({ id, revision, type }) => ({ id, revision, type })),
      );
      expect(await answersOf(here)).toEqual(answers);
      expect(await answersOf(machine())).toEqual(answers);
      for (const county of counties) expect(await county.run('check')).toMatchObject({ code: 0 });
      expect((await here.ingest(participants(1, 1, '19'))).code).toBe(0);
      expect((await apply(here, seen.here.root)).code).toBe(2);
    },
  );

  it('is rescued by two people, from what was shown, and by a replica that has something', async () => {
    const here = await filledCounty(2, false);
    standIn.store.empty();
    const { root } = (await look(here)).here;
    const alone = await here.run(
      ...[
        'rescue',
        '--apply',
        '--root',
        root,
        '--by',
        'O. Perator',
        '--second',
        'o. perator',
        '--json',
      ],
    );
    expect([alone.code, JSON.parse(alone.stdout)]).toMatchObject([3, { error: 'SAME_PERSON' }]);
    expect((await apply(here, '0'.repeat(64))).code).toBe(2);
    expect((await apply(machine(), root)).code).toBe(2);
    expect((await here.run('rescue', '--apply', '--root', root)).code).toBe(2);
    expect((await here.run('rescue', '--by', 'A')).code).toBe(2);
    expect(standIn.store.position).toBe(0);
  });

  it('is refused where anything stands there, and nothing of that is changed', async () => {
    const here = await filledCounty(3, false);
    const { root } = (await look(here)).here;
    const whole = await apply(here, root);
    expect([whole.code, JSON.parse(whole.stdout)]).toMatchObject([3, { error: 'NOT_EMPTY' }]);
    standIn.store.empty();
    // Somebody has begun a new history.
    expect((await machine().ingest(participants(1, 1, '19'))).code).toBe(0);
    const position = standIn.store.position;
    const refused = await apply(here, root);
    expect([refused.code, JSON.parse(refused.stdout)]).toMatchObject([3, { error: 'NOT_EMPTY' }]);
    expect(standIn.store.position).toBe(position);
  });

  it('is no matter of a store of its own', async () => {
    const { code, stderr } = await plumbline(
      ['rescue', '--county', '19', '--data', (await filledCounty(4, false)).path],
      { env: {} },
    );
    expect(code).not.toBe(0);
    expect(stderr).toContain('PLUMBLINE_EVENTSTORE');
  });
});

describe('a rescue whose process is killed', () => {
  /** Runs the program in a process of its own; kills it so long after its first write, null for never. */
  const applied = (
    path: string,
    root: string,
    killedAfterMs: number | null,
  ): Promise<number | null> => {
    const argv = ['rescue', '--county', '19', '--apply', '--root', root, ...PEOPLE];
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
      const endsWatch = standIn.store.onWrite(() => {
        endsWatch();
        if (killedAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killedAfterMs);
      });
      child.on('error', reject);
      child.on('close', (code) => {
        endsWatch();
        resolve(code);
      });
    });
  };

  it(
    `ends in the same streams, ${String(ROUNDS)} times from PLUMBLINE_SEED=${String(SEED)}`,
    async () => {
      const random = new Random(SEED);
      const here = await filledCounty(SEED, true);
      const answers = await answersOf(here);
      const { root } = (await look(here)).here;
      let killed = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        standIn.store.empty();
        // The first in the midst of it, whatever the machine; the others at any moment.
        const after =
          round === 1 ? 5 : random.integer(0, Math.round(KILLED_AFTER_MS_MAX / (1 + (round % 4))));
        if ((await applied(here.path, root, after)) === null) killed += 1;
        const fresh = machine();
        expect(await applied(here.path, root, null)).toBe(0);
        expect(await answersOf(fresh)).toEqual(answers);
        expect(await answersOf(here)).toEqual(answers);
      }
      process.stderr.write(`${String(killed)} of ${String(ROUNDS)} rescues were killed.\n`);
      expect(killed).toBeGreaterThan(0);
    },
    60_000 + 30_000 * ROUNDS,
  );
});
