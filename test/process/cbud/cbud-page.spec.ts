import { join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import { OPERATOR } from '../../../src/application/actor.js';
import { openHouse } from '../../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../../src/application/wiring/open-house.js';
import { CBUD_BYTES_MAX } from '../../../src/process/cbud/cbud-file.js';
import { CBUD_PAGE } from '../../../src/web/pages/cbud/page.js';
import { temporaryFolder } from '../../cli/in-process.js';
import { readWithExcelFile, readWithSheetJs } from '../../printing/read-workbooks.js';
import { present } from '../../store/present.js';
import { PageInProcess } from '../../web/page-in-process.js';
import type { PageShown } from '../../web/page-in-process.js';

const folder = temporaryFolder();
let open: OpenHouse;
let page: PageInProcess;

beforeAll(async () => {
  open = await openHouse(join(folder.path, 'data'), 'write', {});
  page = new PageInProcess(CBUD_PAGE, open.house, OPERATOR);
});
afterAll(async () => {
  await open.close();
  folder.remove();
});

type Row = readonly (string | number)[];

/** The blank form as it is downloaded, filled in and saved by another program. */
async function filledIn(rows: readonly Row[], bookType: 'xlsx' | 'csv' = 'xlsx'): Promise<Buffer> {
  const blank = present((await page.get({ form: 'xlsx' })).file);
  const book = read(blank.bytes);
  const sheet = present(book.Sheets[present(book.SheetNames[0])]);
  utils.sheet_add_aoa(
    sheet,
    rows.map((row) => [...row]),
    { origin: 'A2' },
  );
  return write(book, { type: 'buffer', bookType }) as Buffer;
}

/** Line and result of each row that the page lists. */
function listed({ html }: PageShown): readonly (readonly string[])[] {
  const rows = html.matchAll(/data-line="(\d+)" data-result="([a-z]+)">([^]*?)<\/tr>/gu);
  return Array.from(rows, ([, line = '', kind = '', cells = '']) => [
    line,
    kind,
    cells
      .replaceAll(/<[^>]+>/gu, ' ')
      .replaceAll(/\s+/gu, ' ')
      .replaceAll('&quot;', '"')
      .trim(),
  ]);
}

const ROWS = [
  [19, 'Ana', 'Diaz', 9165550100, 'ana@example.org', 1],
  ['06037', 'Bo', 'Lee', '916', 'bo@example.org', 1],
  ['30', 'Cy', 'Orr', '916', 'no address', 1],
  ['58', 'Di', 'Poe', '916', 'di@example.org', 'yes'],
] as const;

describe('the CBUD workbook on its page', () => {
  it('goes down as a form that two other programs open, with the letter’s six columns', async () => {
    const { bytes, name } = present((await page.get({ form: 'xlsx' })).file);
    expect(name).toBe('cbud-request.xlsx');
    const heading = [
      ...['County Number', 'First Name', 'Last Name', 'Phone', 'Email', 'Access Level'],
      'Result',
    ];
    expect(readWithSheetJs(bytes, 7)[0]?.rows).toEqual([heading]);
    expect((await readWithExcelFile(bytes, 7))[0]?.rows).toEqual([heading]);
  });

  it('given it comes up filled in by another program, then good rows are done and each bad one says what to mend beside it', async () => {
    const shown = await page.upload('cbud-file', {
      name: 'June.xlsx',
      bytes: await filledIn(ROWS),
    });
    expect(shown.status).toBe(200);
    const [first = [], second = [], third = [], fourth = []] = listed(shown);
    expect(first).toEqual(['2', 'granted', '2 ana@example.org Access given (account A-1)']);
    expect(second.slice(0, 2)).toEqual(['3', 'bad']);
    expect(second[2]).toContain('is a FIPS code: Los Angeles is 19');
    expect(third.slice(0, 2)).toEqual(['4', 'bad']);
    expect(third[2]).toContain('`email`');
    expect(fourth[2]).toContain('Access Level is "yes": write 1 for access');
    const { accounts } = await open.house.accessActs.read();
    expect([...accounts.values()].map(({ email }) => email)).toEqual(['ana@example.org']);
    expect(shown.html).toContain('data-account="A-1"');
  });

  it('given the answer is wanted as a workbook, then the same one comes back with its results', async () => {
    const bytes = await filledIn(ROWS);
    const shown = await page.upload(
      'cbud-file',
      { name: 'June list (2).xlsx', bytes },
      { fileAnswer: 'xlsx' },
    );
    const file = present(shown.file);
    expect(file.name).toBe('June-list-2-results.xlsx');
    const [, ...rows] = present(readWithSheetJs(file.bytes, 7)[0]).rows;
    expect(rows.map((row) => row.at(-1))).toEqual([
      'Nothing to change (account A-1)',
      expect.stringContaining('FIPS code') as string,
      expect.stringContaining('`email`') as string,
      expect.stringContaining('Access Level') as string,
    ]);
    expect(rows.map((row) => String(row[4]))).toEqual(ROWS.map((row) => row[4]));
  });

  it('given CSV as another program saves it, then it is read as such, whatever it is called', async () => {
    const bytes = await filledIn([['19', 'Ana', 'Diaz', '916', 'ana@example.org', 0]], 'csv');
    const shown = await page.upload('cbud-file', { name: 'form.xlsx', bytes });
    expect(listed(shown)).toEqual([
      ['2', 'withdrawn', '2 ana@example.org Access taken away (account A-1)'],
    ]);
  });

  it.each([
    ['no file', { name: '', bytes: Buffer.alloc(0) }, 'Choose the form'],
    ['an empty file', { name: 'a.csv', bytes: Buffer.alloc(0) }, 'The file is empty'],
    ['a picture', { name: 'a.xlsx', bytes: Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1') }, ''],
    ['a broken workbook', { name: 'a.xlsx', bytes: Buffer.from('PK\u0003\u0004') }, ''],
    [
      'another table',
      { name: 'a.csv', bytes: Buffer.from('A,B\r\n1,2\r\n') },
      'The heading has no column',
    ],
    [
      'one byte too many',
      { name: 'a.csv', bytes: Buffer.alloc(CBUD_BYTES_MAX + 1, 'a') },
      'send it in parts',
    ],
  ])('given %s, then nothing is done and the field says why', async (_what, file, says) => {
    await open.house.accessActs.read();
    const before = open.house.accessActs.known.size;
    const shown = await page.upload('cbud-file', file);
    expect(shown.status).toBe(422);
    expect(shown.html).toMatch(/id="file-error" data-error="[A-Z_]+"/u);
    expect(shown.html).toContain(says);
    await open.house.accessActs.read();
    expect(open.house.accessActs.known.size).toBe(before);
  });

  it('given a form for one person that is wrong, then the refusal is beside its field', async () => {
    const typed = { county: '19', first: 'Bo', last: 'Lee', telephone: '916', level: '1' };
    const shown = await page.send('CbudAccessRequested', { ...typed, email: 'no address' });
    expect([
      shown.status,
      shown.html.includes('id="email-error" data-error="INVALID_FIELD"'),
    ]).toEqual([422, true]);
    const done = await page.send('CbudAccessRequested', { ...typed, email: 'bo@example.org' });
    expect(done.to).toBe('/access/cbud');
  });
});
