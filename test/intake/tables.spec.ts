import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMapping } from '../../events/tables/mapping.js';
import type { Mapping } from '../../events/tables/mapping.js';
import { NO_MAPPING } from '../../events/tables/mapping.js';
import { typeOfTable } from '../../events/tables/file-type.js';
import { workbookXlsx } from '../../src/printing/xlsx/workbook.js';
import { templateWorkbook } from '../../src/intake/template/template-workbook.js';
import { namedFile } from '../../src/exchange/reading/file-name.js';
import { linesOfFile } from '../../src/exchange/reading/lines-of-file.js';
import type { FileLine } from '../../src/ledger/append-file.js';
import { plumbline } from '../cli/in-process.js';
import { countyOf, memoryFolder } from './watched-intake.js';

const folder = memoryFolder();
afterAll(folder.remove);

/** The lines of a file that is all here. */
async function linesIn(
  name: string,
  bytes: string | Uint8Array,
  mapping: Mapping = NO_MAPPING,
): Promise<readonly FileLine[]> {
  const held = Buffer.from(bytes);
  const stored = {
    size: held.length,
    read: (offset: number, length: number) =>
      Promise.resolve(Buffer.from(held.subarray(offset, offset + length))),
  };
  const file = { name, named: namedFile(name), county: countyOf('19'), mapping, identity: '' };
  const lines: FileLine[] = [];
  for await (const batch of linesOfFile(file, stored)) lines.push(...batch);
  return lines;
}

/** The record that a line became, or the code of its refusal, its column and message. */
function shown({ result, column }: FileLine): unknown {
  return result.kind === 'record'
    ? (JSON.parse(result.body) as unknown)
    : [result.code, column, result.message];
}

const ID = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
const COLLECTION = {
  id: ID,
  type: 'CollectionReceived',
  county: '19',
  case: '1900001',
  effective: '2006-09-12',
  data: { collection: 'C-88', amount: '250.00', source: 'income-withholding' },
};

