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

/** Lines of county 19 as those of another. */
const ofCounty = (county: string, lines: string): string =>
  lines.replaceAll('"county":"19"', `"county":"${county}"`);

beforeAll(async () => {
  for (const county of ['19', '20', '21']) {
    const stdin = ofCounty(county, readFileSync(OTHERS, 'utf8'));
    expect(await plumbline(['ingest', '-', '--data', other], { stdin })).toMatchObject({ code: 0 });
  }
  records = readFileSync(RECORDS, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const fields = Object.entries(JSON.parse(line) as object);
      return JSON.stringify(Object.fromEntries(fields.filter(([name]) => name !== 'recorded')));
    });
});

async function append(
  service: RunningService,
  from: number,
  to: number,
  county = '19',
): Promise<Response> {
  return fetch(`${service.url}/v1/counties/${county}/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: ofCounty(county, `${records.slice(from, to).join('\n')}\n`),
  });
}

describe('a ledger file under a running service', () => {
  const data = join(folder.path, 'data');
  let service: RunningService;
  beforeAll(async () => {
    service = await runService(data);
  });
  afterAll(async () => {
    await service.stop();
  });

  it.each<[string, string, (ledger: string) => void]>([
    [
      'that is removed',
      '19',
      (ledger) => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(ledger + suffix, { force: true });
      },
    ],
    [
      'that another is renamed over',
      '20',
      (ledger) => {
        copyFileSync(join(other, 'ledgers/20.db'), `${ledger}.other`);
        renameSync(`${ledger}.other`, ledger);
      },
    ],
    [
      'that another is copied over, in place',
      '21',
      (ledger) => {
        cpSync(join(other, 'ledgers/21.db'), ledger);
      },
    ],
  ])(
    '%s: nothing more is acknowledged, that county stands still, the others go on',
    async (_name, county, replace) => {
      const ofLedger = (): Promise<Response> =>
        fetch(`${service.url}/v1/counties/${county}/ledger`);
      // Two commits: the ledger may be one ahead of its anchor.
      expect((await append(service, 0, 3, county)).status).toBe(200);
      expect((await append(service, 3, 5, county)).status).toBe(200);
      expect((await ofLedger()).status).toBe(200);
      const before = service.logText().length;
      replace(join(data, `ledgers/${county}.db`));
      const refused = await append(service, 5, 6, county);
      expect(refused.status).toBe(503);
      expect(((await refused.json()) as { type: string }).type).toContain('ledger-stands-still');
      expect((await append(service, 6, 7, county)).status).toBe(503);
      expect((await ofLedger()).status).toBe(503);
      expect((await append(service, 0, 1, '30')).status).toBe(200);
      expect((await fetch(`${service.url}/v1/counties/30/ledger`)).status).toBe(200);
      expect(service.logText().slice(before)).toContain('while it was in use');
    },
  );

  it('is named by a check afterwards, each of them', async () => {
    await service.stop();
    for (const [county, code] of [
      ['19', 3],
      ['20', 3],
      ['21', 3],
      ['30', 0],
    ] as const) {
      const checked = await plumbline(['check', '--county', county, '--data', data]);
      expect([county, checked.code]).toEqual([county, code]);
    }
  });

  it('whose write-ahead log is lost with acknowledged records is behind its anchor', async () => {
    const dataOfKilled = join(folder.path, 'without-log');
    const killed = await runService(dataOfKilled);
    for (let at = 0; at < 10; at += 1) expect((await append(killed, at, at + 1)).status).toBe(200);
    killed.process.kill('SIGKILL');
    await killed.ended;
    const whole = join(folder.path, 'with-log');
    cpSync(dataOfKilled, whole, { recursive: true });
    for (const suffix of ['-wal', '-shm']) rmSync(join(dataOfKilled, `ledgers/19.db${suffix}`));
    const { code, stdout } = await plumbline(['check', '--data', dataOfKilled]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/covers (?:9|10) records, and there are 0/u);
    expect((await plumbline(['ledgers', '--data', dataOfKilled])).code).toBe(1);
    expect((await plumbline(['check', '--data', whole])).code).toBe(0);
  });
});
