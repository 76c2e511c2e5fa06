import type { VNode } from 'preact';
import { monthHref, withQuery } from '../../addresses.js';
import { Typed } from '../../components/figures.js';
import { Empty, Pagination } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { ASKS_MOMENT, momentOf } from '../../moment.js';
import type { Moment } from '../../moment.js';
import { NotThere } from '../../not-there.js';
import { page } from '../../page.js';
import { counted, monthInWords, numberInWords } from '../../words.js';
import { demandRowAfter, rowsBefore } from '../../wrong-query.js';
import { DIFFERENCE_ROWS, differencesView } from './view.js';
import type { DifferenceRow, DifferencesView } from './view.js';

/** Records of a row that are named. */
const RECORDS_SHOWN = 5;

export const DIFFERENCES_PAGE = page({
  address: '/counties/:county/months/:month/differences',
  action: 'trail.read',
  asks: [...ASKS_MOMENT, 'diff'],
  showsPerson: true,
  show: async ({ parameters, query, path, may }, ask) => {
    const { county, month } = parameters;
    if (textOf(query, 'from') === '' && textOf(query, 'to') === '') {
      throw new NotThere('Say which two moments: open the month and compare it with another.');
    }
    const from = await momentOf(ask, query, parameters, 'from');
    const to = await momentOf(ask, query, parameters, 'to');
    const difference = await ask('diff', {
      county,
      month,
      from: from.position,
      to: to.position,
      fromEdition: from.edition.edition,
      toEdition: to.edition.edition,
    });
    const after = rowsBefore(query);
    demandRowAfter(after, difference.rows.length);
    const view = differencesView(county, difference, after);
    return {
      kind: 'shown',
      title: `What changed in ${monthInWords(month)}`,
      heading: `What changed in ${monthInWords(month)}, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county, { href: monthHref(county, month), text: monthInWords(month) }),
      side: countySide(county, may),
      county,
      body: <Differences view={view} from={from} to={to} path={path} />,
    };
  },
});

function Differences({
  view,
  from,
  to,
  path,
}: {
  view: DifferencesView;
  from: Moment;
  to: Moment;
  path: string;
}): VNode {
  const { difference, rows, after } = view;
  const at = (position: number): string =>
    withQuery(path, { from: from.asked, to: to.asked, after: position === 0 ? '' : position });
  const total = difference.rows.length;
  return (
    <div>
      <p>
        From position {numberInWords(from.position)} to position {numberInWords(to.position)}:{' '}
        {counted(difference.cells.length, 'cell differs', 'cells differ')}, {counted(total, 'row')}{' '}
        of cases and children.
      </p>
      {total === 0 ? (
        <Empty why="No case and no child stands otherwise at the two moments." />
      ) : (
        <div>
          <Rows rows={rows} />
          <Pagination
            label="Rows that differ"
            first={after + 1}
            last={after + rows.length}
            total={total}
            previous={after === 0 ? null : at(Math.max(0, after - DIFFERENCE_ROWS))}
            next={after + rows.length < total ? at(after + DIFFERENCE_ROWS) : null}
          />
        </div>
      )}
    </div>
  );
}

function Rows({ rows }: { rows: readonly DifferenceRow[] }): VNode {
  return (
    <Table
      id="differences"
      caption="Whose rows differ, and by which records"
      rows={rows}
      keyOf={({ key }) => key}
      attributesOf={({ line, column }) => ({ 'data-line': line, 'data-column': column })}
      columns={[
        {
          heading: 'Line',
          cell: ({ line, column }) => <span class="pl-nowrap">{`Line ${line} (${column})`}</span>,
        },
        {
          heading: 'Whose',
          cell: ({ who }) =>
            who === null ? (
              'The county’s own'
            ) : (
              <a class="pl-nowrap" href={who.href}>
                {who.text}
              </a>
            ),
        },
        { heading: 'Before', isNumber: true, cell: ({ from }) => from },
        { heading: 'Now', isNumber: true, cell: ({ to }) => to },
        {
          heading: 'By records between',
          cell: ({ records }) => (
            <ul class="pl-records">
              {records.slice(0, RECORDS_SHOWN).map(({ href, text, reason }) => (
                <li key={href}>
                  <a href={href}>{text}</a>
                  {reason === null ? null : (
                    <span>
                      {' '}
                      (<Typed text={reason} />)
                    </span>
                  )}
                </li>
              ))}
              {records.length > RECORDS_SHOWN ? (
                <li>{`and ${numberInWords(records.length - RECORDS_SHOWN)} more`}</li>
              ) : null}
            </ul>
          ),
        },
      ]}
    />
  );
}
