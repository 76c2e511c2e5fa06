import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { parseDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { CoursePicture } from '../../src/web/pictures/course.js';
import { courseSays } from '../../src/web/pictures/course-view.js';
import type { Course } from '../../src/web/pictures/course-view.js';
import { scaleOf } from '../../src/web/pictures/scale.js';
import { StandingPicture } from '../../src/web/pictures/standing.js';
import { standingsOf, standingsSay } from '../../src/web/pictures/standing-view.js';
import { TimelinePicture } from '../../src/web/pictures/timeline.js';
import {
  TIMELINE_RECORDS_MAX,
  timelineOf,
  timelineSays,
} from '../../src/web/pictures/timeline-view.js';
import { standingOfMonth } from '../../src/web/version-words.js';
import { monthNamed } from '../support/closed-month.js';
import { instantOfMs } from '../../events/values/instant.js';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new RangeError(`${text} is no day.`);
  return parsed;
}

const MONTHS = ['2006-07', '2006-08', '2006-09'].map(monthNamed);

describe('a scale', () => {
  it.each([
    [[0], [0, 1]],
    [[1], [0, 1]],
    [[7], [0, 8]],
    [
      [0, 99, 101],
      [0, 125],
    ],
    [
      [-30, 70],
      [-40, 80],
    ],
    [[1e15], [0, 1e15]],
  ])('of %j has round marks from %j', (values, [least, greatest]) => {
    const scale = scaleOf(values, 100, 0);
    expect([scale.least, scale.greatest]).toEqual([least, greatest]);
    expect(scale.at(scale.least)).toBe(100);
    expect(scale.at(scale.greatest)).toBeCloseTo(0);
    expect(scale.marks.length).toBeGreaterThan(1);
    expect(scale.marks.length).toBeLessThan(12);
    for (const value of values) {
      expect(scale.at(value)).toBeGreaterThanOrEqual(0);
      expect(scale.at(value)).toBeLessThanOrEqual(100);
    }
  });
});

describe('a course', () => {
  const course: Course = {
    months: MONTHS,
    series: [
      { name: 'Due', as: 'bar', values: ['100.00', '0.00', '1234.50'] },
      { name: 'Owed', as: 'line', values: ['5.00', null, '-7.00'] },
    ],
  };

  it('says the last, the least and the greatest of each', () => {
    expect(courseSays(course)).toBe(
      'From Jul 2006 to Sep 2006. ' +
        'Due: 1,234.50 in Sep 2006, least 0.00 (Aug 2006), most 1,234.50 (Sep 2006). ' +
        'Owed: \u22127.00 in Sep 2006, least \u22127.00 (Sep 2006), most 5.00 (Jul 2006).',
    );
  });

  it('of nothing says so', () => {
    expect(courseSays({ months: MONTHS, series: [{ name: 'Due', as: 'bar', values: [] }] })).toBe(
      'From Jul 2006 to Sep 2006. Due: none.',
    );
    expect(courseSays({ months: [], series: [] })).toBe('There are no months.');
  });

  it('draws a bar for each amount that is not zero, and breaks its line where there is none', () => {
    const html = renderToString(CoursePicture({ id: 'c', title: 'Course', course }));
    const [, bars = ''] = /<g class="pl-bars pl-bars--0">(.*?)<\/g>/u.exec(html) ?? [];
    expect(bars.match(/<rect/gu)).toHaveLength(2);
    const [, line = ''] = /class="pl-line pl-line--1" d="([^"]+)"/u.exec(html) ?? [];
    expect(line.match(/M/gu)).toHaveLength(2);
    expect(line).not.toContain('L');
  });
});

