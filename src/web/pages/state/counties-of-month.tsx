import type { VNode } from 'preact';
import { Empty } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { counted, numberInWords } from '../../words.js';
import type { CountiesOfMonthView, CountyOfMonthShown } from './counties-view.js';

/** The counties of a month, all or those that were chosen. */
export function CountiesOfMonth({ view }: { view: CountiesOfMonthView }): VNode {
  const { rows, sentence, choices, show } = view;
  return (
    <section>
      <p id="standing">{sentence}</p>
      <nav aria-label="Which counties">
        <ul class="pl-links">
          {choices.map(({ href, text, isHere }) => (
            <li key={href}>
              <a href={href} aria-current={isHere ? 'true' : undefined}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {rows.length === 0 ? (
        <Empty why="No county is so. Choose others above." />
      ) : (
        <Rows rows={rows} show={show} />
      )}
    </section>
  );
}

function Rows({ rows, show }: Pick<CountiesOfMonthView, 'rows' | 'show'>): VNode {
  return (
    <Table
      id="counties"
      caption="Counties in the month"
      rows={rows}
      keyOf={({ county }) => county}
      isList
      attributesOf={({ county, daysLate, status }) => ({
        'data-county': county,
        'data-late': String(daysLate),
        'data-state': status.text,
      })}
      columns={[
        { heading: 'County', cell: ({ href, name }) => <a href={href}>{name}</a> },
        { heading: 'State', cell: (row) => <State row={row} /> },
        {
          heading: 'Latest version',
          cell: ({ version }) =>
            version === null ? 'none' : <a href={version.href}>{version.text}</a>,
        },
        {
          heading: 'In the sum',
          cell: ({ inSum, asOf }) =>
            inSum === null
              ? 'no'
              : `version ${String(inSum)}, position ${numberInWords(asOf ?? 0)}`,
        },
        {
          heading: 'Late',
          cell: ({ daysLate }) =>
            daysLate === 0 ? (
              'no'
            ) : (
              <StatusTag text={`${counted(daysLate, 'day')} late`} tone="warning" />
            ),
        },
        ...(show === 'outdated'
          ? [
              {
                heading: 'Outdated',
                cell: () => <StatusTag text="outdated" tone="warning" />,
              },
            ]
          : []),
      ]}
    />
  );
}

function State({ row: { status } }: { row: CountyOfMonthShown }): VNode {
  return <StatusTag {...status} />;
}
