import { appendFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OWN_FILES } from '../../src/stores/access-log/file-layer.js';
import type { FileLayer } from '../../src/stores/access-log/file-layer.js';
import { HeldFiles, LogFolder, NOON, aLine, county, instant, readAll } from './log-under-test.js';
import { scratchFolder } from '../support/scratch-folder.js';

/** A disk that has space for the signed heads, and then none. */
function withoutSpaceForLines(): FileLayer {
  return {
    ...OWN_FILES,
    open: (path) =>
      path.includes('/checkpoints/')
        ? OWN_FILES.open(path)
        : Promise.reject(new Error('ENOSPC: no space left on device')),
  };
}

describe('the access log', () => {
  let folder: LogFolder;

  beforeEach(() => {
    folder = new LogFolder();
  });

  afterEach(async () => {
    await folder.remove();
  });

  it('numbers its lines from 1, and has them after a new start', async () => {
    const log = folder.open();
    expect(await log.append(aLine())).toEqual({ kind: 'durable', n: 1 });
    await log.close();
    const again = folder.open();
    expect(await again.append(aLine({ account: 'A-8' }))).toEqual({ kind: 'durable', n: 2 });
    expect(await readAll(again)).toEqual([
      { n: 1, ...aLine() },
      { n: 2, ...aLine({ account: 'A-8' }) },
    ]);
    expect(await again.check(NOON)).toEqual({ size: 2, expired: 0, unsigned: 0, faults: [] });
    expect((await again.head()).note).toMatch(/^plumbline\/access-log-[0-9a-f]{8}\n2\n/u);
  });

  it('answers nobody before the disk has his line, and has many in one wait', async () => {
    const files = new HeldFiles();
    const log = folder.open({ layer: files });
    await log.append(aLine());
    const before = files.syncs;
    files.hold();
    const answered: number[] = [];
    const waiting = [log.append(aLine())];
    await pause(20);
    for (let each = 0; each < 20; each += 1) waiting.push(log.append(aLine()));
    for (const each of waiting)
      void each.then((said) => answered.push(said.kind === 'durable' ? said.n : 0));
    await pause(50);
    expect(answered).toEqual([]);
    files.release();
    await Promise.all(waiting);
    expect(answered).toEqual(Array.from({ length: 21 }, (_, index) => index + 2));
    expect(files.syncs - before).toBe(2);
  });

  it.each(['write', 'sync'] as const)(
    'says that a line is not written where %s fails',
    async (step) => {
      const files = new HeldFiles();
      const log = folder.open({ layer: files });
      await log.append(aLine());
      files.failing = { step, error: new Error('ENOSPC: no space left on device') };
      const failed = await log.append(aLine({ account: 'A-8' }));
      expect(failed.kind).toBe('unwritten');
      expect(failed).toHaveProperty('message', expect.stringContaining('the disk is full'));
      files.failing = null;
      expect(await log.append(aLine({ account: 'A-9' }))).toEqual({ kind: 'durable', n: 2 });
      expect((await readAll(log)).map(({ account }) => account)).toEqual(['A-7', 'A-9']);
      expect((await log.check(NOON)).faults).toEqual([]);
    },
  );

  it('goes on after a failure that could not even be taken back', async () => {
    const files = new HeldFiles();
    const log = folder.open({ layer: files });
    await log.append(aLine());
    const full = new Error('EIO: i/o error');
    files.failing = { step: 'sync', error: full };
    const failed = log.append(aLine({ account: 'A-8' }));
    files.failing = { step: 'sync', error: full };
    expect((await failed).kind).toBe('unwritten');
    files.failing = null;
    // A torn line, as of a machine that stopped while it wrote.
    appendFileSync(folder.linesPath(), '00000000 {"account":"A-9"');
    const bytes = statSync(folder.linesPath()).size;
    const again = folder.open();
    expect(await again.append(aLine({ account: 'A-10' }))).toEqual({ kind: 'durable', n: 2 });
    expect((await readAll(again)).map(({ account }) => account)).toEqual(['A-7', 'A-10']);
    expect(statSync(folder.linesPath()).size).toBeGreaterThan(bytes);
    expect((await again.check(NOON)).faults).toEqual([]);
  });

  it('goes on where the head of the last lines could not be kept, and signs them later', async () => {
    const files = new HeldFiles('.heads');
    const log = folder.open({ layer: files });
    await log.append(aLine());
    files.failing = { step: 'write', error: new Error('ENOSPC: no space left on device') };
    expect((await log.append(aLine())).kind).toBe('unwritten');
    expect((await log.append(aLine())).kind).toBe('unwritten');
    files.failing = null;
    expect(await log.check(NOON)).toMatchObject({ unsigned: 1, faults: [] });
    expect(await log.append(aLine())).toEqual({ kind: 'durable', n: 3 });
    expect(await log.check(NOON)).toEqual({ size: 3, expired: 0, unsigned: 0, faults: [] });
  });

  it.each(['2026-10-12T19:01:00Z', '2026-10-13T19:00:00Z'])(
    'goes on at %s where the disk was full between the two files of its first day',
    async (later) => {
      const log = folder.open({ layer: withoutSpaceForLines() });
      expect((await log.append(aLine())).kind).toBe('unwritten');
      expect(readdirSync(join(folder.path, 'access-log'))).toEqual(['writer.lock']);
      expect(await log.check(NOON)).toEqual({ size: 0, expired: 0, unsigned: 0, faults: [] });
      const again = folder.open();
      expect(await again.append(aLine({ at: instant(later) }))).toEqual({ kind: 'durable', n: 1 });
      expect(await again.check(NOON)).toEqual({ size: 1, expired: 0, unsigned: 0, faults: [] });
      expect((await readAll(again)).map(({ n }) => n)).toEqual([1]);
    },
  );

  it('does not begin again where lines are gone of which something was signed', async () => {
    const keys = scratchFolder('plumbline-keys-');
    const log = folder.open({ keys });
    await log.append(aLine());
    await log.close();
    const [lines, heads] = [folder.linesPath(), folder.headsPath()];
    const [header = '', head = ''] = folder.text(heads).split('\n');
    rmSync(lines);
    for (const left of [`${header}\n${head}\n`, `${header}\n${head.slice(0, 9)}`, `${header}\n`]) {
      writeFileSync(heads, left);
      const again = folder.open({ keys });
      const said = await again.append(aLine());
      expect(said).toMatchObject({ kind: 'unwritten' });
      expect(said).toHaveProperty(
        'message',
        expect.stringMatching(/not what was signed: .* gone/u),
      );
      await again.close();
    }
    rmSync(keys, { recursive: true });
  });

  it('has one order where two processes write by turns and at once', async () => {
    const [one, other] = [folder.open(), folder.open()];
    await one.append(aLine());
    await other.append(aLine());
    const said = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? one : other).append(aLine())),
    );
    const numbers = said
      .map((each) => (each.kind === 'durable' ? each.n : 0))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 3));
    expect(await one.check(NOON)).toEqual({ size: 62, expired: 0, unsigned: 0, faults: [] });
  });

  it('begins a file a day, and another process follows', async () => {
    const [one, other] = [folder.open(), folder.open()];
    await one.append(aLine());
    await other.append(aLine());
    // 2026-10-13 07:00 UTC is midnight in California.
    const before = instant('2026-10-13T06:59:59.999Z');
    const after = instant('2026-10-13T07:00:00.000Z');
    await one.append(aLine({ at: before }));
    await one.append(aLine({ at: after }));
    expect(await other.append(aLine({ at: before }))).toEqual({ kind: 'durable', n: 5 });
    await other.append(aLine({ at: instant('2026-10-15T19:00:00Z') }));
    expect(await one.append(aLine({ at: after }))).toEqual({ kind: 'durable', n: 7 });
    expect(await one.check(NOON)).toEqual({ size: 7, expired: 0, unsigned: 0, faults: [] });
    expect(folder.text(folder.linesPath('2026-10-12')).match(/"n":/gu)).toHaveLength(3);
    expect((await readAll(one, { from: after })).map(({ n }) => n)).toEqual([4, 6, 7]);
    expect((await readAll(one, { to: before })).map(({ n }) => n)).toEqual([1, 2, 3, 5]);
    expect((await readAll(one, { after: 5 })).map(({ n }) => n)).toEqual([6, 7]);
  });

  it('finds lines by county, account and action, and limits to the counties of a grant', async () => {
    const log = folder.open();
    await log.append(aLine({ county: county('01') }));
    await log.append(aLine({ county: null, action: 'sign-in', subject: null }));
    await log.append(aLine({ county: county('58'), account: 'A-9' }));
    expect((await readAll(log, { counties: [county('01')] })).map(({ n }) => n)).toEqual([1]);
    expect((await readAll(log, { counties: [] })).map(({ n }) => n)).toEqual([]);
    expect((await readAll(log, { account: 'A-9' })).map(({ n }) => n)).toEqual([3]);
    expect((await readAll(log, { action: 'sign-in' })).map(({ n }) => n)).toEqual([2]);
  });

  it('keeps a line for seven years from its day, then the hash of its leaf alone', async () => {
    const log = folder.open();
    await log.append(aLine({ account: 'A-1' }));
    await log.append(aLine({ account: 'A-2', at: instant('2026-10-13T19:00:00Z') }));
    const lastDay = instant('2033-10-13T06:59:59Z');
    expect(await log.expire(lastDay)).toBe(0);
    const dayAfter = instant('2033-10-13T07:00:00Z');
    expect(await log.expire(dayAfter)).toBe(1);
    expect((await readAll(log)).map(({ account }) => account)).toEqual(['A-2']);
    expect(await log.check(dayAfter)).toEqual({ size: 2, expired: 1, unsigned: 0, faults: [] });
    // By the clock of an earlier day its time was not over: then somebody took it away.
    expect((await log.check(lastDay)).faults).toEqual([
      { lines: [1, 1], finding: 'All lines of 2026-10-12 are gone.' },
    ]);
    expect(await log.expire(instant('2040-01-01T00:00:00Z'))).toBe(1);
    expect(await readAll(log)).toEqual([]);
    expect(await log.append(aLine({ at: instant('2040-01-02T00:00:00Z') }))).toEqual({
      kind: 'durable',
      n: 3,
    });
    expect((await log.check(instant('2040-01-02T00:00:00Z'))).faults).toEqual([]);
  });

  it('takes no line that has no canonical JSON, or is longer than a line may be', async () => {
    const log = folder.open();
    expect((await log.append(aLine({ key: '\ud800' }))).kind).toBe('unwritten');
    expect((await log.append(aLine({ key: 'x'.repeat(5000) }))).kind).toBe('unwritten');
    expect(await log.append(aLine())).toEqual({ kind: 'durable', n: 1 });
  });

  it('adds nothing to a log that is shorter than what was signed', async () => {
    const keys = scratchFolder('plumbline-keys-');
    try {
      const log = folder.open({ keys });
      await log.append(aLine());
      await log.append(aLine());
      await log.close();
      // Lines and heads of the second are cut; the newest note beside the keys is out of reach.
      for (const path of [folder.linesPath(), folder.headsPath()]) {
        const kept = folder.text(path).split('\n').slice(0, 2).join('\n');
        rmSync(path);
        appendFileSync(path, `${kept}\n`);
      }
      const again = folder.open({ keys });
      expect(await again.append(aLine())).toMatchObject({
        kind: 'unwritten',
        message: expect.stringContaining('lines 2 to 2 are gone') as unknown,
      });
      expect((await again.check(NOON)).faults).toEqual([
        {
          lines: [2, 2],
          finding: 'Line 2 is cut off: the newest note beside the keys has 2 lines.',
        },
      ]);
    } finally {
      rmSync(keys, { recursive: true, force: true });
    }
  });
});
