import type { VNode } from 'preact';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import { parseLineNumber } from '../../../../events/line-numbers.js';
import type { LineNumber } from '../../../../events/line-numbers.js';
import { addMonths, formatMonth, monthOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import type { County } from '../../../../events/values/county.js';
import { COLUMNS } from '../../../../projections/form/line.js';
import { cellOf } from '../../../../projections/form/report.js';
import { latestOf, standingOf } from '../../../../projections/versions/version.js';
import { COLUMN_TITLES } from '../../../reports/form.js';
import type { Version } from '../../../../projections/versions/version.js';
import { lineHelpHref, stateMonthHref, trailHref, withQuery } from '../../addresses.js';
import { NumberCell } from '../../components/figures.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { Frame, Table } from '../../components/table.js';
import { countyInWords } from '../../county-navigation.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask } from '../../page.js';
import { monthInWords, numberInWords } from '../../words.js';
import { WrongQuery } from '../../wrong-query.js';
import { CountiesOfMonth } from './counties-of-month.js';
import { choiceAsked, countiesOfMonthView } from './counties-view.js';
import type { CountiesOfMonthView } from './counties-view.js';
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
    return redirectTo(stateMonthHref(month));
  },
});

function lineAsked(query: FormTexts): LineNumber | null {
  const asked = textOf(query, 'line');
  const line = parseLineNumber(asked);
  if (asked === '' || line !== null) return line;
  throw new WrongQuery('line', 'Give a line of the form, as 2e.');
}

interface CountyCells {
  readonly county: County;
  readonly name: string;
  readonly cells: readonly { readonly href: string; readonly text: string }[];
}

const ASKS_MONTH = ['rollup', 'versions', 'outdated'] as const;

type AskMonth = Ask<(typeof ASKS_MONTH)[number]>;

/** Who is in, who is missing, late or outdated, and what the approved versions add up to. */
const STATE_MONTH_PAGE = page({
  address: '/state/months/:month',
  action: 'state.read',
  asks: ASKS_MONTH,
  showsPerson: false,
  show: async ({ parameters: { month }, query, path, now, may }, ask) => {
    const rollup = await ask('rollup', { month });
    const versions = new Map<County, readonly Version[]>();
    for (const county of [...rollup.counties.map((each) => each.county), ...rollup.missing]) {
      const reply = await ask.reply('versions', { county, month });
      if (reply.kind === 'done') versions.set(county, reply.value.versions);
    }
    const line = lineAsked(query);
    const choice = choiceAsked(query);
    const outdated = choice.isReplayed ? await outdatedIn(rollup.counties, month, ask) : null;
    const counties = countiesOfMonthView(path, { month, rollup, versions, outdated, choice, now });
    return {
      kind: 'shown',
      title: `State, ${monthInWords(month)}`,
      heading: `The state in ${monthInWords(month)}`,
      crumbs: [{ href: '/', text: 'Counties' }],
      body: (
        <State
          view={stateView(rollup)}
          counties={counties}
          month={month}
          line={line}
          ofLine={line === null ? [] : cellsOf(line, month, versions)}
          mayRecordFigures={may('figures.append')}
        />
      ),
    };
  },
});

/** The counties whose approved version of the month a replay does not give any more. */
async function outdatedIn(
  counties: readonly { readonly county: County }[],
  month: Month,
  ask: AskMonth,
): Promise<ReadonlySet<County>> {
  const found = new Set<County>();
  for (const { county } of counties) {
    const reply = await ask.reply('outdated', { county });
    const versions = reply.kind === 'done' ? reply.value : [];
    if (versions.some((each) => each.month === month)) found.add(county);
  }
  return found;
}

/** A line's cells in each county that has an approved version. */
function cellsOf(
  line: LineNumber,
  month: Month,
  versions: ReadonlyMap<County, readonly Version[]>,
): readonly CountyCells[] {
  return [...versions]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([county, ofCounty]): readonly CountyCells[] => {
      const standing = standingOf(ofCounty, month);
      if (standing === null) return [];
      const asOf = `v${String(standing.version)}`;
      const cells = COLUMNS.map((column) => {
        const value = cellOf(standing.lines, line, column);
        const href = withQuery(trailHref(county, month, line, column), { asOf });
        return { href, text: value === null ? '' : numberInWords(value) };
      });
      return [{ county, name: countyInWords(county), cells }];
    });
}

export const STATE_PAGES = [STATE_PAGE, STATE_MONTH_PAGE] as const;

function State({
  view,
  counties,
  month,
  line,
  ofLine,
  mayRecordFigures,
}: {
  view: StateView;
  counties: CountiesOfMonthView;
  month: Month;
  line: string | null;
  ofLine: readonly CountyCells[];
  mayRecordFigures: boolean;
}): VNode {
  const spelt = formatMonth(month);
  return (
    <div>
      {view.leftOut.map(({ county, why }) => (
        <Alert key={county} kind="error" heading={`County ${county} cannot be read`}>
          <p>{why} A sum without it would be wrong, so there is none.</p>
        </Alert>
      ))}
      {line === null ? null : <OfLine line={line} rows={ofLine} />}
      <CountiesOfMonth view={counties} />
      {view.sections === null || counties.show !== 'all' ? null : <Sum view={view} />}
      <Links
        links={[
          ...[-1, 1].map((step) => {
            const other = addMonths(month, step);
            return { href: stateMonthHref(other), text: monthInWords(other) };
          }),
          { href: withQuery('/measures', { month: spelt }), text: 'Measures of the month' },
          ...(mayRecordFigures ? [{ href: '/state/figures', text: 'Figures of DCSS' }] : []),
        ]}
      />
    </div>
  );
}

function OfLine({ line, rows }: { line: string; rows: readonly CountyCells[] }): VNode {
  if (rows.length === 0) {
    return <Empty why={`No county has an approved version yet, which Line ${line} would be of.`} />;
  }
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
