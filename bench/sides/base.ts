import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A tree of an earlier commit in a folder, built, with this tree's packages as hard links. Made anew where it was
 * broken off; what is there is used again.
 *
 * @param root - of this tree
 * @param place - the folder that it is made in; of the same file system as `root`, or links cannot be made
 */
export async function builtBase(root: string, commit: string, place: string): Promise<string> {
  const base = join(place, commit);
  const mark = join(base, '.made');
  if (existsSync(mark)) return base;
  rmSync(base, { recursive: true, force: true });
  mkdirSync(base, { recursive: true });
  await shell('git -C "$0" archive "$1" | tar -x -C "$2"', root, commit, base);
  await shell('cp -al "$0/node_modules" "$1/node_modules"', root, base);
  await build(base);
  writeFileSync(mark, '');
  return base;
}

/** Builds a tree's program and its benchmark. */
export async function build(root: string): Promise<void> {
  await shell('cd "$0" && npm run --silent build && npx tsc -p tsconfig.bench.json', root);
}

async function shell(script: string, ...argv: readonly string[]): Promise<void> {
  const child = spawn('sh', ['-c', `set -e; ${script}`, ...argv], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${script} ended with ${String(code)}: ${argv.join(' ')}`);
}
