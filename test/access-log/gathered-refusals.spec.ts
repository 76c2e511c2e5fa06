import { setTimeout as pause } from 'node:timers/promises';
import { gatheringLog } from '../../src/access-log/gathering-log.js';
import { rounds } from '../support/soak.js';
import { HeldFiles, LogFolder, aLine, county, instant, readAll } from './log-under-test.js';
import { instantOfMs } from '../../events/values/instant.js';

/** A refusal without an account, at so many milliseconds after noon. */
function refusal(afterMs: number, from: string, said = {}): ReturnType<typeof aLine> {
  const at = instant('2026-10-12T19:00:00.000Z') + afterMs;
  return aLine({
    at: instantOfMs(at),
    account: null,
    subject: null,
    result: 'refused',
    from,
    ...said,
  });
}

describe('refusals without an account', () => {
  let folder: LogFolder;

  beforeEach(() => {
    folder = new LogFolder();
  });

  afterEach(async () => {
    await folder.remove();
  });

  it('have one line an address and minute, with how often', async () => {
    const log = gatheringLog(folder.open());
    log.gather(refusal(0, '203.0.113.7'));
    log.gather(refusal(1000, '203.0.113.8'));
    log.gather(refusal(59_999, '203.0.113.7', { county: county('58') }));
    log.gather(refusal(60_000, '203.0.113.7'));
    await log.close();
    expect(
      (await readAll(log)).map(({ from, times, county: of, account }) => [
        from,
        times,
        of,
        account,
      ]),
    ).toEqual([
      ['203.0.113.7', 2, null, null],
      ['203.0.113.8', 1, '19', null],
      ['203.0.113.7', 1, '19', null],
    ]);
  });

  it('are too many from the 61st of an address in a minute on, and then have no line', async () => {
    const log = gatheringLog(folder.open());
    const said = Array.from({ length: 62 }, () => log.gather(refusal(0, '203.0.113.7')));
    expect(said.slice(0, 60)).toEqual(said.slice(0, 60).map(() => 'gathered'));
    expect(said.slice(60)).toEqual(['tooMany', 'tooMany']);
    expect(log.gather(refusal(60_000, '203.0.113.7'))).toBe('gathered');
    await log.close();
    expect((await readAll(log)).map(({ times }) => times)).toEqual([60, 1]);
  });

  it('are written when their minute is over, though nobody comes after them', async () => {
    const log = gatheringLog(folder.open());
    log.gather(refusal(59_990, '203.0.113.7'));
    await pause(100);
    expect(await readAll(log)).toHaveLength(1);
    await log.close();
  });

  it('stop where less than 1 GiB is free, while lines of accounts go on', async () => {
    const files = new HeldFiles();
    const log = gatheringLog(folder.open({ layer: files }));
    files.free = 2 ** 30 - 1;
    log.gather(refusal(0, '203.0.113.7'));
    expect(await log.append(aLine())).toEqual({ kind: 'durable', n: 1 });
    await log.close();
    expect((await readAll(log)).map(({ account }) => account)).toEqual(['A-7']);
  });

  it('cost bounded disk and memory, however many there are and wherever they come from', async () => {
    const log = gatheringLog(folder.open());
    const count = rounds(20_000, 1_000_000);
    for (let each = 0; each < count; each += 1) {
      log.gather(refusal(0, `2001:db8::${each.toString(16)}`));
    }
    await log.close();
    const lines = await readAll(log);
    expect(lines).toHaveLength(1001);
    const { from, times } = lines.at(-1) ?? {};
    expect([from, times]).toEqual(['*', count - 1000]);
    expect(folder.text(folder.linesPath()).length).toBeLessThan(500_000);
  });
});
