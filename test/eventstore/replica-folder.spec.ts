import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { participants } from '../http/sent-records.js';
import { StandIn } from '../standin/cluster.js';

/** All files of a folder with their bytes: what "nothing was written" means. */
function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path).toString('base64')]));
}

describe('the folder of a replica', () => {
  let standIn: StandIn;
  let folders: { readonly path: string; readonly remove: () => void }[] = [];

  beforeEach(async () => {
    standIn = await StandIn.start();
  });
  afterEach(async () => {
    for (const folder of folders) folder.remove();
    folders = [];
    await standIn.stop();
  });

  const folder = (): string => {
    const made = temporaryFolder();
    folders.push(made);
    return made.path;
  };
  const served = (prefix = ''): Record<string, string> => ({
    PLUMBLINE_EVENTSTORE: standIn.connectionString,
    PLUMBLINE_EVENTSTORE_PREFIX: prefix,
  });
  const lines = (from: number, count: number, county = '19'): string =>
    participants(from, count, county)
      .map((record) => `${JSON.stringify(record)}\n`)
      .join('');
  const ingest = (data: string, stdin: string, env = served()): Promise<CliResult> =>
    plumbline(['ingest', '-', '--data', data, '--json'], { env, stdin });
  const report = (data: string, env = served(), county = '19'): Promise<CliResult> => {
    const asked = ['report', '--county', county, '--month', '2006-09', '--format', 'json'];
    return plumbline([...asked, '--data', data], { env });
  };
  /** A folder as an older version left it: filled from the server, and not marked. */
  const unmarked = (data: string): void => {
    writeFileSync(join(data, 'plumbline.json'), '{"format":1}\n');
    rmSync(join(data, 'level.json'), { force: true });
    for (const acts of ['submissions', 'retention']) {
      rmSync(join(data, acts), { recursive: true, force: true });
    }
  };

  it('says of which streams it is one', async () => {
    const data = folder();
    expect((await ingest(data, lines(1, 3), served('north-'))).code).toBe(0);
    expect(JSON.parse(readFileSync(join(data, 'plumbline.json'), 'utf8'))).toEqual({
      format: 1,
      replicaOf: {
        server: `esdb://127.0.0.1:${String(standIn.node(0).port)}`,
        streamPrefix: 'north-',
      },
    });
  });

  it('takes nothing where no server is named, and nothing of it changes', async () => {
    const data = folder();
    await ingest(data, lines(1, 3));
    const before = filesOf(data);
    const place = ['--county', '19', '--data', data];
    const submit = ['submit', ...place, '--month', '2006-09', '--by', 'A'];
    const hold = ['hold', 'place', ...place, '--from', '2007-05', '--by', 'L', '--reason', 'r'];
    const serve = ['serve', '--port', '0', '--data', data];
    for (const argv of [['ingest', '-', '--data', data], submit, hold, serve]) {
      const refused = await plumbline(argv, { stdin: lines(4, 2) });
      expect([argv[0], refused.code]).toEqual([argv[0], 1]);
      expect(refused.stdout).toBe('');
      expect(refused.stderr).toContain(`${data} is a replica of streams "ledger-CC" of esdb://127`);
      expect(refused.stderr).toContain('Set PLUMBLINE_EVENTSTORE');
    }
    expect(filesOf(data)).toEqual(before);
    // With its server it goes on as if nothing had been asked.
    expect(JSON.parse((await ingest(data, lines(4, 2))).stdout)).toMatchObject({ accepted: 2 });
    expect((await ingest(folder(), lines(1, 5))).stdout).toContain('"duplicates":5');
  });

  it('is read where no server is named, and says as of when it is; with --fresh it is not', async () => {
    const data = folder();
    await ingest(data, lines(1, 3));
    const there = await report(data);
    const here = await report(data, {});
    expect([here.code, here.stdout]).toEqual([0, there.stdout]);
    expect(here.stderr).toMatch(/County 19 is as it was at 20\d\d-\d\d-\d\dT[\d:.]{12}Z/u);
    const place = ['--county', '19', '--data', data];
    const fresh = await plumbline(['root', ...place, '--fresh']);
    expect([fresh.code, fresh.stdout]).toEqual([1, '']);
    // Nobody has asked about county 30 here, so nothing is known of it.
    const other = await report(data, {}, '30');
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('County 30 cannot be')]);
  });

  it('is no replica of streams with another prefix', async () => {
    const data = folder();
    await ingest(data, lines(1, 3), served('north-'));
    const before = filesOf(data);
    const refused = await ingest(data, lines(4, 2), served('south-'));
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('is a replica of streams "north-ledger-CC"'),
    ]);
    expect(filesOf(data)).toEqual(before);
    expect(standIn.store.everything('south-ledger-19')).toEqual([]);
  });

  it('of an older version is marked once it is proved, also at another address', async () => {
    const data = folder();
    await ingest(data, lines(1, 3));
    const marked = readFileSync(join(data, 'plumbline.json'), 'utf8');
    unmarked(data);
    expect((await report(data)).code).toBe(0);
    expect(readFileSync(join(data, 'plumbline.json'), 'utf8')).toBe(marked);
    writeFileSync(join(data, 'plumbline.json'), marked.replace('127.0.0.1', 'elsewhere'));
    expect((await report(data)).code).toBe(0);
    expect(readFileSync(join(data, 'plumbline.json'), 'utf8')).toBe(marked);
  });

  it('that took records by itself is refused, and by the mend of the runbook none is lost', async () => {
    const data = folder();
    await ingest(data, lines(1, 3));
    unmarked(data);
    // What an older version did: it took it for a store.
    const alone = await plumbline(['ingest', '-', '--data', data], { stdin: lines(4, 2) });
    expect(alone.code).toBe(0);
    const before = filesOf(data);
    for (const asked of [ingest(data, lines(6, 1)), report(data)]) {
      const { code, stderr, stdout } = await asked;
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('of county 19 it has 5 records, and stream "ledger-19" has 3');
      expect(stderr).toContain('docs/runbook-replica.md');
      expect(stderr).not.toContain('cut short');
    }
    expect(filesOf(data)).toEqual(before);
    expect(standIn.store.everything('ledger-19')).toHaveLength(3);
    // Set aside; what it holds is written out from it, and taken in with the server.
    const records = await plumbline(['records', '--county', '19', '--from', '4', '--data', data]);
    expect(records.code).toBe(0);
    const mended = folder();
    expect(JSON.parse((await ingest(mended, records.stdout)).stdout)).toMatchObject({
      accepted: 2,
      rejected: 0,
    });
    const ids = standIn.store.everything('ledger-19').map(({ id }) => id);
    expect(ids).toEqual(participants(1, 5, '19').map(({ id }) => id));
  });

  it('that is a store of its own is refused', async () => {
    const data = folder();
    await plumbline(['ingest', '-', '--data', data], { stdin: lines(1, 2) });
    const refused = await ingest(data, lines(3, 1));
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('it has 2 records, and stream "ledger-19" has 0'),
    ]);
    expect(standIn.store.everything('ledger-19')).toEqual([]);
  });

  it('is one in its backup, too, and in a copy', async () => {
    const [data, copied, saved, restored] = [folder(), folder(), folder(), folder()];
    await ingest(data, lines(1, 3));
    cpSync(data, copied, { recursive: true });
    expect((await plumbline(['backup', saved, '--data', data])).code).toBe(0);
    expect((await plumbline(['restore', saved, '--data', restored])).code).toBe(0);
    for (const each of [copied, restored]) {
      const { code, stderr } = await plumbline(['ingest', '-', '--data', each], {
        stdin: lines(4, 1),
      });
      expect([code, stderr]).toEqual([1, expect.stringContaining('is a replica of')]);
      expect((await report(each)).code).toBe(0);
    }
  });
});

it('the demo keeps its made-up records out of a server that is named', async () => {
  const standIn = await StandIn.start();
  const made = temporaryFolder();
  try {
    const { code } = await plumbline(['demo', '--cases', '20', '--data', made.path], {
      env: { PLUMBLINE_EVENTSTORE: standIn.connectionString },
    });
    expect(code).toBe(0);
    expect(standIn.store.everything('ledger-19')).toEqual([]);
  } finally {
    made.remove();
    await standIn.stop();
  }
});
