import type { VNode } from 'preact';
import type { LineNumber } from '../../../../events/line-numbers.js';
import { editionOf } from '../../../../projections/form/editions.js';
import { COLUMNS } from '../../../../projections/form/line.js';
import { cellOf } from '../../../../projections/form/report.js';
import { monthsOfCourse } from '../../../reports/course-months.js';
import type { CountyReport } from '../../../reports/county-report.js';
import { COLUMN_TITLES, titleOf } from '../../../reports/form.js';
import { lineHelpHref, monthHref, withQuery } from '../../addresses.js';
import { AsOf } from '../../components/as-of.js';
import { Empty } from '../../components/parts.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { ASKS_MOMENT, momentOf } from '../../moment.js';
import type { Moment } from '../../moment.js';
import { page } from '../../page.js';
import { CoursePicture } from '../../pictures/course.js';
import type { Course } from '../../pictures/course-view.js';
import { monthInWords } from '../../words.js';

/** A line's cells through the twelve months up to one, as of one moment. */
export const COURSE_PAGE = page({
  address: '/counties/:county/months/:month/lines/:line',
  action: 'report.read',
  asks: [...ASKS_MOMENT, 'report'],
  showsPerson: false,
  show: async (request, ask) => {
    const { county, month, line } = request.parameters;
    const moment = await momentOf(ask, request.query, { county, month });
    const reports = await ask('report', {
      county,
      months: monthsOfCourse(month),
      asOf: moment.asOf,
      form: 'CS 1257',
      source: 'segments',
      ...moment.edition,
    });
    return {
      kind: 'shown',
      title: `Line ${line}, twelve months to ${monthInWords(month)}`,
      heading: `Line ${line} ${titleOf(line, editionOf(month).id)}`,
      crumbs: countyCrumbs(county, {
        href: withQuery(monthHref(county, month), { asOf: moment.asked }),
        text: monthInWords(month),
      }),
      side: countySide(county, request.may),
      county,
      body: (
        <CourseShown
          line={line}
          where={`${countyInWords(county)}, twelve months to ${monthInWords(month)}.`}
          moment={moment}
          course={courseOfLine(reports, line)}
        />
      ),
    };
  },
});

/** The columns that a line reports in some of the months, each as a course; null where it reports none. */
export function courseOfLine(reports: readonly CountyReport[], line: LineNumber): Course | null {
  const series = COLUMNS.flatMap((column) => {
    const values = reports.map(({ lines }) => cellOf(lines, line, column));
    if (values.every((value) => value === null)) return [];
    const texts = values.map((value) => (value === null ? null : String(value)));
    return [{ name: `(${column}) ${COLUMN_TITLES[column]}`, as: 'line' as const, values: texts }];
  });
  return series.length === 0 ? null : { months: reports.map(({ month }) => month), series };
}

function CourseShown({
  line,
  where,
  moment,
  course,
}: {
  line: LineNumber;
  where: string;
  moment: Moment;
  course: Course | null;
}): VNode {
  return (
    <div>
      <p>
        {where} <a href={lineHelpHref(line)}>{`What Line ${line} counts`}</a>
      </p>
      <AsOf asOf={moment} />
      {course === null ? (
        <Empty why="The line is phased in and was not reported in any of these months." />
      ) : (
        <CoursePicture id="course" title={`Line ${line} by month`} course={course} />
      )}
    </div>
  );
}
