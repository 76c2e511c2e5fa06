import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtProgram } from '../../cli/built-program.js';

/** Three services over one folder, each with a house of its own. */
export interface ThreeServices {
  readonly urls: readonly string[];
  readonly stop: () => Promise<void>;
}

export async function runThreeServices(dataFolder: string): Promise<ThreeServices> {
  const tests = join(process.cwd(), 'test', 'store');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(tests, 'run-typescript.mjs'),
      join(tests, 'children', 'serve-three.ts'),
      dirname(builtProgram()),
      dataFolder,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = once(child, 'exit');
  const said = once(createInterface({ input: child.stdout }), 'line');
  const first = await Promise.race([said, ended.then(() => null)]);
  if (first === null) throw new Error(`The services ended before they listened: ${log}`);
  return {
    urls: String(first[0]).split(' '),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
