import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import { formatMonth, parseMonth } from '../../../../events/values/month.js';
import { countyHref, withQuery } from '../../addresses.js';
import { DayOf, Hash, InstantOf } from '../../components/figures.js';
import { Empty, Facts } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import { numberInWords } from '../../words.js';
import { besideOf, countyView } from './view.js';
import type { Beside, CountyView, MonthLine } from './view.js';

export const COUNTY_PAGE = page({
  address: '/counties/:county',
  action: 'report.read',
  asks: ['moment', 'versions', 'countyFiles', 'samples'],
  showsPerson: false,
  show: async (request, ask) => {
    const { county } = request.parameters;
    const moment = await ask('moment', { county, asOf: null });
    const { versions, firstMonth } = await ask('versions', { county, month: null });
    const { may } = request;
    const files = may('intake.read', county)
      ? await ask('countyFiles', { county, before: null })
      : null;
    const samples = may('sample.read', county) ? await ask('samples', { county }) : null;
    const from = parseMonth(textOf(request.query, 'from'));
    const view = countyView(county, moment, versions, {
      ...{ from, firstMonth },
      now: request.now,
    });
    const beside = besideOf(county, {
      ...{ files, samples },
      maySeeHolds: may('retention.read', county),
      maySeePeople: may('account.read', county),
    });
    return {
      kind: 'shown',
      title: `County ${countyInWords(county)}`,
      heading: countyInWords(county),
      crumbs: [{ href: '/', text: 'Counties' }],
      side: countySide(county, may),
      county,
      body: (
        <CountyShown
          view={view}
          county={county}
          beside={beside}
          maySend={may('records.append', county)}
        />
      ),
    };
  },
});

function CountyShown({
  view,
  county,
  beside,
  maySend,
}: {
  view: CountyView;
  county: County;
  beside: readonly Beside[];
  maySend: boolean;
}): VNode {
  const { moment, months, earlier } = view;
  if (moment.size === 0) {
    return (
      <Empty why="The ledger of this county has no records yet.">
        {maySend ? (
          <p>
            <a href={`${countyHref(county)}/records`}>Upload a file of records</a>, or send them to
            the service.
          </p>
        ) : null}
      </Empty>
    );
  }
  return (
    <div>
      <Facts
        facts={[
          { name: 'Records', is: numberInWords(moment.size) },
          {
            name: 'Last recorded',
            is: moment.recorded === null ? 'never' : <InstantOf instant={moment.recorded} />,
          },
          { name: 'Root', is: <Hash hash={moment.root} /> },
          ...beside.map(({ name, href, text }) => ({ name, is: <a href={href}>{text}</a> })),
        ]}
      />
      {months.length === 0 ? (
        <Empty why="No month of this county is kept any more.">
          <p>
            <a href={`${countyHref(county)}/submissions`}>What was submitted</a>, with its hashes.
          </p>
        </Empty>
      ) : (
        <Months months={months} />
      )}
      {earlier === null ? null : (
        <p>
          <a href={withQuery(countyHref(county), { from: formatMonth(earlier) })}>Earlier months</a>
        </p>
      )}
    </div>
  );
}

function Months({ months }: { months: readonly MonthLine[] }): VNode {
  return (
    <Table
      id="months"
      caption="Months, the newest first"
      rows={months}
      keyOf={({ text }) => text}
      isList
      attributesOf={({ month }) => ({ 'data-month': formatMonth(month) })}
      columns={[
        { heading: 'Month', cell: ({ href, text }) => <a href={href}>{text}</a> },
        { heading: 'FFY', isNumber: true, cell: ({ ffy }) => String(ffy) },
        {
          heading: 'Latest version',
          cell: ({ version, standing }) =>
            version === null ? (
              'none'
            ) : (
              <a href={version}>{`Version ${String(standing.version)} (${standing.kind ?? ''})`}</a>
            ),
        },
        { heading: 'State', cell: ({ standing }) => <StatusTag {...standing.status} /> },
        { heading: 'Due', cell: ({ standing }) => <DayOf day={standing.due} /> },
        {
          heading: 'Days late',
          isNumber: true,
          cell: ({ standing }) => numberInWords(standing.daysLate),
        },
      ]}
    />
  );
}
