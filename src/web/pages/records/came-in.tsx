import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import { DayOf, Typed } from '../../components/figures.js';
import { Empty, Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { formatDay } from '../../../../events/values/day.js';
import { filesHref } from '../files/view.js';
import { numberInWords } from '../../words.js';
import type { CameInView } from './view.js';

/** What came in, by day, from whom. */
export function CameInShown({ view, county }: { view: CameInView; county: County }): VNode {
  const { rows, older, isBefore } = view;
  return (
    <section aria-labelledby="came-in-heading">
      <h2 id="came-in-heading">What came in</h2>
      {rows.length === 0 ? (
        <Empty
          why={
            isBefore
              ? 'No record came in before that day.'
              : 'No record has come in from this county yet.'
          }
        />
      ) : (
        <Table
          id="came-in"
          caption="Records by the day on which they came in, the newest first"
          rows={rows}
          keyOf={({ key }) => key}
          attributesOf={({ day, from, records }) => ({
            'data-day': formatDay(day),
            'data-from': from,
            'data-records': String(records),
          })}
          isList
          columns={[
            { heading: 'Day', cell: ({ day }) => <DayOf day={day} /> },
            { heading: 'From', cell: ({ from }) => <Typed text={from} /> },
            { heading: 'Records', isNumber: true, cell: ({ records }) => numberInWords(records) },
            {
              heading: 'Files',
              isNumber: true,
              cell: ({ files }) => (files === 0 ? 'none' : numberInWords(files)),
            },
            { heading: 'Of the day', isNumber: true, cell: ({ ofDay }) => numberInWords(ofDay) },
          ]}
        />
      )}
      <Links
        links={[
          ...(older === null ? [] : [{ href: older, text: 'Earlier days' }]),
          { href: filesHref(county), text: 'Files, their receipts and what was rejected' },
        ]}
      />
    </section>
  );
}
