import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { editionNamed } from '../../projections/form/editions.js';
import { indexPage } from '../../src/packages/index-page.js';
import { trailPath } from '../../src/packages/trail-files.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { readCsv, readWithExcelFile, readWithSheetJs } from '../printing/read-workbooks.js';
import type { ReadCell } from '../printing/read-workbooks.js';
import { VERSION } from './printed-version.js';

const folder = temporaryFolder();
afterAll(folder.remove);
const data = join(folder.path, 'data');
const out = join(folder.path, 'package');
const of = ['--county', '19', '--month', '2006-09'];

async function run(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await plumbline([...argv, '--data', data]);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${stderr}`);
  return stdout;
}

beforeAll(async () => {
  const simulated = 'simulate --county 19 --cases 12 --from 2006-07 --to 2006-09 --seed p'.split(
    ' ',
  );
  const stdin = (await plumbline(simulated)).stdout;
  await plumbline(['ingest', '-', '--data', data], { stdin });
  await run('submit', ...of, '--by', 'A. <b>Clerk</b>', '--contact-telephone', '213 555 0199');
  await run('package', ...of, '--version', '1', '--out', out, '--audit-file');
});

const fileText = (path: string): string => readFileSync(join(out, path), 'utf8');

describe('index.html of a package', () => {
  it('has a link to every trail, and none that leads nowhere', () => {
    const html = fileText('index.html');
    const links = [...html.matchAll(/href="([^"]+)"/gu)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(out, decodeURI(path))))).toEqual([]);
    for (const { line } of CATALOGUE) {
      expect(links).toContain(trailPath(line, 'xlsx'));
      expect(links).toContain(trailPath(line, 'csv'));
    }
    expect(links).toContain('data/audit/audit.xlsx');
  });

  it('needs nothing from elsewhere, runs nothing, and shows what others wrote as text', () => {
    const html = fileText('index.html');
    expect(html).not.toMatch(/<script|<iframe|<img|<link|https?:|\son\w+=|url\(/u);
    const version = {
      ...VERSION,
      approved: { by: '<b>x</b>\u202e', telephone: '1', at: '2006-10-12T18:00:00Z' },
    };
    const facts = {
      version,
      records: 1,
      fingerprint: 'f',
      hasAuditFile: false,
      hasCorrectedRules: false,
    };
    const shown = indexPage({ ...facts, edition: editionNamed('2005-10') });
    expect(shown).toContain('&lt;b&gt;x&lt;/b&gt;\\u202e');
    expect(shown).not.toContain('data/audit');
  });

  it('says how to verify and what each answer means', () => {
    const html = fileText('index.html');
    expect(html).toMatch(/node verify\.mjs --key [0-9a-f]{64}/u);
    for (const answer of ['This package verifies', 'does not verify', 'another key']) {
      expect(html).toContain(answer);
    }
  });
});

describe('README.txt of a package', () => {
  it('names every file outside of the folders, and no file that is not there', () => {
    const readme = fileText('README.txt');
    const listed = [...readme.matchAll(/^ {2}(\S.*?) {2,}/gmu)].flatMap(([, names = '']) =>
      names
        .split(', ')
        .map((name, index) => (index === 0 || name.includes('/') ? name : `data/${name}`)),
    );
    const there = listed.map((path) => path.replace(/^data\/(bag-info\.txt)$/u, '$1'));
    const missing = there.filter(
      (path) => path !== 'csv-metadata.json' && !existsSync(join(out, path)),
    );
    expect(missing).toEqual([]);
    expect(readme).not.toContain('data/diff.json');
    for (const path of ['index.html', 'signature.note', 'bagit.txt', 'data/report.xlsx']) {
      expect(there).toContain(path);
    }
  });
});

describe('workbooks beside CSV', () => {
  const numberOr = (text: string): ReadCell => (text === '' ? null : Number(text));

  it('say the same of the report, to two readers: ids as texts, figures as numbers', async () => {
    const bytes = readFileSync(join(out, 'data/report.xlsx'));
    const csv = readCsv(fileText('data/report.csv'));
    const expected = csv.map((row, index) =>
      row.map((field, place): ReadCell => {
        const isNumber = index > 0 && (place === 2 || place > 4);
        return isNumber ? numberOr(field) : field;
      }),
    );
    for (const [sheet] of [readWithSheetJs(bytes, 9), await readWithExcelFile(bytes, 9)]) {
      expect(sheet?.rows).toEqual(expected);
    }
    expect(expected[1]?.slice(0, 4)).toEqual(['19', '2006-09', expect.any(Number), '1']);
  });

  it('say the same of a trail, to two readers', async () => {
    for (const line of ['24', '4', '30']) {
      const bytes = readFileSync(join(out, trailPath(line, 'xlsx')));
      const csv = readCsv(fileText(trailPath(line, 'csv')));
      const expected = csv.map((row, index) =>
        row.map((field, place): ReadCell => {
          if (index > 0 && (place === 5 || place === 6)) return numberOr(field);
          return field === '' ? null : field;
        }),
      );
      for (const [sheet] of [readWithSheetJs(bytes, 8), await readWithExcelFile(bytes, 8)]) {
        expect(sheet?.rows).toEqual(expected);
      }
    }
  });

  it('are compared with the CSV by the program that made them', async () => {
    const { code, stdout } = await plumbline(['verify', out]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('This package verifies')]);
  });

  it('of what was refused are written where the name says so', async () => {
    const stdin = '{"id":"0010001","type":"=1+1"}\nnot json\n';
    const path = (name: string): string => join(folder.path, name);
    for (const name of ['refused.ndjson', 'refused.csv', 'refused.xlsx']) {
      const argv = ['ingest', '-', '--rejects', path(name), '--data', data];
      expect((await plumbline(argv, { stdin })).code).toBe(3);
    }
    const told = readFileSync(path('refused.ndjson'), 'utf8').trimEnd().split('\n');
    const expected = told.map((line) => {
      const {
        file,
        line: number,
        id,
        code,
        message,
      } = JSON.parse(line) as Record<string, ReadCell>;
      return [file, number, id, code, message];
    });
    const bytes = readFileSync(path('refused.xlsx'));
    for (const [sheet] of [readWithSheetJs(bytes, 5), await readWithExcelFile(bytes, 5)]) {
      expect(sheet?.rows.slice(1)).toEqual(expected);
    }
    const csv = readCsv(readFileSync(path('refused.csv'), 'utf8'));
    expect(csv.slice(1)).toEqual(expected.map((row) => row.map((cell) => String(cell ?? ''))));
  });

  it('of a report are written by the command', async () => {
    await run('report', ...of, '--format', 'xlsx', '--out', join(folder.path, 'report.xlsx'));
    expect(readFileSync(join(folder.path, 'report.xlsx'))).toEqual(
      readFileSync(join(out, 'data/report.xlsx')),
    );
  });
});
