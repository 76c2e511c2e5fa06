import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessLogOver } from '../../src/application/wiring/access-log-in-folder.js';
import { parseLogLine } from '../../projections/access-log/line-text.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { aLine, county, instant } from './log-under-test.js';

describe('the commands of the access log', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const keys = join(folder.path, 'keys');
  const run = (...argv: string[]): Promise<CliResult> =>
    plumbline([...argv, '--data', data, '--keys', keys]);

  beforeAll(async () => {
    mkdirSync(folder.path, { recursive: true });
    expect((await run('access', 'load', '-')).code).toBe(0);
    const log = accessLogOver(data, keys);
    await log.append(aLine({ at: instant('2026-10-12T18:00:00.123Z') }));
    await log.append(
      aLine({
        at: instant('2026-10-13T06:30:00.000Z'),
        account: 'A-8',
        key: 'nightly',
        action: 'trail.read',
        county: county('58'),
        subject: null,
        of: { month: '2006-09', line: '2e', column: 'a', asOf: 1203, after: 50, limit: 100 },
      }),
    );
    await log.append(
      aLine({
        at: instant('2026-10-13T18:00:00.000Z'),
        account: null,
        action: 'sign-in',
        county: null,
        subject: null,
        times: 7,
        result: 'refused',
      }),
    );
    await log.close();
  });
  afterAll(folder.remove);

  it('list lines, as the contract has them', async () => {
    const { code, stdout } = await run('access', 'log', '--json', '--limit', '1');
    expect(code).toBe(0);
    expect(stdout).toBe(
      `{"n":1,"at":"2026-10-12T18:00:00.123Z","account":"A-7","key":null,"action":"case.read","county":"19","subject":"${'ab'.repeat(32)}","application":null,"of":null,"times":1,"result":"allowed","request":"11111111-2222-4333-8444-555555555555","from":"203.0.113.7"}\n`,
    );
  });

  it.each([
    [['--county', '58'], [2]],
    [['--account', 'A-7'], [1]],
    [['--action', 'sign-in'], [3]],
    [
      ['--from', '2026-10-12', '--to', '2026-10-12'],
      [1, 2],
    ],
    [
      ['--from', '2026-10-13T06:30:00Z'],
      [2, 3],
    ],
    [['--after', '1', '--limit', '1'], [2]],
    // There is no such case in any ledger.
    [['--case', '1900007'], []],
  ])('find lines by %j', async (filters, expected) => {
    const { code, stdout } = await run('access', 'log', ...filters, '--json');
    const numbers = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { n: number }).n);
    expect([code, numbers]).toEqual([0, expected]);
  });

  it('write CSV, and a table for people', async () => {
    const csv = (await run('access', 'log', '--format', 'csv', '--county', '58')).stdout;
    expect(csv.split('\r\n')).toEqual([
      'n,at,account,key,action,county,subject,application,month,line,column,asOf,after,limit,version,package,sample,positionFrom,positionTo,times,result,request,from',
      '2,2026-10-13T06:30:00.000Z,A-8,nightly,trail.read,58,,,2006-09,2e,a,1203,50,100,,,,,,1,allowed,11111111-2222-4333-8444-555555555555,203.0.113.7',
      '',
    ]);
    const { stdout } = await run('access', 'log', '--limit', '2');
    expect(stdout).toContain('A-8 by nightly');
    expect(stdout).toContain('2006-09 2e (a) as of 1203');
    expect(stdout).toContain('There are more lines: --after 2');
  });

  it.each([
    [['--action', 'case.write'], /^.*--action "case.write" is no action of the access log/u],
    [['--account', 'ana'], /--account "ana" is no account/u],
    [['--from', 'monday'], /--from "monday" is no moment: give a day as/u],
    [['--limit', '1001'], /--limit "?1001"? is outside its range/u],
    [['--json', '--format', 'csv'], /--json and --format say different things/u],
  ])('refuse %j with a sentence', async (filters, sentence) => {
    const { code, stderr } = await run('access', 'log', ...filters);
    expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
  });

  it('sign its newest head', async () => {
    const { code, stdout } = await run('access', 'log', 'checkpoint');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^plumbline\/access-log-[0-9a-f]{8}\n3\n[\w+/]{43}=\n\n— plumbline\/access-log-/u,
    );
  });

  it('prove it, and name what was altered', async () => {
    const path = join(data, 'access-log/2026-10-12.log');
    const before = readFileSync(path, 'utf8');
    expect(parseLogLine(before.split('\n')[1]?.slice(9) ?? '')).toHaveProperty('n', 1);
    rmSync(path);
    writeFileSync(path, before.replace('"A-7"', '"A-9"'));
    const { code, stdout } = await run('access', 'log', 'check', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      faults: [{ lines: [1, 1], finding: 'Line 1 is gone, or cannot be read any more.' }],
    });
    expect((await run('access', 'log', 'check')).stdout).toContain(
      'The access log has 3 lines, and 1 finding:\nLine 1 is gone, or cannot be read any more.\n',
    );
    writeFileSync(path, before);
  });

  it('is proved with the folder that it is in, and named there where it was altered', async () => {
    const sound = await run('check');
    expect([sound.code, sound.stdout]).toEqual([
      0,
      'No fault found.\nChecked: 0 counties, 0 records, 0 versions, 0 acts, 0 signed notes, 3 lines of the access log.\n',
    ]);
    const path = join(data, 'access-log/2026-10-12.log');
    const before = readFileSync(path, 'utf8');
    rmSync(path);
    const { code, stdout } = await run('check');
    expect([code, stdout]).toEqual([
      3,
      'Access log: All lines of 2026-10-12 are gone (lines 1 to 2).\n',
    ]);
    writeFileSync(path, before.replace('"A-7"', '"A-9"'));
    expect(JSON.parse((await run('check', '--json')).stdout)).toEqual([
      {
        county: null,
        position: null,
        lines: [1, 1],
        finding: 'Line 1 is gone, or cannot be read any more.',
      },
    ]);
    // It is of no county.
    expect((await run('check', '--county', '19')).code).toBe(0);
    rmSync(path);
    mkdirSync(path);
    const closed = await run('check');
    expect([closed.code, closed.stdout]).toEqual([
      3,
      'Access log: It cannot be read: it is a folder.\n',
    ]);
    rmSync(path, { recursive: true });
    writeFileSync(path, before);
  });

  it('are in a backup, which is of an earlier day than the newest note beside the keys', async () => {
    const [copy, again] = [join(folder.path, 'copy'), join(folder.path, 'again')];
    expect((await run('backup', copy)).code).toBe(0);
    const log = accessLogOver(data, keys);
    await log.append(aLine({ at: instant('2026-10-14T18:00:00Z') }));
    await log.close();
    expect((await plumbline(['restore', copy, '--data', again, '--keys', keys])).code).toBe(0);
    const restored = accessLogOver(again, keys);
    expect(await restored.append(aLine({ at: instant('2026-10-15T18:00:00Z') }))).toEqual({
      kind: 'durable',
      n: 4,
    });
    await restored.close();
    const { code, stdout } = await plumbline([
      'access',
      'log',
      'check',
      '--data',
      again,
      '--keys',
      keys,
    ]);
    expect([code, stdout]).toEqual([
      0,
      'The access log has 4 lines, all as they were written and signed.\n',
    ]);
    // A backup whose copy of the log was changed is no backup of it.
    appendFileSync(join(copy, 'access-log/2026-10-12.log'), ' ');
    const bad = await plumbline([
      'restore',
      copy,
      '--data',
      join(folder.path, 'bad'),
      '--keys',
      keys,
    ]);
    expect(bad.code).toBe(1);
    expect(bad.stderr).toContain('its access-log/2026-10-12.log has other bytes');
  });
});
