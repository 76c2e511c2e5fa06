import type { Draft } from './known-case.js';
import type { Random } from './random.js';
import { monthsLater, type RandomDays } from './random-days.js';

const PHASED_IN = ['1d', '1e', '1f', '1g', '2f', '2g', '2h', '2i', '33', '34', '35', '36'];

/** A birth: of a minor, or 18 years before an edge of a fiscal year. */
export function registrationData(random: Random, from: string): Readonly<Record<string, unknown>> {
  const year = Number(from.slice(0, 4));
  const edge = random.pick(['09-29', '09-30', '10-01', '10-02', '02-28']);
  const birthDate = random.chance(0.35)
    ? `${String(year - 18 + random.integer(0, 3))}-${edge}`
    : `${String(year - random.integer(1, 12))}-${random.pick(['02-28', '06-15', '12-31'])}`;
  return {
    birthDate,
    bornOutOfWedlock: random.chance(0.75),
    ...(random.chance(0.2) ? { birthState: 'CA' } : {}),
  };
}

/** Something that happens to a child. */
export function childDraft(random: Random, days: RandomDays, today: string): Draft {
  const effective = days.near(today);
  const draft = (type: string, data: Readonly<Record<string, unknown>> = {}): Draft => ({
    type,
    effective,
    data,
  });
  return random.weighted<() => Draft>([
    [
      8,
      () =>
        draft('PaternityEstablished', {
          method: random.weighted([
            [12, 'judicial'],
            [1, 'pop'],
            [1, 'marriage'],
            [1, 'adoption'],
            [1, 'other'],
          ]),
          by: random.pick(['county', 'county', 'other']),
        }),
    ],
    [3, () => draft('PaternityVacated')],
    [1, () => draft('DependentByParentDeath')],
    [6, () => draft('MediCalEligibilityStarted')],
    [3, () => draft('MediCalEligibilityEnded')],
  ])();
}

/** Something that concerns the county. */
export function countyDraft(random: Random, days: RandomDays, today: string): Draft {
  const effective = days.near(today);
  const staff = (): Readonly<Record<string, string>> => ({
    fullTime: random.pick(['0', '2', '12.5', '3.0001', '7.25']),
    partTimeHours: random.pick(['0', '100', '216.25', '0.865', '86.4999']),
  });
  return random.weighted<() => Draft>([
    [
      4,
      () => ({
        type: 'StaffingReported',
        effective,
        data: { line30: staff(), line31: staff() },
      }),
    ],
    [
      6,
      () => ({
        type: 'StatewideFigureRecorded',
        effective,
        data: {
          line: random.pick(['5a', '8', '8a', '10']),
          value: random.integer(0, 900),
          source: 'DCSS',
        },
      }),
    ],
    [
      4,
      () => ({
        type: 'LineMadeReportable',
        effective,
        data: {
          lines: random.chance(0.5)
            ? PHASED_IN
            : [random.pick(PHASED_IN.slice(0, 6)), random.pick(PHASED_IN.slice(6))],
          from: monthsLater(effective.slice(0, 7), random.integer(-6, 3)),
        },
      }),
    ],
    [
      1,
      () => ({
        type: 'ParticipantRegistered',
        effective,
        data: {
          participant: `NCP-${String(random.integer(1, 4))}`,
          ...(random.chance(0.5) ? { name: { first: 'Sam', last: 'Roe' } } : {}),
        },
      }),
    ],
  ])();
}
