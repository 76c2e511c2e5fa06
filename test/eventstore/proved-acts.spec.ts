import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { actsMovedEvent } from '../../src/stores/eventstore/moving/acts-moved.js';
import { StandIn } from '../standin/cluster.js';
import type { ProposedEvent } from '../standin/stream-store.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const SEPTEMBER = ['--county', '19', '--month', '2006-09'];

/** What somebody who may append to the server, and has no key, does to the acts of county 19. */
type Attack = (standIn: StandIn, prefix: string) => void;

const ATTACKS: readonly (readonly [what: string, attack: Attack])[] = [
  [
    'deletes them',
    ({ store }, prefix) => {
      store.delete(`${prefix}submissions-19`);
    },
  ],
  [
    'deletes them for good',
    ({ store }, prefix) => {
      store.tombstone(`${prefix}submissions-19`);
    },
  ],
  [
    'adds an event of another type',
    ({ store }, prefix) => {
      const name = `${prefix}submissions-19`;
      store.append(name, 'any', [event('Foreign', '{}')]);
    },
  ],
  [
    'forges a move to a stream with another approver',
    ({ store }, prefix) => {
      const name = `${prefix}submissions-19`;
      const acts = store.everything(name);
      const forged = acts.map(({ type, data }) =>
        event(type, Buffer.from(data).toString('utf8').replace('D. Rector', 'Never Was')),
      );
      store.append(`${name}.2`, 'any', forged);
      const moved = actsMovedEvent({ stream: `${name}.2`, size: acts.length });
      store.append(name, 'any', [{ ...moved, contentType: 'application/json' }]);
    },
  ],
];

describe('acts on a server', () => {
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

  const on =
    (prefix: string, data: string) =>
    (...argv: readonly string[]): Promise<CliResult> =>
      plumbline([...argv, '--data', data], {
        env: {
          PLUMBLINE_EVENTSTORE: standIn.connectionString,
          PLUMBLINE_EVENTSTORE_PREFIX: prefix,
          // One folder of keys for the machines of one server's ledgers.
          PLUMBLINE_KEYS: join(folder.path, `${prefix}keys`),
        },
      });

  function machine(): string {
    machines += 1;
    return join(folder.path, `machine-${String(machines)}`);
  }

  async function approved(prefix: string): Promise<ReturnType<typeof on>> {
    const run = on(prefix, machine());
    expect((await run('ingest', RECORDS)).code).toBe(0);
    expect((await run('submit', ...SEPTEMBER, '--by', 'A. Clerk')).code).toBe(0);
    const director = ['--version', '1', '--by', 'D. Rector', '--telephone', '1'];
    expect((await run('approve', ...SEPTEMBER, ...director)).code).toBe(0);
    return run;
  }

  it('have their notes beside them, and every machine with the keys proves both', async () => {
    const prefix = 'sound-';
    const run = await approved(prefix);
    expect(standIn.store.everything(`${prefix}checkpoints-19`)).toHaveLength(2);
    const other = on(prefix, machine());
    expect((await other('ledgers')).code).toBe(0);
    for (const each of [run, other]) {
      const { code, stdout } = await each('check');
      expect(stdout).toMatch(
        /^No fault found\.\nChecked: 1 county, 14 records, 1 version, 2 acts, /u,
      );
      expect(code).toBe(0);
    }
  });

  it.each(ATTACKS)('are named where somebody %s', async (what, attack) => {
    const prefix = `${what.replaceAll(' ', '-')}-`;
    const run = await approved(prefix);
    const other = on(prefix, machine());
    expect((await other('ledgers')).code).toBe(0);
    attack(standIn, prefix);
    for (const each of [run, other]) {
      const checked = await each('check', '--county', '19');
      const said = checked.stdout + checked.stderr;
      expect([1, 3]).toContain(checked.code);
      expect(said).toMatch(/county 19|submissions-19/iu);
      const versions = await each('versions', '--county', '19');
      expect([versions.code, versions.stdout]).toEqual([1, '']);
    }
  });
});

function event(type: string, body: string): ProposedEvent {
  return {
    id: crypto.randomUUID(),
    type,
    contentType: 'application/json',
    data: Buffer.from(body),
    metadata: Buffer.from('{}'),
  };
}
