import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { EMPTY_ROOT, leafHash, rootOf } from '../../projections/seal/merkle.js';
import { plumbline, temporaryFolder } from './in-process.js';

const LEDGERS = join(import.meta.dirname, '..', 'ledgers');
const folder = temporaryFolder();
const data = join(folder.path, 'data');

/** One command's output over the simulated county of this file; it must succeed quietly. */
async function answer(command: string): Promise<string> {
  const result = await plumbline([...command.split(' '), '--data', data]);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  return result.stdout;
}

async function jsonOf<T>(command: string): Promise<T> {
  return JSON.parse(await answer(command)) as T;
}

async function rowsOf<T>(command: string): Promise<readonly T[]> {
  const text = await answer(command);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

interface Report {
  readonly month: string;
  readonly asOf: number;
  readonly lines: Readonly<Record<string, Readonly<Record<string, number | string | null>>>>;
}

interface Row {
  readonly column: string;
  readonly case?: string;
  readonly child?: string;
  readonly cases?: readonly string[];
  readonly amount?: string;
  readonly records: readonly string[];
}

const SIMULATED = 'simulate --cases 40 --from 2006-05 --to 2006-09 --seed answers --county';

beforeAll(async () => {
  mkdirSync(data);
  for (const county of ['19', '30']) {
    const caseload = await plumbline([...SIMULATED.split(' '), county]);
    expect(caseload).toMatchObject({ code: 0, stderr: '' });
    const result = await plumbline(['ingest', '-', '--data', data], { stdin: caseload.bytes });
    expect(result).toMatchObject({ code: 0, stderr: '' });
  }
});
afterAll(folder.remove);

describe('report', () => {
  it('prints the same bytes every time, one line of JSON for a month, an array for a range', async () => {
    const one = await answer('report --county 19 --month 2006-09 --format json');
    expect(one).toBe(await answer('report --county 19 --month 2006-09 --json'));
    expect(one.trimEnd().split('\n')).toHaveLength(1);
    const range = await answer('report --county 19 --month 2006-08:2006-09 --format json');
    const august = await answer('report --county 19 --month 2006-08 --format json');
    expect(range).toBe(`[${august.trimEnd()},\n ${one.trimEnd()}]\n`);
    expect(await jsonOf('report --county 19 --month 2006-09:2006-09 --json')).toHaveLength(1);
  });

  it('gives zeros for a county and for months without records', async () => {
    const none = await jsonOf<Report>('report --county 58 --month 2006-09 --json');
    expect(none).toMatchObject({ county: '58', asOf: 0 });
    expect(none.lines).toMatchObject({
      '1': { a: 0, b: 0, c: 0, d: 0 },
      '1d': { a: null, b: null, c: null, d: null },
      '24': { a: '0.00', b: '0.00', c: '0.00', d: '0.00' },
      '30': { a: '0.00', b: null, c: null, d: null },
    });
    const early = await jsonOf<Report>('report --county 19 --month 1950-01 --json');
    expect(early.lines).toEqual(none.lines);
  });

  it('does not change as of a position when records come later', async () => {
    const all = await jsonOf<Report>('report --county 19 --month 2006-07 --json');
    const half = Math.floor(all.asOf / 2);
    const copy = join(folder.path, 'half');
    mkdirSync(copy);
    const caseload = await plumbline([...SIMULATED.split(' '), '19']);
    const first = caseload.stdout.split('\n').slice(0, half).join('\n');
    await plumbline(['ingest', '-', '--data', copy], { stdin: first });
    const then = await plumbline([
      'report',
      '--county',
      '19',
      '--month',
      '2006-07',
      '--json',
      '--data',
      copy,
    ]);
    expect(await answer(`report --county 19 --month 2006-07 --as-of ${String(half)} --json`)).toBe(
      then.stdout,
    );
  });

  it('adds the counties up cell by cell, each at its own size', async () => {
    interface State {
      readonly counties: Readonly<Record<string, Report>>;
      readonly state: { readonly lines: Report['lines'] };
    }
    const all = await jsonOf<State>('report --county all --month 2006-09 --json');
    expect(Object.keys(all)).toEqual(['form', 'month', 'counties', 'state']);
    expect(Object.keys(all.counties).toSorted()).toEqual(['19', '30']);
    for (const county of ['19', '30']) {
      const alone = await jsonOf(`report --county ${county} --month 2006-09 --json`);
      expect(all.counties[county]).toEqual(alone);
    }
    for (const [line, cells] of Object.entries(all.state.lines)) {
      for (const [column, sum] of Object.entries(cells)) {
        const parts = Object.values(all.counties).map((report) => report.lines[line]?.[column]);
        if (sum === null) expect(parts).toContain(null);
        else expect([line, column, Number(sum).toFixed(2)]).toEqual([line, column, added(parts)]);
      }
    }
  });

  it('prints CSV of all counties and months under one head', async () => {
    const csv = await answer('report --county all --month 2006-08:2006-09 --format csv');
    const rows = csv.trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + 2 * 3 * LINE_NUMBERS.length);
    expect(rows.filter((row) => row.startsWith('county,'))).toHaveLength(1);
    expect(new Set(rows.slice(1).map((row) => row.split(',').slice(0, 2).join(' ')))).toEqual(
      new Set([
        '19 2006-08',
        '30 2006-08',
        'state 2006-08',
        '19 2006-09',
        '30 2006-09',
        'state 2006-09',
      ]),
    );
  });

  it('prints tables of at most 100 characters', async () => {
    for (const county of ['19', 'all']) {
      const table = await answer(`report --county ${county} --month 2006-08:2006-09`);
      expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(table.match(/^CS 1257 {2}/gmu)).toHaveLength(2);
    }
  });
});

