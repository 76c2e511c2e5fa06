import type { VNode } from 'preact';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import { parseLine } from '../../../../events/line-numbers.js';
import { addMonths, formatMonth, monthOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import type { County } from '../../../../events/values/county.js';
import { COLUMNS } from '../../../../projections/form/line.js';
import { cellOf } from '../../../../projections/form/report.js';
import { latestOf, standingOf } from '../../../../projections/versions/version.js';
import { COLUMN_TITLES } from '../../../reports/form.js';
import { lineHelpHref, trailHref, withQuery } from '../../addresses.js';
import { NumberCell } from '../../components/figures.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { Frame, Table } from '../../components/table.js';
import { countyInWords } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import { counted, monthInWords, numberInWords } from '../../words.js';
import { stateView } from './view.js';
import type { StateView } from './view.js';

/** The newest month that some county has submitted; without any, the last that is over. */
const STATE_PAGE = page({
  address: '/state',
  action: 'state.read',
  asks: ['ledgers', 'versions'],
  showsPerson: false,
  show: async ({ now }, ask) => {
    const { ledgers } = await ask('ledgers', {});
    let newest: Month | null = null;
    for (const { county } of ledgers) {
      const reply = await ask.reply('versions', { county, month: null });
      const versions = reply.kind === 'done' ? reply.value.versions : [];
      for (const { month } of versions) {
        if ((newest === null || month > newest) && latestOf(versions, month) !== null)
          newest = month;
      }
    }
    const month = newest ?? addMonths(monthOf(civilDayOf(now)), -1);
    return redirectTo(`/state/months/${formatMonth(month)}`);
  },
});

interface CountyCells {
  readonly county: County;
  readonly name: string;
  readonly cells: readonly { readonly href: string; readonly text: string }[];
}

const STATE_MONTH_PAGE = page({
  address: '/state/months/:month',
  action: 'state.read',
  asks: ['rollup', 'versions'],
  showsPerson: false,
  show: async ({ parameters: { month }, query }, ask) => {
    const rollup = await ask('rollup', { month });
    const line = parseLine(textOf(query, 'line'));
    const ofLine: CountyCells[] = [];
    if (line !== null) {
      for (const { county, version } of rollup.counties) {
        const { versions } = await ask('versions', { county, month });
        const lines = standingOf(versions, month)?.lines ?? {};
        const asOf = `v${String(version)}`;
        ofLine.push({
          county,
          name: countyInWords(county),
          cells: COLUMNS.map((column) => {
            const value = cellOf(lines, line, column);
            const href = withQuery(trailHref(county, month, line, column), { asOf });
            return { href, text: value === null ? '' : numberInWords(value) };
          }),
        });
      }
    }
    return {
      kind: 'shown',
      title: `State, ${monthInWords(month)}`,
      heading: `The state in ${monthInWords(month)}`,
      crumbs: [{ href: '/', text: 'Counties' }],
      body: <State view={stateView(rollup)} month={month} line={line} ofLine={ofLine} />,
    };
  },
});

export const STATE_PAGES = [STATE_PAGE, STATE_MONTH_PAGE] as const;

function State({
  view,
  month,
  line,
  ofLine,
}: {
  view: StateView;
  month: Month;
  line: string | null;
  ofLine: readonly CountyCells[];
}): VNode {
  const { counties, missing, leftOut } = view;
  return (
    <div>
      <p>
        {counted(counties.length, 'county has', 'counties have')} an approved version,{' '}
        {counted(missing.length, 'is', 'are')} missing.
      </p>
      {leftOut.map(({ county, why }) => (
        <Alert key={county} kind="error" heading={`County ${county} cannot be read`}>
          <p>{why} A sum without it would be wrong, so there is none.</p>
        </Alert>
      ))}
      {line === null ? null : <OfLine line={line} rows={ofLine} />}
      <Counties view={view} />
      {view.sections === null ? null : <Sum view={view} />}
      <Links
        links={[-1, 1].map((step) => {
          const other = addMonths(month, step);
          return { href: `/state/months/${formatMonth(other)}`, text: monthInWords(other) };
        })}
      />
    </div>
  );
}

function OfLine({ line, rows }: { line: string; rows: readonly CountyCells[] }): VNode {
  return (
    <Table
      id="line"
      caption={`Line ${line} by county, as approved`}
      rows={rows}
      keyOf={({ county }) => county}
      attributesOf={({ county }) => ({ 'data-county': county })}
      columns={[
        { heading: 'County', cell: ({ name }) => name },
        ...COLUMNS.map((column, index) => ({
          heading: `(${column}) ${COLUMN_TITLES[column]}`,
          isNumber: true,
          cell: ({ cells }: CountyCells) => {
            const cell = cells[index];
            return cell === undefined || cell.text === '' ? (
              ''
            ) : (
              <a href={cell.href}>{cell.text}</a>
            );
          },
        })),
      ]}
    />
  );
}

function Counties({ view: { counties, missing } }: { view: StateView }): VNode {
  return (
    <section>
      {counties.length === 0 ? (
        <Empty why="No county has an approved version of this month." />
      ) : (
        <Table
          id="counties"
          caption="Counties in the sum"
          rows={counties}
          keyOf={({ county }) => county}
          columns={[
            { heading: 'County', cell: ({ href, name }) => <a href={href}>{name}</a> },
            { heading: 'Version', isNumber: true, cell: ({ version }) => String(version) },
            { heading: 'Position', isNumber: true, cell: ({ asOf }) => numberInWords(asOf) },
          ]}
        />
      )}
      {missing.length === 0 ? null : (
        <section>
          <h2>Missing</h2>
          <ul id="missing" class="usa-list">
            {missing.map(({ county, name, href }) => (
              <li key={county}>
                <a href={href}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

function Sum({ view: { sections } }: { view: StateView }): VNode {
  return (
    <Frame label="Sum of the counties">
      <table id="report" class="pl-table">
        <caption>Sum of the counties’ approved versions</caption>
        <thead>
          <tr>
            <th scope="col" class="pl-stay">
              Line
            </th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class="pl-number">
                {`(${column}) ${COLUMN_TITLES[column]}`}
              </th>
            ))}
          </tr>
        </thead>
        {(sections ?? []).map(({ letter, title, lines }) => (
          <tbody key={letter}>
            <tr class="pl-section">
              <th scope="rowgroup" colspan={COLUMNS.length + 1}>{`${letter}. ${title}`}</th>
            </tr>
            {lines.map(({ line, title: titleOfLine, cells }) => (
              <tr key={line} id={`line-${line}`}>
                <th scope="row" class="pl-stay">
                  <a href={lineHelpHref(line)}>{`Line ${line}`}</a> {titleOfLine}
                </th>
                {cells.map((cell, index) => (
                  <NumberCell
                    key={COLUMNS[index] ?? ''}
                    id={`line-${line}-${COLUMNS[index] ?? ''}`}
                    cell={cell}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Frame>
  );
}
