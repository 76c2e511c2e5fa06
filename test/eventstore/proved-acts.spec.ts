import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { some } from '../support/soak.js';
import { HandOnServer } from './hand-on-server.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';
import type { ServerUnderTest } from './servers.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const SEPTEMBER = ['--county', '19', '--month', '2006-09'];

/** What somebody who may write to the server, and has no key, does to the acts of county 19. */
type Attack = (hand: HandOnServer, acts: string) => Promise<void>;

const ATTACKS: readonly (readonly [what: string, attack: Attack])[] = [
  ['deletes them', (hand, acts) => hand.delete(acts)],
  ['deletes them for good', (hand, acts) => hand.tombstone(acts)],
  ['cuts all of them off', (hand, acts) => hand.cutBefore(acts, 2)],
  ['cuts the first of them off', (hand, acts) => hand.cutBefore(acts, 1)],
  [
    'adds an event of another type',
    (hand, acts) => hand.append(acts, [{ type: 'Foreign', data: {} }]),
  ],
  [
    'writes them anew without the last',
    async (hand, acts) => {
      const [first] = await hand.eventsOf(acts);
      if (first === undefined) throw new Error('There is no act.');
      await hand.delete(acts);
      await hand.append(acts, [{ type: first.type, data: first.data }]);
    },
  ],
  [
    'deletes them with their notes',
    async (hand, acts) => {
      await hand.delete(acts);
      await hand.delete(acts.replace('submissions', 'checkpoints'));
    },
  ],
  [
    'forges a move to a stream with another approver',
    (hand, acts) => hand.forgeMove(acts, 'D. Rector', 'Never Was'),
  ],
];

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(`acts on a server, ${source.name}`, () => {
    let server: ServerUnderTest;
    let hand: HandOnServer;
    const folder = temporaryFolder();
    let machines = 0;
    const attacks = source.isStandIn === true ? some(ATTACKS, 3) : ATTACKS;

    beforeAll(async () => {
      server = await source.start();
      hand = new HandOnServer(server.connectionString);
    }, 200_000);
    afterAll(async () => {
      await hand.close();
      await server.stop();
      folder.remove();
    });

    const newPrefix = (): string => `${server.streamPrefix}${crypto.randomUUID()}-`;

    const on =
      (prefix: string, data: string) =>
      (...argv: readonly string[]): Promise<CliResult> =>
        plumbline([...argv, '--data', data], {
          env: {
            PLUMBLINE_EVENTSTORE: server.connectionString,
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
      const prefix = newPrefix();
      const run = await approved(prefix);
      expect(await hand.eventsOf(`${prefix}checkpoints-19`)).toHaveLength(2);
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

    it.each(attacks)('are named where somebody %s', async (_what, attack) => {
      const prefix = newPrefix();
      const run = await approved(prefix);
      const other = on(prefix, machine());
      expect((await other('ledgers')).code).toBe(0);
      await attack(hand, `${prefix}submissions-19`);
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
}
