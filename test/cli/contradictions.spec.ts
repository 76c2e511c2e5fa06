import { cpSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { plumbline, temporaryFolder } from './in-process.js';
import type { CliResult } from './in-process.js';

const AUGUST = ['--county', '19', '--month', '2006-08'];
const SIMULATION = '--county 19 --cases 5 --from 2006-01 --to 2006-08 --seed contradictions';

const folder = temporaryFolder();
afterAll(folder.remove);

/** A folder with an approved version of August 2006, an older state of it, and one with a date altered. */
const data = join(folder.path, 'data');
const older = join(folder.path, 'older');
const altered = join(folder.path, 'altered');
let places = 0;

function copyOf(of: string): string {
  places += 1;
  const copy = join(folder.path, `copy-${String(places)}`);
  cpSync(of, copy, { recursive: true });
  return copy;
}

function ask(of: string, ...argv: readonly string[]): Promise<CliResult> {
  return plumbline([...argv, '--data', of]);
}

function replaceLedger(of: string, by: string | null): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(join(of, 'ledgers', `19.db${suffix}`), { force: true });
  }
  if (by !== null) cpSync(join(by, 'ledgers/19.db'), join(of, 'ledgers/19.db'));
}

beforeAll(async () => {
  const lines = (await plumbline(['simulate', ...SIMULATION.split(' ')])).stdout;
  const all = lines.trimEnd().split('\n');
  const first = `${all.slice(0, -20).join('\n')}\n`;
  await plumbline(['ingest', '-', '--data', data], { stdin: first });
  cpSync(data, older, { recursive: true });
  await plumbline(['ingest', '-', '--data', data], { stdin: lines });
  await ask(data, 'submit', ...AUGUST, '--by', 'A. Clerk', '--comment', 'as usual');
  const approval = ['--version', '1', '--by', 'D. Rector', '--telephone', '1'];
  await ask(data, 'approve', ...AUGUST, ...approval);
  // The last collection of all is one cent more.
  const at = all.findLastIndex((line) => line.includes('"CollectionReceived"'));
  const more = all.with(
    at,
    String(all[at]).replace(
      /"amount":"(\d+)\.\d\d"/u,
      (_, dollars: string) => `"amount":"${dollars}.99"`,
    ),
  );
  expect(more[at]).not.toBe(all[at]);
  await plumbline(['ingest', '-', '--data', altered], { stdin: `${more.join('\n')}\n` });
});

describe('a ledger under acts of another', () => {
  it('is named by check with the version and its root, and stops every command that meets it', async () => {
    const forged = copyOf(data);
    replaceLedger(forged, altered);
    const checked = await ask(forged, 'check');
    expect(checked.code).toBe(3);
    expect(checked.stdout).toMatch(/^County 19, version 1 of 2006-08: .*[0-9a-f]{64}/mu);
    for (const argv of [
      ['report', ...AUGUST],
      ['diff', ...AUGUST, '--from', '100', '--to', 'v1'],
      ['outdated', '--county', '19'],
      ['versions', '--county', '19'],
      ['submit', '--county', '19', '--month', '2006-07', '--by', 'A. Clerk'],
      ['package', ...AUGUST, '--version', '1', '--out', join(folder.path, 'never')],
    ]) {
      const { code, stdout, stderr } = await ask(forged, ...argv);
      expect([argv[0], code, stdout]).toEqual([argv[0], 1, '']);
      expect(stderr).toMatch(/^County 19: .* what was written then is not what is there\./u);
      expect(stderr).not.toContain('plumbline check');
    }
    // What is about all counties says which is left out, and why.
    const rolledUp = await ask(forged, 'rollup', '--month', '2006-08', '--json');
    expect([rolledUp.code, JSON.parse(rolledUp.stdout)]).toEqual([
      1,
      expect.objectContaining({ leftOut: ['19'] }),
    ]);
    expect(rolledUp.stderr).toContain('what was written then is not what is there.');
  });

  it('or gone, is named, and a report of it is none', async () => {
    const gone = copyOf(data);
    replaceLedger(gone, null);
    const checked = await ask(gone, 'check');
    expect(checked.code).toBe(3);
    expect(checked.stdout).toContain('names its ledger, which is gone');
    expect(await ask(gone, 'report', ...AUGUST)).toMatchObject({ code: 1, stdout: '' });
    expect(await ask(gone, 'report', '--county', 'all', '--month', '2006-08')).toMatchObject({
      code: 1,
    });
  });

  it('or of an older day, is named with both sizes, and nothing is submitted of it', async () => {
    const rolledBack = copyOf(data);
    replaceLedger(rolledBack, older);
    const checked = await ask(rolledBack, 'check');
    expect(checked.code).toBe(3);
    expect(checked.stdout).toMatch(/covers [\d,]+ records, and there are [\d,]+/u);
    const submitted = await ask(
      rolledBack,
      'submit',
      '--county',
      '19',
      '--month',
      '2006-07',
      '--by',
      'A',
    );
    expect(submitted).toMatchObject({ code: 1, stdout: '' });
  });

  it('in a folder from before there were notes is named by its versions', async () => {
    const old = copyOf(data);
    replaceLedger(old, altered);
    rmSync(join(old, 'checkpoints'), { recursive: true });
    const checked = await ask(old, 'check');
    expect(checked.code).toBe(3);
    expect(checked.stdout).toMatch(/^County 19, version 1 of 2006-08: /mu);
    // And it is not taken in by whatever is done next.
    const held = [
      'hold',
      'place',
      '--county',
      '19',
      '--from',
      '2006-08',
      '--by',
      'A',
      '--reason',
      'r',
    ];
    expect((await ask(old, ...held)).code).toBe(1);
    expect(
      (await ask(old, 'submit', '--county', '19', '--month', '2006-07', '--by', 'A')).code,
    ).toBe(1);
  });
});

