import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { networkReason, systemReason } from '../../src/ports/system-reason.js';
import { plumbline, temporaryFolder } from './in-process.js';

const RECORDS = join(
  import.meta.dirname,
  ...['..', 'ledgers', '16-revised-after-approval', 'records.ndjson'],
);
const folder = temporaryFolder();
afterAll(folder.remove);

/** Names of calls and codes that say nothing to whoever reads them. */
const CODES =
  /\bE[A-Z]{3,}\b|SQLITE_|mkdtemp|getaddrinfo|gRPC status|, (?:open|mkdir|stat|rename)\b/u;

describe('what the system says', () => {
  it.each([
    [
      { code: 'ENOENT', message: "ENOENT: no such file or directory, mkdtemp '/x'" },
      'there is no such file or folder',
    ],
    [{ message: "EACCES: permission denied, open '/x'" }, 'permission is denied'],
    [{ message: 'getaddrinfo ENOTFOUND nowhere.invalid' }, 'no machine of that name is known'],
    [{ code: 'SQLITE_READONLY_DBMOVED', message: 'attempt to write' }, 'it may only be read'],
    [{ code: 'SQLITE_IOERR_READ', message: 'disk I/O error' }, 'the disk fails'],
    [{ message: "EUNKNOWN: something else, open '/x'" }, 'something else'],
    [new Error('A sentence of ours.'), 'A sentence of ours'],
    ['thrown', 'thrown'],
  ])('of %p is told in words: %s', (error, words) => {
    expect(systemReason(error)).toBe(words);
  });

  it('of a network is told in words where the text tells it', () => {
    expect(networkReason('Name resolution failed for target dns:nowhere:2113')).toBe(
      'no machine of that name is known',
    );
    expect(
      networkReason('No connection established. Last error: connect ECONNREFUSED 127.0.0.1:9'),
    ).toBe('nobody listens there');
    expect(networkReason('something')).toBeNull();
  });
});

describe('a command that the system does not let work', () => {
  const file = join(folder.path, 'file');
  writeFileSync(file, '');
  const data = join(folder.path, 'data');
  beforeAll(async () => {
    await plumbline(['ingest', RECORDS, '--data', data]);
    await plumbline([
      'submit',
      '--county',
      '19',
      '--month',
      '2006-09',
      '--by',
      'A. Clerk',
      '--data',
      data,
    ]);
  });

  const of = ['--county', '19', '--month', '2006-09'];
  it.each([
    [['package', ...of, '--version', '1', '--out', join(file, 'p')]],
    [['backup', join(file, 'b')]],
    [['report', ...of, '--json', '--out', join(file, 'r')]],
    [['ingest', join(folder.path, 'none.ndjson')]],
    [['ingest', RECORDS, '--rejects', join(file, 'r')]],
    [['ingest', RECORDS, '--data', join(file, 'd')]],
    [['checkpoint', '--county', '19', '--keys', join(file, 'keys')]],
    [['restore', file]],
    [['verify', file]],
    [['restore', join(folder.path, 'none')]],
    [['access', 'load', join(file, 'acts.ndjson')]],
    [['access', 'load', folder.path]],
    [['keys', '--keys', join(file, 'keys')]],
    [['demo', '--data', file]],
    [['intake', 'setup', join(file, 'watched'), '--county', '19']],
    [['intake', 'template', 'CaseOpened', '--out', join(file, 't.xlsx')]],
    [['intake', 'key', 'add', join(file, 'key.pub'), '--county', '19', '--label', 'a']],
    [['intake', 'map', join(file, 'CaseOpened.csv'), '--county', '19']],
    [['intake', '--watch', file, '--once']],
    [['trail', ...of, '--line', '1', '--format', 'csv', '--out', join(file, 't.csv')]],
    [['checkpoint', '--county', '19', '--data', join(file, 'd')]],
    [['ledgers', '--data', file]],
  ])('says so in words: %p', async (argv) => {
    const whole = argv.includes('--data') ? argv : [...argv, '--data', data];
    const { code, stderr } = await plumbline(whole);
    expect([1, 2]).toContain(code);
    expect(stderr).not.toMatch(CODES);
    expect(stderr).toMatch(/^[A-Z/-][^\n]*[.]\n$/u);
  });

  it('says so in words where there is no room for temporary files', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(folder.path, 'gone');
    try {
      const { code, stderr } = await plumbline(['demo', '--cases', '1']);
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/there is no such file or folder/u),
      ]);
      expect(stderr).not.toMatch(CODES);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  it('says which county is left out, and why, where its ledger is no database', async () => {
    const two = join(folder.path, 'two');
    await plumbline(['ingest', RECORDS, '--data', two]);
    mkdirSync(join(two, 'ledgers'), { recursive: true });
    writeFileSync(join(two, 'ledgers', '20.db'), 'no database at all'.repeat(1000));
    const all = ['report', '--county', 'all', '--month', '2006-09', '--json'];
    const { code, stderr } = await plumbline([...all, '--data', two]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('County 20 is left out.')]);
    expect(stderr).not.toMatch(CODES);
  });

  it('says what is wrong with a ledger that is no database', async () => {
    const broken = join(folder.path, 'broken');
    await plumbline(['ingest', RECORDS, '--data', broken]);
    mkdirSync(join(broken, 'ledgers'), { recursive: true });
    writeFileSync(join(broken, 'ledgers', '19.db'), 'no database at all'.repeat(1000));
    const { code, stderr } = await plumbline(['report', ...of, '--data', broken]);
    expect(code).toBe(1);
    expect(stderr).not.toMatch(CODES);
  });
});
