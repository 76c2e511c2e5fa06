import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';
import { temporaryFolder } from '../cli/in-process.js';
import { families } from '../retention/families.js';
import type { County } from '../retention/county.js';
import { Random } from '../support/random.js';
import { answersOf } from './answers-before-rescue.js';
import { goneBy, machineOn, MOVED_PREFIX } from './moved-county.js';
import { RealCluster, describeReal, realRounds } from './real-node.js';
import type { RealNode } from './real-node.js';

const ROUNDS = realRounds(3, 30);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1');
const ON = '2011-02-01';
const PEOPLE = ['--by', 'O. Perator', '--second', 'S. Econd'];
/** Runs the program in a process of its own; kills it so long after its start, null for never. */
function applied(
  node: RealNode,
  path: string,
  root: string,
  killedAfterMs: number | null,
): Promise<number | null> {
  const argv = ['rescue', '--county', '19', '--apply', '--root', root, ...PEOPLE, '--data', path];
  const env = {
    ...process.env,
    PLUMBLINE_EVENTSTORE: node.connectionString,
    PLUMBLINE_EVENTSTORE_PREFIX: MOVED_PREFIX,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram(), ...argv], { env, stdio: 'ignore' });
    if (killedAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killedAfterMs);
    child.on('error', reject);
    child.on('close', resolve);
  });
}

describeReal('a rescue on a real server whose process is killed', () => {
  it(`ends in the same streams, ${String(ROUNDS)} times from PLUMBLINE_SEED=${String(SEED)}, and a server that has something is refused`, async () => {
    const folder = temporaryFolder();
    const random = new Random(SEED);
    const cluster = await RealCluster.start(join(folder.path, 'server'), 1);
    const [node] = cluster.nodes as readonly [RealNode];
    const counties: County[] = [];
    const machine = (): County => {
      const made = machineOn(node);
      counties.push(made);
      return made;
    };
    try {
      const here = machine();
      const sent = families(SEED, 6);
      await here.ingest(sent);
      expect(goneBy(here, await here.plan(ON), sent).records.length).toBeGreaterThan(0);
      await here.erase(ON);
      await here.json('hold place', '--from', '2010-09', '--by', 'L', '--reason', 'r', '--json');
      await here.json('submit', '--month', '2010-10', '--by', 'A. Clerk', '--json');
      const answers = await answersOf(here);
      const { root } = (await here.json<{ here: { root: string } }>('rescue', '--json')).here;
      const whole = await here.run('rescue', '--apply', '--root', root, ...PEOPLE, '--json');
      expect([whole.code, JSON.parse(whole.stdout)]).toMatchObject([3, { error: 'NOT_EMPTY' }]);

      // One that nobody stops says how long it takes on this machine, now.
      await node.empty();
      const begun = performance.now();
      expect(await applied(node, here.path, root, null)).toBe(0);
      const wholeMs = performance.now() - begun;
      let killed = 0;
      const states = new Map<string, number>();
      for (let round = 1; round <= ROUNDS; round += 1) {
        await node.empty();
        const end = await applied(node, here.path, root, random.integer(0, Math.round(wholeMs)));
        if (end === null) killed += 1;
        const { state } = (await here.json<{ there: { state: string } }>('rescue', '--json')).there;
        states.set(state, (states.get(state) ?? 0) + 1);
        expect(await applied(node, here.path, root, null)).toBe(0);
        expect(await answersOf(here)).toEqual(answers);
        expect(await answersOf(machine())).toEqual(answers);
        counties.splice(1).forEach((each) => {
          each.remove();
        });
      }
      expect((await here.run('check')).code).toBe(0);
      process.stderr.write(
        `${String(killed)} of ${String(ROUNDS)} rescues on a real server were killed; it then was ${JSON.stringify([...states])}.\n`,
      );
      expect(killed).toBeGreaterThan(0);
    } finally {
      for (const each of counties) each.remove();
      await cluster.stop();
      folder.remove();
    }
  }, 3_600_000);
});
