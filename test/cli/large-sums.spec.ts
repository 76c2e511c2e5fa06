import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { centsOf, moneyOf, sumOf } from '../oracle/amounts.js';
import { readText, runVerifier } from '../packages/packed-county.js';
import { readReport } from '../packages/written-form.js';
import { readWithSheetJs } from '../printing/read-workbooks.js';
import { csvRows } from '../support/csv-rows.js';
import { IS_SOAK } from '../support/soak.js';
import { plumbline, temporaryFolder } from './in-process.js';

/** The largest amount that a record may have, and how many of them are more than 2^53 - 1 cents. */
const LARGEST = '999999999.99';
const LARGEST_COUNT = 90_074;
/** The cent makes the sum odd, which no double of this size is. */
const OWED = [...Array.from({ length: LARGEST_COUNT }, () => LARGEST), '0.01'];
/** What another case owes, a current one. */
const OTHERS_OWED = [LARGEST, '0.05'];
/** What the first case owes on from a late record. */
const LATE = '0.03';
/** What the case of another county owes. */
const ELSEWHERE = '0.07';

const sumOfAmounts = (...amounts: readonly string[]): string =>
  moneyOf(sumOf(amounts.map(centsOf)));

const NEVER = sumOfAmounts(...OWED);
const CURRENT = sumOfAmounts(...OTHERS_OWED);
const TOTAL = sumOfAmounts(NEVER, CURRENT);
const LATER = sumOfAmounts(NEVER, LATE);
const LATER_TOTAL = sumOfAmounts(TOTAL, LATE);

/** As people read it: `91,999.05`. */
const grouped = (amount: string): string => amount.replaceAll(/\B(?=(?:\d{3})+\.)/gu, ',');

let records = 0;

/** A case of a county and what it owes, one record an amount. */
function* caseOwing(
  address: { readonly county: string; readonly case: string },
  program: string,
  amounts: readonly string[],
): Generator<string> {
  const ncp = { participant: 'N-1', role: 'father' };
  const payee = { participant: 'P-1', kind: 'custodial-parent' };
  yield sent('CaseOpened', address, '2006-01-10', { ncp, payee, program });
  for (const amount of amounts) yield owing(address, amount);
}

function owing(address: object, amount: string): string {
  const data = { amount, owedTo: 'family' };
  return sent('ArrearsBroughtForward', address, '2006-02-01', data);
}

function sent(type: string, address: object, effective: string, data: object): string {
  records += 1;
  const id = `a0000000-0000-4000-8000-${String(records).padStart(12, '0')}`;
  return JSON.stringify({ id, type, ...address, effective, data });
}

interface Row {
  readonly case: string;
  readonly column: string;
  readonly amount: string;
  readonly records: readonly string[];
}

if (!IS_SOAK) {
  process.stderr.write(
    'Skipped: 90,000 records through every command are for a soak; test/properties/large-sums has such sums in every build.\n',
  );
}

