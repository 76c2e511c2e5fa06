import { join } from 'node:path';
import { zipSync } from 'fflate';
import { COUNTIES, parseCounty } from '../../../events/values/county.js';
import { AccessActs } from '../../../src/access/access-acts.js';
import { countyName } from '../../../events/values/county-names.js';
import { workbookXlsx } from '../../../src/printing/xlsx/workbook.js';
import { CBUD_HEADINGS, cbudCountyOf } from '../../../src/process/cbud/cbud-columns.js';
import { CBUD_BYTES_MAX } from '../../../src/process/cbud/cbud-file.js';
import { blankCbudForm, cbudRequests } from '../../../src/process/cbud/cbud-requests.js';
import type { CbudAnswer, CbudAsker } from '../../../src/process/cbud/cbud-requests.js';
import type { CbudFormat } from '../../../src/process/cbud/cbud-file.js';
import { ACCESS_STREAM } from '../../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../../src/stores/sqlite/act-folder.js';
import { CredentialsFile } from '../../../src/stores/sqlite/credentials-file.js';
import { makeDataFolder } from '../../../src/stores/sqlite/data-folder.js';
import { temporaryFolder } from '../../cli/in-process.js';
import { readWithSheetJs } from '../../printing/read-workbooks.js';
import { present } from '../../store/present.js';
import { csvRows } from '../../support/csv-rows.js';
import { instantOfMs } from '../../../events/values/instant.js';

const folder = temporaryFolder();
afterAll(folder.remove);

const CLOCK = () => instantOfMs(Date.parse('2010-03-01T20:00:00Z'));
let count = 0;

/** A house of its own, without an account. */
function newHouse() {
  count += 1;
  const data = join(folder.path, `data-${count}`);
  makeDataFolder(data);
  return {
    accessActs: new AccessActs(new ActFolder(data, ACCESS_STREAM)),
    credentials: new CredentialsFile(data),
  };
}

type Row = readonly (string | number)[];

function workbook(rows: readonly Row[], heading: readonly string[] = CBUD_HEADINGS): Uint8Array {
  const columns = heading.map((text) => ({ heading: text, kind: 'count' as const, width: 10 }));
  const texts = rows.map((row) => row.map(String));
  // Where a cell is no number it is a text.
  const kinds = columns.map((column, place) => ({
    ...column,
    kind: rows.every((row) => typeof row[place] === 'number') ? column.kind : ('text' as const),
  }));
  return Buffer.concat([...workbookXlsx([{ name: 'Sheet1', columns: kinds, rows: texts }])]);
}

function csv(rows: readonly Row[], heading: readonly string[] = CBUD_HEADINGS): Uint8Array {
  return Buffer.from([heading, ...rows].map((row) => row.join(',')).join('\r\n'));
}

const ANYBODY = { by: 'operator', counties: 'all' } as const;

interface Options {
  readonly house?: ReturnType<typeof newHouse>;
  readonly asker?: CbudAsker;
}

async function answerTo(
  file: Uint8Array,
  format: CbudFormat,
  { house = newHouse(), asker = ANYBODY }: Options = {},
): Promise<CbudAnswer | string> {
  const outcome = await cbudRequests(house, { file, format }, asker, CLOCK);
  if (outcome.kind === 'done') return outcome.value;
  return outcome.kind === 'refusedByRule' ? outcome.refusal.message : outcome.message;
}

/** The results, as they stand in the workbook that comes back. */
async function results(
  file: Uint8Array,
  format: CbudFormat,
  options?: Parameters<typeof answerTo>[2],
): Promise<readonly (string | undefined)[]> {
  const answer = await answerTo(file, format, options);
  if (typeof answer === 'string') return [answer];
  const bytes = Buffer.concat([...answer.pieces]);
  const rows =
    format === 'csv'
      ? csvRows(bytes.toString('utf8'))
      : (readWithSheetJs(bytes, 9)[0]?.rows ?? []).map((row) => row.map((cell) => String(cell)));
  const [heading = [], ...others] = rows;
  return others.map((row) => row[heading.indexOf('Result')]);
}

const ANA = ['19', 'Ana', 'Diaz', '916', 'ana@example.org', '1'] as const;