describe('acts', () => {
  it('that are gone are named, and stop what reads them', async () => {
    const gone = copyOf(data);
    rmSync(join(gone, 'submissions'), { recursive: true });
    const checked = await ask(gone, 'check');
    expect(checked.code).toBe(3);
    expect(checked.stdout).toMatch(/covers [12] submissions, and there are 0/u);
    expect(await ask(gone, 'outdated', '--county', '19')).toMatchObject({ code: 1, stdout: '' });
  });

  it.each([
    ['an approver', (body: string) => body.replace('D. Rector', 'Never Was'), 2],
    ['a standing cell', (body: string) => body.replace(/"1":\{"a":\d+/u, '"1":{"a":999'), 1],
    ['a comment', (body: string) => body.replace('as usual', 'as ever'), 1],
  ])(
    'with %s changed and the checksum made to fit are named by number',
    async (_, change, number) => {
      const forged = copyOf(data);
      const database = new SQLite(join(forged, 'submissions/19.db'));
      const body = String(
        database.prepare('SELECT body FROM acts WHERE number = ?').pluck().get(number),
      );
      const changed = change(body);
      expect(changed).not.toBe(body);
      database
        .prepare('UPDATE acts SET body = ?, crc = ? WHERE number = ?')
        .run(changed, crc32(changed, number), number);
      database.close();
      const checked = await ask(forged, 'check');
      expect(checked.code).toBe(3);
      expect(checked.stdout).toContain(`County 19, act ${String(number)} of its submissions: `);
      for (const argv of [
        ['versions', '--county', '19'],
        ['rollup', '--month', '2006-08'],
        ['package', ...AUGUST, '--version', '1', '--out', join(folder.path, 'never')],
      ]) {
        expect((await ask(forged, ...argv)).code).toBe(1);
      }
    },
  );

  it('without their notes are named, and with a note of nothing that was done are not', async () => {
    const stripped = copyOf(data);
    rmSync(join(stripped, 'checkpoints/19/submissions-000001.note'));
    const checked = await ask(stripped, 'check');
    expect(checked.stdout).toContain('County 19, act 1 of its submissions: the note');
    const interrupted = copyOf(data);
    const notes = join(interrupted, 'checkpoints/19');
    const left = 'pending-submissions-000003-00000000-0000-4000-8000-000000000000.note';
    // As a crash between a note and its act leaves it: of an act that was never done.
    const ahead = copyOf(data);
    await ask(ahead, 'submit', '--county', '19', '--month', '2006-07', '--by', 'A');
    cpSync(join(ahead, 'checkpoints/19/submissions-000003.note'), join(notes, left));
    expect((await ask(interrupted, 'check')).code).toBe(0);
    // And of one that was: it is made good by the next command that acts.
    rmSync(join(ahead, 'checkpoints/19/submissions-000003.note'));
    cpSync(join(notes, left), join(ahead, 'checkpoints/19', left));
    expect((await ask(ahead, 'check')).code).toBe(0);
    await ask(
      ahead,
      'approve',
      '--county',
      '19',
      '--month',
      '2006-07',
      '--version',
      '1',
      '--by',
      'B',
      '--telephone',
      '1',
    );
    expect(readdirSync(join(ahead, 'checkpoints/19'))).toEqual([
      'anchor.note',
      ...[1, 2, 3, 4].map((number) => `submissions-00000${String(number)}.note`),
    ]);
    expect((await ask(ahead, 'check')).code).toBe(0);
  });
});

describe('keys', () => {
  it('that are other ones prove nothing, and the right ones may be kept elsewhere', async () => {
    const moved = copyOf(data);
    const keys = join(folder.path, 'keys-elsewhere');
    cpSync(join(moved, 'keys'), keys, { recursive: true });
    rmSync(join(moved, 'keys'), { recursive: true });
    expect((await ask(moved, 'check')).code).toBe(3);
    const stopped = await ask(moved, 'report', ...AUGUST);
    expect(stopped).toMatchObject({ code: 1, stdout: '' });
    expect(stopped.stderr).toContain('--keys');
    expect((await ask(moved, 'check', '--keys', keys)).code).toBe(0);
    // From the first act on the newest note is beside them, and finds the whole folder rolled back.
    const before = copyOf(moved);
    const held = [
      'hold',
      'place',
      '--county',
      '19',
      '--from',
      '2006-08',
      '--by',
      'A',
      '--reason',
      'r',
    ];
    expect((await ask(moved, ...held, '--keys', keys)).code).toBe(0);
    expect(readdirSync(join(keys, 'newest'))).toEqual(['19.note']);
    const rolledBack = await ask(before, 'check', '--keys', keys);
    expect(rolledBack.code).toBe(3);
    expect(rolledBack.stdout).toContain('covers 1 holds and orders, and there are 0');
  });
});

describe('a clock that is more than a day behind the last record', () => {
  const clock = async (...argv: readonly string[]): Promise<CliResult> => {
    const record = {
      id: '0e0e0e0e-0000-4000-8000-0000000000ab',
      type: 'StatewideFigureRecorded',
      county: '19',
      effective: '2006-04-30',
      data: { line: '10', value: 7, source: 'DCSS' },
    };
    return plumbline(argv, { stdin: `${JSON.stringify(record)}\n` });
  };
  const behind = new Date('2006-05-01T00:00:00Z');

  it('stops records and acts of that county, is named by check, and may be accepted', async () => {
    const late = copyOf(data);
    const { now } = Date;
    Date.now = () => behind.getTime();
    try {
      const ingested = await clock('ingest', '-', '--data', late);
      expect(ingested).toMatchObject({ code: 1, stdout: '' });
      expect(ingested.stderr).toMatch(
        /^The clock says 2006-05-01T00:00:00Z, and the last record of county 19 /u,
      );
      const held = [
        'hold',
        'place',
        '--county',
        '19',
        '--from',
        '2006-08',
        '--by',
        'A',
        '--reason',
        'r',
      ];
      expect((await ask(late, ...held)).code).toBe(1);
      const checked = await ask(late, 'check');
      expect([checked.code, checked.stderr]).toEqual([
        0,
        expect.stringContaining('The clock says'),
      ]);
      expect((await ask(late, 'report', ...AUGUST)).code).toBe(0);
      expect((await clock('ingest', '-', '--accept-clock', '--data', late)).code).toBe(0);
      expect((await ask(late, ...held, '--accept-clock')).code).toBe(0);
    } finally {
      Date.now = now;
    }
  });
});

describe('what the program makes', () => {
  it('is its owner’s alone', () => {
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'keys/1.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, 'checkpoints/19/anchor.note')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'checkpoints/19/anchor.note'), 'utf8')).toMatch(
      /^plumbline\/ledger-19\n\d+\n\S+\nsubmissions 2 \S+\nretention 0 \S+\n\n— plumbline\/ledger-19 \S+\n$/u,
    );
  });
});
