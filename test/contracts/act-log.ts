import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { ACCESS } from '../../src/ports/act-log.js';
import type { ActLog } from '../../src/ports/act-log.js';

const county = (text: string): County => parseCounty(text) ?? ('01' as County);
const LOS_ANGELES = county('19');
const ORANGE = county('30');

/** What every adapter of `ActLog` promises; `open` opens the same log again, as another process would. */
export function describeSubmissionLog(name: string, open: () => ActLog): void {
  describe(`${name} as a submission log`, () => {
    const bodies = async (of: County): Promise<readonly string[]> =>
      (await open().read(of)).map(({ body }) => body);

    it('is empty at first', async () => {
      expect(await open().read(LOS_ANGELES)).toEqual([]);
      expect(await open().counties()).toEqual([]);
    });

    it('appends at the expected size only, and what it appends is there for others', async () => {
      const log = open();
      expect(await log.append(LOS_ANGELES, 1, '{"a":0}')).toEqual({ kind: 'sizeDiffers', size: 0 });
      expect(await log.append(LOS_ANGELES, 0, '{"a":1}')).toEqual({ kind: 'appended', size: 1 });
      expect(await log.append(LOS_ANGELES, 0, '{"a":2}')).toEqual({ kind: 'sizeDiffers', size: 1 });
      expect(await log.append(LOS_ANGELES, 1, '{"a":"é"}')).toEqual({ kind: 'appended', size: 2 });
      expect(await open().read(LOS_ANGELES)).toEqual([
        { number: 1, body: '{"a":1}' },
        { number: 2, body: '{"a":"é"}' },
      ]);
    });

    it('keeps the counties apart, and knows which have acts', async () => {
      const before = await bodies(LOS_ANGELES);
      expect(await open().append(ORANGE, 5, '{}')).toMatchObject({ kind: 'sizeDiffers' });
      expect(await open().counties()).toEqual([LOS_ANGELES]);
      await open().append(ORANGE, 0, '{}');
      expect(await open().counties()).toEqual([LOS_ANGELES, ORANGE]);
      expect(await bodies(LOS_ANGELES)).toEqual(before);
    });

    it('appends several acts in order, all of them or none', async () => {
      const log = open();
      expect(await log.appendAll(ACCESS, 1, ['1'])).toEqual({ kind: 'sizeDiffers', size: 0 });
      expect(await log.appendAll(ACCESS, 0, ['1', '2'])).toEqual({ kind: 'appended', size: 2 });
      expect(await log.appendAll(ACCESS, 1, ['3', '4'])).toEqual({ kind: 'sizeDiffers', size: 2 });
      expect(await log.appendAll(ACCESS, 2, ['3'])).toEqual({ kind: 'appended', size: 3 });
      expect((await open().read(ACCESS)).map(({ body }) => body)).toEqual(['1', '2', '3']);
    });

    it('lets one of several at once win', async () => {
      const [one, other] = [open(), open()];
      const size = (await one.read(ORANGE)).length;
      const outcomes = await Promise.all(
        [one, other, one, other].map((log, index) => log.append(ORANGE, size, String(index))),
      );
      expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(await open().read(ORANGE)).toHaveLength(size + 1);
    });
  });
}