describe('a timeline', () => {
  const record = (
    id: string,
    happened: string,
    at: string,
    late: string | null,
    by: object | null,
  ) => ({
    id,
    effective: day(happened),
    recorded: instantOfMs(Date.parse(at)),
    late,
    supersededBy: by,
  });

  it('has each record at both its times, late and superseded ones marked', () => {
    const timeline = timelineOf([
      record('a', '2006-01-05', '2006-01-06T20:00:00Z', null, null),
      record('b', '2006-02-01', '2006-04-10T20:00:00Z', '68 days after it happened', null),
      record('c', '2006-03-01', '2006-03-02T03:00:00Z', null, {}),
      // Late, and taken out since: it is counted as both, as the page does.
      record('d', '2006-01-31', '2006-03-01T20:00:00Z', '29 days after it happened', {}),
    ]);
    expect(timeline?.records.map(({ id, standing }) => [id, standing])).toEqual([
      ['a', 'stands'],
      ['d', 'superseded'],
      ['c', 'superseded'],
      ['b', 'late'],
    ]);
    // 3 in the morning in London is the evening before in California.
    expect(timeline?.records[2]?.recorded).toBe(day('2006-03-01'));
    expect(timeline?.marks.map(({ text }) => text)).toEqual(['Apr 2006']);
    expect(timeline === null ? '' : timelineSays(timeline)).toBe(
      'From 5 Jan 2006 to 10 Apr 2006: 4 records, 2 of them corrected or voided, ' +
        '2 recorded after the month in which they happened.',
    );
  });

  it('of nobody is none; of many it draws the latest, and says how many it leaves', () => {
    expect(timelineOf([])).toBeNull();
    const many = Array.from({ length: TIMELINE_RECORDS_MAX + 1 }, (_, index) =>
      record(
        String(index),
        '2000-01-01',
        `20${String(10 + (index % 80)).slice(0, 2)}-01-02T20:00:00Z`,
        null,
        null,
      ),
    );
    const timeline = timelineOf(many);
    expect(timeline?.records).toHaveLength(TIMELINE_RECORDS_MAX);
    expect(timeline === null ? '' : timelineSays(timeline)).toContain(
      '1 earlier record in the table',
    );
    expect(timeline?.marks.length).toBeLessThan(14);
  });
});

describe('the standing of counties', () => {
  const months = [
    { month: monthNamed('2006-09'), text: 'Sep 2006' },
    { month: monthNamed('2006-08'), text: 'Aug 2006' },
  ];
  const today = day('2006-10-20');
  const county = {
    months: months.map(({ month }) => ({ standing: standingOfMonth([], month, today) })),
  };

  it('counts by month, the earliest first, and tells late from not yet due', () => {
    const standings = standingsOf(months, [county, county]);
    expect(standings.map(({ month }) => month)).toEqual(['Aug 2006', 'Sep 2006']);
    expect(standings.map(({ counts }) => counts.late + counts.open)).toEqual([2, 2]);
    expect(standings[0]?.counts.late).toBe(2);
    expect(standingsSay(standings)).toContain('In Sep 2006: 2 ');
  });
});

describe('every picture', () => {
  const timeline = timelineOf([
    {
      id: 'a',
      effective: day('2006-01-05'),
      recorded: instantOfMs(0),
      late: null,
      supersededBy: null,
    },
  ]);
  const pictures: readonly (readonly [string, VNode])[] = [
    [
      'course',
      CoursePicture({
        id: 'one',
        title: 'One',
        course: { months: MONTHS, series: [{ name: 'S', as: 'line', values: ['1', '2', '3'] }] },
      }),
    ],
    ['standing', StandingPicture({ id: 'one', standings: [] })],
    ...(timeline === null
      ? []
      : [['timeline', TimelinePicture({ id: 'one', title: 'One', timeline })] as const]),
  ];

  it.each(pictures)('of a %s says what it shows, and asks nobody for anything', (_, picture) => {
    const html = renderToString(picture);
    expect(html).toContain('role="img" aria-labelledby="one-title one-says"');
    expect(html).toMatch(/<title id="one-title">[^<]+<\/title><desc id="one-says">[^<]+<\/desc>/u);
    expect(html).not.toMatch(/style=|href="http|NaN|Infinity|undefined/u);
  });
});
