import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { readReport } from '../packages/written-form.js';
import { present } from '../store/present.js';
import { shownAt } from '../web/page-in-process.js';

const RECORDS = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const data = at('data');

function run(...argv: readonly string[]): Promise<CliResult> {
  return plumbline([...argv, '--data', data], { cwd: folder.path });
}

function show(...more: readonly string[]): Promise<CliResult> {
  return run('sample', 'show', '--county', '19', '--sample', 'S-1', ...more);
}

beforeAll(async () => {
  await run('ingest', join(process.cwd(), RECORDS));
  const draw = 'sample draw --county 19 --month 2006-09 --line 1 --size 2 --seed first';
  expect(await run(...draw.split(' '))).toMatchObject({ code: 0 });
  const judge = 'sample judge --county 19 --sample S-1 --row 1 --judgement pass --evidence o.pdf';
  expect(await run(...judge.split(' '))).toMatchObject({ code: 0 });
});
afterAll(folder.remove);

/** The lines of reading samples, each without its number, instant and request. */
async function linesOfReading(): Promise<readonly object[]> {
  const { stdout } = await run('access', 'log', '--action', 'sample.read', '--json');
  const lines = stdout.trimEnd().split('\n');
  return lines.map((text) => ({
    ...(JSON.parse(text) as object),
    ...{ n: 0, at: '', request: '' },
  }));
}

describe('the worksheet of a sample as a file', () => {
  it('given a name that ends in .pdf, then it is a PDF of the sample and its judgements', async () => {
    expect(await show('--out', 'S-1.pdf')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'S-1.pdf is the worksheet of S-1.\n',
    });
    const { pages } = await readReport(readFileSync(at('S-1.pdf')));
    const text = pages.join('');
    expect(text).toContain('WorksheetofsampleS-1,county19LosAngeles');
    expect(text).toContain('passEvidence:o.pdf');
  });

  it('given a name that ends in .XLSX, then it is the workbook', async () => {
    expect(await show('--out', 'S-1.XLSX')).toMatchObject({ code: 0 });
    expect(readFileSync(at('S-1.XLSX')).subarray(0, 2).toString()).toBe('PK');
  });

  it.each(['S-1', 'S-1.txt', 'pdf', 'S-1.pdf '])(
    'given the name %j, then it is wrong usage, and nothing is written',
    async (name) => {
      const { code, stderr } = await show('--out', name);
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(
          `--out ${JSON.stringify(name)} is neither a workbook nor a PDF: let the name end in .xlsx or .pdf.`,
        ),
      ]);
      expect(existsSync(at(name))).toBe(false);
    },
  );

  it('given there are accounts, then either form leaves the same line on the access log', async () => {
    const act = {
      ...{
        act: 'AccountInvited',
        at: '2026-10-01T18:00:00Z',
        by: 'operator',
        name: { first: 'Ana', last: 'Diaz' },
      },
      ...{ email: 'a@example.org', grants: [{ role: 'dcss-analyst' }] },
    };
    const acts = at('acts.ndjson');
    writeFileSync(acts, `${JSON.stringify(act)}\n`);
    expect(await run('access', 'load', acts)).toMatchObject({ code: 0 });
    await show('--out', 'one.xlsx');
    await show('--out', 'one.pdf');
    const lines = await linesOfReading();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toEqual(lines[0]);
    expect(lines[0]).toMatchObject({ account: 'operator', county: '19', result: 'allowed' });
  });
});

describe('the page of a sample', () => {
  let open: OpenHouse;
  beforeAll(async () => {
    open = await openHouse(data, 'write', {});
  });
  afterAll(() => open.close());

  it('offers both forms, and answers the one that its address names', async () => {
    const { html } = await shownAt(open.house, OPERATOR, '/audit/S-1?county=19');
    for (const format of ['xlsx', 'pdf']) {
      expect(html).toMatch(
        new RegExp(
          `href="[^"]*format=${format}"[^>]*>(?:<[^>]*>)*\\s*Worksheet \\(${format.toUpperCase()}\\)`,
          'u',
        ),
      );
    }
    await show('--out', 'same.pdf');
    const { file } = await shownAt(open.house, OPERATOR, '/audit/S-1?county=19&format=pdf');
    const { name, bytes } = present(file);
    expect(name).toBe('sample-19-S-1.pdf');
    expect(bytes.equals(readFileSync(at('same.pdf')))).toBe(true);
  });
});