describe('trail', () => {
  const LINE_24 = 'trail --county 19 --month 2006-09 --line 24';

  it('orders rows by id, then column, and gives a column its rows alone', async () => {
    const rows = await rowsOf<Row>(LINE_24);
    const keys = rows.map((row) => `${row.case ?? ''} ${row.column}`);
    expect(rows.length).toBeGreaterThan(3);
    expect(keys).toEqual(keys.toSorted());
    for (const column of ['b', 'c', 'd']) {
      const own = await rowsOf<Row>(`${LINE_24} --column ${column}`);
      expect(own).toEqual(rows.filter((row) => row.column === column));
    }
  });

  it('names records of the ledger in order of position', async () => {
    const [row] = await rowsOf<Row>(LINE_24);
    const positions = [];
    for (const id of row?.records ?? []) {
      const bytes = await answer(`record --county 19 --id ${id}`);
      positions.push((JSON.parse(bytes) as { position: number }).position);
    }
    expect(positions.length).toBeGreaterThan(0);
    expect(positions).toEqual(positions.toSorted((one, other) => one - other));
  });

  it('says the same as NDJSON, CSV and Parquet, on standard output and in a file', async () => {
    for (const line of ['24', '4', '8', '30']) {
      const command = `trail --county 19 --month 2006-09 --line ${line}`;
      const rows = await rowsOf<Row & { value?: number }>(command);
      const csv = (await answer(`${command} --format csv`)).trimEnd().split('\r\n');
      expect(csv).toEqual([
        'line,column,case,child,cases,amount,value,records',
        ...rows.map((row) =>
          [
            ...[line, row.column, row.case ?? '', row.child ?? '', (row.cases ?? []).join(' ')],
            ...[row.amount ?? '', String(row.value ?? ''), row.records.join(' ')],
          ].join(','),
        ),
      ]);
      const out = join(folder.path, `line-${line}.parquet`);
      expect(await answer(`${command} --format parquet --out ${out}`)).toBe('');
      const kept = await parquetReadObjects({ file: new Uint8Array(readFileSync(out)).buffer });
      // An absent list comes back as undefined, every other absent value as null.
      expect(kept.map((row) => ({ ...row, cases: (row['cases'] as unknown) ?? null }))).toEqual(
        rows.map((row) => ({
          line,
          column: row.column,
          case: row.case ?? null,
          child: row.child ?? null,
          cases: row.cases ?? null,
          amountCents: row.amount === undefined ? null : BigInt(row.amount.replace('.', '')),
          value: row.value === undefined ? null : BigInt(row.value),
          records: row.records,
        })),
      );
      const text = join(folder.path, `line-${line}.ndjson`);
      expect(await answer(`${command} --out ${text}`)).toBe('');
      expect(readFileSync(text, 'utf8')).toBe(await answer(command));
    }
  });

  it('has the keys of the contract in its order', async () => {
    const keysOf = async (line: string): Promise<readonly string[]> =>
      Object.keys((await rowsOf<Row>(`trail --county 19 --month 2006-09 --line ${line}`))[0] ?? {});
    expect(await keysOf('18')).toEqual(['line', 'column', 'case', 'records']);
    expect(await keysOf('24')).toEqual(['line', 'column', 'case', 'amount', 'records']);
    expect(await keysOf('4')).toEqual(['line', 'column', 'child', 'cases', 'records']);
    expect(await keysOf('8')).toEqual(['line', 'column', 'value', 'records']);
    expect(await keysOf('30')).toEqual(['line', 'column', 'amount', 'records']);
    expect(await keysOf('32')).toEqual([]);
  });
});