describe('a table as CSV', () => {
  it.each([
    ['commas', 'id,case,effective,collection,amount,source\n', ','],
    ['semicolons', 'id;case;effective;data.collection;data.amount;source\r\n', ';'],
    ['tabs and a mark', '\ufeffid\tcase\teffective\tcollection\tamount\tsource\n', '\t'],
  ])('is read with %s', async (_, head, separator) => {
    const cells = [ID, '1900001', '2006-09-12', 'C-88', '250.00', 'income-withholding'];
    const [line] = await linesIn('CollectionReceived.csv', head + cells.join(separator));
    expect(line && shown(line)).toEqual(COLLECTION);
    expect(line?.line).toBe(2);
  });

  it('has arrays of ids with | between, and allocations by their numbers', async () => {
    const order =
      'id,case,effective,order,establishedBy,kind,terms.currentSupport,terms.cashMedical,terms.healthInsurance,terms.reserved,children\n' +
      `${ID},1,2006-09-01,O-1,county,permanent,100.00,0.00,true,false,K-1|K-2\n`;
    const [line] = await linesIn('SupportOrderEstablished.csv', order);
    expect(line && shown(line)).toMatchObject({
      data: {
        children: ['K-1', 'K-2'],
        terms: { currentSupport: '100.00', healthInsurance: true, reserved: false },
      },
    });
    const split =
      'id,case,effective,distribution,collection,allocations.2.bucket,allocations.2.amount,allocations.2.to,allocations.1.to,allocations.1.amount,allocations.1.bucket\n' +
      `${ID},1,2006-09-01,D-1,C-1,arrears,5.00,state,family,20.00,current\n`;
    const [distributed] = await linesIn('CollectionDistributed.csv', split);
    expect(distributed && shown(distributed)).toMatchObject({
      data: {
        allocations: [
          { bucket: 'current', amount: '20.00', to: 'family' },
          { bucket: 'arrears', amount: '5.00', to: 'state' },
        ],
      },
    });
  });

  it('gives the envelope a heading that both have, and the data one that is spelt out', async () => {
    const [closed] = await linesIn(
      'CaseClosed.csv',
      `id,case,effective,data.reason,corrects,reason\n${ID},1,2006-09-01,R1,,\n`,
    );
    expect(closed && shown(closed)).toMatchObject({ data: { reason: 'R1' } });
    const [bare] = await linesIn(
      'CaseClosed.csv',
      `id,case,effective,reason\n${ID},1,2006-09-01,R1\n`,
    );
    expect(bare && shown(bare)).toEqual([
      'INVALID_FIELD',
      null,
      expect.stringContaining('`data.reason`') as string,
    ]);
  });

  it('names headings that are no field, and takes nothing', async () => {
    await expect(linesIn('CaseClosed.csv', 'id,case,Datum,effective,Grund\n')).rejects.toThrow(
      /"Datum", "Grund"/u,
    );
    await expect(linesIn('CaseClosed.csv', 'id,case,case\n')).rejects.toThrow(
      /case in two columns/u,
    );
  });

  it('refuses a row by its line and column', async () => {
    const head = 'id,case,effective,collection,amount,source\n';
    const row = `${ID},1900001,2006-09-12,C-88,25,income-withholding\n`;
    const short = `${ID},1900001,2006-09-12\n`;
    const lines = await linesIn('CollectionReceived.csv', `${head}\n${row}${short}`);
    expect(lines.map(({ line }) => line)).toEqual([3, 4]);
    expect(lines.map(shown)).toEqual([
      ['INVALID_FIELD', 'amount', expect.stringContaining('`data.amount`') as string],
      ['INVALID_FIELD', null, expect.stringContaining('has 3 cells') as string],
    ]);
  });

  it('is returned where quotes are broken or it is no UTF-8', async () => {
    const head = 'id,case,effective\n';
    await expect(linesIn('CaseReopened.csv', `${head}"a,b,c\n`)).rejects.toThrow(/quote/u);
    await expect(linesIn('CaseReopened.csv', `${head}a"b,c,d\n`)).rejects.toThrow(/quotes/u);
    const latin = Buffer.from(`${head}a,b,Jos\u00e9\n`, 'latin1');
    await expect(linesIn('CaseReopened.csv', latin)).rejects.toThrow(/not UTF-8/u);
    await expect(linesIn('CaseReopened.csv', '')).rejects.toThrow(/empty/u);
  });

  it('counts an empty id as none, and makes the id that the row has in a table without the column', async () => {
    const cells = '1900001,2006-09-12,C-88,250.00,income-withholding\n';
    const head = 'case,effective,collection,amount,source\n';
    const without = await linesIn('CollectionReceived.csv', `${head}${cells}${cells}`);
    const empty = await linesIn(
      'CollectionReceived.csv',
      `id,${head},${cells}${ID},${cells},${cells},,2006-09-12,C-88,250.00,income-withholding\n`,
    );
    const [first, second] = without.map(shown);
    expect(empty.slice(0, 3).map(shown)).toEqual([first, COLLECTION, second]);
    expect(empty.slice(3).map(({ column, result }) => [column, result])).toMatchObject([
      ['case', { kind: 'rejection', id: null, code: 'INVALID_FIELD' }],
    ]);
  });

  it('gives rows without an id one of their content, county, and place among equals', async () => {
    const head = 'case,effective,program\n';
    const row = '1900001,2006-09-12,calworks\n';
    const text = `${head}${row}1900002,2006-09-12,calworks\n${row}`;
    const ids = (await linesIn('AssistanceProgramChanged.csv', text)).map(
      ({ result }) => result.kind === 'record' && result.claims.id,
    );
    const idOf = (subject: string, which: number): string => {
      const content = `{"case":"${subject}","county":"19","data":{"program":"calworks"},"effective":"2006-09-12","type":"AssistanceProgramChanged"}`;
      const text = `["19","AssistanceProgramChanged","${subject}",${content},${String(which)}]`;
      const hex = createHash('sha256').update(text).digest('hex').slice(0, 32).split('');
      hex[12] = '8';
      hex[16] = ((Number.parseInt(hex[16] ?? '', 16) & 3) | 8).toString(16);
      return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
    };
    expect(ids).toEqual([idOf('1900001', 1), idOf('1900002', 1), idOf('1900001', 2)]);
  });

  it('is of the longest type that its name begins with', () => {
    expect(
      ['ReferralSentEnded_2.csv', 'referralsent.csv', 'ReferralSen.csv', 'x-CaseClosed.csv'].map(
        typeOfTable,
      ),
    ).toEqual(['ReferralSentEnded', 'ReferralSent', null, null]);
  });
});

