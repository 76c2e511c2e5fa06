import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDS_PER_CELL, trailXlsx } from '../../src/reports/trail-xlsx.js';
import type { TrailEntry } from '../../src/reports/trail.js';
import { readCsv, readWithExcelFile, readWithSheetJs } from '../printing/read-workbooks.js';
import { plumbline, temporaryFolder } from './in-process.js';

const IDS = ['0010001', '1E5', '2006-09', '00'];
const HEADINGS = ['line', 'column', 'case', 'child', 'cases', 'amount', 'value', 'records'];

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const TRAIL = ['trail', '--county', '19', '--month', '2006-09', '--line', '1', '--data', data];

beforeAll(async () => {
  const records = IDS.map((caseId, index) => ({
    ...{ id: `a0000000-0000-4000-8000-00000000000${String(index)}`, type: 'CaseOpened' },
    ...{ county: '19', case: caseId, effective: '2006-01-10' },
    data: {
      ncp: { participant: 'N-1', role: 'father' },
      payee: { participant: 'P-1', kind: 'custodial-parent' },
      program: 'calworks',
    },
  }));
  const stdin = `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
  expect((await plumbline(['ingest', '-', '--data', data], { stdin })).code).toBe(0);
});
afterAll(folder.remove);

describe('given cases whose ids look like numbers and days, the trail', () => {
  it('has them as texts in a workbook, letter by letter, for two readers', async () => {
    const out = join(folder.path, 'trail.xlsx');
    const { code, stdout } = await plumbline([...TRAIL, '--format', 'xlsx', '--out', out]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const bytes = readFileSync(out);
    const expected = IDS.toSorted().map((id) => [
      ...['1', 'b', id, null, null, null, null],
      `a0000000-0000-4000-8000-00000000000${String(IDS.indexOf(id))}`,
    ]);
    const sheet = { name: 'Line 1', rows: [HEADINGS, ...expected] };
    expect(readWithSheetJs(bytes, 8)).toEqual([sheet]);
    expect(await readWithExcelFile(bytes, 8)).toEqual([sheet]);
    const piped = await plumbline([...TRAIL, '--format', 'xlsx']);
    expect(piped.bytes.equals(bytes)).toBe(true);
  });

  it('has a description beside its CSV file, which calls ids strings', async () => {
    const out = join(folder.path, 'my trail.csv');
    const { code, stderr } = await plumbline([...TRAIL, '--format', 'csv', '--out', out]);
    expect(code).toBe(0);
    expect(stderr).toContain('my trail.csv-metadata.json says which columns are texts');
    const [heading, ...rows] = readCsv(readFileSync(out, 'utf8'));
    expect(rows.map((row) => row[2])).toEqual(IDS.toSorted());
    const { tables } = JSON.parse(readFileSync(`${out}-metadata.json`, 'utf8')) as {
      readonly tables: readonly [
        {
          readonly url: string;
          readonly tableSchema: { readonly columns: readonly Record<string, unknown>[] };
        },
      ];
    };
    const [{ url, tableSchema }] = tables;
    expect(url).toBe('my%20trail.csv');
    expect(tableSchema.columns.map(({ titles }) => titles)).toEqual(heading);
    expect(tableSchema.columns.find(({ name }) => name === 'case')).toMatchObject({
      datatype: 'string',
    });
    expect(tableSchema.columns.find(({ name }) => name === 'amount')).toMatchObject({
      datatype: 'decimal',
    });
    expect(tableSchema.columns.find(({ name }) => name === 'records')).toMatchObject({
      ...{ datatype: 'string', separator: ' ', required: true },
    });
  });

  it('writes no description where nothing can lie beside, and none for other formats', async () => {
    const before = readdirSync(folder.path).length;
    const toDevice = await plumbline([...TRAIL, '--format', 'csv', '--out', '/dev/null']);
    expect(toDevice).toMatchObject({ code: 0, stderr: '' });
    const out = join(folder.path, 'trail.ndjson');
    await plumbline([...TRAIL, '--out', out]);
    expect(readdirSync(folder.path).length).toBe(before + 1);
  });

  it('leaves the file as it was where a workbook cannot be written', async () => {
    const inTheWay = join(folder.path, 'in-the-way');
    writeFileSync(inTheWay, 'mine');
    const out = join(inTheWay, 'trail.xlsx');
    const { code, stderr } = await plumbline([...TRAIL, '--format', 'xlsx', '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toContain('could not be written');
    expect(readFileSync(inTheWay, 'utf8')).toBe('mine');
  });
});

describe('a trail row that rests on more records than a cell holds', () => {
  const entry = (recordCount: number): TrailEntry => ({
    ...{ line: '28', column: 'b', hundredths: null, value: null },
    subject: { kind: 'case', case: '1' },
    records: Array.from({ length: recordCount }, (_, index) => String(index).padStart(36, '0')),
  });
  const rowsOf = (entries: readonly TrailEntry[], width: number): readonly unknown[][] =>
    readWithSheetJs(Buffer.concat([...trailXlsx('28', entries)]), width)[0]?.rows.map((row) => [
      ...row,
    ]) ?? [];

  it('fits with as many as the bound, and goes on in a further column one past it', () => {
    const fitting = rowsOf([entry(RECORDS_PER_CELL)], 9);
    expect(fitting[0]).toEqual([...HEADINGS, null]);
    const [heading, long, short] = rowsOf([entry(RECORDS_PER_CELL + 1), entry(1)], 9);
    expect(heading).toEqual([...HEADINGS, 'records 2']);
    expect(long?.slice(7).join(' ').split(' ')).toEqual(entry(RECORDS_PER_CELL + 1).records);
    expect(short?.[8]).toBeNull();
  });
});
