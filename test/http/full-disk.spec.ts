import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { ask, logLines, runService, runServiceIn, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { StandIn } from '../standin/cluster.js';
import { smallDisk } from '../support/small-disk.js';
import type { SmallDisk } from '../support/small-disk.js';
import { participants } from './sent-records.js';

const folder = temporaryFolder();
const MEBIBYTE = 1024 * 1024;

const mounted: SmallDisk[] = [];
/** A disk of so many mebibytes; null where none can be mounted. */
function mountedDisk(name: string, mebibytes: number): string | null {
  const disk = smallDisk(join(folder.path, name), mebibytes * MEBIBYTE);
  if (disk !== null) mounted.push(disk);
  return disk?.path ?? null;
}
afterAll(() => {
  for (const { unmount } of mounted) unmount();
  folder.remove();
});

/** Leaves so many bytes of a disk free. */
function fill(disk: string, freeBytes: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - freeBytes)));
}

async function sizeOf(service: RunningService): Promise<number> {
  const { size } = (await ask(`${service.url}/v1/counties/19/ledger`)).json() as { size: number };
  return size;
}

async function diskCheckOf(service: RunningService): Promise<readonly unknown[]> {
  const { status, json } = await ask(`${service.url}/healthz/detail`);
  const { checks } = json() as { checks: { name: string; isReady: boolean; finding: string }[] };
  const disk = checks.find(({ name }) => name === 'disk');
  return [status, disk?.isReady, disk?.finding];
}

const NO_SPACE = { status: 507, type: 'urn:plumbline:problem:no-space' };

/** Appends until there is no space; answers how many records were acknowledged. */
async function appendUntilFull(service: RunningService, first: number): Promise<number> {
  for (let next = first; next < 20_000; next += 250) {
    const answer = await send(service, '19', participants(next, 250));
    if (answer.status === 200) continue;
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/u);
    expect(answer.json()).toMatchObject({
      ...NO_SPACE,
      detail: expect.stringMatching(/no space left.*Send the same again/u) as string,
    });
    return next - first;
  }
  throw new Error('The disk never filled up.');
}

describe('a service whose disk fills up', () => {
  it('is not ready, answers 507, loses nothing, and goes on when there is space', async () => {
    const disk = mountedDisk('embedded', 264);
    if (disk === null) return;
    const data = join(disk, 'data');
    const service = await runService(data);
    expect((await send(service, '19', participants(1, 100))).status).toBe(200);
    expect(await diskCheckOf(service)).toEqual([
      200,
      true,
      expect.stringMatching(/MiB free, and 256 are needed/u),
    ]);
    fill(disk, 200 * MEBIBYTE);
    expect(await diskCheckOf(service)).toEqual([
      503,
      false,
      expect.stringMatching(/^The disk has (199|200) MiB free, and 256 are needed\.$/u),
    ]);
    // Not ready is not full: what comes all the same is taken while it can be.
    rmSync(join(disk, 'ballast'));
    fill(disk, MEBIBYTE);
    const acknowledged = 100 + (await appendUntilFull(service, 101));
    expect(await sizeOf(service)).toBe(acknowledged);
    expect((await ask(`${service.url}/v1/counties/19/reports/2006-09`)).status).toBe(200);
    expect(logLines(service).map(({ msg }) => msg)).toContain('request failed');

    rmSync(join(disk, 'ballast'));
    const again = await send(service, '19', participants(acknowledged + 1, 250));
    expect(again.json()).toMatchObject({ accepted: 250, duplicates: 0, size: acknowledged + 250 });
    expect((await diskCheckOf(service))[0]).toBe(200);
    expect(await service.stop()).toBe(0);
    expect(await plumbline(['check', '--data', data])).toMatchObject({ code: 0, stderr: '' });
  });

  it('keeps in the server’s ledger what its replica has no room for', async () => {
    const disk = mountedDisk('replica', 12);
    if (disk === null) return;
    const server = await StandIn.start();
    const environment = { PLUMBLINE_EVENTSTORE: server.connectionString };
    const service = await runServiceIn(environment, join(disk, 'data'));
    expect((await send(service, '19', participants(1, 100))).status).toBe(200);
    fill(disk, MEBIBYTE);
    const acknowledged = 100 + (await appendUntilFull(service, 101));
    // The stream may have the records that the replica has no room for: sent again they are duplicates.
    const inStream = server.store.everything('ledger-19').length;
    expect([acknowledged, acknowledged + 250]).toContain(inStream);
    rmSync(join(disk, 'ballast'));
    const again = await send(service, '19', participants(acknowledged + 1, 250));
    expect(again.json()).toMatchObject({
      accepted: acknowledged + 250 - inStream,
      duplicates: inStream - acknowledged,
      size: acknowledged + 250,
    });
    expect(await sizeOf(service)).toBe(acknowledged + 250);
    expect(await service.stop()).toBe(0);
    await server.stop();
  });
});
