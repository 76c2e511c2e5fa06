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
export async function builtEarlierTree(
  root: string,
  commit: string,
  place: string,
): Promise<string> {
  const tree = join(place, commit);
  const mark = join(tree, '.made');
  if (existsSync(mark)) return tree;
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  await shell('git -C "$0" archive "$1" | tar -x -C "$2"', root, commit, tree);
  await shell('cp -al "$0/node_modules" "$1/node_modules"', root, tree);
  await build(tree);
  writeFileSync(mark, '');
  return tree;
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
