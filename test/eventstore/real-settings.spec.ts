import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { participants } from '../http/sent-records.js';
import { madeCertificates } from './made-certificates.js';
import { NO_PROGRAM, RealNode, describeReal, freePorts } from './real-node.js';
import type { RealNodeOptions } from './real-node.js';

const ASKED = ['report', '--county', '19', '--month', '2006-09', '--format', 'json'];
const MAX_MS = 5_000;

const lines = (from: number): string =>
  participants(from, 3, '19')
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');

interface Timed extends CliResult {
  readonly ms: number;
}

const folder = temporaryFolder();
let nodes: RealNode[] = [];
let data = 0;

beforeAll(async () => {
  // Loads what is loaded once, which is not what is timed.
  if (NO_PROGRAM !== null) return;
  const nowhere = 'esdb://127.0.0.1:9?tlsCAFile=/nowhere/ca.crt';
  for (const argv of [ASKED, ['ingest', '-'], ['serve', '--port', '0']]) {
    await run(nowhere, newData(), argv);
  }
});
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.kill()));
  nodes = [];
});
afterAll(() => {
  folder.remove();
});

async function started(options: Partial<RealNodeOptions> = {}): Promise<RealNode> {
  const [port = 0, replicationPort = 0] = await freePorts(2);
  const of = { folder: join(folder.path, `node-${String(port)}`), port, replicationPort };
  const node = new RealNode({ ...of, ...options });
  nodes.push(node);
  return node.start();
}

const newData = (): string => {
  data += 1;
  return join(folder.path, `data-${String(data)}`);
};

async function run(
  setting: string,
  in_: string,
  argv: readonly string[],
  stdin = '',
): Promise<Timed> {
  const begun = performance.now();
  const env = { PLUMBLINE_EVENTSTORE: setting };
  const result = await plumbline([...argv, '--data', in_], { env, stdin });
  return { ...result, ms: performance.now() - begun };
}

describeReal('a real server with TLS and accounts', () => {
  it('is used by who has the authority and the password; others are told at once what is wrong', async () => {
    const certificates = madeCertificates(folder.path, 'authority');
    const other = madeCertificates(folder.path, 'another');
    const node = await started({ certificates });
    const good = node.connectionString;
    const here = newData();
    expect(await run(good, here, ['ingest', '-'], lines(1))).toMatchObject({ code: 0 });
    const faults: readonly (readonly [string, readonly string[]])[] = [
      [good.replace('changeit', 'geheim'), ['does not know the user "admin" with this password']],
      [good.replace('admin:changeit@', ''), ['without a user and a password']],
      [good.replace(/tlsCAFile=.*$/u, 'tlsCAFile=/nowhere/ca.crt'), ['which tlsCAFile']],
      [good.replace(certificates.authority, other.authority), ['was not issued by the authority']],
      [good.replace(/&tlsCAFile=.*$/u, ''), ['issued by nobody whom this machine trusts']],
      [good.replace(/\?.*$/u, '?tls=false'), ['speaks TLS', 'Take that out']],
    ];
    for (const [setting, says] of faults) {
      for (const argv of [ASKED, ['ingest', '-'], ['serve', '--port', '0']]) {
        const { code, stdout, stderr, ms } = await run(setting, here, argv, lines(4));
        expect([setting, argv[0], code, stdout]).toEqual([setting, argv[0], 1, '']);
        for (const said of says) expect(stderr).toContain(said);
        expect(stderr).not.toMatch(/changeit|geheim|ledger-(?!19)|gRPC status/u);
        expect([setting, argv[0], ms < MAX_MS]).toEqual([setting, argv[0], true]);
      }
    }
    const { stdout } = await run(good, newData(), ['ledgers', '--json', '--fresh']);
    expect(JSON.parse(stdout)).toMatchObject([{ county: '19', size: 3 }]);
  }, 300_000);

  it('that speaks no TLS is told from one that is away', async () => {
    const node = await started();
    const setting = node.connectionString.replace('?tls=false', '');
    const { code, stderr, ms } = await run(setting, newData(), ASKED);
    expect([code, stderr]).toEqual([1, expect.stringContaining('does not speak TLS')]);
    expect(ms).toBeLessThan(MAX_MS);
  });
});

describeReal('a real server that takes little in one append', () => {
  it('is told before the first record, with the size needed, and nothing is written', async () => {
    const node = await started({ more: ['--max-append-size', '65536'] });
    const setting = node.connectionString;
    const here = newData();
    for (const argv of [
      ['ingest', '-'],
      ['submit', '--county', '19', '--month', '2006-09', '--by', 'A'],
      ['serve', '--port', '0'],
    ]) {
      const { code, stdout, stderr, ms } = await run(setting, here, argv, lines(1));
      expect([argv[0], code, stdout]).toEqual([argv[0], 1, '']);
      expect(stderr).toContain('it takes 65536 bytes in one append, and this program needs 983040');
      expect(ms).toBeLessThan(MAX_MS);
    }
    // What only reads needs no room.
    const { code, stdout } = await run(setting, newData(), ['ledgers', '--json']);
    expect([code, JSON.parse(stdout)]).toEqual([0, []]);
  });

  it('of the size that is needed is enough', async () => {
    const node = await started({ more: ['--max-append-size', '983040'] });
    const taken = await run(node.connectionString, newData(), ['ingest', '-'], lines(1));
    expect(taken).toMatchObject({ code: 0 });
  });
});

describeReal('a real server that is away', () => {
  it.each(['killed', 'stopped'] as const)(
    '(%s) is answered for by the replica; who writes is told within five seconds; --wait waits',
    async (how) => {
      const node = await started();
      const setting = node.connectionString;
      const here = newData();
      expect((await run(setting, here, ['ingest', '-'], lines(1))).code).toBe(0);
      const level = await run(setting, here, ASKED);
      if (how === 'killed') await node.kill();
      else await node.stop();
      const copied = await run(setting, here, ASKED);
      expect([copied.code, copied.stdout]).toEqual([0, level.stdout]);
      expect(copied.stderr).toMatch(/^County 19 is as it was at \S+Z, when this copy was last/mu);
      const fresh = await run(setting, here, [...ASKED, '--fresh']);
      const written = await run(setting, here, ['ingest', '-'], lines(4));
      for (const { code, stdout, stderr, ms } of [fresh, written]) {
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr).toContain('Check that the server runs and can be reached');
        expect(ms).toBeLessThan(MAX_MS);
      }
      const waiting = run(setting, here, ['ingest', '-', '--wait'], lines(4));
      await node.start();
      expect(await waiting).toMatchObject({ code: 0 });
      const { stdout } = await run(setting, newData(), ['ledgers', '--json']);
      expect(JSON.parse(stdout)).toMatchObject([{ county: '19', size: 6 }]);
    },
    240_000,
  );

  it('without PLUMBLINE_EVENTSTORE its replica takes nothing', async () => {
    const node = await started();
    const here = newData();
    expect((await run(node.connectionString, here, ['ingest', '-'], lines(1))).code).toBe(0);
    const alone = await plumbline(['ingest', '-', '--data', here], { env: {}, stdin: lines(4) });
    expect([alone.code, alone.stdout]).toEqual([1, '']);
    expect(alone.stderr).toContain('replica');
    const taken = await run(node.connectionString, here, ['ingest', '-', '--json'], lines(4));
    expect(JSON.parse(taken.stdout)).toMatchObject({ accepted: 3 });
  });
});
