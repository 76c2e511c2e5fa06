import type { VNode } from 'preact';
import { formatDay } from '../../../../events/values/day.js';
import { DayOf, InstantOf, Typed } from '../../components/figures.js';
import { ErrorSummary, TextField } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Empty } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { page } from '../../page.js';
import type { PageRequest, Shown } from '../../page.js';
import { counted } from '../../words.js';
import { LOG_SIDE } from '../log/log-side.js';
import { daysAsked, unusualView } from './view.js';
import type { UnusualView } from './view.js';

/** What of the access log somebody should look at. */
export const UNUSUAL_PAGE = page({
  address: '/log/unusual',
  action: 'log.read',
  asks: ['unusualUse'],
  showsPerson: true,
  show: async (request, ask) => {
    const { query, now, may } = request;
    const days = daysAsked(query, now);
    if (days.kind === 'wrong') {
      return shown(request, { texts: query, faults: days.faults }, null, 422);
    }
    const { from, to } = days;
    const view = unusualView(await ask('unusualUse', { from, to }));
    const texts = new Map([
      ['from', formatDay(from)],
      ['to', formatDay(to)],
    ]);
    const body = <Unusual view={view} mayOpen={may('account.read')} />;
    return shown(request, { texts, faults: [] }, body);
  },
});

function shown(
  { path }: PageRequest,
  state: FormState,
  body: VNode | null,
  status: Shown['status'] = 200,
): Shown {
  return {
    kind: 'shown',
    status,
    title: 'Unusual use',
    crumbs: [
      { href: '/', text: 'Counties' },
      { href: '/log', text: 'Access log' },
    ],
    side: LOG_SIDE,
    body: (
      <div>
        <ErrorSummary faults={state.faults} />
        <form class="pl-bar" method="get" action={path} data-act="days" novalidate>
          <TextField name="from" label="First day" hint="As 2026-10-12" state={state} />
          <TextField name="to" label="Last day" hint="As 2026-10-12" state={state} />
          <button class="usa-button usa-button--outline" type="submit">
            Show
          </button>
        </form>
        {body}
      </div>
    ),
  };
}

function Unusual({ view, mayOpen }: { view: UnusualView; mayOpen: boolean }): VNode {
  const { rows, total, resets, rules } = view;
  return (
    <div>
      <Resets view={resets} mayOpen={mayOpen} />
      <h2>What was unusual</h2>
      {rows.length === 0 ? (
        <Empty why="Nothing was unusual on these days by the rules below." />
      ) : (
        <Table
          id="unusual"
          caption={
            rows.length === total
              ? `${counted(total, 'unusual thing')}, the newest day first`
              : `The first ${String(rows.length)} of ${counted(total, 'unusual thing')}: choose fewer days`
          }
          rows={rows}
          keyOf={({ key }) => key}
          isList
          attributesOf={({ kind, account, day }) => ({
            'data-kind': kind,
            'data-account': account ?? undefined,
            'data-day': formatDay(day),
          })}
          columns={[
            { heading: 'Day', cell: ({ day }) => <DayOf day={day} /> },
            { heading: 'Who', cell: ({ account }) => <Who account={account} mayOpen={mayOpen} /> },
            { heading: 'What', cell: ({ what }) => what },
            { heading: 'From', cell: ({ from }) => from },
            { heading: 'Lines', cell: ({ lines }) => <a href={lines.href}>{lines.text}</a> },
          ]}
        />
      )}
      <h2>What counts as unusual</h2>
      <ul class="usa-list">
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <p>It may have a good reason. Ask whoever manages the account.</p>
    </div>
  );
}

function Who({ account, mayOpen }: { account: string | null; mayOpen: boolean }): VNode {
  if (account === null) return <span>nobody signed in</span>;
  return mayOpen ? <a href={`/access/accounts/${account}`}>{account}</a> : <span>{account}</span>;
}

/** Sign-ins that were made anew stand first: who takes over an account begins so. */
function Resets({
  view,
  mayOpen,
}: {
  view: UnusualView['resets'];
  mayOpen: boolean;
}): VNode | null {
  if (view.length === 0) return null;
  return (
    <section>
      <h2>Sign-ins made anew</h2>
      <Table
        id="resets"
        caption="Accounts whose password and second factor count no more"
        rows={view}
        keyOf={({ at, account }) => `${String(at)} ${account}`}
        isList
        attributesOf={({ account }) => ({ 'data-account': account })}
        columns={[
          { heading: 'When', cell: ({ at }) => <InstantOf instant={at} /> },
          {
            heading: 'Account',
            cell: ({ account }) => <Who account={account} mayOpen={mayOpen} />,
          },
          { heading: 'By', cell: ({ by }) => by },
          { heading: 'Why', cell: ({ reason }) => <Typed text={reason} /> },
        ]}
      />
    </section>
  );
}
