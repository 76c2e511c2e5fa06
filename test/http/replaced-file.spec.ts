import { copyFileSync, cpSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runService } from './running-service.js';
import type { RunningService } from './running-service.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const OTHERS = join(import.meta.dirname, '../ledgers/11-paternity/records.ndjson');

const folder = temporaryFolder();
afterAll(folder.remove);

const other = join(folder.path, 'other');
let records: readonly string[] = [];

beforeAll(async () => {
  await plumbline(['ingest', OTHERS, '--data', other]);
  records = readFileSync(RECORDS, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const fields = Object.entries(JSON.parse(line) as object);
      return JSON.stringify(Object.fromEntries(fields.filter(([name]) => name !== 'recorded')));
    });
});

async function append(service: RunningService, from: number, to: number): Promise<Response> {
  return fetch(`${service.url}/v1/counties/19/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: `${records.slice(from, to).join('\n')}\n`,
  });
}

describe('a ledger file under a running service', () => {
  it.each<[string, (ledger: string) => void]>([
    [
      'that is removed',
      (ledger) => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(ledger + suffix, { force: true });
      },
    ],
    [
      'that another is renamed over',
      (ledger) => {
        copyFileSync(join(other, 'ledgers/19.db'), `${ledger}.other`);
        renameSync(`${ledger}.other`, ledger);
      },
    ],
    [
      'that another is copied over, in place',
      (ledger) => {
        cpSync(join(other, 'ledgers/19.db'), ledger);
      },
    ],
  ])(
    '%s: nothing more is acknowledged, that county stands still, the others go on',
    async (name, replace) => {
      const data = join(folder.path, name.replaceAll(/\W/gu, '-'));
      const service = await runService(data);
      try {
        // Two commits: the ledger may be one ahead of its anchor.
        expect((await append(service, 0, 3)).status).toBe(200);
        expect((await append(service, 3, 5)).status).toBe(200);
        replace(join(data, 'ledgers/19.db'));
        const refused = await append(service, 5, 6);
        expect(refused.status).toBe(503);
        expect(((await refused.json()) as { type: string }).type).toContain('ledger-stands-still');
        expect((await append(service, 6, 7)).status).toBe(503);
        expect((await fetch(`${service.url}/v1/counties/19/ledger`)).status).toBe(503);
        expect((await fetch(`${service.url}/v1/counties/30/ledger`)).status).toBe(200);
        expect(service.logText()).toContain('while it was in use');
      } finally {
        await service.stop();
      }
      expect((await plumbline(['check', '--data', data])).code).toBe(3);
    },
  );

  it('whose write-ahead log is lost with acknowledged records is behind its anchor', async () => {
    const data = join(folder.path, 'without-log');
    const service = await runService(data);
    for (let at = 0; at < 10; at += 1) expect((await append(service, at, at + 1)).status).toBe(200);
    service.process.kill('SIGKILL');
    await service.ended;
    const whole = join(folder.path, 'with-log');
    cpSync(data, whole, { recursive: true });
    for (const suffix of ['-wal', '-shm']) rmSync(join(data, `ledgers/19.db${suffix}`));
    const { code, stdout } = await plumbline(['check', '--data', data]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/covers (?:9|10) records, and there are 0/u);
    expect((await plumbline(['ledgers', '--data', data])).code).toBe(1);
    expect((await plumbline(['check', '--data', whole])).code).toBe(0);
  });
});