describe.each(['xlsx', 'csv'] as const)('a request for access to the CBUD as %s', (format) => {
  const file = format === 'xlsx' ? workbook : csv;

  it('given rows of several counties, then good ones go on and each bad one says what to mend', async () => {
    const house = newHouse();
    const rows = [
      ANA,
      ['30', 'Bo', 'Lee', '916', 'bo@example.org', '1'],
      ['06037', 'Cy', 'Orr', '916', 'cy@example.org', '1'],
      ['19', 'Di', 'Poe', '916', 'no address', '1'],
      ['19', 'Ana', 'Diaz', '916', 'ANA@example.org', '1'],
      ['30', 'Bo', 'Lee', '916', 'bo@example.org', '0'],
      ['19', 'Ed', 'Roe', '916', 'ed@example.org', 'yes'],
    ];
    expect(await results(file(rows), format, { house })).toEqual([
      'Access given (account A-1)',
      'Access given (account A-2)',
      'Not done: County Number "06037" is a FIPS code: Los Angeles is 19 in the Monthly State Performance Report, write 19.',
      expect.stringMatching(/^Not done \(INVALID_FIELD\): `email` /u) as string,
      'Nothing to change (account A-1)',
      'Access taken away (account A-2)',
      'Not done: Access Level is "yes": write 1 for access or 0 for no access.',
    ]);
    const state = await house.accessActs.read();
    expect([...state.accounts.values()].map(({ grants }) => grants.length)).toEqual([1, 0]);
  });

  it('given the answer sent again, then it is taken, its column Result replaced', async () => {
    const answer = await answerTo(file([ANA]), format);
    const again = Buffer.concat([...(answer as CbudAnswer).pieces]);
    expect(await results(again, format)).toEqual(['Access given (account A-1)']);
  });

  it('given headings in any case and order with blanks, and further columns, then it is taken', async () => {
    const heading = [
      ' email',
      'ACCESS LEVEL',
      'county  number ',
      'First name',
      'Last Name',
      'phone',
      'Unit',
    ];
    const row = ['ana@example.org', '1', '19', 'Ana', 'Diaz', '916', 'IV-A'];
    const [found] = await results(file([row], heading), format);
    expect(found).toBe('Access given (account A-1)');
  });

  it.each([
    ['without a column', CBUD_HEADINGS.slice(1), 'The heading has no column "County Number"'],
    ['with one twice', [...CBUD_HEADINGS, 'email '], 'The heading has the column "Email" twice'],
  ])('given a heading %s, then nothing is done', async (_what, heading, sentence) => {
    const house = newHouse();
    const row = heading.map(() => '19');
    expect(await answerTo(file([row], heading), format, { house })).toContain(sentence);
    expect((await house.accessActs.read()).lastAt).toBeNull();
  });

  it('given a county out of scope, then that is its row’s error', async () => {
    const asker = { by: 'operator', counties: [present(parseCounty('19'))] };
    const rows = [ANA, ['30', 'Bo', 'Lee', '916', 'bo@example.org', '1']];
    expect(await results(file(rows), format, { asker })).toEqual([
      'Access given (account A-1)',
      "Not done: you may not ask for county 30: send this row to its director or the state's account manager.",
    ]);
  });

  it('given 201 rows of a county, then the last is for another request', async () => {
    const rows = Array.from({ length: 201 }, () => ANA);
    const found = await results(file(rows), format);
    expect(found[199]).toBe('Nothing to change (account A-1)');
    expect(found[200]).toContain('one request takes 200 rows of a county');
  });

  it('given no row, then the blank form comes back', async () => {
    const answer = (await answerTo(
      Buffer.concat([...blankCbudForm(format)]),
      format,
    )) as CbudAnswer;
    expect(answer).toMatchObject({ granted: 0, bad: 0 });
  });
});

describe('numbers of counties', () => {
  it('given a FIPS code of any form, then the right number is named for every county', () => {
    for (const county of COUNTIES) {
      const fips = String(2 * Number(county) - 1).padStart(3, '0');
      for (const text of [fips, `06${fips}`, `6${fips}`]) {
        const found = cbudCountyOf(text);
        expect(found).toContain(`${countyName(county)} is ${county} in the Monthly State`);
      }
    }
  });

  it('given a number that a spreadsheet took the zero of, then it is that county', () => {
    expect(cbudCountyOf('6')).toEqual({ county: '06' });
    expect(cbudCountyOf('37')).toEqual({ county: '37' });
  });

  it.each(['', '0', '00', '59', '038', '117', '06038', '19.5', 'Los Angeles'])(
    'given %j, then it is no county',
    (text) => {
      expect(cbudCountyOf(text)).toContain("write the county's number");
    },
  );
});

describe('a workbook that is none', () => {
  it.each([
    ['cut short', workbook([ANA]).subarray(0, 900), 'breaks off or is damaged'],
    ['no archive', Buffer.from('hello'), 'damaged'],
    ['too many bytes', new Uint8Array(CBUD_BYTES_MAX + 1), 'more than'],
    ['of parts that unpack to more than is read', bomb(), 'too large'],
  ])('given %s, then a sentence says so and nothing is done', async (_what, file, words) => {
    const house = newHouse();
    expect(await answerTo(file, 'xlsx', { house })).toContain(words);
    expect((await house.accessActs.read()).lastAt).toBeNull();
  });

  it('given a text that looks like a formula, then it comes back inert', async () => {
    const row = ['19', '=1+1', 'Diaz', '916', 'ana@example.org', '1'];
    const answer = (await answerTo(csv([row]), 'csv')) as CbudAnswer;
    expect(Buffer.concat([...answer.pieces]).toString('utf8')).toContain("19,'=1+1,Diaz");
  });
});

function bomb(): Uint8Array {
  return zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(50 * 1024 * 1024) }, { level: 6 });
}
