import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { join } from 'node:path';
import { computesLong, interruptedSentence, nameOfCommand } from '../../src/cli/interruption.js';
import type { Interruptions, StopSignal } from '../../src/cli/interruption.js';
import { runCli } from '../../src/cli/run-cli.js';
import {
  SMALL_LEDGER_BYTES,
  isFoldedByAll,
  monthsAskedAbout,
  isSmall as isOfSmallLedger,
  ledgerAskedAbout,
} from '../../src/cli/small-ledger.js';
import { formatMonth } from '../../events/values/month.js';
import { present } from '../store/present.js';
import { Output } from '../../src/cli/terminal.js';
import { IS_SOAK } from '../support/soak.js';
import { builtProgram } from './built-program.js';
import { plumbline, temporaryFolder } from './in-process.js';

const folder = temporaryFolder();
afterAll(folder.remove);

/** Interruptions that a test sends, and whether a command still listens. */
class SentInterruptions implements Interruptions {
  #tell: ((signal: StopSignal) => void) | null = null;

  listen(tell: (signal: StopSignal) => void): () => void {
    this.#tell = tell;
    return () => {
      this.#tell = null;
    };
  }

  get isHeard(): boolean {
    return this.#tell !== null;
  }

  send(): void {
    this.#tell?.('SIGINT');
  }
}

describe('a command that is interrupted', () => {
  it('says what is done and how to go on, in one line', async () => {
    const caseload = 'simulate --county 19 --cases 40 --from 2006-05 --to 2006-09 --seed i'.split(
      ' ',
    );
    const lines = (await plumbline(caseload)).stdout.split('\n');
    const interruptions = new SentInterruptions();
    const stderr = new PassThrough();
    const code = await runCli(['ingest', '-', '--data', join(folder.path, 'ingest')], {
      stdin: Readable.from(
        (function* sent() {
          yield Buffer.from(`${lines.slice(0, 300).join('\n')}\n`);
          interruptions.send();
          yield Buffer.from(lines.slice(300).join('\n'));
        })(),
      ),
      stdout: new PassThrough(),
      stderr,
      env: {},
      cwd: folder.path,
      interruptions,
    });
    // Here nothing ends the process, so that the command goes on.
    expect([code, interruptions.isHeard]).toEqual([0, false]);
    expect(String(stderr.read())).toMatch(
      /^Interrupted while taking in records(?: \(\d+ records done\))?\. What was accepted is on disk\. Run the same command again: [^\n]*\n$/u,
    );
  });

  it('ends with 130 by Ctrl-C, and the same command ends in the same ledger', async () => {
    const data = join(folder.path, 'real');
    const child = spawn(process.execPath, [builtProgram(), 'ingest', '-', '--data', data], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const caseload = 'simulate --county 19 --cases 40 --from 2006-05 --to 2006-09 --seed i'.split(
      ' ',
    );
    const records = (await plumbline(caseload)).stdout;
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    // It may be gone before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.write(records);
    // The command reads on: it has begun to listen when its folder is there.
    await untilThere(join(data, 'plumbline.json'));
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect([code, told.split('\n')[0]]).toEqual([130, expect.stringMatching(/^Interrupted /u)]);
    const again = await plumbline(['ingest', '-', '--data', data, '--json'], { stdin: records });
    const { accepted, duplicates } = JSON.parse(again.stdout) as Record<string, number>;
    expect(Number(accepted) + Number(duplicates)).toBe(records.trimEnd().split('\n').length);
  });
});

async function untilThere(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a command that computes without a pause', () => {
  const data = join(folder.path, 'large');
  const caseload = 'simulate --county 19 --cases 120 --from 2005-10 --to 2006-09 --seed i';

  beforeAll(async () => {
    const stdin = (await plumbline(caseload.split(' '))).stdout;
    await plumbline(['ingest', '-', '--data', data], { stdin });
  });

  const COMMANDS: readonly (readonly [readonly string[], RegExp])[] = [
    [['check'], /^Interrupted.*\. Nothing was changed\. Run the command again\.$/u],
    [
      ['backup', join(folder.path, 'backup')],
      /^Interrupted.*\. The copy is not whole\. Run the same command again: it is replaced\.$/u,
    ],
    [
      ['segments', 'rebuild'],
      /^Interrupted.*\. No record was touched, .* Run the same command again: it makes what is missing\.$/u,
    ],
    [
      ['checkpoints', 'rebuild'],
      /^Interrupted.*\. No record was touched, .* Run the same command again: it makes what is missing\.$/u,
    ],
  ];

  // No command leaves anything that the next one, the same again, minds.
  it.each(IS_SOAK ? COMMANDS : COMMANDS.slice(0, 3))(
    '%p says where it stands by Ctrl-C, and is run again',
    async (argv, told) => {
      const whole = [...argv, '--data', data];
      const child = spawn(process.execPath, [builtProgram(), ...whole], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { PATH: process.env['PATH'], NODE_DISABLE_COMPILE_CACHE: '1' },
      });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      await untilOpen(child, join(data, 'ledgers'));
      child.kill('SIGINT');
      const [code] = (await once(child, 'close')) as [number | null];
      expect([code, stderr.trimEnd()]).toEqual([130, expect.stringMatching(told)]);
      expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
      const again = await plumbline(whole);
      expect([again.code, again.stderr]).toEqual([0, '']);
    },
  );
});

