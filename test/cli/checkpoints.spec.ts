import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomLedger } from '../support/random-ledger.js';
import { plumbline, temporaryFolder } from './in-process.js';

const SEPTEMBER = ['--county', '19', '--month', '2006-09'];

describe('kept fiscal years, through the commands', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const years = join(data, 'years', '19');

  beforeAll(async () => {
    const file = join(folder.path, 'records.ndjson');
    const records = randomLedger(21, { cases: 14, children: 14, recorded: true });
    writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    await plumbline(['ingest', file, '--data', data]);
  });
  afterAll(folder.remove);

  const ask = async (...argv: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await plumbline([...argv, '--data', data]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  const answers = async (...more: readonly string[]): Promise<readonly string[]> => [
    await ask('report', ...SEPTEMBER, '--format', 'json', ...more),
    await ask('report', '--county', '19', '--month', '2005-08:2006-09', '--format', 'csv', ...more),
    await ask('trail', ...SEPTEMBER, '--line', '18', '--format', 'json', ...more),
  ];

  it('are made, used, checked and dropped, and change no answer', async () => {
    const before = await answers();
    expect(await ask('checkpoints', 'rebuild')).toMatch(
      /^\d+ fiscal years of county 19 are kept\.\n$/u,
    );
    const made = readdirSync(years);
    expect(made.filter((name) => name.endsWith('.year')).length).toBeGreaterThan(2);
    expect(await answers()).toEqual(before);
    expect(await answers('--rows')).toEqual(before);
    expect(await ask('check')).toContain('No fault found.');
    // What only reads writes nothing.
    expect(readdirSync(years)).toEqual(made);
    expect(JSON.parse(await ask('checkpoints', 'drop', '--county', '19', '--json'))).toEqual([
      { county: '19', years: made.length - 1 },
    ]);
    expect(await ask('checkpoints', 'drop')).toBe('Nothing was kept.\n');
    expect(await answers()).toEqual(before);
  });

  it('are named by the check where one of them is not what was written', async () => {
    await ask('checkpoints', 'rebuild', '--county', '19');
    const name = readdirSync(years).find((each) => each.startsWith('2006-')) ?? '';
    const bytes = readFileSync(join(years, name));
    const at = bytes.length - 9;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(years, name), bytes);
    const { code, stdout } = await plumbline(['check', '--data', data]);
    expect(code).toBe(3);
    expect(stdout).toContain('fiscal year 2006: its section rows-0 is not what was written');
    expect(stdout).toContain('run "plumbline checkpoints rebuild --county 19"');
    const answer = await ask('report', ...SEPTEMBER, '--format', 'json');
    expect(answer).toBe(await ask('report', ...SEPTEMBER, '--format', 'json', '--rows'));
  });
});
