import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RUNBOOK = readFileSync('docs/runbook-erasure-eventstore.md', 'utf8');

/** The script that the runbook has one save, without the indent of the list that it stands in. */
export const SEARCH = (
  /```sh search\.sh\n(?<script>.*?)\n *```/su.exec(RUNBOOK)?.groups?.['script'] ?? ''
)
  .split('\n')
  .map((line) => line.replace(/^ {3}/u, ''))
  .join('\n');

/** Exit code, and what it printed. */
export type Searched = readonly [number | null, string];

/** The runbook's search with its files of words, in a folder. */
export class RunbookSearch {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    writeFileSync(join(folder, 'search.sh'), SEARCH);
  }

  words(gone: readonly string[], stays: readonly string[]): void {
    writeFileSync(join(this.#folder, 'words.txt'), `${gone.join('\n')}\n`);
    writeFileSync(join(this.#folder, 'stays.txt'), `${stays.join('\n')}\n`);
  }

  /** @param mode - `before` or `after`; others are refused */
  run(mode: string, db: string): Searched {
    const searched = spawnSync('sh', ['search.sh', mode], {
      cwd: this.#folder,
      env: { PATH: process.env['PATH'], DB: db },
      encoding: 'utf8',
    });
    return [searched.status, searched.stdout + searched.stderr];
  }
}
