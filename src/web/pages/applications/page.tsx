import type { VNode } from 'preact';
import type { AccessActName } from '../../../../events/acts/access-act.js';
import type { ApplicationAnswer } from '../../../process/applications.js';
import type { RenewalDue, ShownWaiting } from '../../../process/sheets.js';
import { ErrorSummary } from '../../components/form.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Empty, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { ActForm } from '../../process/act-form.js';
import type { ActFormShown } from '../../process/act-form.js';
import { formAsked, formsOfActs } from '../../process/acting.js';
import { ROLE_TITLES } from '../../role-words.js';
import {
  APPLICATIONS_ADDRESS,
  STATE_WORDS,
  actInWords,
  applicationHref,
  waitingHref,
} from '../../process/words.js';
import { counted, dateInWords } from '../../words.js';

const ASKS = ['applications', 'waiting', 'renewals', 'doAccessAct'] as const;

const ADDRESS = APPLICATIONS_ADDRESS;

const ACTS: readonly AccessActName[] = [
  'RequestorIdentified',
  'CountyConverted',
  'ProcessReviewed',
];

export const APPLICATIONS_PAGE = page({
  address: ADDRESS,
  action: 'application.read',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => shown(request, ask, formAsked(request, ACTS), 200),
  acts: formsOfActs({ acts: ACTS, known: () => ({}), showWith: shown }),
});

async function shown(
  request: PageRequest,
  ask: Ask<(typeof ASKS)[number]>,
  form: ActFormShown | null,
  status: Shown['status'],
): Promise<Shown> {
  const base = {
    kind: 'shown',
    ...(status === undefined ? {} : { status }),
    title: 'Applications for third party access',
  } as const;
  if (form !== null) {
    const body = (
      <div>
        <ErrorSummary faults={form.state.faults} />
        <ActForm shown={form} request={request} back={ADDRESS} />
      </div>
    );
    return { ...base, crumbs: [{ href: ADDRESS, text: 'Applications' }], body };
  }
  const { applications } = await ask('applications', { county: null, on: null });
  const { waiting } = await ask('waiting', { on: null, of: 'me' });
  const { renewals } = await ask('renewals', { on: null });
  const body = (
    <div>
      <Waits waiting={waiting} paging={request} />
      <Possible request={request} />
      <All applications={applications} paging={request} />
      <Renewals renewals={renewals} paging={request} />
      <Links
        links={[
          { href: '/access/tracking', text: 'Tracking sheet' },
          { href: '/access/allocation', text: 'Allocation guide' },
          { href: '/matrix', text: 'Matrix of approved user accounts' },
          { href: '/third-party-access', text: 'The process and its forms' },
        ]}
      />
    </div>
  );
  return { ...base, body };
}

function Waits({ waiting, paging }: { waiting: readonly ShownWaiting[]; paging: Paging }): VNode {
  if (waiting.length === 0) return <Empty why="Nothing waits for you." />;
  return (
    <TableInPages
      paging={paging}
      id="waiting"
      caption="What waits, oldest goal first"
      rows={waiting}
      keyOf={({ application, act }) => `${application} ${act}`}
      attributesOf={({ application, act }) => ({
        'data-application': application,
        'data-act': act,
      })}
      isList
      columns={[
        {
          heading: 'To do',
          cell: ({ application, act }) => (
            <a href={waitingHref(application, act)}>{actInWords(act)}</a>
          ),
        },
        {
          heading: 'Organization',
          cell: ({ application, organisation }) => `${application} ${organisation}`,
        },
        { heading: 'Waits for', cell: ({ waitsFor }) => ROLE_TITLES[waitsFor] },
        { heading: 'Since', cell: ({ since }) => dateInWords(since) },
        { heading: 'Due', cell: ({ due }) => (due === null ? 'no day' : dateInWords(due)) },
        {
          heading: 'Late',
          cell: ({ daysLate }) =>
            daysLate === 0 ? 'no' : <StatusTag text={counted(daysLate, 'day')} tone="warning" />,
        },
      ]}
    />
  );
}

function Possible({ request: { may } }: { request: PageRequest }): VNode | null {
  const links = [
    ...(may('application.identify') ? ['RequestorIdentified'] : []),
    ...(may('conversion.record') ? ['CountyConverted'] : []),
    ...(may('application.decide') ? ['ProcessReviewed'] : []),
  ].map((act) => ({ href: `${ADDRESS}?act=${act}`, text: actInWords(act) }));
  return links.length === 0 ? null : <Links links={links} />;
}

function All({
  applications,
  paging,
}: {
  applications: readonly ApplicationAnswer[];
  paging: Paging;
}): VNode {
  if (applications.length === 0) {
    return (
      <Empty why="There is no application that you may read.">
        <p>A county’s director begins one by naming an organization.</p>
      </Empty>
    );
  }
  return (
    <TableInPages
      paging={paging}
      id="applications"
      caption="Applications"
      rows={applications}
      keyOf={({ application }) => application}
      attributesOf={({ application, state }) => ({
        'data-application': application,
        'data-state': state,
      })}
      isList
      columns={[
        {
          heading: 'Application',
          cell: ({ application }) => <a href={applicationHref(application)}>{application}</a>,
        },
        { heading: 'County', cell: ({ county }) => county },
        { heading: 'Organization', cell: ({ organisation }) => organisation },
        { heading: 'State', cell: ({ state }) => <StatusTag {...STATE_WORDS[state]} /> },
        {
          heading: 'Accounts',
          cell: ({ accounts, open }) =>
            accounts === null ? '' : `${String(open)} of ${String(accounts)}`,
        },
      ]}
    />
  );
}

function Renewals({
  renewals,
  paging,
}: {
  renewals: readonly RenewalDue[];
  paging: Paging;
}): VNode | null {
  if (renewals.length === 0) return null;
  return (
    <TableInPages
      paging={paging}
      id="renewals"
      caption="Memoranda due for renewal"
      rows={renewals}
      keyOf={({ application }) => application}
      isList
      columns={[
        {
          heading: 'Application',
          cell: ({ application }) => <a href={applicationHref(application)}>{application}</a>,
        },
        { heading: 'Organization', cell: ({ organisation }) => organisation },
        { heading: 'Ends', cell: ({ to }) => dateInWords(to) },
        {
          heading: 'Noticed',
          cell: ({ noticed }) => (noticed === null ? 'not yet' : dateInWords(noticed)),
        },
        {
          heading: 'Findings not cleared',
          cell: ({ outstanding }) => (outstanding.length === 0 ? 'none' : outstanding.join(', ')),
        },
        {
          heading: 'Renewed by',
          cell: ({ renewedBy }) =>
            renewedBy === null ? (
              'nothing yet'
            ) : (
              <a href={applicationHref(renewedBy)}>{renewedBy}</a>
            ),
        },
      ]}
    />
  );
}
