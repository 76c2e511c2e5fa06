import type { VNode } from 'preact';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import { addMonths, formatMonth, monthOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import type { LeftOut } from '../../../reports/left-out.js';
import { withQuery } from '../../addresses.js';
import { Alert } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { monthAsked } from '../../moment.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { CoursePicture } from '../../pictures/course.js';
import { monthInWords, numberInWords } from '../../words.js';
import { wordOfQuery } from '../../wrong-query.js';
import { MEASURE_MONTHS, comparedView, measuresView } from './view.js';
import type { Compared, ComparedView, MeasureShown } from './view.js';

const ASKS = [
  'measuresOfCounty',
  'measuresOfState',
  'neighboursInSize',
  'moment',
  'ledgers',
] as const;

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
  action: 'measures.read',
  asks: ASKS,
  showsPerson: false,
  isOfAnyCounty: true,
  show: async (request, ask) => {
    const { county } = request.parameters;
    const isOwn = request.may('report.read', county);
    const moment = isOwn ? await ask('moment', { county, asOf: null }) : null;
    const recorded = moment?.recorded ?? null;
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
  const month = monthAsked(query) ?? (last !== null && last < over ? last : over);
  const count = MEASURE_MONTHS;
  const { months, leftOut } =
    county === null
      ? await ask('measuresOfState', { month, count })
      : await ask('measuresOfCounty', { county, month, count });
  const isCompared = county !== null && wordOfQuery(query, 'compare', ['no', 'yes']) === 'yes';
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
        compared={isCompared ? await comparedWith(county, month, ask) : null}
        isOfCounty={county !== null}
      />
    ),
  };
}

/** The county's measures beside those of the state and of the counties next to it in size. */
async function comparedWith(
  county: County,
  month: Month,
  ask: Ask<(typeof ASKS)[number]>,
): Promise<ComparedView> {
  const others: Compared[] = [];
  const state = await ask.reply('measuresOfState', { month, count: 1 });
  if (state.kind === 'done') {
    others.push({ name: 'The state', of: state.value.months.at(-1) ?? null });
  }
  for (const other of await ask('neighboursInSize', { county })) {
    const reply = await ask.reply('measuresOfCounty', { county: other, month, count: 1 });
    if (reply.kind !== 'done') continue;
    const of = reply.value.months.at(-1) ?? null;
    others.push({ name: countyInWords(other), of });
  }
  const own = await ask('measuresOfCounty', { county, month, count: 1 });
  return comparedView({ name: countyInWords(county), of: own.months.at(-1) ?? null }, others);
}

function Measures({
  measures,
  leftOut,
  path,
  month,
  compared,
  isOfCounty,
}: {
  measures: readonly MeasureShown[];
  leftOut: readonly LeftOut[];
  path: string;
  month: string;
  compared: ComparedView | null;
  isOfCounty: boolean;
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
      {compared === null ? null : <BesideOthers view={compared} />}
      {compared !== null || !isOfCounty ? null : (
        <p>
          <a href={withQuery(path, { month, compare: 'yes' })}>
            Compare with the state and with counties next in size
          </a>
        </p>
      )}
      <Course measures={measures} />
      {measures.map((measure) => (
        <CourseAgainstBands key={measure.name} measure={measure} />
      ))}
      <NoteOfBands />
    </div>
  );
}

function NoteOfBands(): VNode {
  return (
    <p class="usa-hint">
      The band is the applicable percentage of 45 CFR 305.33. What an improvement over the year
      before earns below the lowest band is not in it. A measure is not reported, and has a dash in
      a month, where there is nothing to divide by.
    </p>
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

function BesideOthers({ view: { places, rows } }: { view: ComparedView }): VNode {
  return (
    <Table
      id="compared"
      caption="Percent beside the state and the counties next in size"
      rows={rows}
      keyOf={({ name }) => name}
      attributesOf={({ name }) => ({ 'data-measure': name })}
      columns={[
        { heading: 'Measure', cell: ({ title }) => title },
        ...places.map((heading, index) => ({
          heading,
          isNumber: true,
          cell: ({ percents }: ComparedView['rows'][number]) => percents[index] ?? 'not reported',
        })),
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
