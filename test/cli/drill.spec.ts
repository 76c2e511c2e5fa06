import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';
import type { CliResult } from './in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const SEPTEMBER = ['--county', '19', '--month', '2006-09'];

/** What docs/security.md tells the operator to do before he needs it. */
describe('the drill: lose the disk and come back', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  const keys = join(folder.path, 'keys');
  const data = join(folder.path, 'data');
  const restored = join(folder.path, 'restored');
  const backup = join(folder.path, 'backup');

  async function run(of: string, ...argv: readonly string[]): Promise<CliResult> {
    const result = await plumbline([...argv, '--data', of], { env: { PLUMBLINE_KEYS: keys } });
    expect([argv[0], result.code, result.stderr.includes('failed')]).toEqual([argv[0], 0, false]);
    return result;
  }

  it('brings back ledger, acts, notes and keys, with the same root and the same answers', async () => {
    await run(data, 'ingest', RECORDS);
    await run(data, 'submit', ...SEPTEMBER, '--by', 'A. Clerk');
    const approval = ['--version', '1', '--by', 'D. Rector', '--telephone', '1'];
    await run(data, 'backup', backup);
    // What is done after it is lost with the disk.
    await run(data, 'approve', ...SEPTEMBER, ...approval);
    const before = await run(data, 'report', ...SEPTEMBER, '--format', 'json');
    const { stdout: root } = await run(data, 'root', '--county', '19');
    rmSync(data, { recursive: true });

    const back = await run(restored, 'restore', backup);
    expect(back.stderr).toContain('It signs with the key with fingerprint ');
    expect((await run(restored, 'check', '--replay')).stdout).toMatch(
      /^No fault found\.\nChecked: 1 county, 14 records, 1 version, 1 act, .* 1 version was replayed\.\n$/u,
    );
    expect((await run(restored, 'root', '--county', '19')).stdout).toBe(root);
    const after = await run(restored, 'report', ...SEPTEMBER, '--format', 'json');
    expect(after.stdout).toBe(before.stdout);
    // And it goes on: what came after the backup is done again.
    await run(restored, 'approve', ...SEPTEMBER, ...approval);
    await run(restored, 'ingest', RECORDS);
    await run(restored, 'check');
  });
});
