import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { plumbline, temporaryFolder } from './in-process.js';

const folder = temporaryFolder();
let folderCount = 0;

/** A data folder that no other test uses. */
function freshData(): string {
  folderCount += 1;
  const path = join(folder.path, `data-${String(folderCount)}`);
  mkdirSync(path);
  return path;
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  return path;
}

function opening(number: number, county = '19'): string {
  const id = `00000000-0000-4000-8000-${county}${String(number).padStart(10, '0')}`;
  return JSON.stringify({
    id,
    type: 'CaseOpened',
    county,
    case: `C-${String(number)}`,
    effective: '2006-01-02',
    data: {
      ncp: { participant: 'N', role: 'father' },
      payee: { participant: 'P', kind: 'custodial-parent' },
      program: 'none',
    },
    recorded: '2006-01-03T08:00:00Z',
  });
}

function lines(...records: readonly string[]): string {
  return records.map((record) => `${record}\n`).join('');
}

const UNKNOWN = opening(1).replace('CaseOpened', 'CaseOpenedd').replace('0000001', '0000009');

async function sizeOf(data: string, county = '19'): Promise<number> {
  const result = await plumbline(['root', '--county', county, '--data', data]);
  return (JSON.parse(result.stdout) as { size: number }).size;
}

afterAll(folder.remove);