describe('a report of a small ledger, which has no thread of its own', () => {
  const of = ['--county', '19', '--month', '2006-09'];

  it.each([
    ['report', ...of],
    ['trail', ...of, '--line', '2'],
  ])('%s says so by Ctrl-C, and prints nothing', (...argv) => {
    const hook = `data:text/javascript,${encodeURIComponent(STOP_WHEN_HEARD)}`;
    const data = ['--data', join(folder.path, 'large')];
    const told = spawnSync(process.execPath, ['--import', hook, builtProgram(), ...argv, ...data], {
      encoding: 'utf8',
    });
    expect([told.status, told.stdout, told.stderr.trimEnd()]).toEqual([
      130,
      '',
      expect.stringMatching(/^Interrupted.*\. Nothing was changed\. Run the command again\.$/u),
    ]);
  });

  it('hears before it prints that it was to stop while it computed', async () => {
    const happened: string[] = [];
    const stdout = new PassThrough();
    stdout.on('data', () => happened.push('printed'));
    const output = new Output({
      stdin: Readable.from([]),
      stdout,
      stderr: new PassThrough(),
      env: {},
      cwd: folder.path,
      interruptions: new SentInterruptions(),
    });
    process.once('SIGUSR2', () => happened.push('heard'));
    process.kill(process.pid, 'SIGUSR2');
    await output.result('a report');
    output.close();
    expect(happened).toEqual(['heard', 'printed']);
  });
});

/** Sends the process the signal of Ctrl-C as soon as it listens. */
const STOP_WHEN_HEARD = `
process.on('newListener', (name) => {
  if (name === 'SIGINT') setImmediate(() => process.kill(process.pid, 'SIGINT'));
});
`;

