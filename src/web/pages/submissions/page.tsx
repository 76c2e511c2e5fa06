import type { VNode } from 'preact';
import type { County } from '../../../../events/values/county.js';
import { instantOfMs, parseInstant } from '../../../../events/values/instant.js';
import { versionHref } from '../../addresses.js';
import { DateOf, InstantOf, Typed } from '../../components/figures.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Empty } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { countyCrumbs, countyInWords, countySide } from '../../county-navigation.js';
import { page } from '../../page.js';
import { monthInWords, numberInWords } from '../../words.js';
import { submissionsView } from './view.js';
import type { SubmissionRow } from './view.js';

export const SUBMISSIONS_PAGE = page({
  address: '/counties/:county/submissions',
  action: 'report.read',
  asks: ['versions'],
  showsPerson: false,
  show: async ({ parameters: { county }, may, now, path, query }, ask) => {
    const { versions, firstMonth } = await ask('versions', { county, month: null });
    const rows = submissionsView(county, versions, firstMonth, now);
    return {
      kind: 'shown',
      title: `Submissions of county ${county}`,
      heading: `Submissions, ${countyInWords(county)}`,
      crumbs: countyCrumbs(county),
      side: countySide(county, may),
      county,
      body:
        rows.length === 0 ? (
          <Empty why="No version was submitted yet. Open a month that is over and submit it." />
        ) : (
          <Submissions rows={rows} county={county} paging={{ path, query }} />
        ),
    };
  },
});

function Submissions({
  rows,
  county,
  paging,
}: {
  rows: readonly SubmissionRow[];
  county: County;
  paging: Paging;
}): VNode {
  return (
    <TableInPages
      paging={paging}
      id="submissions"
      caption="Versions, those of the newest month first"
      rows={rows}
      keyOf={({ printed }) => `${printed.month} ${String(printed.version)}`}
      attributesOf={({ printed }) => ({
        'data-month': printed.month,
        'data-version': String(printed.version),
      })}
      columns={[
        {
          heading: 'Version',
          cell: ({ month, printed }) => (
            <a href={versionHref(county, month, printed.version)}>
              {`${monthInWords(month)}, version ${String(printed.version)}`}
            </a>
          ),
        },
        { heading: 'Kind', cell: ({ printed }) => printed.kind },
        {
          heading: 'State',
          cell: ({ status, isExpired }) => (
            <span>
              <StatusTag {...status} />
              {isExpired ? ' no longer kept' : null}
            </span>
          ),
        },
        {
          heading: 'Submitted',
          cell: ({ printed: { submitted } }) => (
            <span>
              <InstantOf instant={instantOfMs(parseInstant(submitted.at) ?? 0)} /> by{' '}
              <Typed text={submitted.by} />
            </span>
          ),
        },
        { heading: 'Due', cell: ({ printed }) => <DateOf date={printed.due} /> },
        {
          heading: 'Days late',
          isNumber: true,
          cell: ({ printed }) => numberInWords(printed.daysLate),
        },
      ]}
    />
  );
}