describe('explain', () => {
  interface Explanation {
    readonly line: string;
    readonly case?: string;
    readonly child?: string;
    readonly counted: boolean;
    readonly column: string | null;
    readonly amount?: string;
    readonly facts: readonly { readonly fact: string; readonly records: readonly string[] }[];
  }

  it.each(['1', '2e', '18', '24', '26', '29', '4', '6', '7', '16'])(
    'agrees with the trail of Line %s for every subject of the county',
    async (line) => {
      const rows = await rowsOf<Row>(`trail --county 19 --month 2006-09 --line ${line}`);
      const kind = rows[0]?.child === undefined ? 'case' : 'child';
      const subjects = await subjectsOf(kind);
      for (const id of subjects) {
        const explained = await jsonOf<readonly Explanation[]>(
          `explain --county 19 --month 2006-09 --${kind} ${id} --line ${line} --json`,
        );
        const own = rows.filter((row) => row[kind] === id);
        const told = explained.filter(({ counted }) => counted);
        expect(told.map(({ column, amount }) => ({ column, amount }))).toEqual(
          own.map(({ column, amount }) => ({ column, amount })),
        );
        expect(explained.length).toBe(Math.max(1, own.length));
        for (const [index, row] of own.entries()) {
          const by = new Set(told[index]?.facts.flatMap(({ records }) => records));
          expect(row.records.filter((record) => !by.has(record))).toEqual([]);
        }
      }
    },
  );

  it('answers for every line without --line, and in words as a table', async () => {
    const [id = ''] = await subjectsOf('case');
    const command = `explain --county 19 --month 2006-09 --case ${id}`;
    const explained = await jsonOf<readonly Explanation[]>(`${command} --json`);
    expect([...new Set(explained.map(({ line }) => line))]).toEqual([...LINE_NUMBERS]);
    expect(Object.keys(explained[0] ?? {})).toEqual(['line', 'case', 'counted', 'column', 'facts']);
    const words = await answer(`${command} --line 1 --format table`);
    expect(words).toMatch(/^Case \S+ is (?:not )?counted on Line 1[ ,][^.]+\.\n/u);
    expect(words).toContain('  Line 1: Cases open at the end of the month\n');
    expect(words).toContain('  CSS Letter 06-35, Section A, Line 1\n');
    expect(words).toMatch(/\n {2}Open at the end of the month: (?:yes|no)\n/u);
    expect(words).toMatch(/\n {6}Case\w+, \d{4}-\d\d-\d\d\n {8}record [0-9a-f-]{36}\n/u);
    expect(words).not.toContain('isOpen');
  });

  async function subjectsOf(kind: 'case' | 'child'): Promise<readonly string[]> {
    const line = kind === 'case' ? '1' : '4';
    const open = await rowsOf<Row>(`trail --county 19 --month 2006-09 --line ${line}`);
    const before = await rowsOf<Row>(`trail --county 19 --month 2006-06 --line ${line}`);
    return [...new Set([...open, ...before].map((row) => row[kind] ?? ''))].slice(0, 12);
  }
});

