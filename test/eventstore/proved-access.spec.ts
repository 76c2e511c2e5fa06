import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actsMovedEvent } from '../../src/stores/eventstore/moving/acts-moved.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { sshKey } from '../seals/tampering/sealed-access.js';
import { StandIn } from '../standin/cluster.js';
import type { ProposedEvent } from '../standin/stream-store.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const ACTS = join(import.meta.dirname, '../access/examples/1/acts.ndjson');
const PEOPLE = ['--by', 'O. Perator', '--second', 'S. Econd'];
const KEYS_OF_19 = ['intake', 'key', 'list', '--county', '19', '--json'];

/** What somebody who may append to the server, and has no key, does to the acts of access. */
type Attack = (standIn: StandIn, prefix: string) => void;

const ATTACKS: readonly (readonly [what: string, attack: Attack])[] = [
  [
    'deletes them',
    ({ store }, prefix) => {
      store.delete(`${prefix}access`);
    },
  ],
  [
    'adds an event of another type',
    ({ store }, prefix) => {
      store.append(`${prefix}access`, 'any', [event('Foreign', '{}')]);
    },
  ],
  [
    'forges a move to a stream with another role',
    ({ store }, prefix) => {
      const name = `${prefix}access`;
      const acts = store.everything(name);
      const forged = acts.map(({ type, data }) =>
        event(type, Buffer.from(data).toString('utf8').replace('dcss-legal', 'dcss-iso')),
      );
      store.append(`${name}.2`, 'any', forged);
      const moved = actsMovedEvent({ stream: `${name}.2`, size: acts.length });
      store.append(name, 'any', [{ ...moved, contentType: 'application/json' }]);
    },
  ],
];

describe('acts of access on a server', () => {
  let standIn: StandIn;
  const folder = temporaryFolder();
  let machines = 0;

  beforeAll(async () => {
    standIn = await StandIn.start({ nodes: 1, writeTimeoutMs: 100, version: '24.10.4' });
  });
  afterAll(async () => {
    await standIn.stop();
    folder.remove();
  });

  /** A machine with an empty folder; those of one prefix have one folder of keys. */
  function machine(prefix: string): (...argv: readonly string[]) => Promise<CliResult> {
    machines += 1;
    const data = join(folder.path, `machine-${String(machines)}`);
    const env = {
      PLUMBLINE_EVENTSTORE: standIn.connectionString,
      PLUMBLINE_EVENTSTORE_PREFIX: prefix,
      PLUMBLINE_KEYS: join(folder.path, `${prefix}keys`),
    };
    return (...argv) => plumbline([...argv, '--data', data], { env });
  }

  async function withAccounts(prefix: string): Promise<ReturnType<typeof machine>> {
    const run = machine(prefix);
    expect((await run('access', 'load', ACTS)).code).toBe(3);
    expect((await run('access', 'show')).code).toBe(0);
    return run;
  }

  it('have their notes beside them, and every machine with the keys proves both', async () => {
    const run = await withAccounts('sound-');
    expect(standIn.store.everything('sound-checkpoints-access')).toHaveLength(1);
    expect((await run('access', 'link', '--account', 'A-1')).code).toBe(0);
    expect(standIn.store.everything('sound-checkpoints-access')).toHaveLength(2);
    const shown = await run('access', 'show', '--json');
    const other = machine('sound-');
    expect(await other('access', 'show', '--json')).toMatchObject(shown);
    for (const each of [run, other]) {
      const { code, stdout } = await each('check');
      expect(stdout).toMatch(/^No fault found\.\nChecked: 0 counties, .* 48 acts, /u);
      expect(code).toBe(0);
    }
  });

  it.each(ATTACKS)('are named where somebody %s', async (what, attack) => {
    const prefix = `${what.replaceAll(' ', '-')}-`;
    const run = await withAccounts(prefix);
    const other = machine(prefix);
    expect((await other('access', 'show')).code).toBe(0);
    attack(standIn, prefix);
    for (const each of [run, other, machine(prefix)]) {
      const shown = await each('access', 'show', '--json');
      expect([shown.code, shown.stdout]).toEqual([1, '']);
      expect(shown.stderr).toMatch(/access/iu);
      const checked = await each('check');
      expect([1, 3]).toContain(checked.code);
      expect(checked.stdout + checked.stderr).toMatch(/access/iu);
    }
  });

  it('come back to a server that was emptied, with the public keys of counties', async () => {
    const run = await withAccounts('gone-');
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

function event(type: string, body: string): ProposedEvent {
  return {
    id: crypto.randomUUID(),
    type,
    contentType: 'application/json',
    data: Buffer.from(body),
    metadata: Buffer.from('{}'),
  };
}
