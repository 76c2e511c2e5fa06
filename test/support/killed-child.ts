import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs a program of the specs in a process of its own, and kills it some time after it first told something.
 *
 * @param script - its path from the root
 * @param ms - how long it goes on after that, milliseconds
 * @returns the whole lines that it told
 */
export async function toldUntilKilled(
  script: string,
  args: readonly string[],
  ms: number,
): Promise<readonly string[]> {
  const root = process.cwd();
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(root, 'test/store/run-typescript.mjs'),
      join(root, script),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let told = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      resolve();
    });
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_code, signal) => {
      resolve(signal);
    });
  });
  await Promise.race([begun, ended]);
  await pause(ms);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  return told.split('\n').slice(0, -1);
}
