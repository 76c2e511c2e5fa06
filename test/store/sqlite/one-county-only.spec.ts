import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import type { CliResult } from '../../cli/in-process.js';
import { participants } from '../../http/sent-records.js';

const MONTH = ['--month', '2006-09'];

/** What can be wrong with one county's files, and what is said of it then. */
const DAMAGES: readonly {
  readonly name: string;
  readonly file: 'ledgers' | 'submissions';
  readonly spoil: (bytes: Buffer) => Buffer;
}[] = [
  { name: 'a ledger file that is no database', file: 'ledgers', spoil: () => Buffer.from('no') },
  {
    name: 'a ledger file cut short',
    file: 'ledgers',
    spoil: (bytes) => bytes.subarray(0, bytes.length / 2),
  },
  {
    name: 'a record that was changed',
    file: 'ledgers',
    spoil: (bytes) => Buffer.from(bytes.toString('latin1').replace('Quillon', 'Quillan'), 'latin1'),
  },
  {
    name: 'acts that were changed',
    file: 'submissions',
    spoil: (bytes) =>
      Buffer.from(bytes.toString('latin1').replace('"comment":"c', '"comment":"d'), 'latin1'),
  },
];

describe('one damaged county of a data folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;

  beforeEach(async () => {
    folder = temporaryFolder();
    for (const county of ['19', '30']) {
      const lines = participants(1, 3, county).map((record) => `${JSON.stringify(record)}\n`);
      expect((await run(['ingest', '-'], lines.join(''))).code).toBe(0);
      const submit = ['submit', '--county', county, ...MONTH, '--by', 'A', '--comment', 'c'];
      expect((await run(submit)).code).toBe(0);
    }
  });
  afterEach(() => {
    folder.remove();
  });

  const run = (argv: readonly string[], stdin = ''): Promise<CliResult> =>
    plumbline([...argv, '--data', folder.path], { stdin });
  const leftOutOf = async (...argv: readonly string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await run(argv);
    const said = JSON.parse(stdout) as { leftOut?: unknown; state?: unknown; lines?: unknown };
    if (said.leftOut !== undefined) {
      expect([said.state, said.lines]).toEqual([undefined, undefined]);
      expect(stderr).toContain('County 19 is left out.');
    }
    return [code, said.leftOut];
  };

  it.each(DAMAGES)('($name) is left out and named; the others answer', async ({ file, spoil }) => {
    const path = join(folder.path, file, '19.db');
    const bytes = readFileSync(path);
    const spoilt = spoil(bytes);
    expect(spoilt.equals(bytes)).toBe(false);
    writeFileSync(path, spoilt);
    // Whoever only read has left an empty log beside it.
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    expect((await run(['report', '--county', '30', ...MONTH])).code).toBe(0);
    expect((await run(['versions', '--county', '30'])).code).toBe(0);
    const isLedger = file === 'ledgers';
    const state = await leftOutOf('report', '--county', 'all', ...MONTH, '--format', 'json');
    expect(state).toEqual(isLedger ? [1, ['19']] : [0, undefined]);
    const measures = await leftOutOf('measures', '--county', 'all', ...MONTH, '--json');
    expect(measures).toEqual(isLedger ? [1, ['19']] : [0, undefined]);
    const asked = isLedger
      ? ['report', '--county', '19', ...MONTH]
      : ['versions', '--county', '19'];
    const stopped = await run(asked);
    expect([stopped.code, stopped.stdout]).toEqual([1, '']);
    expect(stopped.stderr).toContain('19');
  });

  it.each(DAMAGES.filter(({ name }) => name !== 'a record that was changed'))(
    '($name) is left out of the rollup',
    async ({ file, spoil }) => {
      const path = join(folder.path, file, '19.db');
      writeFileSync(path, spoil(readFileSync(path)));
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
      expect(await leftOutOf('rollup', ...MONTH, '--json')).toEqual([1, ['19']]);
    },
  );
});