(IS_SOAK ? describe : describe.skip)('a county whose arrears are more than 2^53 - 1 cents', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const packed = join(folder.path, 'package');
  const NINETEEN = { county: '19', case: '1900001' };
  const SEPTEMBER = ['--county', '19', '--month', '2006-09'];
  const FIRST = ['--as-of', 'v1'];
  afterAll(folder.remove);

  const run = async (argv: readonly string[], stdin = ''): Promise<string> => {
    const { code, stdout, stderr } = await plumbline([...argv, '--data', data], { stdin });
    expect({ argv, code, stderr: code === 0 ? '' : stderr }).toEqual({ argv, code: 0, stderr: '' });
    return stdout;
  };
  const submit = async (address: readonly string[], version: number): Promise<void> => {
    const comment = version === 1 ? [] : ['--comment', 'A late record came in.'];
    await run(['submit', ...address, '--by', 'A. Ortiz', ...comment]);
    const director = ['--by', 'D. Rector', '--telephone', '213 555 0100'];
    await run(['approve', ...address, '--version', String(version), ...director]);
  };

  beforeAll(async () => {
    const lines = [
      ...caseOwing(NINETEEN, 'none', OWED),
      ...caseOwing({ county: '19', case: '1900002' }, 'calworks', OTHERS_OWED),
      ...caseOwing({ county: '30', case: '3000001' }, 'none', [ELSEWHERE]),
    ];
    const taken = await run(['ingest', '-', '--json'], `${lines.join('\n')}\n`);
    expect(JSON.parse(taken)).toMatchObject({ accepted: lines.length, rejected: 0 });
    await submit(SEPTEMBER, 1);
    await run(['ingest', '-'], `${owing(NINETEEN, LATE)}\n`);
    await submit(SEPTEMBER, 2);
    await submit(['--county', '30', '--month', '2006-09'], 1);
  }, 240_000);

  it('is more than a number holds', () => {
    expect(centsOf(NEVER)).toBeGreaterThan(2n ** 53n);
    expect(centsOf(NEVER) % 2n).toBe(1n);
  });

  it('is reported to the cent, from segments and from rows, alone and in the state', async () => {
    const line = { a: TOTAL, b: CURRENT, c: '0.00', d: NEVER };
    const report = await run(['report', ...SEPTEMBER, ...FIRST, '--format', 'json']);
    expect(JSON.parse(report)).toMatchObject({ lines: { '26': line } });
    expect(await run(['report', ...SEPTEMBER, ...FIRST, '--format', 'json', '--rows'])).toBe(
      report,
    );
    const table = await run(['report', ...SEPTEMBER, ...FIRST, '--format', 'table']);
    for (const amount of [TOTAL, CURRENT, NEVER]) expect(table).toContain(` ${grouped(amount)}`);

    const all = ['--county', 'all', '--month', '2006-09'];
    const state = JSON.parse(await run(['report', ...all, '--format', 'json'])) as object;
    expect(state).toMatchObject({
      counties: { '19': { lines: { '26': { a: LATER_TOTAL, d: LATER } } } },
      state: {
        lines: {
          '26': { a: sumOfAmounts(LATER_TOTAL, ELSEWHERE), d: sumOfAmounts(LATER, ELSEWHERE) },
        },
      },
    });
  });

  it('has a trail whose rows add up to the cell, in a workbook too', async () => {
    const trail = ['trail', ...SEPTEMBER, ...FIRST, '--line', '26'];
    const printed = (await run(trail)).trimEnd().split('\n');
    const rows = printed.map((row) => JSON.parse(row) as Row);
    expect(rows.map((row) => [row.case, row.column, row.amount])).toEqual([
      ['1900001', 'd', NEVER],
      ['1900002', 'b', CURRENT],
    ]);
    expect(rows.map((row) => row.records.length)).toEqual([
      OWED.length + 1,
      OTHERS_OWED.length + 1,
    ]);
    expect(sumOfAmounts(...rows.map(({ amount }) => amount))).toBe(TOTAL);

    const workbook = join(folder.path, 'line-26.xlsx');
    await run([...trail, '--format', 'xlsx', '--out', workbook]);
    const bytes = readFileSync(workbook);
    // More than fifteen digits are a text, fewer a number: no spreadsheet rounds either.
    expect(
      readWithSheetJs(bytes, 7)[0]
        ?.rows.slice(1)
        .map((row) => row[5]),
    ).toEqual([NEVER, Number(CURRENT)]);
  });

  it('is explained and measured', async () => {
    const of = ['--case', '1900001', '--line', '26', '--json'];
    expect(JSON.parse(await run(['explain', ...SEPTEMBER, ...FIRST, ...of]))).toMatchObject([
      { counted: true, column: 'd', amount: NEVER },
    ]);
    const measures = JSON.parse(await run(['measures', ...SEPTEMBER, '--json'])) as object;
    expect(measures).toMatchObject({
      measures: expect.arrayContaining([
        { name: 'cases-with-arrears', numerator: 2, denominator: 2, percent: '100.0', band: null },
      ]) as unknown,
    });
  });

  it('differs from version to version by what came in between', async () => {
    const versions = ['--from', 'v1', '--to', 'v2'];
    const difference = JSON.parse(await run(['diff', ...SEPTEMBER, ...versions, '--json'])) as {
      readonly rows: readonly object[];
    };
    expect(difference).toMatchObject({
      cells: [
        { line: '26', column: 'a', from: TOTAL, to: LATER_TOTAL },
        { line: '26', column: 'd', from: NEVER, to: LATER },
      ],
      rows: [{ line: '26', column: 'd', case: '1900001', from: NEVER, to: LATER }],
    });
    const table = await run(['diff', ...SEPTEMBER, ...versions]);
    expect(table).toContain(`case 1900001: ${grouped(NEVER)} -> ${grouped(LATER)}`);
    expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('is added up with the other counties', async () => {
    const rollup = JSON.parse(await run(['rollup', '--month', '2006-09', '--json'])) as object;
    const a = sumOfAmounts(LATER_TOTAL, ELSEWHERE);
    const d = sumOfAmounts(LATER, ELSEWHERE);
    const line = { a, b: CURRENT, c: '0.00', d };
    expect(rollup).toMatchObject({ lines: { '26': line } });
    expect(await run(['rollup', '--month', '2006-09'])).toContain(grouped(a));
  });

  it('is packed, and verified by the package itself and by this program', async () => {
    const version = ['--version', '2', '--audit-file'];
    await run(['package', ...SEPTEMBER, ...version, '--out', packed]);
    const report = JSON.parse(readText(packed, 'data/report.json')) as object;
    expect(report).toMatchObject({ lines: { '26': { a: LATER_TOTAL, b: CURRENT, d: LATER } } });
    const [, ...trail] = csvRows(readText(packed, 'data/trail/line-26.csv'));
    expect(trail.map((row) => [row[2], row[5]])).toEqual([
      ['1900001', LATER],
      ['1900002', CURRENT],
    ]);
    const parquet = readFileSync(join(packed, 'data/trail/line-26.parquet'));
    const kept = await parquetReadObjects({ file: new Uint8Array(parquet).buffer });
    expect(kept.map((row): unknown => row['amountCents'])).toEqual([
      centsOf(LATER),
      centsOf(CURRENT),
    ]);
    const difference = JSON.parse(readText(packed, 'data/diff.json')) as object;
    expect(difference).toMatchObject({ rows: [{ from: NEVER, to: LATER }] });
    const { pages } = await readReport(readFileSync(join(packed, 'data/report.pdf')));
    for (const amount of [LATER_TOTAL, LATER]) expect(pages.join('')).toContain(grouped(amount));

    const own = runVerifier(packed);
    expect(own.stdout).toContain('All 264 cells of the report are the');
    expect(own.code).toBe(0);
    const { code, stdout } = await plumbline(['verify', packed]);
    expect(stdout).toContain('computed anew from the records, are the same');
    expect(stdout).toContain('data/report.pdf, drawn anew, is the same');
    expect(code).toBe(0);
  });
});