describe('a mapping', () => {
  it('turns headings, days, codes and constants into the ledger’s', async () => {
    const read = readMapping({
      dates: 'YYYYMMDD',
      headings: { 'Case Nbr': 'case', Dt: 'effective', Src: 'source', Operator: null },
      codes: { source: { W: 'income-withholding' } },
      types: { CollectionReceived: { headings: { Amt: 'amount', No: 'collection' } } },
    });
    if (read.kind === 'fault') throw new Error(read.message);
    const text = `id,Case Nbr,Dt,No,Amt,Src,Operator\n${ID},1900001,20060912,C-88,250.00,W,zz\n`;
    const [line] = await linesIn('CollectionReceived.csv', text, read.mapping);
    expect(line && shown(line)).toEqual(COLLECTION);
  });

  it.each([
    [[], 'no JSON object'],
    [{ heading: {} }, '"heading"'],
    [{ dates: 'D/M' }, '`dates`'],
    [{ types: { Case: {} } }, '"Case"'],
    [{ headings: { a: 3 } }, '"a"'],
  ])('that is none is refused: %j', (value, named) => {
    const read = readMapping(value);
    expect(read.kind === 'fault' && read.message).toContain(named);
  });
});

describe('a workbook', () => {
  const columns = ['id', 'case', 'effective', 'collection', 'amount', 'source'];
  const sheetOf = (
    kinds: Readonly<Record<string, 'amount' | 'count'>>,
    cells: readonly string[],
  ) => ({
    name: 'Records',
    columns: columns.map((heading) => ({
      heading,
      kind: kinds[heading] ?? ('text' as const),
      width: 9,
    })),
    rows: [cells],
  });
  const CELLS = [ID, '1900001', '2006-09-12', 'C-88', '250.00', 'income-withholding'];

  it('has numbers where money stands, and none where an id does', async () => {
    const money = Buffer.concat([...workbookXlsx([sheetOf({ amount: 'amount' }, CELLS)])]);
    expect((await linesIn('CollectionReceived.xlsx', money)).map(shown)).toEqual([COLLECTION]);
    const ids = Buffer.concat([...workbookXlsx([sheetOf({ case: 'count' }, CELLS)])]);
    expect((await linesIn('CollectionReceived.xlsx', ids)).map(shown)).toEqual([
      ['INVALID_FIELD', 'case', expect.stringContaining('no leading zeros') as string],
    ]);
  });

  it('is one sheet; those of the template that explain it do not count', async () => {
    const empty = Buffer.concat([...templateWorkbook('CollectionDistributed')]);
    expect(await linesIn('CollectionDistributed.xlsx', empty)).toEqual([]);
    const two = ['One', 'Two'].map((name) => ({ ...sheetOf({}, CELLS), name }));
    const bytes = Buffer.concat([...workbookXlsx(two)]);
    await expect(linesIn('CollectionReceived.xlsx', bytes)).rejects.toThrow(/2 sheets/u);
  });
});

describe('plumbline intake template, dictionary and map', () => {
  it('writes a workbook, every heading, and shows what a table becomes', async () => {
    const where = { cwd: folder.path };
    const written = await plumbline(['intake', 'template', 'caseclosed', '--out', 'a.xlsx'], where);
    expect([written.code, written.stderr]).toEqual([
      0,
      'a.xlsx is for records of type CaseClosed: fill in its first sheet.\n',
    ]);
    const dictionary = await plumbline(['intake', 'dictionary']);
    expect(dictionary.stdout).toContain(
      'CollectionReceived,amount,data.amount,yes,"an amount above zero',
    );
    const refused = await plumbline(['intake', 'template', 'CaseX']);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('CaseOpened') as string,
    ]);
  });

  it('keeps a mapping and shows the first rows by it', async () => {
    const data = join(folder.path, 'data');
    writeFileSync(join(folder.path, 'm.json'), '{"headings":{"Nbr":"case"}}');
    writeFileSync(
      join(folder.path, 'CaseReopened.csv'),
      `id,Nbr,effective,X\n${ID},1,2006-09-01,\n`,
    );
    const where = { cwd: folder.path };
    const argv = ['intake', 'map', '--county', '19', '--data', data];
    const kept = await plumbline([...argv, '--mapping', 'm.json', '--save'], where);
    expect([kept.code, kept.stderr]).toEqual([0, 'The mapping of county 19 is kept.\n']);
    const shown = await plumbline([...argv, 'CaseReopened.csv', '--json'], where);
    expect(shown.code).toBe(3);
    expect(JSON.parse(shown.stdout)).toEqual({
      type: 'CaseReopened',
      headings: [
        { heading: 'id', field: 'id', isKnown: true },
        { heading: 'Nbr', field: 'case', isKnown: true },
        { heading: 'effective', field: 'effective', isKnown: true },
        { heading: 'X', field: null, isKnown: false },
      ],
      fault: expect.stringContaining('"X"') as string,
      rows: [],
    });
  });
});
