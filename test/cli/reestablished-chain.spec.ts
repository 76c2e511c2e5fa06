import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const idOf = (at: number): string => `a0000000-0000-4000-8000-00000000000${String(at)}`;

const order = (id: string, by: string, reestablishes?: string): object => ({
  order: id,
  establishedBy: by,
  kind: 'permanent',
  terms: {
    currentSupport: '100.00',
    cashMedical: '0.00',
    healthInsurance: false,
    reserved: false,
  },
  ...(reestablishes === undefined ? {} : { reestablishes }),
});

/** C re-establishes B, of another agency and the earliest; B re-establishes A, counted in FFY 2005. */
const RECORDS = [
  [
    'CaseOpened',
    '2005-01-10',
    {
      ncp: { participant: 'N-1', role: 'father' },
      payee: { participant: 'P-1', kind: 'custodial-parent' },
      program: 'calworks',
    },
  ],
  ['SupportOrderEstablished', '2005-03-01', order('A', 'county')],
  ['SupportOrderEstablished', '2005-02-01', order('B', 'other', 'A')],
  ['SupportOrderEstablished', '2006-04-01', order('C', 'county', 'B')],
].map(([type, effective, data], index) => ({
  id: idOf(index + 1),
  type,
  county: '19',
  case: '1900001',
  effective,
  data,
  recorded: '2006-10-01T08:00:00Z',
}));

describe('a ledger with a chain of re-established orders, through the commands', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');

  beforeAll(async () => {
    const file = join(folder.path, 'records.ndjson');
    writeFileSync(file, RECORDS.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const result = await plumbline(['ingest', file, '--data', data, '--json']);
    expect(JSON.parse(result.stdout)).toMatchObject({ accepted: 4, rejected: 0 });
  });
  afterAll(folder.remove);

  const ask = async (command: string, month: string, ...more: string[]): Promise<string> => {
    const named = ['--county', '19', '--month', month, '--data', data];
    const result = await plumbline([command, ...named, ...more]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    return result.stdout;
  };

  it.each([
    ['2005-09', 1],
    ['2006-09', 0],
  ] as const)('has the case on Line 17 of %s: %d', async (month, count) => {
    const report = JSON.parse(await ask('report', month, '--format', 'json')) as {
      readonly lines: Readonly<Record<string, unknown>>;
    };
    expect(report.lines['17']).toEqual({ a: count, b: count, c: 0, d: 0 });
  });

  it('shows in trail and explanation the order that counted, and of the year after none', async () => {
    const trail = await ask('trail', '2005-09', '--line', '17');
    expect(JSON.parse(trail)).toMatchObject({ case: '1900001', records: [idOf(1), idOf(2)] });
    expect(await ask('trail', '2006-09', '--line', '17')).toBe('');

    const why = ['--case', '1900001', '--line', '17', '--json'];
    const counted = JSON.parse(await ask('explain', '2005-09', ...why)) as readonly object[];
    expect(counted).toMatchObject([
      {
        counted: true,
        column: 'b',
        facts: expect.arrayContaining([
          { fact: 'hasEstablishedInFfy', value: true, records: [idOf(2)] },
        ]) as object[],
      },
    ]);
    const not = JSON.parse(await ask('explain', '2006-09', ...why)) as readonly object[];
    expect(not).toMatchObject([
      {
        counted: false,
        column: null,
        facts: expect.arrayContaining([
          { fact: 'hasEstablishedInFfy', value: false, records: [] },
        ]) as object[],
      },
    ]);
  });
});
