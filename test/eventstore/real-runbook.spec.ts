import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtProgram } from '../cli/built-program.js';
import { temporaryFolder } from '../cli/in-process.js';
import { families } from '../retention/families.js';
import { MOVED_PREFIX, goneBy, machineOn } from './moved-county.js';
import { RealCluster, describeReal } from './real-node.js';
import type { RealNode } from './real-node.js';
import { RunbookSearch } from './runbook-search.js';
import type { Searched } from './runbook-search.js';

/** As many words as somebody writes down: each is searched for by itself before, in a file of 256 MiB. */
const WORDS = 20;
const ON = '2011-02-01';
/** How long a scavenge of a small server may take on a busy machine. */
const SCAVENGED_MS_MAX = 120_000;

/** The runbook's commands, in the order in which they stand there, without the search itself. */
const BLOCKS = [
  ...readFileSync('docs/runbook-erasure-eventstore.md', 'utf8').matchAll(
    /^ *```sh\n(?<commands>.*?)^ *```/gmsu,
  ),
].map(({ groups }) => groups?.['commands'] ?? '');

/** An executable in a folder, as the shell finds it. */
function command(folder: string, name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o700);
}

describeReal("the erasure runbook's commands, as they stand, on a real server", () => {
  it('find the words before, erase, and find none of them after', async () => {
    const folder = temporaryFolder();
    const cluster = await RealCluster.start(join(folder.path, 'server'), 1);
    const [node] = cluster.nodes as readonly [RealNode];
    const county = machineOn(node);
    try {
      const sent = families(7, 40);
      await county.ingest(sent);
      const gone = goneBy(county, await county.plan(ON), sent);
      const stays = gone.kept.slice(0, 5).map(({ id }) => id);
      expect([gone.texts.length > 100, stays.length]).toEqual([true, 5]);
      const search = new RunbookSearch(folder.path);
      const erasedCase = gone.records.find((record) => record.case !== undefined)?.case ?? '';

      command(folder.path, 'plumbline', `exec '${process.execPath}' '${builtProgram()}' "$@"`);
      // Who edits writes the words of the erased and of those that stay.
      const some = gone.texts.slice(0, WORDS);
      writeFileSync(join(folder.path, 'gone.in'), `${some.join('\n')}\n`);
      writeFileSync(join(folder.path, 'stays.in'), `${stays.join('\n')}\n`);
      command(folder.path, 'edit', 'cat gone.in > words.txt; cat stays.in > stays.txt');
      const run = (block: number): Searched => {
        const script = (BLOCKS[block] ?? '')
          .replaceAll('/var/lib/kurrentdb', node.db)
          .replaceAll('1900007', erasedCase);
        const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', script], {
          cwd: folder.path,
          env: {
            PATH: `${folder.path}:${process.env['PATH'] ?? ''}`,
            EDITOR: 'edit',
            PLUMBLINE_DATA: county.path,
            PLUMBLINE_EVENTSTORE: node.connectionString,
            PLUMBLINE_EVENTSTORE_PREFIX: MOVED_PREFIX,
          },
          encoding: 'utf8',
        });
        return [status, stdout + stderr];
      };
      expect(BLOCKS).toHaveLength(6);

      expect(run(0)).toEqual([0, expect.stringContaining('"cases"')]);
      expect(readFileSync(join(folder.path, 'before.json'), 'utf8')).toContain(erasedCase);
      expect(run(1)).toEqual([0, expect.stringContaining('all words are found')]);
      expect(search.run('before', county.path)[0]).toBe(0);
      // In the end all of them are searched for at once.
      search.words(gone.texts, stays);
      expect(search.run('after', node.db)[0]).toBe(1);
      expect(await county.order(ON)).toBe('1');
      const applied = run(2);
      expect(applied).toEqual([0, expect.stringContaining('"order":"1"')]);
      expect(applied[1]).toContain('was started');

      const end = performance.now() + SCAVENGED_MS_MAX;
      while (search.run('after', node.db)[0] === 1 && performance.now() < end) await pause(500);
      const none = `none of ${String(gone.texts.length)} words`;
      expect(run(3)).toEqual([0, expect.stringContaining(none)]);
      expect(search.run('after', '/var/lib/eventstore')[0]).toBe(2);
      const here = run(4);
      expect(here).toEqual([0, expect.stringContaining(none)]);
      expect(here[1]).toContain('No fault found');
      expect(run(5)[0]).toBe(0);
      expect(await county.json('retention list')).toMatchObject({ orders: [{ state: 'done' }] });
      process.stderr.write(`None of ${String(gone.texts.length)} words is left on the server.\n`);
    } finally {
      county.remove();
      await cluster.stop();
      folder.remove();
    }
  }, 600_000);
});
