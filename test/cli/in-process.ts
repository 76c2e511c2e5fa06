import { Readable, Writable } from 'node:stream';
import { rmSync } from 'node:fs';
import { runCli } from '../../src/cli/run-cli.js';
import { scratchFolder } from '../support/scratch-folder.js';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly bytes: Buffer;
  readonly stderr: string;
}

export interface CliInput {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Columns of a screen that standard output is; without it, it is a pipe. */
  readonly screen?: number;
}

/** Runs one command of the program in this process, its streams kept in memory. */
export async function plumbline(argv: readonly string[], input: CliInput = {}): Promise<CliResult> {
  return ranBy(runCli, argv, input);
}

/** The same by a program of other sources than these. */
export async function ranBy(
  run: typeof runCli,
  argv: readonly string[],
  input: CliInput = {},
): Promise<CliResult> {
  const stdout =
    input.screen === undefined
      ? new Kept()
      : Object.assign(new Kept(), { isTTY: true, columns: input.screen });
  const stderr = new Kept();
  const code = await run(argv, {
    stdin: Readable.from(input.stdin === undefined ? [] : [Buffer.from(input.stdin)]),
    stdout,
    stderr,
    env: input.env ?? {},
    cwd: input.cwd ?? process.cwd(),
  });
  const bytes = stdout.bytes();
  return { code, bytes, stdout: bytes.toString('utf8'), stderr: stderr.bytes().toString('utf8') };
}

class Kept extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** A folder of its own for a test, and how to remove it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = scratchFolder();
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
