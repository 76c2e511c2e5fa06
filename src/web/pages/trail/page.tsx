import type { VNode } from 'preact';
import { parseMoneySigned } from './least.js';
import type { LineNumber } from '../../../../events/line-numbers.js';
import { isSubjectId } from '../../../../events/values/ids.js';
import type { Month } from '../../../../events/values/month.js';
import { editionOf } from '../../../../projections/form/editions.js';
import type { Column } from '../../../../projections/form/line.js';
import { cellOf } from '../../../../projections/form/report.js';
import { COLUMN_TITLES, columnsOf, linesOfForm, titleOf } from '../../../reports/form.js';
import { courseHref, lineHelpHref, monthHref, withQuery } from '../../addresses.js';
import { AsOf } from '../../components/as-of.js';
import { Empty, Links, Pagination } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import type { ColumnShown } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { ASKS_MOMENT, momentOf } from '../../moment.js';
import type { Moment } from '../../moment.js';
import { NotThere } from '../../not-there.js';
import { page } from '../../page.js';
import { monthInWords, numberInWords } from '../../words.js';
import { WrongQuery, demandRowAfter, wordOfQuery, rowsBefore } from '../../wrong-query.js';
import { reportOf } from '../month/page.js';
import { RECORDS_SHOWN, TRAIL_ROWS, isChosen, rowsChosen, trailView } from './view.js';
import type { TrailAsked, ShownTrailRow, TrailView } from './view.js';

export const TRAIL_PAGE = page({
  address: '/counties/:county/months/:month/lines/:line/columns/:column',
  action: 'trail.read',
  asks: [...ASKS_MOMENT, 'report', 'trailPage'],
  showsPerson: true,
  show: async (request, ask) => {
    const { county, month, line, column } = request.parameters;
    const moment = await momentOf(ask, request.query, { county, month });
    demandColumn(request.parameters, moment);
    const asked = askedOf(request.parameters, request.query);
    const of = { county, month, line, column, asOf: moment.asOf, ...moment.edition };
    const found = await ask('trailPage', {
      ...of,
      ...rowsChosen(asked),
      after: asked.after,
      limit: TRAIL_ROWS,
      recordsMax: RECORDS_SHOWN,
    });
    demandRowAfter(asked.after, found.total);
    const report = await reportOf(ask, { county, month, form: 'CS 1257' }, moment);
    const cell = cellOf(report.lines, line, column);
    const view = trailView(asked, found, cell, { moment, path: request.path });
    return {
      kind: 'shown',
      title: `Line ${line} (${column}), ${monthInWords(month)}`,
      heading: `Line ${line} ${titleOf(line, report.edition)}, column (${column}) ${COLUMN_TITLES[column]}`,
      crumbs: countyCrumbs(county, {
        href: withQuery(monthHref(county, month), { asOf: moment.asked }),
        text: monthInWords(month),
      }),
      side: countySide(county, request.may),
      county,
      body: <TrailShown view={view} asked={asked} moment={moment} path={request.path} />,
    };
  },
});

function askedOf(
  of: Pick<TrailAsked, 'county' | 'month' | 'line' | 'column'>,
  query: FormTexts,
): TrailAsked {
  return {
    ...of,
    after: rowsBefore(query),
    id: idOf(query),
    least: leastOf(query),
    order: wordOfQuery(query, 'order', ['id', 'amount']),
  };
}

function idOf(query: FormTexts): string {
  const id = textOf(query, 'id');
  if (id === '' || isSubjectId(id)) return id;
  throw new WrongQuery('id', 'Give the beginning of an id: letters, digits and hyphens, up to 32.');
}

function leastOf(query: FormTexts): number | null {
  const text = textOf(query, 'least');
  const least = parseMoneySigned(text);
  if (text === '' || least !== null) return least;
  throw new WrongQuery('least', 'Give an amount as 1200 or 1,200.50.');
}

/** Throws `NotThere` for a column that the line never reports. */
export function demandColumn(
  { month, line, column }: { month: Month; line: LineNumber; column: Column },
  { edition }: Moment,
): void {
  const lines = linesOfForm('CS 1257', edition.edition ?? editionOf(month).id);
  const entry = lines.find((each) => each.line === line);
  if (entry === undefined || columnsOf(entry).includes(column)) return;
  const there = columnsOf(entry).map((each) => `(${each})`);
  throw new NotThere(`Line ${line} has no column (${column}): it reports ${there.join(', ')}.`);
}

interface Trail {
  view: TrailView;
  asked: TrailAsked;
  moment: Moment;
  path: string;
}

