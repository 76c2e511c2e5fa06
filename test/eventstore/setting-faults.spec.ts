import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { participants } from '../http/sent-records.js';
import { StandIn } from '../standin/cluster.js';
import type { ClusterOptions } from '../standin/cluster.js';

const ASKED = ['report', '--county', '19', '--month', '2006-09'];
const RECORDS = participants(1, 3, '19')
  .map((record) => `${JSON.stringify(record)}\n`)
  .join('');
const SECURE = { tls: true, credentials: 'ana:geheim' } as const;

interface FaultySetting {
  readonly name: string;
  readonly server: ClusterOptions;
  /** Makes the faulty setting of the right one. */
  readonly spoil: (good: string, folder: string) => string;
  /** What the sentence says. */
  readonly says: readonly string[];
}

const FAULTS: readonly FaultySetting[] = [
  {
    name: 'a wrong password',
    server: SECURE,
    spoil: (good) => good.replace('geheim', 'anders'),
    says: ['does not know the user "ana" with this password'],
  },
  {
    name: 'no user',
    server: SECURE,
    spoil: (good) => good.replace('ana:geheim@', ''),
    says: ['without a user and a password', 'esdb://user:password@host:port'],
  },
  {
    name: 'a CA file that is not there',
    server: SECURE,
    spoil: (good) => good.replace(/tlsCAFile=.*$/u, 'tlsCAFile=/nowhere/ca.crt'),
    says: ['the file /nowhere/ca.crt, which tlsCAFile', 'is not there'],
  },
  {
    name: 'a CA file that is a folder',
    server: SECURE,
    spoil: (good, folder) => good.replace(/tlsCAFile=.*$/u, `tlsCAFile=${folder}`),
    says: ['is a folder'],
  },
  {
    name: 'a CA file that is none',
    server: SECURE,
    spoil: (good, folder) => {
      writeFileSync(join(folder, 'ca.crt'), 'a letter');
      return good.replace(/tlsCAFile=.*$/u, `tlsCAFile=${folder}/ca.crt`);
    },
    says: ['/ca.crt', 'holds no certificate'],
  },
  {
    name: 'an authority that issued another certificate',
    server: SECURE,
    spoil: (good) => good.replace('loopback.crt', 'elsewhere.crt'),
    says: ['was not issued by the authority in', 'elsewhere.crt', 'tlsCAFile'],
  },
  {
    name: 'no CA file',
    server: SECURE,
    spoil: (good) => good.replace(/&tlsCAFile=.*$/u, ''),
    says: ['issued by nobody whom this machine trusts', 'tlsCAFile'],
  },
  {
    name: 'a certificate that has expired',
    server: { ...SECURE, certificate: 'expired' },
    spoil: (good) => good,
    says: ['has expired', 'Renew it'],
  },
  {
    name: "another host's certificate",
    server: { ...SECURE, certificate: 'elsewhere' },
    spoil: (good) => good,
    says: ["is another host's", "127.0.0.1 is not in the cert's list"],
  },
  {
    name: 'TLS where the server speaks none',
    server: {},
    spoil: (good) => good.replace('?tls=false', ''),
    says: ['does not speak TLS', 'tls=false'],
  },
  {
    name: 'no TLS where the server speaks it',
    server: { tls: true },
    spoil: (good) => good.replace(/\?.*$/u, '?tls=false'),
    says: ['speaks TLS', 'Take that out'],
  },
  {
    name: 'a wrong authority, in a setting of several nodes',
    server: SECURE,
    spoil: (good) =>
      good.replace('loopback.crt', 'elsewhere.crt').replace(/(127.0.0.1:\d+)/u, '$1,127.0.0.1:9'),
    says: ['was not issued by the authority in'],
  },
];

describe('a setting by which the server cannot be spoken to', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let standIn: StandIn | null = null;

  beforeAll(async () => {
    // Loads what is loaded once, which is not what is timed.
    folder = temporaryFolder();
    const missing = 'esdb://127.0.0.1:9?tlsCAFile=/nowhere/ca.crt';
    for (const argv of [ASKED, ['ingest', '-'], ['serve', '--port', '0']]) await run(missing, argv);
    folder.remove();
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    folder.remove();
    await standIn?.stop();
    standIn = null;
  });

  const run = async (
    setting: string,
    argv: readonly string[],
  ): Promise<CliResult & { readonly ms: number }> => {
    const begun = performance.now();
    const data = join(folder.path, 'data');
    const env = { PLUMBLINE_EVENTSTORE: setting };
    const result = await plumbline([...argv, '--data', data], { env, stdin: RECORDS });
    return { ...result, ms: performance.now() - begun };
  };

  it.each(FAULTS)('($name) is told at once, to who reads, writes and serves', async (fault) => {
    standIn = await StandIn.start(fault.server);
    const setting = fault.spoil(standIn.node(0).connectionString, folder.path);
    for (const argv of [ASKED, ['ingest', '-'], ['serve', '--port', '0']]) {
      const { code, stdout, stderr, ms } = await run(setting, argv);
      expect([argv[0], code, stdout]).toEqual([argv[0], 1, '']);
      for (const said of fault.says) expect(stderr).toContain(said);
      expect(stderr).toMatch(/^EventStoreDB at esdb:\/\/\S+ cannot be used: /mu);
      expect(stderr).not.toMatch(/geheim|anders|ledger-(?!19)|gRPC status/u);
      expect(ms).toBeLessThan(5_000);
    }
    // Mended it works, in the same folder.
    if (fault.server.certificate !== undefined) return;
    expect((await run(standIn.node(0).connectionString, ['ingest', '-'])).code).toBe(0);
  });

  it('(another kind of server) is told at once', async () => {
    const other = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await run(`esdb://127.0.0.1:${String(port)}?tls=false`, ASKED);
    expect([code, stderr]).toEqual([1, expect.stringContaining('is no EventStoreDB')]);
    other.close();
  });

  it('(a server that takes too little in one append) is told before the first record, with the size needed', async () => {
    standIn = await StandIn.start({ appendSizeMax: 65_536 });
    const setting = standIn.node(0).connectionString;
    for (const argv of [
      ['ingest', '-'],
      ['submit', '--county', '19', '--month', '2006-09', '--by', 'A'],
      ['serve', '--port', '0'],
    ]) {
      const { code, stdout, stderr } = await run(setting, argv);
      expect([argv[0], code, stdout]).toEqual([argv[0], 1, '']);
      expect(stderr).toContain('it takes 65536 bytes in one append, and this program needs 983040');
      expect(stderr).toContain('--max-append-size');
    }
    expect(standIn.store.everything('ledger-19')).toEqual([]);
    // What only reads needs no room.
    expect((await run(setting, ASKED)).code).toBe(0);
  });

  it('looks for that room without writing anything', async () => {
    standIn = await StandIn.start({ appendSizeMax: 983_040 });
    expect((await run(standIn.node(0).connectionString, ['ingest', '-'])).code).toBe(0);
    expect([...standIn.store.allEvents()].map(({ type }) => type)).toEqual([
      'ParticipantRegistered',
      'ParticipantRegistered',
      'ParticipantRegistered',
    ]);
  });
});
