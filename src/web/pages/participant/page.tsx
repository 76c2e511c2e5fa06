import type { VNode } from 'preact';
import { withQuery } from '../../addresses.js';
import { AsOf } from '../../components/as-of.js';
import { DayOf } from '../../components/figures.js';
import { Empty, Pagination } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { caseCrumbs, countySide } from '../../county-navigation.js';
import { ASKS_MOMENT, momentSeen } from '../../moment.js';
import type { Moment } from '../../moment.js';
import { page } from '../../page.js';
import { counted } from '../../words.js';
import { rowsBefore } from '../../wrong-query.js';
import { participantView } from './view.js';
import type { ParticipantView } from './view.js';

/** The cases in which a participant has a part. */
export const PARTICIPANT_PAGE = page({
  address: '/counties/:county/participants/:participant',
  action: 'case.read',
  asks: [...ASKS_MOMENT, 'casesOfParticipant'],
  showsPerson: true,
  show: async (request, ask) => {
    const { county, participant } = request.parameters;
    const moment = await momentSeen(request, ask, { county, month: null });
    const asOf = moment?.asOf ?? null;
    const cases = await ask('casesOfParticipant', { county, participant, asOf });
    return {
      kind: 'shown',
      title: 'Cases of a participant',
      heading: `Participant ${participant}`,
      crumbs: caseCrumbs(county, request.may),
      side: countySide(county, request.may),
      county,
      body: (
        <Cases
          view={participantView(county, cases, rowsBefore(request.query))}
          moment={moment}
          path={request.path}
        />
      ),
    };
  },
});

interface Shown {
  view: ParticipantView;
  moment: Moment | null;
  path: string;
}

function Cases({ view, moment, path }: Shown): VNode {
  return (
    <div>
      <AsOf asOf={moment} />
      {view.lineCount === 0 ? (
        <Empty why="No case names this participant. Opening a case with the id would put it here." />
      ) : (
        <div>
          <p>{`${counted(view.caseCount, 'case')} of the county.`}</p>
          <Table
            id="cases"
            caption="Cases that name the participant"
            rows={view.lines}
            keyOf={({ key }) => key}
            isList
            attributesOf={(of) => ({ 'data-case': of.case, 'data-part': of.part })}
            columns={[
              {
                heading: 'Case',
                cell: (of) => (
                  <a
                    href={withQuery(of.href, { asOf: moment?.asked ?? '' })}
                  >{`Case ${of.case}`}</a>
                ),
              },
              { heading: 'Part in it', cell: (of) => of.partWords },
              { heading: 'Since', cell: (of) => <DayOf day={of.effective} /> },
              {
                heading: 'By record',
                cell: ({ record }) => (
                  <a class="pl-id" href={record.href}>
                    {record.text}
                  </a>
                ),
              },
            ]}
          />
          {view.previous === null && view.next === null ? null : (
            <Pages view={view} moment={moment} path={path} />
          )}
        </div>
      )}
    </div>
  );
}

function Pages({ view, moment, path }: Shown): VNode {
  const { after, lines, lineCount, previous, next } = view;
  const to = (from: number | null): string | null =>
    from === null ? null : withQuery(path, { asOf: moment?.asked ?? '', after: from });
  return (
    <Pagination
      label="Cases of the participant"
      first={lines.length === 0 ? 0 : after + 1}
      last={lines.length === 0 ? 0 : after + lines.length}
      total={lineCount}
      previous={to(previous)}
      next={to(next)}
    />
  );
}
