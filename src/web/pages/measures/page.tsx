import type { VNode } from 'preact';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import { addMonths, formatMonth, monthOf, parseMonth } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import type { LeftOut } from '../../../reports/left-out.js';
import { Alert } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { CoursePicture } from '../../pictures/course.js';
import { monthInWords, numberInWords } from '../../words.js';
import { MEASURE_MONTHS, measuresView } from './view.js';
import type { MeasureShown } from './view.js';

const ASKS = ['measures', 'measuresOfState', 'moment', 'ledgers'] as const;

const OF_STATE = page({
  address: '/measures',
  action: 'measures.read',
  asks: ASKS,
  showsPerson: false,
  show: async (request, ask) => {
    const { ledgers } = await ask('ledgers', {});
    const last = ledgers.map(({ last: at }) => monthOf(civilDayOf(at))).sort((a, b) => b - a)[0];
    return measuresPage(request, ask, null, last ?? null);
  },
});

const OF_COUNTY = page({
  address: '/counties/:county/measures',
  action: 'report.read',
  asks: ASKS,
  showsPerson: false,
  show: async (request, ask) => {
    const { county } = request.parameters;
    const { recorded } = await ask('moment', { county, asOf: null });
    const last = recorded === null ? null : monthOf(civilDayOf(recorded));
    return measuresPage(request, ask, county, last);
  },
});

export const MEASURES_PAGES = [OF_STATE, OF_COUNTY] as const;

async function measuresPage(
  request: PageRequest,
  ask: Ask<(typeof ASKS)[number]>,
  county: County | null,
  last: Month | null,
): Promise<Shown> {
  const { query, now, may, path } = request;
  const over = addMonths(monthOf(civilDayOf(now)), -1);
  const month = parseMonth(textOf(query, 'month')) ?? (last !== null && last < over ? last : over);
  const count = MEASURE_MONTHS;
  const { months, leftOut } =
    county === null
      ? await ask('measuresOfState', { month, count })
      : await ask('measures', { county, month, count, asOf: null });
  const where = county === null ? 'the state' : countyInWords(county);
  return {
    kind: 'shown',
    title: `Measures in ${monthInWords(month)}`,
    heading: `Measures of ${where} in ${monthInWords(month)}`,
    crumbs: county === null ? [{ href: '/', text: 'Counties' }] : countyCrumbs(county),
    side: county === null ? null : countySide(county, may),
    county,
    body: (
      <Measures
        measures={measuresView(months)}
        leftOut={leftOut}
        path={path}
        month={formatMonth(month)}
      />
    ),
  };
}

function Measures({
  measures,
  leftOut,
  path,
  month,
}: {
  measures: readonly MeasureShown[];
  leftOut: readonly LeftOut[];
  path: string;
  month: string;
}): VNode {
  return (
    <div>
      <form class="pl-bar" method="get" action={path}>
        <div>
          <label class="usa-label" for="month">
            Month, as 2006-09
          </label>
          <input
            class="usa-input"
            id="month"
            type="text"
            name="month"
            value={month}
            autocomplete="off"
          />
        </div>
        <button class="usa-button usa-button--outline" type="submit">
          Show
        </button>
      </form>
      {leftOut.map(({ county, fault }) => (
        <Alert key={county} kind="error" heading={`County ${county} cannot be read`}>
          <p>{fault.message} The state has no measures without it.</p>
        </Alert>
      ))}
      <Now measures={measures} />
      <Course measures={measures} />
      {measures.map((measure) => (
        <CourseAgainstBands key={measure.name} measure={measure} />
      ))}
      <p class="usa-hint">
        The band is the applicable percentage of 45 CFR 305.33. What an improvement over the year
        before earns below the lowest band is not in it.
      </p>
    </div>
  );
}

function Now({ measures }: { measures: readonly MeasureShown[] }): VNode {
  return (
    <Table
      id="measures"
      caption="Measures of the month"
      rows={measures}
      keyOf={({ name }) => name}
      attributesOf={({ name, percent }) => ({
        'data-measure': name,
        'data-percent': percent ?? '',
      })}
      columns={[
        { heading: 'Measure', cell: ({ title }) => title },
        {
          heading: 'Numerator',
          isNumber: true,
          cell: ({ numerator }) => (numerator === null ? '-' : numberInWords(numerator)),
        },
        {
          heading: 'Denominator',
          isNumber: true,
          cell: ({ denominator }) => (denominator === null ? '-' : numberInWords(denominator)),
        },
        { heading: 'Percent', isNumber: true, cell: ({ percent }) => percent ?? 'not reported' },
        { heading: 'Band', isNumber: true, cell: ({ band }) => band ?? '' },
      ]}
    />
  );
}

function Course({ measures }: { measures: readonly MeasureShown[] }): VNode | null {
  const [first] = measures;
  if (first === undefined || first.course.length === 0) return null;
  return (
    <Table
      id="course"
      caption="Percent by month"
      rows={measures}
      keyOf={({ name }) => name}
      columns={[
        { heading: 'Measure', cell: ({ title }) => title },
        ...first.course.map(({ month }, index) => ({
          heading: month,
          isNumber: true,
          cell: ({ course }: MeasureShown) => course[index]?.percent ?? '-',
        })),
      ]}
    />
  );
}

/** A measure’s year against its bands; its table is that of all measures above, and its own. */
function CourseAgainstBands({
  measure: { name, title, course, limits },
}: {
  measure: MeasureShown;
}): VNode | null {
  if (limits.length === 0 || course.every(({ percent }) => percent === null)) return null;
  return (
    <CoursePicture
      id={`course-${name}`}
      title={title}
      course={{
        months: course.map(({ of }) => of),
        series: [{ name: 'Percent', as: 'line', values: course.map(({ percent }) => percent) }],
        limits,
      }}
    />
  );
}
