import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { join } from 'node:path';
import type { Interruptions, StopSignal } from '../../src/cli/interruption.js';
import { runCli } from '../../src/cli/run-cli.js';
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
  const { existsSync } = await import('node:fs');
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 20));
}
