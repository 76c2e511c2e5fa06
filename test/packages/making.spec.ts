import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { PackageWriter } from '../../src/packages/package-writer.js';
import { trailPath } from '../../src/packages/trail-files.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { CLERK, PackedCounty, MONTH, filesOf, readText, sha256 } from './packed-county.js';
import { readReport } from './written-form.js';

let county: PackedCounty;
beforeAll(async () => {
  county = await PackedCounty.make();
});
afterAll(() => {
  county.remove();
});

const json = (path: string): unknown => JSON.parse(readText(county.second, path));

describe('a package', () => {
  it('is a bag of RFC 8493', () => {
    expect(readText(county.second, 'bagit.txt')).toBe(
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    );
    const info = readText(county.second, 'bag-info.txt');
    expect(info).toContain('External-Identifier: cs1257-19-2006-08-v2\n');
    expect(info).toContain('Bagging-Date: 2006-10-12\n');
    const payload = filesOf(county.second).filter((path) => path.startsWith('data/'));
    const octets = payload.map((path) => statSync(join(county.second, path)).size);
    const sum = octets.reduce((one, other) => one + other, 0);
    expect(info).toContain(`Payload-Oxum: ${String(sum)}.${String(payload.length)}\n`);
    const manifest = readText(county.second, 'manifest-sha256.txt').trimEnd().split('\n');
    expect(manifest).toEqual(
      payload.map((path) => `${sha256(readFileSync(join(county.second, path)))}  ${path}`),
    );
  });

  it('tells the version, the report and the trail as the commands print them', async () => {
    const address = ['--county', '19', '--month', MONTH];
    const versions = await county.run(['versions', ...address, '--json']);
    const [, version] = JSON.parse(versions.stdout) as readonly Record<string, unknown>[];
    expect(json('data/version.json')).toEqual(version);
    const report = await county.run(['report', ...address, '--format', 'json']);
    expect(json('data/report.json')).toEqual(JSON.parse(report.stdout));
    expect(sha256(readText(county.second, 'data/report.json'))).toBe(version?.['report']);
    const csv = await county.run(['report', ...address, '--format', 'csv']);
    expect(readText(county.second, 'data/report.csv')).toBe(csv.stdout);
    for (const line of ['1', '5a', '9', '16', '24', '30']) {
      const trail = await county.run(['trail', ...address, '--line', line, '--format', 'csv']);
      expect(readText(county.second, trailPath(line, 'csv'))).toBe(trail.stdout);
    }
    const difference = await county.run([
      'diff',
      ...address,
      '--from',
      'v1',
      '--to',
      'v2',
      '--json',
    ]);
    expect(json('data/diff.json')).toEqual(JSON.parse(difference.stdout));
    expect(filesOf(county.first)).not.toContain('data/diff.json');
  });

  it('has on the printed form the names that were given to the commands', async () => {
    const { writing } = await readReport(readFileSync(join(county.second, 'data/report.pdf')));
    expect(writing[3]).toContain(`CONTACT PERSON${CLERK}`);
    expect(writing[3]).toContain('DIRECTORD. Rector (approved electronically)');
  });

  it('has the exact bytes of each record that were hashed', async () => {
    const lines = readText(county.second, 'data/records.ndjson').trimEnd().split('\n');
    for (const line of [lines[0], lines.at(-1)]) {
      const { record } = JSON.parse(line ?? '') as { record: { id: string } };
      const printed = await county.run(['record', '--county', '19', '--id', record.id]);
      expect(line).toBe(printed.stdout);
    }
    const positions = lines.map((line) => (JSON.parse(line) as { position: number }).position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });

  it('has the same rows as Parquet, with cents as 64-bit integers', async () => {
    const bytes = readFileSync(join(county.second, trailPath('24', 'parquet')));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const schema = parquetMetadata(file).schema;
    expect(schema.find(({ name }) => name === 'amountCents')?.type).toBe('INT64');
    const rows = await parquetReadObjects({ file });
    const csv = readText(county.second, trailPath('24', 'csv')).split('\r\n').slice(1, -1);
    expect(rows.map((row): unknown[] => [row['case'], Number(row['amountCents'])])).toEqual(
      csv.map((row) => [row.split(',')[2], Math.round(Number(row.split(',')[5]) * 100)]),
    );
  });

  it('describes every table as it is', () => {
    const { resources } = json('data/datapackage.json') as {
      readonly resources: readonly {
        readonly path: string;
        readonly schema: { readonly fields: readonly { readonly name: string }[] };
      }[];
    };
    expect(resources).toHaveLength(1 + 2 * CATALOGUE.length);
    for (const { path, schema } of resources.filter((each) => each.path.endsWith('.csv'))) {
      const head = readText(county.second, `data/${path}`).split('\r\n')[0];
      expect(schema.fields.map(({ name }) => name).join(',')).toBe(head);
    }
    const dictionary = readText(county.second, 'data/dictionary.csv');
    expect(dictionary).toContain('data/trail/line-*.parquet,amountCents,integer,no,');
  });

  it('says in plain words how to check it', () => {
    const readme = readText(county.second, 'README.txt');
    expect(readme).toContain('node verify.mjs');
    expect(readme).toContain('County 19, version 2 (REVISED), approved by D. Rector on 2006-10-12');
    expect(Math.max(...readme.split('\n').map((line) => line.length))).toBeLessThanOrEqual(92);
    const named = readme.matchAll(/ {2}(?<path>data\/[a-z.-]+|[a-z]+\.mjs) {2,}/gu);
    for (const { groups } of named) expect(readme).toContain(groups?.['path'] ?? '');
  });

  it('is the same bytes however often and whenever it is made', async () => {
    const again = county.place('again');
    await county.pack(2, again);
    expect(filesOf(again)).toEqual(filesOf(county.second));
    for (const path of filesOf(again)) {
      const [one, other] = [again, county.second].map((each) =>
        sha256(readFileSync(join(each, path))),
      );
      expect({ path, hash: one }).toEqual({ path, hash: other });
    }
  });
});

describe('making a package', () => {
  const pack = (
    version: string,
    out: string,
    ...more: readonly string[]
  ): ReturnType<typeof plumbline> =>
    plumbline([
      ...['package', '--county', '19', '--month', MONTH, '--version', version],
      ...['--out', out, '--data', county.data, ...more],
    ]);

  it('refuses a place where something is', async () => {
    const out = county.place('there');
    writeFileSync(out, 'mine');
    const { code, stderr } = await pack('1', out);
    expect(code).toBe(1);
    expect(stderr).toContain('is there already: name a new folder');
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect((await pack('1', county.first)).code).toBe(1);
    expect((await pack('1', join(out, 'below'))).code).toBe(1);
  });

  it('names what there is not', async () => {
    const out = county.place('never');
    expect(await pack('3', out)).toMatchObject({ code: 2, stdout: '' });
    expect((await pack('x', out)).code).toBe(2);
    expect((await pack('1', '')).code).toBe(2);
    expect(readdirSync(dirname(out))).toEqual([]);
  });

  it('says what it made', async () => {
    const out = county.place('json');
    const { stdout } = await pack('1', out, '--json');
    const made = JSON.parse(stdout) as Record<string, unknown>;
    expect(made).toMatchObject({ path: out, files: filesOf(out).length });
    expect(made['fingerprint']).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('takes away what a process that was killed had written of it, and nothing else', async () => {
    const { path, remove } = temporaryFolder();
    const out = join(path, 'package');
    const { pid: killed } = spawnSync('true');
    const others = [
      `package.unfinished-${String(process.ppid)}-aBc123`,
      `package.unfinished-of-mine`,
      `package-2.unfinished-${String(killed)}-aBc123`,
    ];
    for (const name of [`package.unfinished-${String(killed)}-aBc123`, ...others]) {
      mkdirSync(join(path, name, 'data'), { recursive: true });
      writeFileSync(join(path, name, 'data', 'half.txt'), 'half');
    }
    expect((await pack('1', out)).code).toBe(0);
    expect(readdirSync(path).sort()).toEqual(['package', ...others].sort());
    remove();
  });

  it('leaves nothing behind where it was interrupted', async () => {
    const { path, remove } = temporaryFolder();
    const out = join(path, 'package');
    const broken = function* (): Generator<string> {
      yield 'half';
      expect(readdirSync(path)).toEqual([expect.stringMatching(/^package\.unfinished-/u)]);
      throw new Error('the disk is gone');
    };
    const writing = PackageWriter.write(out, async (writer) => {
      await writer.add('data/whole.txt', ['whole']);
      await writer.add('data/half.txt', broken());
      const seal = { bagInfo: [], signatureOf: () => '' };
      return { seal, result: {}, failuresOf: () => Promise.resolve([]) };
    });
    await expect(writing).rejects.toThrow('the disk is gone');
    expect(readdirSync(path)).toEqual([]);
    remove();
  });
});
