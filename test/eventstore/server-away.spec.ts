import { setTimeout as pause } from 'node:timers/promises';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { participants } from '../http/sent-records.js';
import { StandIn } from '../standin/cluster.js';
import { rounds } from '../support/soak.js';

const MONTH = ['--month', '2006-09'];
const PLACE = ['--county', '19'];

/** Questions that are asked of one county. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['report', ...PLACE, ...MONTH, '--format', 'json'],
  ['report', ...PLACE, ...MONTH, '--as-of', 'v1', '--format', 'json'],
  ['trail', ...PLACE, ...MONTH, '--line', '1'],
  ['versions', ...PLACE, '--json'],
  ['outdated', ...PLACE, '--json'],
  ['root', ...PLACE],
  ['records', ...PLACE],
  ['hold', 'list', ...PLACE],
  ['retention', 'list', ...PLACE],
  ['measures', ...PLACE, ...MONTH, '--json'],
];

/** Ways of being away. */
const AWAY: readonly {
  readonly name: string;
  readonly leave: (standIn: StandIn) => Promise<void>;
}[] = [
  { name: 'that was killed', leave: (standIn) => standIn.node(0).kill() },
  {
    name: 'that is frozen',
    leave: (standIn) => {
      standIn.node(0).wire.freeze();
      return Promise.resolve();
    },
  },
];

/** One that is frozen keeps everybody waiting: the first of them alone in a build. */
describe.each(AWAY.slice(0, rounds(1, AWAY.length)))('a server $name', ({ leave }) => {
  let standIn: StandIn;
  let env: Record<string, string>;
  let folder: ReturnType<typeof temporaryFolder>;
  let since: number;

  beforeEach(async () => {
    standIn = await StandIn.start();
    env = { PLUMBLINE_EVENTSTORE: standIn.connectionString };
    folder = temporaryFolder();
    expect((await run(['ingest', '-'], lines(1))).code).toBe(0);
    expect((await run(['submit', ...PLACE, ...MONTH, '--by', 'A'])).code).toBe(0);
    const hold = ['hold', 'place', ...PLACE, '--from', '2007-05', '--by', 'L', '--reason', 'r'];
    expect((await run(hold)).code).toBe(0);
  });
  afterEach(async () => {
    await standIn.stop();
    folder.remove();
  });

  const run = (argv: readonly string[], stdin = '', data = folder.path): Promise<CliResult> =>
    plumbline([...argv, '--data', data], { env, stdin });
  const lines = (from: number, county = '19'): string =>
    participants(from, 3, county)
      .map((record) => `${JSON.stringify(record)}\n`)
      .join('');
  const timed = async (work: Promise<CliResult>): Promise<CliResult & { readonly ms: number }> => {
    const begun = performance.now();
    const result = await work;
    return { ...result, ms: performance.now() - begun };
  };

  it('is answered for by the replica, at once, with the instant at which it was last level', async () => {
    const level: string[] = [];
    for (const question of QUESTIONS) level.push((await run(question)).stdout);
    since = Date.now();
    await leave(standIn);
    for (const [index, question] of QUESTIONS.entries()) {
      const { code, stdout, stderr, ms } = await timed(run(question));
      expect([question, code, stdout]).toEqual([question, 0, level[index]]);
      const at = /^County 19 is as it was at (\S+Z), when this copy was last level\.$/mu.exec(
        stderr,
      );
      expect(Date.parse(at?.[1] ?? '')).toBeLessThanOrEqual(since);
      expect(since - Date.parse(at?.[1] ?? '')).toBeLessThan(60_000);
      expect(ms).toBeLessThan(3_000);
      if (index > 1) continue;
      const fresh = await timed(run([...question, '--fresh']));
      expect([fresh.code, fresh.stdout]).toEqual([1, '']);
      expect(fresh.stderr).toContain('could not be asked');
      expect(fresh.ms).toBeLessThan(5_000);
    }
  });

  it('names counties that were never level here as left out, and answers none of them with zeros', async () => {
    await leave(standIn);
    const other = await run(['report', '--county', '30', ...MONTH]);
    expect([other.code, other.stdout]).toEqual([1, '']);
    expect(other.stderr).toContain('County 30 cannot be answered from this machine');
    const state = await run(['report', '--county', 'all', ...MONTH, '--format', 'json']);
    const { counties, leftOut } = JSON.parse(state.stdout) as {
      counties: object;
      leftOut: readonly string[];
    };
    expect([state.code, Object.keys(counties), leftOut.length]).toEqual([1, ['19'], 57]);
  });

  it('and all counties are answered where they were level', async () => {
    const asked = ['report', '--county', 'all', ...MONTH, '--format', 'json'];
    const there = await run(asked);
    const rolled = await run(['rollup', ...MONTH, '--json']);
    await leave(standIn);
    const here = await run(asked);
    expect([here.code, here.stdout]).toEqual([0, there.stdout]);
    expect(here.stderr.match(/^County \d\d is as it was at/gmu)).toHaveLength(58);
    expect((await run(['rollup', ...MONTH, '--json'])).stdout).toBe(rolled.stdout);
  });

  it('is told to whoever writes, within five seconds, and nothing is written', async () => {
    await leave(standIn);
    const hold = ['hold', 'place', ...PLACE, '--from', '2008-05', '--by', 'L', '--reason', 'r'];
    const approve = ['approve', ...PLACE, ...MONTH, '--version', '1', '--by', 'B'];
    const order = ['retention', 'order', ...PLACE, '--by', 'R', '--reason', 'r'];
    for (const argv of [
      ['ingest', '-'],
      ['submit', ...PLACE, ...MONTH, '--by', 'A'],
      [...approve, '--telephone', '1'],
      hold,
      order,
    ]) {
      const { code, stdout, stderr, ms } = await timed(run(argv, lines(4)));
      expect([argv[0], code, stdout]).toEqual([argv[0], 1, '']);
      expect(stderr).toContain('Check that the server runs and can be reached');
      expect(ms).toBeLessThan(5_000);
    }
    expect(standIn.store.everything('ledger-19')).toHaveLength(3);
    expect(standIn.store.everything('submissions-19')).toHaveLength(1);
  });
});

describe('a server that comes back', () => {
  it('is waited for with --wait, by what reads and by what writes', async () => {
    const standIn = await StandIn.start();
    const env = { PLUMBLINE_EVENTSTORE: standIn.connectionString };
    const folder = temporaryFolder();
    try {
      const records = participants(1, 3, '19').map((each) => `${JSON.stringify(each)}\n`);
      await standIn.node(0).kill();
      const writing = plumbline(['ingest', '-', '--wait', '--data', folder.path], {
        env,
        stdin: records.join(''),
      });
      await pause(6_000);
      await standIn.node(0).start();
      const written = await writing;
      expect([written.code, written.stderr]).toEqual([
        0,
        expect.stringContaining('It is waited for'),
      ]);
      await standIn.node(0).kill();
      const asked = ['report', ...PLACE, ...MONTH, '--wait', '--data', folder.path];
      const reading = plumbline(asked, { env });
      await pause(2_000);
      await standIn.node(0).start();
      const read = await reading;
      expect([read.code, read.stderr]).toEqual([0, expect.not.stringContaining('as it was at')]);
    } finally {
      folder.remove();
      await standIn.stop();
    }
  });
});
