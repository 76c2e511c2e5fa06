import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const LEDGERS = join(import.meta.dirname, '..', 'ledgers');

type Column = 'a' | 'b' | 'c' | 'd';
type Cells = Readonly<Record<Column, number | string | null>>;

interface Expected {
  readonly county: string;
  readonly month: string;
  readonly asOf: number | null;
  readonly form?: 'CS 157';
  readonly absent?: readonly string[];
  readonly cells: Readonly<Record<string, Partial<Cells>>>;
  readonly trail?: readonly { readonly line: string; readonly ids: readonly string[] }[];
}

interface Report {
  readonly form: string;
  readonly county: string;
  readonly month: string;
  readonly asOf: number;
  readonly lines: Readonly<Record<string, Cells>>;
}

interface Row {
  readonly line: string;
  readonly column: Column;
  readonly case?: string;
  readonly child?: string;
  readonly amount?: string;
  readonly value?: number;
  readonly records: readonly string[];
}

const examples = readdirSync(LEDGERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

describe('the worked examples through the commands', () => {
  it('finds all sixteen', () => {
    expect(examples).toHaveLength(16);
  });

  describe.each(examples)('%s', (name) => {
    const folder = temporaryFolder();
    const data = folder.path;
    const records = join(LEDGERS, name, 'records.ndjson');
    const expected = JSON.parse(
      readFileSync(join(LEDGERS, name, 'expect.json'), 'utf8'),
    ) as readonly Expected[];

    beforeAll(async () => {
      const result = await plumbline(['ingest', records, '--data', data, '--json']);
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(result.stdout)).toMatchObject({ rejected: 0, duplicates: 0 });
    });
    afterAll(folder.remove);

    it.each(expected.map((want, index) => [index, want.month, want.asOf, want] as const))(
      'report %d: %s as of %p',
      async (_index, _month, _asOf, want) => {
        const report = await reportOf(data, want);
        expect(report).toMatchObject({
          form: want.form ?? 'CS 1257',
          county: want.county,
          month: want.month,
          lines: want.cells,
        });
        for (const line of want.absent ?? []) expect(report.lines).not.toHaveProperty([line]);
        for (const { line, ids } of want.trail ?? []) {
          const subjects = (await trailOf(data, want, line)).map((row) => row.case ?? row.child);
          expect({ line, ids: [...new Set(subjects)] }).toEqual({ line, ids });
        }
      },
    );

    it('has in every cell of its last report what the trail has in rows', async () => {
      const want = expected.filter((one) => one.form === undefined).at(-1);
      if (want === undefined) throw new Error(`${name} asks for no CS 1257.`);
      const report = await reportOf(data, want);
      // Empty cells are left to the properties of the projections: a command each would take long.
      const filled = Object.entries(report.lines).filter(([, { a }]) => Number(a) > 0);
      expect(filled.length).toBeGreaterThan(2);
      for (const [line, cells] of filled) {
        const rows = await trailOf(data, want, line);
        expect({ line, a: cellOfRows(rows, cells.a) }).toEqual({ line, a: cells.a });
        for (const column of ['b', 'c', 'd'] as const) {
          if (cells[column] === null) continue;
          const inColumn = rows.filter((row) => row.column === column);
          expect({ line, [column]: cellOfRows(inColumn, cells[column]) }).toEqual({
            line,
            [column]: cells[column],
          });
        }
      }
    });
  });
});

async function reportOf(data: string, want: Expected): Promise<Report> {
  const result = await plumbline([
    ...['report', '--county', want.county, '--month', want.month, '--format', 'json'],
    ...(want.asOf === null ? [] : ['--as-of', String(want.asOf)]),
    ...(want.form === undefined ? [] : ['--form', 'cs157']),
    ...['--data', data],
  ]);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(result.stdout) as Report;
}

async function trailOf(data: string, want: Expected, line: string): Promise<readonly Row[]> {
  const result = await plumbline([
    ...['trail', '--county', want.county, '--month', want.month, '--line', line],
    ...(want.asOf === null ? [] : ['--as-of', String(want.asOf)]),
    ...['--data', data],
  ]);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return result.stdout
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Row);
}

/** The rows counted or summed, in the form in which the cell is given. */
function cellOfRows(rows: readonly Row[], like: number | string | null): number | string | null {
  if (like === null) return rows.length === 0 ? null : rows.length;
  if (typeof like === 'number') {
    return rows.reduce((sum, row) => sum + (row.value ?? 1), 0);
  }
  const cents = rows.reduce((sum, row) => sum + BigInt((row.amount ?? '').replace('.', '')), 0n);
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
