import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const LEDGER = join(import.meta.dirname, '..', 'ledgers', '16-revised-after-approval');

const folder = temporaryFolder();
const data = join(folder.path, 'data');

beforeAll(async () => {
  mkdirSync(data);
  const result = await plumbline(['ingest', join(LEDGER, 'records.ndjson'), '--data', data]);
  expect(result.code).toBe(0);
});
afterAll(folder.remove);

/** The arguments, then what the one sentence on standard error has to say. */
type BadUse = readonly [argv: string, sentence: RegExp];

const ONE_MONTH = '--county 19 --month 2006-09';
const ID = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';

const WRONG_USAGE: readonly BadUse[] = [
  ['nonsense', /unknown command 'nonsense'.*--help/iu],
  ['report', /Option '--county <CC>' is missing: see "plumbline report --help"\./u],
  ['hold', /"plumbline hold --help" lists them/u],
  ['hold nonsense', /see "plumbline hold --help"/u],
  ['hold place --county 19', /'--by <PERSON>' is missing: see "plumbline hold place --help"/u],
  ['hold place --county 19 --by A --reason x', /--case ID, --child ID or --from YYYY-MM/u],
  ['hold place --county 19 --by A --reason x --from 2006-9', /--from "2006-9" is no month/u],
  [`report ${ONE_MONTH} --fromat json`, /unknown option '--fromat'.*--format.*--help/iu],
  [`report ${ONE_MONTH} extra`, /too many arguments.*--help/iu],
  [
    'report --county 59 --month 2006-09',
    /--county "59" is no county: give a number from 01 to 58/u,
  ],
  ['report --county 9 --month 2006-09', /no county/u],
  ['report --county 00 --month 2006-09', /no county/u],
  ['report --county ALL --month 2006-09', /no county/u],
  ['report --county 19 --month 2006-13', /--month "2006-13" is no month: give YYYY-MM/u],
  ['report --county 19 --month 2006-9', /no month/u],
  ['report --county 19 --month 1899-12', /no month/u],
  ['report --county 19 --month 2006-09:2006-08', /ends before it begins/u],
  ['report --county 19 --month 2006-09:2006-10:2006-11', /too many parts/u],
  ['report --county 19 --month 2006-09:', /no month/u],
  ['report --county 19 --month 1950-01:2000-01', /at most 600/u],
  [`report ${ONE_MONTH} --as-of 0`, /--as-of "0" is no position/u],
  [`report ${ONE_MONTH} --as-of -1`, /no position/u],
  [`report ${ONE_MONTH} --as-of 1.5`, /no position/u],
  [`report ${ONE_MONTH} --as-of 1e1`, /no position/u],
  [`report ${ONE_MONTH} --as-of 15`, /no position 15: give one from 1 to 14/u],
  [`report --county 30 --month 2006-09 --as-of 1`, /county 30 has no records.*check the county/u],
  ['report --county all --month 2006-09 --as-of 3', /leave --as-of out/u],
  ['report --county all --month 2006-09 --as-of 2006-10-15', /leave --as-of out/u],
  [`report ${ONE_MONTH} --as-of v0`, /no position, version, day or instant/u],
  [`report ${ONE_MONTH} --as-of V1`, /no position, version, day or instant/u],
  [`report ${ONE_MONTH} --as-of 2006-10`, /no position, version, day or instant/u],
  [`report ${ONE_MONTH} --as-of 2006-02-29`, /no position, version, day or instant/u],
  [`report ${ONE_MONTH} --as-of 2006-10-15T24:00:00Z`, /an instant as 2006-10-15T17:05:00Z/u],
  [`report ${ONE_MONTH} --as-of 2006-10-15T17:05:00`, /an instant as 2006-10-15T17:05:00Z/u],
  [`report ${ONE_MONTH} --as-of 2006-10-15T17:05:00.0Z`, /an instant as 2006-10-15T17:05:00Z/u],
  [`report ${ONE_MONTH} --as-of 2006-10-15T17:05:00-07:00`, /an instant as/u],
  [`report ${ONE_MONTH} --as-of v1`, /No version of 2006-09 of county 19 was submitted/u],
  ['report --county 19 --month 2006-08:2006-09 --as-of v1', /a range of them/u],
  ['report --county 19 --month 2006-09:2006-09 --as-of v1', /a range of them/u],
  [`report ${ONE_MONTH} --as-of 2099-01-01`, /2099-01-01 is not over in California/u],
  [`report ${ONE_MONTH} --as-of 2099-01-01T00:00:00Z`, /ahead of the clock/u],
  [`report ${ONE_MONTH} --as-of 2006-04-30`, /no record on or before 2006-04-30: the first was/u],
  [
    `report ${ONE_MONTH} --as-of 2006-05-01T16:59:59Z`,
    /no record at or before.*2006-05-01T17:00:00/u,
  ],
  ['report --county 30 --month 2006-09 --as-of 2006-10-15', /county 30 has no records/u],
  ['root --county 19 --as-of v1', /version of one month, and here there is none/u],
  ['history --county 19 --case RV-1 --as-of v1', /version of one month/u],
  ['checkpoint --county 19 --as-of v1', /version of one month/u],
  ['checkpoint --county 19 --as-of 15', /from 1 to 14/u],
  [`prove --county 19 --record ${ID} --as-of v1`, /version of one month/u],
  ['prove --county 19 --from v1 --to 3', /version of one month/u],
  ['prove --county 19 --from 0 --to 3', /--from "0" is no position/u],
  ['prove --county 19 --from 3 --to 15', /from 1 to 14/u],
  ['prove --county 19 --from 4 --to 3', /from a smaller to a larger/u],
  [`diff ${ONE_MONTH} --from 2006-04-30 --to 3`, /no record on or before 2006-04-30/u],
  [`diff ${ONE_MONTH} --from 3 --to 2099-01-01`, /not over/u],
  [`measures ${ONE_MONTH} --as-of v1`, /No version of 2006-09/u],
  ['measures --county all --month 2006-09 --as-of 2006-10-15', /leave --as-of out/u],
  [`submit ${ONE_MONTH} --by A --as-of 2006-04-30`, /no record on or before/u],
  [`explain ${ONE_MONTH} --case RV-1 --as-of v1`, /No version of 2006-09/u],
  [`trail ${ONE_MONTH} --line 1 --as-of v1`, /No version of 2006-09/u],
  [`report ${ONE_MONTH} --form cs1258`, /--form "cs1258" is unknown: give cs1257 or cs157/u],
  ['report --county 19 --month 2006-08 --form cs157', /annual report of a September.*2006-08/u],
  ['report --county 19 --month 2006-09:2006-10 --form cs157', /2006-10/u],
  [`report ${ONE_MONTH} --format xml`, /--format "xml" is unknown: give table, json, csv or xlsx/u],
  [`report ${ONE_MONTH} --format csv --json`, /two formats/u],
  [`report ${ONE_MONTH} --data=`, /--data is empty/u],
  [`trail ${ONE_MONTH}`, /Option '--line <L>' is missing/u],
  [`trail ${ONE_MONTH} --line 11`, /--line "11" is no line of the CS 1257/u],
  [`trail ${ONE_MONTH} --line 2E`, /no line/u],
  [`trail ${ONE_MONTH} --line 4 --column b`, /--column "b" is not reported on Line 4: give a\./u],
  [`trail ${ONE_MONTH} --line 1c --column b`, /give a or d/u],
  [`trail ${ONE_MONTH} --line 1 --column e`, /give a, b, c or d/u],
  [`trail ${ONE_MONTH} --line 1 --as-of 99`, /from 1 to 14/u],
  [`trail ${ONE_MONTH} --line 1 --format xml`, /give table, json, ndjson, csv, xlsx or parquet/u],
  [`trail ${ONE_MONTH} --line 1 --out=`, /--out is empty/u],
  ['history --county 19', /either --case ID or --child ID/u],
  ['history --county 19 --case RV-1 --child RAE', /either --case ID or --child ID/u],
  ['history --county 19 --case NOBODY', /no case NOBODY/u],
  ['history --county 19 --child RV-1', /no child RV-1/u],
  ['history --county 19 --case not_an_id', /is no id/u],
  ['history --county 30 --case RV-1', /no case RV-1/u],
  ['history --county 19 --case RV-3 --as-of 1', /no case RV-3/u],
  ['history --county 19 --case RV-1 --as-of 15', /from 1 to 14/u],
  [`explain ${ONE_MONTH}`, /either --case ID or --child ID/u],
  [`explain ${ONE_MONTH} --case NOBODY`, /no case NOBODY/u],
  [`explain ${ONE_MONTH} --case RV-1 --line 15`, /no line/u],
  [`explain ${ONE_MONTH} --case RV-1 --as-of 15`, /from 1 to 14/u],
  ['root --county 19 --as-of 15', /from 1 to 14/u],
  ['root', /Option '--county <CC>' is missing/u],
  [`record --county 19 --id ${ID}`, /no record/u],
  ['record --county 19 --id 17', /no record id/u],
  [`record --county 19 --id ${ID.toUpperCase()}`, /no record id/u],
  ['check --county 60', /no county/u],
  ['ingest', /missing required argument 'FILE'/iu],
  ['backup', /missing required argument 'DIR'/iu],
  ['restore', /missing required argument 'DIR'/iu],
  ['simulate --county 19 --cases 0 --from 2005-10 --to 2006-09 --seed 1', /--cases "0"/u],
  ['simulate --county 19 --cases ten --from 2005-10 --to 2006-09 --seed 1', /--cases "ten"/u],
  ['simulate --county 19 --cases 5 --from 2006-10 --to 2006-09 --seed 1', /before/u],
  ['simulate --county 19 --cases 5 --from 2005-10 --to 2006-09 --seed 1 --late 1.5', /fraction/u],
  ['simulate --county 19 --cases 5 --from 2005-10 --to 2006-09 --seed 1 --correct -1', /fraction/u],
  ['simulate --county 19 --cases 5 --from 2005-10 --to 2006-09', /Option '--seed <S>' is missing/u],
];

