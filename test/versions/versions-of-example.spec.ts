import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../events/wire/canonical.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const SHA = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface Row {
  readonly line: string;
  readonly column: string;
  readonly case?: string;
  readonly child?: string;
  readonly from: true | string | number | null;
  readonly to: true | string | number | null;
  readonly records: readonly { readonly position: number; readonly reason: string | null }[];
}

interface Difference {
  readonly from: { readonly asOf: number };
  readonly to: { readonly asOf: number };
  readonly cells: readonly { readonly line: string; readonly column: string }[];
  readonly rows: readonly Row[];
}

const json = (result: CliResult): unknown => JSON.parse(result.stdout);

/** Tests of one describe run in order: they tell one story of one county. */
describe('a September that is approved, then revised', () => {
  const folder = temporaryFolder();
  const SEPTEMBER = ['--county', '19', '--month', '2006-09', '--data', folder.path];
  const run = (...argv: readonly string[]): Promise<CliResult> =>
    plumbline([...argv, ...SEPTEMBER, '--json']);
  const thenRefused = async (code: string, ...argv: readonly string[]): Promise<void> => {
    const result = await run(...argv);
    expect({ code: result.code, ...(json(result) as object) }).toMatchObject({
      code: 3,
      error: code,
    });
    expect((json(result) as { message: string }).message).toMatch(/^[A-Z].*\.$/u);
    expect(Object.keys(json(result) as object)).toEqual(['error', 'message']);
  };

  beforeAll(async () => {
    expect(await plumbline(['ingest', RECORDS, '--data', folder.path])).toMatchObject({ code: 0 });
  });
  afterAll(folder.remove);

  it('has no versions before anything was submitted', async () => {
    expect(
      json(await plumbline(['versions', '--county', '19', '--data', folder.path, '--json'])),
    ).toEqual([]);
    expect(await run('approve', '--version', '1', '--by', 'D', '--telephone', '1')).toMatchObject({
      code: 2,
    });
    expect(await run('diff', '--from', 'v1', '--to', '14')).toMatchObject({ code: 2 });
  });

  it('is submitted as of 10, frozen with its hashes', async () => {
    const result = await run(
      'submit',
      '--as-of',
      '10',
      '--by',
      'A. Ortiz',
      '--at',
      '2006-10-12T18:00:00Z',
    );
    expect(result.code).toBe(0);
    const version = json(result) as Record<string, unknown>;
    expect(Object.keys(version)).toEqual([
      ...['form', 'county', 'month', 'version', 'kind', 'state', 'asOf', 'root', 'report', 'trail'],
      ...['submitted', 'approved', 'returned', 'due', 'daysLate', 'comment'],
    ]);
    expect(version).toMatchObject({
      form: 'CS 1257',
      county: '19',
      month: '2006-09',
      version: 1,
      kind: 'NEW',
      state: 'submitted',
      asOf: 10,
      submitted: { by: 'A. Ortiz', at: '2006-10-12T18:00:00Z' },
      approved: null,
      returned: null,
      due: '2006-10-15',
      comment: '',
    });
    const root = await plumbline([
      'root',
      '--county',
      '19',
      '--as-of',
      '10',
      '--data',
      folder.path,
    ]);
    expect(version['root']).toBe((json(root) as { root: string }).root);
    const report = await plumbline(['report', ...SEPTEMBER, '--as-of', '10', '--format', 'json']);
    expect(version['report']).toBe(SHA(canonicalJson(json(report))));
    expect(version['trail']).toBe(SHA(await trailWithoutRecords()));
  });

  async function trailWithoutRecords(): Promise<string> {
    let text = '';
    for (const line of LINE_NUMBERS) {
      const trail = await plumbline(['trail', ...SEPTEMBER, '--as-of', '10', '--line', line]);
      for (const row of trail.stdout.split('\n').filter((each) => each !== '')) {
        const fields = Object.entries(JSON.parse(row) as object).filter(
          ([key]) => key !== 'records',
        );
        text += `${canonicalJson(Object.fromEntries(fields))}\n`;
      }
    }
    return text;
  }

  it('is not followed by another version while it is undecided', async () => {
    await thenRefused('UNDECIDED_VERSION', 'submit', '--as-of', '9', '--by', 'A. Ortiz');
  });

  it('is not approved by the one who submitted it, however he is spelt', async () => {
    await thenRefused(
      'SAME_PERSON',
      'approve',
      '--version',
      '1',
      '--by',
      'a-ORTIZ\u200b ',
      '--telephone',
      '1',
    );
  });

  it('is approved once', async () => {
    const approve = [
      'approve',
      '--version',
      '1',
      '--by',
      'D. Rector',
      '--telephone',
      '213 555 0100',
    ];
    const result = await run(...approve, '--at', '2006-10-12T19:00:00Z');
    expect(json(result)).toMatchObject({
      state: 'approved',
      approved: { by: 'D. Rector', telephone: '213 555 0100', at: '2006-10-12T19:00:00Z' },
      daysLate: 0,
    });
    await thenRefused('ALREADY_DECIDED', ...approve);
    await thenRefused(
      'ALREADY_DECIDED',
      'return',
      '--version',
      '1',
      '--by',
      'DCSS',
      '--reason',
      'late',
    );
  });

  it('takes no version that knows less, and no moment before the last', async () => {
    await thenRefused('AS_OF_BACKWARDS', 'submit', '--as-of', '9', '--by', 'A. Ortiz');
    const early = await run('submit', '--by', 'A. Ortiz', '--at', '2006-10-12T18:59:59Z');
    expect(early).toMatchObject({ code: 2, stdout: '' });
    expect(early.stderr).toContain('2006-10-12T19:00:00Z');
    const future = await run('submit', '--by', 'A. Ortiz', '--at', '2099-01-01T00:00:00Z');
    expect(future).toMatchObject({ code: 2, stdout: '' });
  });

  it('is outdated by what came in later', async () => {
    const [only, ...others] = json(
      await plumbline(['outdated', '--county', '19', '--data', folder.path, '--json']),
    ) as readonly { month: string; version: number; cells: readonly object[] }[];
    expect(others).toEqual([]);
    expect(only).toMatchObject({ month: '2006-09', version: 1 });
    expect(only?.cells).toContainEqual({ line: '1', column: 'a', from: 2, to: 3 });
    expect(only?.cells).toContainEqual({ line: '26', column: 'd', from: '100.00', to: '0.00' });
  });

  it('differs from the revised one by three revisions, each with its records', async () => {
    const difference = json(await run('diff', '--from', 'v1', '--to', '14')) as Difference;
    expect(difference).toMatchObject({ county: '19', from: { asOf: 10 }, to: { asOf: 14 } });
    const onLine = (line: string): readonly Row[] =>
      difference.rows.filter((row) => row.line === line);
    expect(onLine('1')).toMatchObject([
      { column: 'b', case: 'RV-2', from: null, to: true, records: [{ position: 13 }] },
      { column: 'd', case: 'RV-2', from: true, to: null, records: [{ position: 13 }] },
      { column: 'd', case: 'RV-3', from: null, to: true, records: [{ position: 14 }] },
    ]);
    expect(onLine('4')).toMatchObject([
      {
        child: 'RAE',
        from: null,
        to: true,
        records: [
          {
            id: '2e0e4147-6331-4fd2-a90d-0623ffd0b9c3',
            position: 14,
            type: 'RecordVoided',
            effective: '2006-10-25',
            reason: 'closed by mistake for another case',
          },
        ],
      },
    ]);
    expect(onLine('25')).toMatchObject([
      {
        case: 'RV-1',
        from: null,
        to: '100.00',
        records: [{ position: 11, reason: null }, { position: 12 }],
      },
    ]);
    const backwards = json(await run('diff', '--from', '14', '--to', 'v1')) as Difference;
    expect(backwards.rows).toEqual(
      difference.rows.map((row) => ({ ...row, from: row.to, to: row.from })),
    );
    expect((json(await run('diff', '--from', '10', '--to', 'v1')) as Difference).rows).toEqual([]);
  });

  it('is returned, submitted again and approved late as revised', async () => {
    const submit = await run(
      'submit',
      '--as-of',
      '13',
      '--by',
      'A. Ortiz',
      '--at',
      '2006-10-24T18:00:00Z',
    );
    expect(json(submit)).toMatchObject({ version: 2, kind: 'REVISED', state: 'submitted' });
    expect(submit.stderr).toContain('that came after its last submission');
    await thenRefused(
      'NOT_LATEST',
      'approve',
      '--version',
      '1',
      '--by',
      'D. Rector',
      '--telephone',
      '1',
    );
    await thenRefused(
      'SAME_PERSON',
      'approve',
      '--version',
      '1',
      '--by',
      'A. Ortiz',
      '--telephone',
      '1',
    );
    const sentBack = await run(
      'return',
      '--version',
      '2',
      '--by',
      'DCSS review',
      '--reason',
      'closing of RV-3 is wrong',
      '--at',
      '2006-10-25T19:00:00Z',
    );
    expect(json(sentBack)).toMatchObject({
      state: 'returned',
      approved: null,
      returned: {
        by: 'DCSS review',
        reason: 'closing of RV-3 is wrong',
        at: '2006-10-25T19:00:00Z',
      },
    });
    const third = await run(
      'submit',
      '--by',
      'A. Ortiz',
      '--comment',
      'revised',
      '--at',
      '2006-10-26T18:00:00Z',
    );
    expect(json(third)).toMatchObject({
      version: 3,
      kind: 'REVISED',
      asOf: 14,
      comment: 'revised',
    });
    const approved = await run(
      'approve',
      '--version',
      '3',
      '--by',
      'D. Rector',
      '--telephone',
      '1',
      '--at',
      '2006-10-27T06:59:59Z',
    );
    // Still October 26 in California.
    expect(json(approved)).toMatchObject({ version: 3, state: 'approved', daysLate: 11 });
    const versions = json(await run('versions')) as readonly object[];
    expect(versions).toMatchObject([
      { version: 1, state: 'approved', daysLate: 0 },
      { version: 2, state: 'returned' },
      { version: 3, state: 'approved', daysLate: 11 },
    ]);
    expect(
      json(await plumbline(['outdated', '--county', '19', '--data', folder.path, '--json'])),
    ).toEqual([]);
  });

  it('carries Line 5 of the standing version into the next year, once', async () => {
    const carry = [
      'carry-forward',
      '--county',
      '19',
      '--ffy',
      '2007',
      '--data',
      folder.path,
      '--json',
    ];
    const first = json(await plumbline(carry)) as Record<string, unknown>;
    const id = first['id'] as string;
    const hash = SHA('{"county":"19","ffy":2007,"version":3}');
    expect(id.replaceAll('-', '')).toBe(
      `${hash.slice(0, 12)}8${hash.slice(13, 16)}${((parseInt(hash.slice(16, 17), 16) & 3) | 8).toString(16)}${hash.slice(17, 32)}`,
    );
    expect(first).toMatchObject({
      version: 3,
      value: 0,
      effective: '2006-10-01',
      duplicate: false,
      size: 15,
    });
    expect(first['source']).toBe('Line 5 of the CS 1257 of 2006-09, version 3, as of position 14');
    expect(json(await plumbline(carry))).toMatchObject({ id, duplicate: true, size: 15 });
    const none = await plumbline([
      'carry-forward',
      '--county',
      '19',
      '--ffy',
      '2008',
      '--data',
      folder.path,
    ]);
    expect(none).toMatchObject({ code: 2, stdout: '' });
  });

  it('is added up for the state from its standing version', async () => {
    const other = readFileSync(RECORDS, 'utf8').split('\n')[0] ?? '';
    const records = other.replace('"county":"19"', '"county":"30"');
    await plumbline(['ingest', '-', '--data', folder.path], { stdin: `${records}\n` });
    const rollup = ['rollup', '--month', '2006-09', '--data', folder.path, '--json'];
    const found = json(await plumbline(rollup)) as Record<string, unknown>;
    expect(Object.keys(found)).toEqual(['month', 'counties', 'missing', 'lines']);
    expect(found).toMatchObject({
      month: '2006-09',
      counties: { '19': { version: 3, asOf: 14 } },
      missing: ['30'],
      lines: { '1': { a: 3, b: 1, c: 0, d: 2 }, '25': { d: '100.00' } },
    });
  });

  it('has measures with numerators and denominators', async () => {
    const measures = json(await run('measures')) as { measures: readonly object[] };
    expect(Object.keys(measures)).toEqual(['county', 'month', 'measures']);
    expect(measures.measures).toContainEqual({
      name: 'current-support',
      numerator: '100.00',
      denominator: '100.00',
      percent: '100.0',
      band: '100',
    });
    expect(measures.measures).toContainEqual({
      name: 'support-orders',
      numerator: 1,
      denominator: 3,
      percent: '33.3',
      band: '0',
    });
    expect(measures.measures[0]).toMatchObject({ name: 'pep-iv-d', percent: null, band: null });
  });
});
