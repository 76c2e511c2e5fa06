import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { inertText } from '../../src/packages/audit/audit-files.js';
import { plumbline } from '../cli/in-process.js';
import { readCsv, readWithExcelFile, readWithSheetJs } from '../printing/read-workbooks.js';
import { PackedCounty, MONTH, readText, runVerifier } from './packed-county.js';
import { SubmittedMonth, opening, sent } from './submitted-month.js';
import type { SentRecord } from './submitted-month.js';

const EXAMPLE_11 = join(import.meta.dirname, '..', 'ledgers', '11-paternity', 'records.ndjson');

const HEADINGS: Readonly<Record<string, string>> = {
  IVDUniverse:
    'Case ID,Status Date,Case Status,CP Name,CP SSN (last four digits),NCP Name,NCP SSN (last four digits)',
  Line01: 'Case ID',
  Line02: 'Case ID',
  Line02e: 'Case ID',
  Line05: 'Case ID,Child ID,Child SSN (last four digits),Child Birth Date',
  Line06: 'Case ID,Child ID,Child SSN (last four digits),Paternity Establishment Date',
  Line08: 'Child ID,Child SSN (last four digits),Child Name,Child Birth Date',
  Line09: 'Child ID,Child SSN (last four digits),Child Name,Paternity Establishment Date',
  Line21: 'Case ID',
  Line21a: 'Case ID',
  Line24: 'Case ID,Amount Due',
  Line25: 'Case ID,Amount Distributed',
  Line28: 'Case ID',
  Line29: 'Case ID',
};

const WIDTH = 7;

const rowsOf = (folder: string, table: string): readonly (readonly string[])[] =>
  readCsv(readText(folder, `data/audit/${table}.csv`)).slice(1);

const workbookOf = (folder: string): Buffer => readFileSync(join(folder, 'data/audit/audit.xlsx'));

describe('the tables of the federal audit of a simulated county', () => {
  let county: PackedCounty;
  let out = '';
  beforeAll(async () => {
    county = await PackedCounty.make();
    out = county.place('audit');
    await county.pack(2, out, ['--audit-file']);
  });
  afterAll(() => {
    county.remove();
  });

  it('have the headings of the layout, in the files and in the workbook', async () => {
    for (const [table, heading] of Object.entries(HEADINGS)) {
      expect(readText(out, `data/audit/${table}.csv`).split('\r\n')[0]).toBe(heading);
    }
    const sheets = await readWithExcelFile(workbookOf(out), WIDTH);
    expect(
      sheets.map(({ name, rows }) => [name, rows[0]?.filter((cell) => cell !== null).join()]),
    ).toEqual(Object.entries(HEADINGS));
  });

  it('have the number of rows, or the sum, that the report has', () => {
    const { lines } = JSON.parse(readText(out, 'data/report.json')) as {
      readonly lines: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
    };
    for (const { line } of CATALOGUE) {
      const table = `Line${line.padStart(/[a-z]$/u.test(line) ? 3 : 2, '0')}`;
      if (!(table in HEADINGS) || ['8', '9', '24', '25'].includes(line)) continue;
      expect({ table, rows: rowsOf(out, table).length }).toEqual({
        table,
        rows: lines[line]?.['a'],
      });
    }
    const { b, c, d } = lines['16'] ?? {};
    expect(rowsOf(out, 'Line09').length).toBe(Number(b) + Number(c) + Number(d));
    for (const line of ['24', '25']) {
      const amounts = rowsOf(out, `Line${line}`).map(([, amount = '']) => amount);
      expect(amounts.length).toBeGreaterThan(0);
      const cents = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
      expect(cents).toBe(BigInt(String(lines[line]?.['a']).replace('.', '')));
      expect(new Set(rowsOf(out, `Line${line}`).map(([id]) => id)).size).toBe(amounts.length);
      expect(amounts).not.toContain('0.00');
    }
    expect(rowsOf(out, 'Line08')).toEqual([]);
  });

  it('name every case of the other tables once in the universe', () => {
    const universe = rowsOf(out, 'IVDUniverse').map(([id = '']) => id);
    expect(new Set(universe).size).toBe(universe.length);
    for (const table of Object.keys(HEADINGS)) {
      if (HEADINGS[table]?.startsWith('Case ID') !== true) continue;
      for (const [id = ''] of rowsOf(out, table)) expect(universe).toContain(id);
    }
    expect(rowsOf(out, 'IVDUniverse')[0]?.slice(1, 3)).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d$/u),
      expect.stringMatching(/^(?:Open|Closed)$/u),
    ]);
    expect(rowsOf(out, 'Line06')[0]?.[3]).toMatch(/^\d{4}-\d\d-\d\d$/u);
  });

  it('say the same in the workbook, to two readers that share nothing', async () => {
    const [one, other] = [
      readWithSheetJs(workbookOf(out), WIDTH),
      await readWithExcelFile(workbookOf(out), WIDTH),
    ];
    expect(one).toEqual(other);
    for (const { name, rows } of one) {
      const isMoney = name === 'Line24' || name === 'Line25';
      const expected = rowsOf(out, name).map((row) =>
        Array.from({ length: WIDTH }, (_, index) => {
          const field = row[index] ?? '';
          return isMoney && index === 1 ? Number(field) : field || null;
        }),
      );
      expect(rows.slice(1)).toEqual(expected);
    }
  });

  it('are described, with their figures and with what is empty', () => {
    const readme = readText(out, 'data/audit/README.txt');
    expect(readme).toContain('TABLES OF THE FEDERAL AUDIT, FFY 2006');
    expect(readme).toContain('The layout of FFY 2006 is not known');
    expect(readme).toContain('- IVDUniverse, CP SSN (last four digits): the ledger takes in no');
    expect(readme).toMatch(/Line24 +\d+ rows, \d+\.\d\d in all: the report's Line 24, column a/u);
    expect(readme).toMatch(/Line09 +\d+ rows?: the report's Line 16, columns b, c, d/u);
    expect(readText(out, 'data/dictionary.csv')).toContain('data/audit/Line24.csv,Amount Due');
    for (const folder of ['data', 'data/trail', 'data/audit']) {
      const { tables } = JSON.parse(readText(out, `${folder}/csv-metadata.json`)) as Metadata;
      expect(tables.length).toBeGreaterThan(1);
      for (const { url, tableSchema } of tables) {
        const [heading = []] = readCsv(readText(out, `${folder}/${url}`));
        expect(tableSchema.columns.map(({ titles }) => titles)).toEqual(heading);
        for (const { titles, datatype } of tableSchema.columns) {
          if (/\bID$|^(?:case|child|records|line)$/u.test(titles)) expect(datatype).toBe('string');
          if (/^Amount|^amount$/u.test(titles)) expect(datatype).toBe('decimal');
        }
      }
    }
  });

  it('are the same bytes however often they are made', async () => {
    const again = county.place('again');
    await county.pack(2, again, ['--audit-file']);
    expect(workbookOf(again).equals(workbookOf(out))).toBe(true);
    expect(readText(again, 'manifest-sha256.txt')).toBe(readText(out, 'manifest-sha256.txt'));
  });

  it('follow the layout of the year that is asked for', async () => {
    const other = county.place('other');
    await county.pack(2, other, ['--audit-file', '2008']);
    const readme = readText(other, 'data/audit/README.txt');
    expect(readme).toContain('TABLES OF THE FEDERAL AUDIT, FFY 2008');
    expect(readme).not.toContain('is not known');
    for (const year of ['06', 'next', '1500']) {
      const { code, stderr } = await plumbline([
        ...['package', '--county', '19', '--month', MONTH, '--version', '2'],
        ...['--out', county.place('never'), '--data', county.data, '--audit-file', year],
      ]);
      expect(stderr).toContain(`--audit-file "${year}" is no federal fiscal year`);
      expect(code).toBe(2);
    }
  });
});