describe('history', () => {
  interface Entry {
    readonly position: number;
    readonly recorded: string;
    readonly record: { readonly id: string; readonly effective: string; readonly case: string };
    readonly supersededBy: { readonly id: string; readonly position: number } | null;
  }

  it('has every record in business order, with what superseded it as of the position', async () => {
    const target = join(folder.path, 'revised');
    mkdirSync(target);
    const records = join(LEDGERS, '16-revised-after-approval', 'records.ndjson');
    await plumbline(['ingest', records, '--data', target]);
    const command = ['history', '--county', '19', '--case', 'RV-3', '--data', target];
    const result = await plumbline(command);
    const entries = JSON.parse(result.stdout) as readonly Entry[];
    const sent = readFileSync(records, 'utf8').trimEnd().split('\n');
    const own = sent.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.map(({ record }) => record.id).toSorted()).toEqual(
      own
        .filter((record) => record['case'] === 'RV-3')
        .map((record) => record['id'])
        .toSorted(),
    );
    const days = entries.map(({ record }) => record.effective);
    expect(days).toEqual(days.toSorted());
    const voided = entries.filter(({ supersededBy }) => supersededBy !== null);
    expect(voided.length).toBeGreaterThan(0);
    for (const { supersededBy, position } of voided) {
      const corrector = own[(supersededBy?.position ?? 0) - 1];
      expect(corrector).toMatchObject({
        id: supersededBy?.id,
        corrects: own[position - 1]?.['id'],
        reason: (supersededBy as { reason?: string } | null)?.reason,
      });
    }
    const last = Math.max(...voided.map(({ supersededBy }) => supersededBy?.position ?? 0));
    const before = await plumbline([...command, '--as-of', String(last - 1)]);
    const earlier = JSON.parse(before.stdout) as readonly Entry[];
    expect(earlier.filter(({ supersededBy }) => supersededBy?.position === last)).toEqual([]);
    expect(earlier.every(({ position }) => position < last)).toBe(true);
  });
});

describe('ledgers, root and record', () => {
  it('prove each other', async () => {
    const { size, root } = await jsonOf<{ size: number; root: string }>('root --county 19');
    const [ledger] = await jsonOf<readonly Record<string, unknown>[]>('ledgers --json');
    expect(Object.keys(ledger ?? {})).toEqual(['county', 'size', 'root', 'first', 'last']);
    expect(ledger).toMatchObject({ county: '19', size, root });
    const caseload = await plumbline([...SIMULATED.split(' '), '19']);
    const sent = caseload.stdout.trimEnd().split('\n').slice(0, 50);
    const leaves = [];
    for (const [index, line] of sent.entries()) {
      const { recorded, ...record } = JSON.parse(line) as { id: string; recorded: string };
      const result = await plumbline([
        'record',
        '--county',
        '19',
        '--id',
        record.id,
        '--data',
        data,
      ]);
      expect(JSON.parse(result.stdout)).toEqual({
        position: index + 1,
        recorded: recorded.replace('Z', '.000Z'),
        record,
      });
      expect(result.stdout.endsWith('}')).toBe(true);
      leaves.push(leafHash(result.bytes));
      const byHand = createHash('sha256')
        .update(Buffer.from([0]))
        .update(result.bytes)
        .digest('hex');
      expect(Buffer.from(leaves[index] ?? []).toString('hex')).toBe(byHand);
    }
    const upTo50 = await jsonOf<unknown>('root --county 19 --as-of 50');
    expect(upTo50).toEqual({
      county: '19',
      size: 50,
      root: Buffer.from(rootOf(leaves)).toString('hex'),
    });
  });

  it('give the root of an empty tree for a county without records', async () => {
    expect(await jsonOf('root --county 58')).toEqual({
      county: '58',
      size: 0,
      root: Buffer.from(EMPTY_ROOT).toString('hex'),
    });
  });

  it('list the ledgers as a table', async () => {
    const table = (await answer('ledgers --format table')).split('\n');
    expect(table[0]).toMatch(/^County {2}Records {2}First recorded +Last recorded +Merkle root$/u);
    expect(table[1]).toMatch(
      /^19 +\d+ {2}2006-05-\d\dT[\d:]+Z {2}2006-09-\d\dT[\d:]+Z {2}[0-9a-f]{19}$/u,
    );
    expect(table.slice(1).filter((line) => /^\d/u.test(line))).toHaveLength(2);
  });
});

function added(parts: readonly (string | number | null | undefined)[]): string {
  const cents = parts.map((part) => BigInt(Number(part).toFixed(2).replace('.', '')));
  const sum = cents
    .reduce((one, other) => one + other, 0n)
    .toString()
    .padStart(3, '0');
  return `${sum.slice(0, -2)}.${sum.slice(-2)}`;
}
