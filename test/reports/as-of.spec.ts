import { dayOf, parseDay, yearMonthDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { instantOfMs, later, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { parseAsOf, positionInTime } from '../../src/reports/as-of.js';
import type { AsOfRecorded, RecordedPositions } from '../../src/reports/as-of.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = instantOfMs(parseInstant('2026-01-01T12:00:00Z') ?? 0);
const at = (text: string): Instant => instantOfMs(parseInstant(text) ?? Number.NaN);
const day = (text: string): Day => parseDay(text) ?? (0 as Day);

/** A ledger of instants alone, which counts how often it is looked into. */
class Instants implements RecordedPositions {
  looks = 0;

  constructor(readonly recorded: readonly Instant[]) {}

  get size(): number {
    return this.recorded.length;
  }

  recordedAt(position: number): Instant {
    this.looks += 1;
    const recorded = this.recorded[position - 1];
    if (recorded === undefined) throw new RangeError(`There is no position ${String(position)}.`);
    return recorded;
  }
}

const resolved = (
  ledger: RecordedPositions | null,
  asked: AsOfRecorded,
  now = NOW,
): number | string => {
  const answer = positionInTime('19', ledger, asked, instantOfMs(now));
  return answer.kind === 'done' ? answer.value : answer.message;
};

describe('what --as-of names', () => {
  it.each([
    ['1203', { kind: 'position', position: 1203 }],
    ['0007', { kind: 'position', position: 7 }],
    ['20061015', { kind: 'position', position: 20_061_015 }],
    ['2006', { kind: 'position', position: 2006 }],
    ['v1', { kind: 'version', version: 1 }],
    ['v12', { kind: 'version', version: 12 }],
    ['2006-10-15', { kind: 'day', day: day('2006-10-15') }],
    ['2006-10-15T17:05:00Z', { kind: 'instant', instant: at('2006-10-15T17:05:00Z') }],
    ['2006-10-15T17:05:00.000Z', { kind: 'instant', instant: at('2006-10-15T17:05:00Z') }],
    ['2006-10-15T17:05:00.709Z', { kind: 'instant', instant: at('2006-10-15T17:05:00Z') + 709 }],
  ])('is read from %s', (text, asked) => {
    expect(parseAsOf(text)).toEqual(asked);
  });

  it.each([
    ...['', '0', '-1', '+1', '1.5', '1e3', ' 1', '1 ', '0x10', '\u0661', '1,203', '1'.repeat(16)],
    ...['v', 'v0', 'V1', 'v-1', 'v1.0', 'vv1', '1v', 'latest'],
    ...['2006-10', '2006-10-32', '2006-02-29', '2006-10-15 ', '15.10.2006', '1899-12-31'],
    ...['2006-10-15T17:05Z', '2006-10-15T17:05:00', '2006-10-15t17:05:00z', '2006-10-15T24:00:00Z'],
    ...['2006-10-15T17:05:60Z', '2006-10-15T17:05:00.70Z', '2006-10-15T17:05:00,709Z'],
    ...['2006-10-15T17:05:00.7090Z', '2006-10-15T17:05:00.709z', '2006-10-15T17:05:00+00:00'],
  ])('is nothing in %j', (text) => {
    expect(parseAsOf(text)).toBeNull();
  });
});

describe('the position of a day or an instant', () => {
  // Two records in one instant, one after the other, and one on the next evening of California.
  const first = at('2006-10-01T08:00:00Z');
  const ledger = new Instants([
    first,
    at('2006-10-16T06:59:59Z'),
    later(at('2006-10-16T06:59:59Z'), 999),
    at('2006-10-16T07:00:00Z'),
    at('2006-10-16T07:00:00Z'),
    at('2006-10-17T03:00:00Z'),
  ]);

  it.each([
    ['2006-10-01', 1],
    ['2006-10-14', 1],
    ['2006-10-15', 3],
    ['2006-10-16', 6],
    ['2007-10-16', 6],
  ])('%s is %i', (text, position) => {
    expect(resolved(ledger, { kind: 'day', day: day(text) })).toBe(position);
  });

  it.each([
    ['2006-10-01T08:00:00Z', 0, 1],
    ['2006-10-16T06:59:58Z', 0, 1],
    ['2006-10-16T06:59:59Z', 0, 2],
    ['2006-10-16T06:59:59Z', 998, 2],
    ['2006-10-16T06:59:59Z', 999, 3],
    ['2006-10-16T07:00:00Z', 0, 5],
    ['2026-01-01T12:00:00Z', 0, 6], // the clock's own instant
  ])('%s and %i milliseconds is %i', (text, millis, position) => {
    expect(resolved(ledger, { kind: 'instant', instant: later(at(text), millis) })).toBe(position);
  });

  it.each([
    [{ kind: 'position', position: 7 }, 'has no position 7: give one from 1 to 6'],
    [{ kind: 'day', day: day('2006-09-30') }, 'no record on or before 2006-09-30'],
    [
      { kind: 'instant', instant: later(first, -1) },
      'no record at or before 2006-10-01T07:59:59.999Z',
    ],
    [{ kind: 'day', day: day('2026-01-01') }, '2026-01-01 is not over in California'],
    [{ kind: 'instant', instant: later(NOW, 1) }, '2026-01-01T12:00:00.001Z is ahead of the clock'],
  ] as const)('is refused for %o', (asked, said) => {
    expect(resolved(ledger, asked)).toContain(said);
  });

  it('is refused where there is no record at all', () => {
    for (const none of [null, new Instants([])]) {
      for (const asked of [
        { kind: 'position', position: 1 },
        { kind: 'day', day: day('2006-10-15') },
        { kind: 'instant', instant: first },
      ] as const) {
        expect(resolved(none, asked)).toContain('The ledger of county 19 has no records');
      }
    }
  });

  it('is that of a day from the moment at which it is over in California', () => {
    const asked = { kind: 'day', day: day('2006-10-15') } as const;
    expect(resolved(ledger, asked, later(at('2006-10-16T06:59:59Z'), 999))).toContain('not over');
    expect(resolved(ledger, asked, at('2006-10-16T07:00:00Z'))).toBe(3);
  });
});

/** The first Sunday on or after a day: 1970-01-01 was a Thursday. */
function sundayFrom(from: Day): number {
  return from + ((7 - ((from + 4) % 7)) % 7);
}

/** When a day from 1987 on begins in California, by the two statutes on daylight saving time since then. */
function midnightOf(civil: Day): Instant {
  const { year } = yearMonthDay(civil);
  const begins = year < 2007 ? dayOf(year, 4, 1) : dayOf(year, 3, 8);
  const ends = year < 2007 ? dayOf(year, 10, 25) : dayOf(year, 11, 1);
  // It changes at two in the morning: the days of the change begin by the time before it.
  const isDaylight = civil > sundayFrom(begins) && civil <= sundayFrom(ends);
  return later(instantOfMs(civil * DAY_MS), (isDaylight ? 7 : 8) * HOUR_MS);
}

/** Every record, one after the other. */
function walked(ledger: Instants, isKnown: (recorded: Instant) => boolean): number {
  return ledger.recorded.filter(isKnown).length;
}

describe('positions in random ledgers', () => {
  const FIRST = dayOf(1988, 1, 1);
  const LAST = dayOf(2025, 12, 30);

  /** Days near a change of the clock as often as any others. */
  function randomDay(random: Random): Day {
    if (random.chance(0.5)) return random.integer(FIRST, LAST) as Day;
    const year = random.integer(1988, 2025);
    const [spring, autumn] =
      year < 2007
        ? [dayOf(year, 4, 1), dayOf(year, 10, 25)]
        : [dayOf(year, 3, 8), dayOf(year, 11, 1)];
    return (sundayFrom(random.pick([spring, autumn])) + random.integer(-1, 1)) as Day;
  }

  function randomLedger(random: Random): Instants {
    const instants: Instant[] = [];
    let last = randomDay(random) * DAY_MS + random.integer(0, DAY_MS - 1);
    for (let size = random.integer(1, random.pick([1, 2, 9, 400])); size > 0; size -= 1) {
      instants.push(instantOfMs(last));
      const midnight = midnightOf((Math.floor(last / DAY_MS) + 1) as Day);
      const next = random.pick([last, last + 1, midnight - 1, midnight, midnight + DAY_MS]);
      last = Math.max(last, random.chance(0.3) ? last + random.integer(0, 9 * DAY_MS) : next);
    }
    return new Instants(instants);
  }

  it(`are those of a walk from the first record on (${String(rounds(1500, 40_000))} ledgers)`, () => {
    const seed = 20_060_930;
    const random = new Random(seed);
    const now = midnightOf(dayOf(2050, 1, 1));
    for (let round = 0; round < rounds(1500, 40_000); round += 1) {
      const ledger = randomLedger(random);
      const near = random.pick(ledger.recorded);
      const civil = random.chance(0.3)
        ? randomDay(random)
        : ((Math.floor(near / DAY_MS) + random.integer(-1, 1)) as Day);
      const end = midnightOf((civil + 1) as Day);
      const instant = later(near, random.pick([-1, 0, 1, DAY_MS]));
      const told = { seed, round, civil, instant };
      for (const [asked, expected] of [
        [{ kind: 'day', day: civil }, walked(ledger, (recorded) => recorded < end)],
        [{ kind: 'instant', instant }, walked(ledger, (recorded) => recorded <= instant)],
      ] as const) {
        ledger.looks = 0;
        const found = resolved(ledger, asked, now);
        const position = typeof found === 'number' ? found : 0;
        expect({ ...told, position }).toEqual({ ...told, position: expected });
        if (expected === 0) expect(found).toContain('no record');
        // One look more says when the first was recorded, where that is all there is to say.
        expect(ledger.looks).toBeLessThanOrEqual(Math.ceil(Math.log2(ledger.size + 1)) + 1);
      }
    }
  });
});