/** Waits until a process has a file below a folder open: it has begun. */
async function untilOpen({ pid = 0, exitCode }: ChildProcess, place: string): Promise<void> {
  const files = `/proc/${String(pid)}/fd`;
  for (;;) {
    if (exitCode !== null) throw new Error(`It ended with ${String(exitCode)} before.`);
    const open = readdirSync(files).map((name) => {
      try {
        return readlinkSync(join(files, name));
      } catch {
        return '';
      }
    });
    if (open.some((path) => path.startsWith(place))) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('the name of a command', () => {
  it('stands behind options of the program', () => {
    expect(nameOfCommand(['check', '--data', 'x'])).toBe('check');
    expect(nameOfCommand(['--data', 'serve', 'check'])).toBe('check');
    expect(nameOfCommand(['--keys=k', '--accept-clock', 'serve', '--data', 'check'])).toBe('serve');
    expect(nameOfCommand(['--help'])).toBe('');
    expect(nameOfCommand([])).toBe('');
  });

  it('decides whether it has a thread, which its help needs not', () => {
    expect(computesLong(['--data', 'x', 'report', '--county', '19'])).toBe(true);
    expect(computesLong(['report', '--help'])).toBe(false);
    expect(computesLong(['serve', '--data', 'report'])).toBe(false);
  });

  it('needs none for a report or trail of a ledger whose file is small', () => {
    const cwd = join(folder.path, 'sized');
    for (const data of ['plumbline-data', 'other']) {
      mkdirSync(join(cwd, data, 'ledgers'), { recursive: true });
    }
    const sized = (path: string, bytes: number): void => {
      writeFileSync(join(cwd, path), '');
      truncateSync(join(cwd, path), bytes);
    };
    sized('plumbline-data/ledgers/19.db', SMALL_LEDGER_BYTES);
    sized('other/ledgers/19.db', SMALL_LEDGER_BYTES);
    sized('other/ledgers/19.db-wal', 1);
    const isSmall = (text: string, env = {}): boolean =>
      isOfSmallLedger(ledgerAskedAbout(text.split(' '), env, cwd));
    expect(isSmall('report --county 19')).toBe(true);
    expect(isSmall('--data plumbline-data trail --county=19')).toBe(true);
    expect(isSmall('report --county 19 --data=other')).toBe(false);
    expect(isSmall('--data plumbline-data report --county 19 --data other')).toBe(false);
    expect(isSmall('report --county 19', { PLUMBLINE_DATA: join(cwd, 'other') })).toBe(false);
    expect(isSmall('report --county 19', { PLUMBLINE_DATA: '' })).toBe(true);
    // Another county's ledger is none of its business; all of them are.
    expect(isSmall('report --county 07 --data other')).toBe(true);
    expect(isSmall('report --county all')).toBe(false);
    expect(isSmall('report')).toBe(false);
    expect(isSmall('check --county 19')).toBe(false);
    const server = { PLUMBLINE_EVENTSTORE: 'esdb://localhost:2113' };
    expect(isSmall('report --county 19', server)).toBe(false);
  });

  it('has its part folded by the first thread of a large ledger of which no year is kept', () => {
    const cwd = join(folder.path, 'large');
    mkdirSync(join(cwd, 'ledgers'), { recursive: true });
    const large = present(ledgerAskedAbout(['report', '--county', '19', '--data', cwd], {}, '/'));
    expect(isFoldedByAll(large)).toBe(false);
    writeFileSync(join(cwd, 'ledgers/19.db'), '');
    truncateSync(join(cwd, 'ledgers/19.db'), 2 ** 29);
    expect(isFoldedByAll(large)).toBe(true);
    mkdirSync(join(cwd, 'years/19'), { recursive: true });
    writeFileSync(join(cwd, 'years/19/kept.json'), '{}');
    expect(isFoldedByAll(large)).toBe(false);
  });

  it('has it begun with the months of a report of its end, before the command asks', () => {
    const months = (text: string): readonly string[] | null =>
      monthsAskedAbout(['report', ...text.split(' ')])?.map(formatMonth) ?? null;
    expect(months('--month 2006-09')).toEqual(['2006-09']);
    expect(months('--month=2005-12:2006-01 --form cs1257')).toEqual(['2005-12', '2006-01']);
    for (const other of [
      '--month 2006-09 --as-of 7',
      '--month 2006-09 --as-of=v1',
      '--month 2006-09 --rows',
      '--month 2006-13',
      '--month 2006-09:2006-08',
      '--month 2006-07:2006-08:2006-09',
      '--month 1900-01:2100-12',
      '--county 19',
    ]) {
      expect(months(other)).toBeNull();
    }
  });

  it('decides what is said when it is interrupted', () => {
    expect(interruptedSentence('check', { label: 'Checking', done: '3 of 9 records' })).toBe(
      'Interrupted while checking (3 of 9 records done). Nothing was changed. Run the command again.',
    );
    expect(interruptedSentence('rescue', null)).toMatch(/^Interrupted\. Nobody sees /u);
  });
});