const NAMELESS: readonly BadUse[] = [
  ['ingest ', /^The name of a file is empty: name a file, or - for standard input\.\n$/u],
  ['access load ', /^The name of a file is empty: name a file, or - for standard input\.\n$/u],
  [
    'types Nope',
    /^"Nope" is no record type\. The nearest is `\w+`; "plumbline types" lists them\.\n$/u,
  ],
  ['types CaseOpend', /^"CaseOpend" is no record type\. Did you mean `CaseOpened`/u],
];

describe('wrong usage ends with 2 and says what to do', () => {
  it.each([...WRONG_USAGE, ...NAMELESS])('plumbline %s', async (argv, sentence) => {
    const result = await plumbline(argv.split(' '), { env: { PLUMBLINE_DATA: data } });
    expect(result.stderr).toMatch(sentence);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('is no command at all: the help, then what to type first', async () => {
    const result = await plumbline([]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/Usage: plumbline[^]*Name a command: "plumbline demo"/u);
  });
});

describe('faults of files and folders end with 1 and say what to do', () => {
  const plain = join(folder.path, 'plain');
  const other = join(folder.path, 'other');

  beforeAll(() => {
    mkdirSync(other);
    writeFileSync(join(other, 'holiday.jpg'), 'not ours');
    writeFileSync(plain, 'a file\n');
  });

  const FAULTS: readonly BadUse[] = [
    [
      `ingest ${folder.path}/none.ndjson --data ${data}`,
      /none\.ndjson cannot be read.*no such file/u,
    ],
    [`ingest ${folder.path} --data ${data}`, /is a folder/u],
    [`ingest ${plain} ${folder.path}/none.ndjson --data ${data}`, /No record was taken/u],
    [`ingest ${LEDGER}/records.ndjson --data ${other}`, /other/u],
    [`ingest ${LEDGER}/records.ndjson --data ${plain}`, /plain/u],
    [
      `ingest ${LEDGER}/records.ndjson --data ${data} --rejects ${other}/no/r.ndjson`,
      /r\.ndjson could not be written/u,
    ],
    [`report ${ONE_MONTH} --data ${other}`, /other/u],
    [`report ${ONE_MONTH} --data ${plain}`, /plain/u],
    [`report ${ONE_MONTH} --data ${folder.path}/none`, /none/u],
    [`ledgers --data ${other}`, /other/u],
    [`check --data ${folder.path}/none`, /none/u],
    [
      `trail ${ONE_MONTH} --line 1 --data ${data} --out ${other}/no/t.csv`,
      /t\.csv could not be written/u,
    ],
    [`trail ${ONE_MONTH} --line 1 --data ${data} --out ${other}`, /it is a folder/u],
    [`backup ${other} --data ${data}`, /other/u],
    [`restore ${other} --data ${folder.path}/fresh`, /other/u],
    [`restore ${folder.path}/none --data ${folder.path}/fresh`, /none/u],
  ];

  it.each(FAULTS)('plumbline %s', async (argv, sentence) => {
    const result = await plumbline(argv.split(' '));
    expect(result.stderr).toMatch(sentence);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