interface Metadata {
  readonly tables: readonly {
    readonly url: string;
    readonly tableSchema: {
      readonly columns: readonly { readonly titles: string; readonly datatype: string }[];
    };
  }[];
}

describe('given records of one county, when September 2006 is packed with its audit tables', () => {
  const months: SubmittedMonth[] = [];
  afterAll(() => {
    for (const month of months) month.remove();
  });

  async function packed(records: readonly SentRecord[]): Promise<string> {
    const month = await SubmittedMonth.of(records);
    months.push(month);
    const out = await month.pack('package', '--audit-file');
    expect(runVerifier(out).stdout).toContain('All 14 tables of the federal audit are rows');
    expect((await plumbline(['verify', out])).code).toBe(0);
    return out;
  }

  it('then a case with support in two columns has one row with both', async () => {
    const charge = (number: number, effective: string, amount: string): SentRecord =>
      sent(number, 'CurrentSupportCharged', {
        case: '1900001',
        effective,
        data: { order: 'A', amount, owedTo: number === 3 ? 'state' : 'family' },
      });
    const out = await packed([
      opening(1, '1900001'),
      sent(2, 'SupportOrderEstablished', {
        case: '1900001',
        effective: '2006-02-01',
        data: {
          ...{ order: 'A', establishedBy: 'county', kind: 'permanent' },
          terms: {
            ...{ currentSupport: '100.00', cashMedical: '0.00' },
            ...{ healthInsurance: false, reserved: false },
          },
        },
      }),
      charge(3, '2006-03-01', '100.00'),
      sent(4, 'AssistanceProgramChanged', {
        case: '1900001',
        effective: '2006-06-15',
        data: { program: 'none' },
      }),
      charge(5, '2006-07-01', '100.00'),
    ]);
    expect(readCsv(readText(out, 'data/trail/line-24.csv'))).toHaveLength(3);
    expect(rowsOf(out, 'Line24')).toEqual([['1900001', '200.00']]);
    expect(readWithSheetJs(workbookOf(out), 2).find(({ name }) => name === 'Line24')?.rows).toEqual(
      [
        ['Case ID', 'Amount Due'],
        ['1900001', 200],
      ],
    );
    const { tables } = JSON.parse(readText(out, 'data/audit/figures.json')) as {
      readonly tables: readonly object[];
    };
    expect(tables).toContainEqual({
      ...{ table: 'Line24', rows: 1, sum: '200.00' },
      report: { line: '24', columns: ['a'] },
    });
  });

  it('then ids that look like numbers and days are texts, letter by letter', async () => {
    const ids = ['0010001', '1E5', '2006-09', '00'];
    const out = await packed(ids.map((id, index) => opening(index + 1, id)));
    const inOrder = ids.toSorted();
    expect(rowsOf(out, 'Line01').map(([id]) => id)).toEqual(inOrder);
    for (const sheets of [
      readWithSheetJs(workbookOf(out), 1),
      await readWithExcelFile(workbookOf(out), 1),
    ]) {
      for (const table of ['IVDUniverse', 'Line01']) {
        const rows = sheets.find(({ name }) => name === table)?.rows.slice(1);
        expect(rows?.flat()).toEqual(inOrder);
      }
    }
  });

  it('then a child of several cases stands with the first of them by id', async () => {
    const belongs = (number: number, caseId: string): SentRecord =>
      sent(number, 'ChildAddedToCase', {
        ...{ case: caseId, effective: '2006-01-11' },
        data: { child: 'K-1' },
      });
    const out = await packed([
      opening(1, '2'),
      opening(2, '10'),
      sent(3, 'ChildRegistered', {
        ...{ child: 'K-1', effective: '2006-01-11' },
        data: { birthDate: '2005-07-07', bornOutOfWedlock: true },
      }),
      belongs(4, '2'),
      belongs(5, '10'),
    ]);
    expect(rowsOf(out, 'Line05')).toEqual([['10', 'K-1', '', '2005-07-07']]);
  });

  it('then names that a spreadsheet would compute or a file could break on stay what they are', async () => {
    const names = [
      '=1+1',
      '@SUM(A1)',
      '"a",\r\nb',
      '\u0000\u202e\ufffe',
      '_x0041_ ',
      '\u{1f600}<&>',
    ];
    const people = names.map((last, index) =>
      sent(index + 1, 'ParticipantRegistered', {
        effective: '2006-01-01',
        data: { participant: `P-${String(index)}`, name: { first: 'A', last } },
      }),
    );
    const cases = names.map((_, index) =>
      opening(index + 20, `C${String(index)}`, `P-${String(index)}`),
    );
    const out = await packed([...people, ...cases]);
    const expected = names.map((last) => `${last}, A`);
    const [universe] = await readWithExcelFile(workbookOf(out), WIDTH);
    expect(universe?.rows.slice(1).map((row) => row[3])).toEqual(expected);
    expect(rowsOf(out, 'IVDUniverse').map((row) => row[3])).toEqual(expected.map(inertText));
    expect(rowsOf(out, 'IVDUniverse')[0]?.[3]).toBe("'=1+1, A");
  });

  it('then figures of the state have no rows, and the README says what they are', async () => {
    const records = readFileSync(EXAMPLE_11, 'utf8').trimEnd().split('\n');
    const out = await packed([
      ...records.map((line) => ({
        recorded: '2006-10-01T08:00:00Z',
        ...(JSON.parse(line) as SentRecord),
      })),
      sent(1, 'StatewideFigureRecorded', {
        effective: '2006-08-31',
        data: { line: '8', value: 4900, source: 'vital records' },
      }),
    ]);
    const { lines } = JSON.parse(readText(out, 'data/report.json')) as {
      readonly lines: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };
    expect(lines['16']?.['a']).toBeGreaterThan(0);
    expect(lines['9']?.['a']).toBe((lines['16']?.['a'] ?? 0) + 37);
    expect(rowsOf(out, 'Line09').length).toBe(lines['16']?.['a']);
    expect(readText(out, 'data/audit/Line08.csv')).toBe(`${HEADINGS['Line08'] ?? ''}\r\n`);
    const readme = readText(out, 'data/audit/README.txt').replaceAll(/\s+/gu, ' ');
    expect(readme).toContain(
      'the figure of Line 10 is not in the number of rows. Line 10 of the report is 37.',
    );
    expect(readme).toContain('- Line08: the births of the state');
    expect(readme).toContain('Line 8 of the report is 4900.');
  });
});

describe('a text in a CSV file', () => {
  it('does not become a formula', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\uff1d1']) {
      expect(inertText(name)).toBe(`'${name}`);
    }
    expect(inertText("O'Hara, Ann")).toBe("O'Hara, Ann");
  });
});
