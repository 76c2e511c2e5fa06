import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { sshKey } from '../seals/tampering/sealed-access.js';
import { StandIn } from '../standin/cluster.js';
import { HandOnServer } from './hand-on-server.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';
import type { ServerUnderTest } from './servers.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const ACTS = join(import.meta.dirname, '../access/examples/1/acts.ndjson');
const PEOPLE = ['--by', 'O. Perator', '--second', 'S. Econd'];
const KEYS_OF_19 = ['intake', 'key', 'list', '--county', '19', '--json'];

/** What somebody who may write to the server, and has no key, does to the acts of access. */
type Attack = (hand: HandOnServer, acts: string) => Promise<void>;

const ATTACKS: readonly (readonly [what: string, attack: Attack])[] = [
  ['deletes them', (hand, acts) => hand.delete(acts)],
  ['cuts the first of them off', (hand, acts) => hand.cutBefore(acts, 1)],
  [
    'adds an event of another type',
    (hand, acts) => hand.append(acts, [{ type: 'Foreign', data: {} }]),
  ],
  [
    'forges a move to a stream with another role',
    (hand, acts) => hand.forgeMove(acts, 'dcss-legal', 'dcss-iso'),
  ],
];

type Run = (...argv: readonly string[]) => Promise<CliResult>;

/** Machines with empty folders; those of one prefix have one folder of keys. */
function machinesOf(folder: string, connectionString: () => string): (prefix: string) => Run {
  let machines = 0;
  return (prefix) => {
    machines += 1;
    const data = join(folder, `machine-${String(machines)}`);
    const env = {
      PLUMBLINE_EVENTSTORE: connectionString(),
      PLUMBLINE_EVENTSTORE_PREFIX: prefix,
      PLUMBLINE_KEYS: join(folder, `${prefix}keys`),
    };
    return (...argv) => plumbline([...argv, '--data', data], { env });
  };
}

async function withAccounts(machine: (prefix: string) => Run, prefix: string): Promise<Run> {
  const run = machine(prefix);
  expect((await run('access', 'load', ACTS)).code).toBe(3);
  expect((await run('access', 'show')).code).toBe(0);
  return run;
}

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(`acts of access on a server, ${source.name}`, () => {
    let server: ServerUnderTest;
    let hand: HandOnServer;
    const folder = temporaryFolder();
    const machine = machinesOf(folder.path, () => server.connectionString);
    const newPrefix = (): string => `${server.streamPrefix}${crypto.randomUUID()}-`;

    beforeAll(async () => {
      server = await source.start();
      hand = new HandOnServer(server.connectionString);
    }, 200_000);
    afterAll(async () => {
      await hand.close();
      await server.stop();
      folder.remove();
    });

    it('have their notes beside them, and every machine with the keys proves both', async () => {
      const prefix = newPrefix();
      const notes = `${prefix}checkpoints-access`;
      const run = await withAccounts(machine, prefix);
      expect(await hand.eventsOf(notes)).toHaveLength(1);
      expect((await run('access', 'link', '--account', 'A-1')).code).toBe(0);
      expect(await hand.eventsOf(notes)).toHaveLength(2);
      const shown = await run('access', 'show', '--json');
      const other = machine(prefix);
      expect(await other('access', 'show', '--json')).toMatchObject(shown);
      for (const each of [run, other]) {
        const { code, stdout } = await each('check');
        expect(stdout).toMatch(/^No fault found\.\nChecked: 0 counties, .* 48 acts, /u);
        expect(code).toBe(0);
      }
    });

    it.each(ATTACKS)('are named where somebody %s', async (_what, attack) => {
      const prefix = newPrefix();
      const run = await withAccounts(machine, prefix);
      const other = machine(prefix);
      expect((await other('access', 'show')).code).toBe(0);
      await attack(hand, `${prefix}access`);
      for (const each of [run, other, machine(prefix)]) {
        const shown = await each('access', 'show', '--json');
        expect([shown.code, shown.stdout]).toEqual([1, '']);
        expect(shown.stderr).toMatch(/access/iu);
        const checked = await each('check');
        expect([1, 3]).toContain(checked.code);
        expect(checked.stdout + checked.stderr).toMatch(/access/iu);
      }
    });
  });
}

describe('acts of access', () => {
  let standIn: StandIn;
  const folder = temporaryFolder();
  const machine = machinesOf(folder.path, () => standIn.connectionString);

  beforeAll(async () => {
    standIn = await StandIn.start({ nodes: 1, writeTimeoutMs: 100, version: '24.10.4' });
  });
  afterAll(async () => {
    await standIn.stop();
    folder.remove();
  });

  it('come back to a server that was emptied, with the public keys of counties', async () => {
    const run = await withAccounts(machine, 'gone-');
    expect((await run('ingest', RECORDS)).code).toBe(0);
    const key = join(folder.path, 'key.pub');
    writeFileSync(key, `${sshKey(9)}\n`);
    expect(await run('intake', 'key', 'add', key, '--county', '19', '--label', 'K')).toMatchObject({
      code: 0,
    });
    const questions = [['access', 'show', '--json'], KEYS_OF_19];
    const answers: string[] = [];
    for (const question of questions) answers.push((await run(...question)).stdout);
    standIn.store.empty();

    const stopped = await run('access', 'show', '--json');
    expect([stopped.code, stopped.stdout]).toEqual([1, '']);
    const ofCounty = JSON.parse((await run('rescue', '--county', '19', '--json')).stdout) as Look;
    const early = ['rescue', '--county', '19', '--apply', '--root', ofCounty.here.root, ...PEOPLE];
    expect(JSON.parse((await run(...early, '--json')).stdout)).toMatchObject({
      error: 'ACCESS_FIRST',
    });
    const look = JSON.parse((await run('rescue', '--access', '--json')).stdout) as Look;
    expect(look).toMatchObject({ here: { acts: 47, notes: 1 }, there: { state: 'empty' } });
    const apply = ['rescue', '--access', '--apply', '--root', look.here.root, ...PEOPLE, '--json'];
    const done = await run(...apply);
    expect([done.code, JSON.parse(done.stdout)]).toEqual([0, { acts: 47, root: look.here.root }]);
    expect((await run(...early)).code).toBe(0);

    for (const each of [run, machine('gone-')]) {
      for (const [index, question] of questions.entries()) {
        expect((await each(...question)).stdout).toBe(answers[index]);
      }
      expect((await each('check')).stdout).toMatch(/^No fault found\.\n.* 48 acts, /u);
    }
    expect((await run('access', 'link', '--account', 'A-1')).code).toBe(0);
    expect((await run('rescue', '--access', '--json')).stdout).toContain('"state":"same"');
  });
});

interface Look {
  readonly here: { readonly root: string };
}
