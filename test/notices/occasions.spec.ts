import { parseCounty } from '../../events/values/county.js';
import { parseInstant } from '../../events/values/instant.js';
import { keyOfOccasion, occasionsOfVersions } from '../../projections/notices/occasions.js';
import { versionsOf } from '../../projections/versions/version.js';
import type { ReportAct } from '../../events/acts/report-acts.js';
import { monthNamed } from '../support/closed-month.js';
import { present } from '../store/present.js';

const COUNTY = present(parseCounty('19'));
const AT = present(parseInstant('2006-10-05T18:00:00Z'));

function submitted(version: number, month: string): ReportAct {
  // Of a submission nothing but month and number is looked at here.
  const submission = { month: monthNamed(month), version };
  return { kind: 'submitted', submission, by: 'A-1 Ana Diaz', at: AT } as unknown as ReportAct;
}

function approved(version: number, month: string): ReportAct {
  const of = { month: monthNamed(month), version };
  return { kind: 'approved', ...of, by: 'A-2 Bo Lee', telephone: '1', at: AT };
}

function returned(version: number, month: string): ReportAct {
  const of = { month: monthNamed(month), version };
  return { kind: 'returned', ...of, by: 'A-2 Bo Lee', reason: 'a sum', at: AT };
}

/** The keys of what is told of county 19 at noon of a day in California. */
function toldOn(day: string, ...acts: readonly ReportAct[]): readonly string[] {
  const noon = present(parseInstant(`${day}T20:00:00Z`));
  return occasionsOfVersions(COUNTY, versionsOf(acts), noon).map(keyOfOccasion);
}

describe('given no version of September 2006, due on 15 October', () => {
  it.each([
    ['2006-10-11', []],
    ['2006-10-12', ['due 19 2006-09']],
    ['2006-10-15', ['due 19 2006-09']],
    ['2006-10-16', ['late 19 2006-09']],
    ['2006-11-14', ['late 19 2006-09', 'due 19 2006-10']],
    ['2006-11-15', ['due 19 2006-10']],
  ])('when it is %s, then told is %j besides August', (day, expected) => {
    expect(toldOn(day).filter((key) => !key.endsWith('2006-08'))).toEqual(expected);
  });
});

describe('given versions', () => {
  const AUGUST = [submitted(1, '2006-08'), approved(1, '2006-08')];

  it('an approved month is neither due nor late, and nothing waits', () => {
    const acts = [...AUGUST, submitted(1, '2006-09'), approved(1, '2006-09')];
    expect(toldOn('2006-10-14', ...acts)).toEqual([]);
    expect(toldOn('2006-10-20', ...acts)).toEqual([]);
  });

  it('a submitted one waits for approval, and its month goes late meanwhile', () => {
    const acts = [...AUGUST, submitted(1, '2006-09')];
    expect(toldOn('2006-10-05', ...acts)).toEqual(['approval 19 2006-09 1']);
    expect(toldOn('2006-10-16', ...acts)).toEqual(['approval 19 2006-09 1', 'late 19 2006-09']);
  });

  it('a returned one is told until the next is submitted', () => {
    const acts = [...AUGUST, submitted(1, '2006-09'), returned(1, '2006-09')];
    expect(toldOn('2006-10-05', ...acts)).toEqual(['returned 19 2006-09 1']);
    expect(toldOn('2006-10-05', ...acts, submitted(2, '2006-09'))).toEqual([
      'approval 19 2006-09 2',
    ]);
  });

  it('a revision that waits does not make an approved month late', () => {
    const acts = [...AUGUST, submitted(1, '2006-09'), approved(1, '2006-09')];
    expect(toldOn('2006-10-20', ...acts, submitted(2, '2006-09'))).toEqual([
      'approval 19 2006-09 2',
    ]);
  });
});
