import { existsSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { participant } from '../http/sent-records.js';
import { RealNode, NO_PROGRAM, freePorts } from './real-node.js';

const DISK = process.env['PLUMBLINE_TEST_EVENTSTORE_SMALL_DISK'] ?? '';
const MISSING =
  NO_PROGRAM ??
  (existsSync(DISK)
    ? null
    : 'PLUMBLINE_TEST_EVENTSTORE_SMALL_DISK names no folder on a disk of its own.');

/** The server takes room for a whole file of records at once; of the usual 256 MiB few would fill this disk. */
const CHUNK_BYTES = 16 * 1_048_576;
/** What is left of the disk, bytes: no room for a second file. All else is filled before. */
const ROOM_BYTES = 10 * 1_048_576;
const BATCH_RECORDS = 5_000;
const BATCHES_MAX = 40;
const MONTH = ['--county', '19', '--month', '2006-09'];

if (MISSING !== null) process.stderr.write(`Left out: a server on a full disk: ${MISSING}\n`);
(MISSING === null ? describe : describe.skip)('a real server whose disk is full', () => {
  it('loses nothing that was acknowledged, and who writes is told; with room again it goes on', async () => {
    const folder = temporaryFolder();
    const db = join(DISK, 'db');
    const ballast = join(DISK, 'ballast');
    rmSync(db, { recursive: true, force: true });
    rmSync(ballast, { force: true });
    const [port = 0, replicationPort = 0] = await freePorts(2);
    const node = new RealNode({
      ...{ folder: join(folder.path, 'node'), db, port, replicationPort },
      more: ['--chunk-size', String(CHUNK_BYTES)],
    });
    node.isSupervised = false;
    const env = { PLUMBLINE_EVENTSTORE: node.connectionString };
    const run = (
      name: string,
      argv: readonly string[],
      stdin = '',
    ): Promise<CliResult & { readonly ms: number }> => {
      const begun = performance.now();
      const data = join(folder.path, name);
      return plumbline([...argv, '--data', data], { env, stdin }).then((result) => ({
        ...result,
        ms: performance.now() - begun,
      }));
    };
    const batch = (number: number): string =>
      Array.from(
        { length: BATCH_RECORDS },
        (_, at) => `${JSON.stringify(participant(number * BATCH_RECORDS + at + 1))}\n`,
      ).join('');
    try {
      await node.start();
      expect(await run('writer', ['ingest', '-', '--wait'], batch(0))).toMatchObject({ code: 0 });
      const { bavail, bsize } = statfsSync(DISK);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - ROOM_BYTES)));

      let acknowledged = 1;
      let told: (CliResult & { readonly ms: number }) | null = null;
      for (let number = 1; told === null && number < BATCHES_MAX; number += 1) {
        const taken = await run('writer', ['ingest', '-', '--json'], batch(number));
        if (taken.code === 0) acknowledged += 1;
        else told = taken;
      }
      if (told === null) throw new Error('The disk was never full.');
      process.stderr.write(
        `After ${String(acknowledged * BATCH_RECORDS)} records, in ${told.ms.toFixed(0)} ms, exit code ${String(told.code)}: ${told.stderr}`,
      );
      process.stderr.write(
        `${node.isRunning ? 'It runs on' : 'It has ended'}: ${node.printed()}\n`,
      );
      expect([told.code, told.stdout]).toEqual([1, '']);
      expect(told.stderr).toMatch(/server|EventStoreDB/u);
      const asked = await run('writer', ['report', ...MONTH, '--format', 'json']);
      expect([asked.code, asked.stdout.startsWith('{')]).toEqual([0, true]);
      process.stderr.write(`Who reads meanwhile is told: ${asked.stderr}`);
      const submit = await run('writer', ['submit', ...MONTH, '--by', 'A']);
      expect([submit.code, submit.stdout]).toEqual([1, '']);
      process.stderr.write(`Who submits meanwhile is told: ${submit.stderr}`);

      rmSync(ballast);
      if (!node.isRunning) await node.start();
      const end = performance.now() + 60_000;
      let again = await run('writer', ['ingest', '-', '--json', '--wait'], batch(acknowledged));
      while (again.code !== 0 && performance.now() < end) {
        await pause(1_000);
        again = await run('writer', ['ingest', '-', '--json', '--wait'], batch(acknowledged));
      }
      expect([again.code, again.stderr]).toEqual([0, '']);
      const { accepted, duplicates } = JSON.parse(again.stdout) as Taken;
      expect(accepted + duplicates).toBe(BATCH_RECORDS);
      const size = (acknowledged + 1) * BATCH_RECORDS;
      const ledgers = await run('fresh', ['ledgers', '--json', '--fresh']);
      expect(JSON.parse(ledgers.stdout)).toMatchObject([{ county: '19', size }]);
      const roots: string[] = [];
      for (const name of ['writer', 'fresh']) {
        roots.push((await run(name, ['root', '--county', '19'])).stdout);
        expect((await run(name, ['check'])).code).toBe(0);
      }
      expect(new Set(roots).size).toBe(1);
      const records = await run('fresh', ['records', '--county', '19']);
      expect(new Set(records.stdout.trim().split('\n')).size).toBe(size);
    } finally {
      await node.kill();
      for (const name of readdirSync(DISK)) rmSync(join(DISK, name), { recursive: true });
      folder.remove();
    }
  }, 900_000);
});

interface Taken {
  readonly accepted: number;
  readonly duplicates: number;
}
