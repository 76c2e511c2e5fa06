import type { VNode } from 'preact';
import { GOALS } from '../../../../projections/process/goals.js';
import { TRACKED_STEPS } from '../../../../projections/process/tracking.js';
import { trackingCsv, trackingXlsx } from '../../../process/printed-sheets.js';
import type { TrackingAnswer } from '../../../process/sheets.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Empty, Links } from '../../components/parts.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import { GOAL_WORDS, STATE_WORDS, actInWords, applicationHref } from '../../process/words.js';
import { counted, dateInWords } from '../../words.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const TRACKING_PAGE = page({
  address: '/access/tracking',
  action: 'application.read',
  asks: ['tracking'],
  showsPerson: true,
  show: async ({ path, query }, ask) => {
    const sheet = await ask('tracking', { on: null });
    switch (textOf(query, 'format')) {
      case 'csv':
        return {
          kind: 'download',
          name: 'tracking.csv',
          type: 'text/csv; charset=utf-8',
          pieces: [trackingCsv(sheet)],
        };
      case 'xlsx':
        return { kind: 'download', name: 'tracking.xlsx', type: XLSX, pieces: trackingXlsx(sheet) };
      default:
        return {
          kind: 'shown',
          title: 'Tracking sheet',
          crumbs: [{ href: '/access/applications', text: 'Applications' }],
          body: <Tracking sheet={sheet} paging={{ path, query }} />,
        };
    }
  },
});

function Tracking({
  sheet: { rows, on },
  paging,
}: {
  sheet: TrackingAnswer;
  paging: Paging;
}): VNode {
  if (rows.length === 0) return <Empty why="There is no application that you may read." />;
  return (
    <div>
      <p>{`As of ${dateInWords(on)}. A day stands where a step was taken.`}</p>
      <Links
        links={[
          { href: '/access/tracking?format=csv', text: 'As CSV' },
          { href: '/access/tracking?format=xlsx', text: 'As workbook (XLSX)' },
        ]}
      />
      <TableInPages
        paging={paging}
        id="tracking"
        caption="Steps and goals of each application"
        rows={rows}
        keyOf={({ shown }) => shown.application}
        attributesOf={({ shown }) => ({ 'data-application': shown.application })}
        columns={[
          {
            heading: 'Application',
            cell: ({ shown: { application } }) => (
              <a href={applicationHref(application)}>{application}</a>
            ),
          },
          { heading: 'County', cell: ({ shown }) => shown.county },
          { heading: 'Organization', cell: ({ shown }) => shown.organisation },
          { heading: 'State', cell: ({ shown }) => STATE_WORDS[shown.state].text },
          ...TRACKED_STEPS.map((step) => ({
            heading: actInWords(step),
            cell: ({ steps }: TrackingAnswer['rows'][number]) => (
              <span class="pl-nowrap">{dateInWords(steps[step] ?? '')}</span>
            ),
          })),
          ...GOALS.map((name) => ({
            heading: `Goal: ${GOAL_WORDS[name].toLowerCase()}`,
            cell: ({ shown }: TrackingAnswer['rows'][number]) =>
              goalText(shown.goals.find(({ goal }) => goal === name)),
          })),
        ]}
      />
    </div>
  );
}

function goalText(
  goal: TrackingAnswer['rows'][number]['shown']['goals'][number] | undefined,
): string {
  if (goal === undefined) return '';
  const met = goal.met === null ? `due ${dateInWords(goal.due)}` : `met ${dateInWords(goal.met)}`;
  return goal.daysLate === 0 ? met : `${met}, ${counted(goal.daysLate, 'day')} late`;
}