function TrailShown({ view, asked, moment, path }: Trail): VNode {
  const { county, month, line } = asked;
  return (
    <div>
      <p>
        {countyInWords(county)}, {monthInWords(month)}.
      </p>
      <Links
        links={[
          { href: lineHelpHref(line), text: `What Line ${line} counts` },
          {
            href: withQuery(courseHref(county, month, line), { asOf: courseAsOf(moment) }),
            text: 'Twelve months of it',
          },
        ]}
      />
      <AsOf asOf={moment} />
      <p>
        Total:{' '}
        <strong id="total" data-value={String(view.total ?? '')}>
          {view.total === null ? 'not reported yet' : numberInWords(view.total)}
        </strong>
        {view.chosen === null ? null : `. The rows shown come to ${numberInWords(view.chosen)}.`}
      </p>
      <Filter asked={asked} moment={moment} path={path} hasAmounts={view.hasAmounts} />
      <Links
        links={['csv', 'xlsx', 'parquet'].map((kind) => ({
          href: withQuery(`${path}/trail.${kind}`, { asOf: moment.asked }),
          text: kind === 'parquet' ? 'Parquet' : kind.toUpperCase(),
        }))}
      />
      {view.rows.length === 0 ? <NoRows asked={asked} /> : <Rows view={view} />}
    </div>
  );
}

/** A version names a position of one month: the course is as of that position. */
function courseAsOf({ asked, asOf }: Moment): string {
  return asked.startsWith('v') ? String(asOf ?? '') : asked;
}

function NoRows({ asked }: { asked: TrailAsked }): VNode {
  return isChosen(asked) ? (
    <Empty why="No row is like that: give less of the id, or a smaller amount." />
  ) : (
    <Empty why="The cell counts nobody. Records that put a case or child on this line would fill it." />
  );
}

function Rows({ view }: { view: TrailView }): VNode {
  return (
    <div>
      <Table
        id="trail"
        caption="What the cell counts"
        rows={view.rows}
        keyOf={({ key }) => key}
        attributesOf={({ subject, column, amount }) => ({
          'data-case': subject?.kind === 'case' ? subject.id : undefined,
          'data-child': subject?.kind === 'child' ? subject.id : undefined,
          'data-column': column,
          'data-amount': amount ?? undefined,
        })}
        columns={trailColumns(view)}
      />
      <Pagination
        label="Rows of the trail"
        first={view.first}
        last={view.last}
        total={view.rowCount}
        previous={view.previous}
        next={view.next}
      />
    </div>
  );
}

function trailColumns({ hasAmounts, hasCases }: TrailView): readonly ColumnShown<ShownTrailRow>[] {
  return [
    {
      heading: 'Case or child',
      cell: ({ subject }) =>
        subject === null ? (
          'A figure that counts nobody'
        ) : (
          <a href={subject.href}>{`${subject.kind === 'case' ? 'Case' : 'Child'} ${subject.id}`}</a>
        ),
    },
    { heading: 'Column', cell: ({ column }) => `(${column})` },
    ...(hasAmounts
      ? [
          {
            heading: 'Amount',
            isNumber: true,
            cell: ({ amount }: ShownTrailRow) => (amount === null ? '' : numberInWords(amount)),
          },
        ]
      : []),
    ...(hasCases
      ? [
          {
            heading: 'By cases',
            cell: ({ cases }: ShownTrailRow) =>
              cases.map(({ id, href }) => (
                <span key={id}>
                  <a href={href}>{id}</a>{' '}
                </span>
              )),
          },
        ]
      : []),
    { heading: 'By records', cell: (row) => <RecordsOf row={row} /> },
  ];
}

function RecordsOf({ row }: { row: ShownTrailRow }): VNode {
  const { records, recordsLeft: more, subject } = row;
  return (
    <span class="pl-apart">
      {records.map(({ id, href }) => (
        <span key={id}>
          <a class="pl-id" href={href}>
            {id.slice(0, 8)}
            <span class="usa-sr-only"> (record {id})</span>
          </a>{' '}
        </span>
      ))}
      {more <= 0 ? null : subject === null ? (
        `and ${String(more)} more`
      ) : (
        <a href={`${subject.href}#history`}>{`and ${String(more)} more`}</a>
      )}
    </span>
  );
}

function Filter({
  asked,
  moment,
  path,
  hasAmounts,
}: Pick<Trail, 'asked' | 'moment' | 'path'> & { hasAmounts: boolean }): VNode {
  return (
    <form class="pl-bar" method="get" action={path} data-act="filter">
      <input type="hidden" name="asOf" value={moment.asked} />
      <div>
        <label class="usa-label" for="id">
          Id begins with
        </label>
        <input
          class="usa-input"
          id="id"
          type="text"
          name="id"
          value={asked.id}
          autocomplete="off"
        />
      </div>
      {hasAmounts || asked.least !== null ? (
        <div>
          <label class="usa-label" for="least">
            Amount of at least
          </label>
          <input
            class="usa-input"
            id="least"
            type="text"
            name="least"
            inputmode="decimal"
            autocomplete="off"
            value={asked.least === null ? '' : String(asked.least / 100)}
          />
        </div>
      ) : null}
      {hasAmounts || asked.order === 'amount' ? (
        <div>
          <label class="usa-label" for="order">
            In order of
          </label>
          <select class="usa-select" id="order" name="order">
            <option value="id" selected={asked.order === 'id'}>
              id
            </option>
            <option value="amount" selected={asked.order === 'amount'}>
              amount, largest first
            </option>
          </select>
        </div>
      ) : null}
      <button class="usa-button usa-button--outline" type="submit">
        Show
      </button>
    </form>
  );
}