describe('ingest', () => {
  it('counts accepted, duplicates and rejected, and the sizes of the ledgers it touched', async () => {
    const data = freshData();
    const path = file('mixed.ndjson', lines(opening(1), opening(2, '30'), opening(1), UNKNOWN));
    const result = await plumbline(['ingest', path, '--json', '--data', data]);
    expect(result.code).toBe(3);
    expect(result.stdout).toBe(
      '{"accepted":2,"duplicates":1,"rejected":1,"ledgers":{"19":{"size":1},"30":{"size":1}}}\n',
    );
  });

  it('ends with 0 where nothing is rejected, and is all duplicates the second time', async () => {
    const data = freshData();
    const path = file('two.ndjson', lines(opening(1), opening(2)));
    const first = await plumbline(['ingest', path, '--data', data]);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(
      '2 accepted, 0 duplicates, 0 rejected.\nThe ledger of county 19 has 2 records.\n',
    );
    const second = await plumbline(['ingest', path, path, '--json', '--data', data]);
    expect(second.code).toBe(0);
    expect(second.stdout).toBe(
      '{"accepted":0,"duplicates":4,"rejected":0,"ledgers":{"19":{"size":2}}}\n',
    );
  });

  it('says what was taken where what comes after the records fails, and goes on once it is mended', async () => {
    const data = freshData();
    await plumbline(['ingest', file('first.ndjson', lines(opening(1))), '--data', data]);
    const lock = join(data, 'checkpoints', '19.lock');
    rmSync(lock);
    mkdirSync(lock);
    const more = file('more.ndjson', lines(opening(2), opening(3)));
    const failed = await plumbline(['ingest', more, '--data', data]);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    const [stopped, reason] = failed.stderr.split('\n');
    expect(stopped).toBe(
      'Stopped after 2 records: what was accepted of them is on disk. Run the same command again: what was taken is counted as a duplicate, the rest is taken.',
    );
    expect(reason).toMatch(/^The lock .*19\.lock cannot be used: /u);
    rmSync(lock, { recursive: true });
    const again = await plumbline(['ingest', more, '--json', '--data', data]);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toBe(
      '{"accepted":0,"duplicates":2,"rejected":0,"ledgers":{"19":{"size":3}}}\n',
    );
    await expect(plumbline(['check', '--data', data])).resolves.toMatchObject({ code: 0 });
  });

  it('writes rejects in the order of the files, with line numbers that count blank lines', async () => {
    const data = freshData();
    const first = file('first.ndjson', `${lines(opening(1))}\n  \nnot json\n${lines(UNKNOWN)}`);
    const second = file('second.ndjson', `{${'x'.repeat(70_000)}\n${opening(2)}`);
    const rejects = join(folder.path, 'rejects.ndjson');
    const result = await plumbline(
      ['ingest', 'first.ndjson', second, '--rejects', 'rejects.ndjson', '--json', '--data', data],
      { cwd: folder.path },
    );
    expect(first).toBe(join(folder.path, 'first.ndjson'));
    expect(result).toMatchObject({ code: 3, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({ accepted: 2, rejected: 3 });
    const written = readFileSync(rejects, 'utf8').trimEnd().split('\n');
    const told = written.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.map((reject) => Object.keys(reject))).toEqual(
      told.map(() => ['file', 'line', 'id', 'code', 'message']),
    );
    expect(told).toMatchObject([
      { file: 'first.ndjson', line: 4, id: null, code: 'MALFORMED' },
      { file: 'first.ndjson', line: 5, code: 'UNKNOWN_TYPE' },
      { file: second, line: 1, id: null, code: 'MALFORMED' },
    ]);
  });

  it('makes an empty rejects file where nothing is rejected', async () => {
    const rejects = join(folder.path, 'none.ndjson');
    const path = file('one.ndjson', lines(opening(1)));
    await plumbline(['ingest', path, '--rejects', rejects, '--data', freshData()]);
    expect(readFileSync(rejects, 'utf8')).toBe('');
  });

  it('tells the first 20 rejected and their count where no file is named for them', async () => {
    const path = file('bad.ndjson', '{no\n'.repeat(25));
    const result = await plumbline(['ingest', path, '--data', freshData()]);
    const told = result.stderr.trimEnd().split('\n');
    expect(result.code).toBe(3);
    expect(told).toHaveLength(21);
    expect(told[0]).toMatch(/bad\.ndjson, line 1: MALFORMED: /u);
    expect(told[19]).toMatch(/line 20: MALFORMED/u);
    expect(told[20]).toMatch(/^25 rejected, of which the first 20 are shown/u);
  });

  it('leaves no trace of a file of nothing but rejected records', async () => {
    const data = freshData();
    await plumbline(['ingest', file('bad.ndjson', lines(UNKNOWN)), '--data', data]);
    const ledgers = await plumbline(['ledgers', '--json', '--data', data]);
    expect(ledgers).toMatchObject({ code: 0, stdout: '[]\n' });
  });

  it('reads standard input, packed files, and files of several parts packed one by one', async () => {
    const data = freshData();
    const packed = file(
      'packed.ndjson.gz',
      Buffer.concat([gzipSync(lines(opening(1))), gzipSync(lines(opening(2)))]),
    );
    const result = await plumbline(['ingest', packed, '-', '--json', '--data', data], {
      stdin: opening(3),
    });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({ accepted: 3, rejected: 0 });
  });

  it('takes an empty file and empty standard input', async () => {
    const result = await plumbline([
      'ingest',
      file('empty', ''),
      '-',
      '--json',
      '--data',
      freshData(),
    ]);
    expect(result.stdout).toBe('{"accepted":0,"duplicates":0,"rejected":0,"ledgers":{}}\n');
    expect(result.code).toBe(0);
  });

  it('fails on a packed file that breaks off, and takes its whole parts', async () => {
    const data = freshData();
    const all = Array.from({ length: 2000 }, (_, index) => opening(index + 1));
    const parts = [gzipSync(lines(...all.slice(0, 500))), gzipSync(lines(...all.slice(500)))];
    const packed = Buffer.concat(parts);
    const broken = file('broken.ndjson.gz', packed.subarray(0, packed.length - 200));
    const result = await plumbline(['ingest', broken, '--json', '--data', data]);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(
      /broken\.ndjson\.gz could not be read to its end \(the packed data breaks off; nothing of that part was taken\): 500 records .*0 rejected.*run the same command again/u,
    );
    expect(await sizeOf(data)).toBe(500);
    expect(JSON.parse(result.stdout)).toMatchObject({
      accepted: 500,
      ledgers: { 19: { size: 500 } },
    });
    const whole = file('whole.ndjson.gz', packed);
    const again = await plumbline(['ingest', whole, '--json', '--data', data]);
    expect(JSON.parse(again.stdout)).toMatchObject({ accepted: 1500, duplicates: 500 });
  });

  it('refuses to overwrite an input with the rejects, and to read standard input twice', async () => {
    const path = file('input.ndjson', lines(opening(1)));
    const data = freshData();
    const same = await plumbline(['ingest', path, '--rejects', path, '--data', data]);
    expect(same).toMatchObject({ code: 2, stdout: '' });
    expect(same.stderr).toMatch(/would overwrite the input/u);
    const twice = await plumbline(['ingest', '-', '-', '--data', data]);
    expect(twice).toMatchObject({ code: 2, stdout: '' });
    symlinkSync(path, join(folder.path, 'link.ndjson'));
    const linked = ['ingest', path, '--rejects', 'link.ndjson', '--data', data];
    expect(await plumbline(linked, { cwd: folder.path })).toMatchObject({ code: 2 });
    expect(readFileSync(path, 'utf8')).toBe(lines(opening(1)));
  });
});
