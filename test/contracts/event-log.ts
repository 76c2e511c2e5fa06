import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { EventLog, LedgerEntry, StoredRecord } from '../../src/ports/event-log.js';
import { present } from '../store/present.js';
import { sampleEntries } from '../store/sample-entries.js';

/** A log under test, and what to do when the test is over. */
export interface LogUnderTest {
  readonly log: EventLog;
  readonly dispose: () => Promise<void>;
}

const ALAMEDA = present(parseCounty('01'));
const LOS_ANGELES = present(parseCounty('19'));
const SEED = 20_061_003;

/** What every `EventLog` has to do, whatever it is made of. `open` gives an empty log each time. */
export function describeEventLog(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`the EventLog contract: ${name}`, () => {
    const entries = sampleEntries(LOS_ANGELES, SEED, 450);
    let subject: LogUnderTest;
    let log: EventLog;

    beforeEach(async () => {
      subject = await open();
      log = subject.log;
    });

    afterEach(async () => {
      await subject.dispose();
    });

    it('is empty at first', async () => {
      expect(await log.size(LOS_ANGELES)).toBe(0);
      expect(await log.counties()).toEqual([]);
      expect(await read(log, LOS_ANGELES, 1, 0)).toEqual([]);
    });

    it('gives back what was appended, from any position to any other, in order', async () => {
      expect(await log.append(LOS_ANGELES, 0, entries)).toEqual({ kind: 'appended', size: 450 });
      expect(await log.size(LOS_ANGELES)).toBe(450);
      for (const [from, to] of [
        [1, 450],
        [1, 1],
        [450, 450],
        [200, 201],
        [137, 402],
        [300, 299],
      ] as const) {
        expect(await read(log, LOS_ANGELES, from, to)).toEqual(
          entries.slice(from - 1, to).map(stored),
        );
      }
    });

    it('appends in batches of any size', async () => {
      let size = 0;
      for (const count of [1, 1, 2, 197, 1, 200, 48]) {
        const outcome = await log.append(LOS_ANGELES, size, entries.slice(size, size + count));
        size += count;
        expect(outcome).toEqual({ kind: 'appended', size });
      }
      expect(await read(log, LOS_ANGELES, 1, 450)).toEqual(entries.map(stored));
    });

    it('appends nothing at another size than the expected one, and says which it has', async () => {
      await log.append(LOS_ANGELES, 0, entries.slice(0, 10));
      const differs = { kind: 'sizeDiffers', size: 10 };
      expect(await log.append(LOS_ANGELES, 0, entries.slice(0, 5))).toEqual(differs);
      expect(await log.append(LOS_ANGELES, 9, entries.slice(9, 20))).toEqual(differs);
      expect(await log.append(LOS_ANGELES, 11, entries.slice(11, 20))).toEqual(differs);
      expect(await log.append(LOS_ANGELES, 11, [])).toEqual(differs);
      expect(await read(log, LOS_ANGELES, 1, 10)).toEqual(entries.slice(0, 10).map(stored));
      expect(await log.append(LOS_ANGELES, 10, entries.slice(10, 20))).toEqual({
        kind: 'appended',
        size: 20,
      });
    });

    it('keeps its size when it is asked to append nothing', async () => {
      expect(await log.append(LOS_ANGELES, 0, [])).toEqual({ kind: 'appended', size: 0 });
      await log.append(LOS_ANGELES, 0, entries.slice(0, 3));
      expect(await log.append(LOS_ANGELES, 3, [])).toEqual({ kind: 'appended', size: 3 });
      expect(await log.counties()).toEqual([LOS_ANGELES]);
    });

    it('keeps the counties apart, in order of number', async () => {
      const others = sampleEntries(ALAMEDA, SEED + 1, 30);
      await log.append(LOS_ANGELES, 0, entries.slice(0, 20));
      await log.append(ALAMEDA, 0, others);
      expect(await log.counties()).toEqual([ALAMEDA, LOS_ANGELES]);
      expect(await read(log, ALAMEDA, 1, 30)).toEqual(others.map(stored));
      expect(await read(log, LOS_ANGELES, 1, 20)).toEqual(entries.slice(0, 20).map(stored));
    });

    it.each([
      [0, 5],
      [1, 11],
      [11, 11],
    ])('refuses to read %i to %i of 10 records', async (from, to) => {
      await log.append(LOS_ANGELES, 0, entries.slice(0, 10));
      await expect(read(log, LOS_ANGELES, from, to)).rejects.toThrow(RangeError);
    });

    it('lets one of two appends at the same size win', async () => {
      const [one, other] = await Promise.all([
        log.append(LOS_ANGELES, 0, entries.slice(0, 5)),
        log.append(LOS_ANGELES, 0, entries.slice(0, 5)),
      ]);
      expect([one.kind, other.kind].sort()).toEqual(['appended', 'sizeDiffers']);
      expect(await read(log, LOS_ANGELES, 1, 5)).toEqual(entries.slice(0, 5).map(stored));
    });
  });
}

function stored({ position, recorded, id, type, body }: LedgerEntry): StoredRecord {
  return { position, recorded, id, type, body };
}

async function read(
  log: EventLog,
  county: County,
  from: number,
  to: number,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for await (const page of log.read(county, from, to)) records.push(...page);
  return records;
}
