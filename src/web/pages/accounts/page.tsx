import type { VNode } from 'preact';
import { parseCounty } from '../../../../events/values/county.js';
import { formatInstantMillis } from '../../../../events/values/instant.js';
import { inertForPeople } from '../../../packages/audit/audit-files.js';
import { csvLine } from '../../../reports/csv.js';
import { InstantOf, Typed } from '../../components/figures.js';
import { TableInPages } from '../../components/paged-table.js';
import type { Paging } from '../../components/paged-table.js';
import { Alert, Empty, Links } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';

import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import { countyInWords } from '../../county-navigation.js';
import { numberInWords } from '../../words.js';
import { accountsView, reviewRows } from './view.js';
import type { AccountLine, AccountsView } from './view.js';

const ADDRESS = '/access/accounts';

/** People and machines with access, with a list for the yearly review. */
export const ACCOUNTS_PAGE = page({
  address: ADDRESS,
  action: 'account.read',
  asks: ['accounts'],
  showsPerson: true,
  show: async ({ path, query, may, now }, ask) => {
    const county = parseCounty(textOf(query, 'county'));
    const view = accountsView(await ask('accounts', { county }), now);
    if (textOf(query, 'format') === 'csv') {
      const rows = reviewRows(view, formatInstantMillis);
      const pieces = rows.map((fields) => csvLine(fields.map(inertForPeople)));
      return { kind: 'download', name: 'accounts.csv', type: 'text/csv; charset=utf-8', pieces };
    }
    const behind = county === null ? '' : `&county=${county}`;
    const links = [
      ...(may('account.change') ? [{ href: '/access/invitation', text: 'Invite somebody' }] : []),
      ...(county === null ? [] : [{ href: ADDRESS, text: 'All accounts' }]),
      { href: `${ADDRESS}?format=csv${behind}`, text: 'List for the yearly review (CSV)' },
    ];
    return {
      kind: 'shown',
      title: 'Accounts',
      heading: county === null ? 'Accounts' : `Accounts of ${countyInWords(county)}`,
      county,
      body: (
        <div>
          {may('log.read') ? <Resets view={view} /> : null}
          <Links links={links} />
          <Accounts view={view} paging={{ path, query }} />
        </div>
      ),
    };
  },
});

/** For whoever watches over security: a reset lets another in, so it stands first (contract/access.md, Signing in). */
function Resets({ view: { resets } }: { view: AccountsView }): VNode | null {
  if (resets.length === 0) return null;
  return (
    <Alert kind="warning" heading="Sign-ins that were reset in the last 30 days">
      <ul class="usa-list" id="sign-in-resets">
        {resets.map(({ account, at, by, reason }) => (
          <li key={account} data-account={account}>
            <a href={`${ADDRESS}/${account}`}>{account}</a>, <InstantOf instant={at} />, by{' '}
            <Typed text={by} />: <Typed text={reason} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Accounts({ view, paging }: { view: AccountsView; paging: Paging }): VNode {
  if (view.accounts.length === 0) {
    return (
      <Empty why="Nobody has an account here.">
        <p>The first account is made on the machine that holds the data, with the program.</p>
      </Empty>
    );
  }
  return (
    <div>
      <p>
        {`Whoever has not signed in for ${String(view.restDays)} days cannot sign in until a new link is sent.`}
      </p>
      <TableInPages
        paging={paging}
        id="accounts"
        caption="People and machines with access"
        rows={view.accounts}
        keyOf={({ account }) => account}
        isList
        attributesOf={({ account, state }) => ({
          'data-account': account,
          'data-state': state.text,
        })}
        columns={[
          {
            heading: 'Account',
            cell: ({ account }) => <a href={`${ADDRESS}/${account}`}>{account}</a>,
          },
          { heading: 'Name', cell: (of) => <Who of={of} /> },
          { heading: 'State', cell: ({ state }) => <StatusTag {...state} /> },
          { heading: 'Roles', cell: ({ roles }) => <Roles roles={roles} /> },
          { heading: 'Keys', isNumber: true, cell: ({ keyCount }) => numberInWords(keyCount) },
          {
            heading: 'Last sign-in',
            cell: ({ lastSignIn, isMachine }) => {
              if (isMachine) return 'none, a machine';
              return lastSignIn === null ? 'never' : <InstantOf instant={lastSignIn} />;
            },
          },
        ]}
      />
    </div>
  );
}

function Who({ of: { name, email, isMachine } }: { of: AccountLine }): VNode {
  return (
    <span>
      <Typed text={name} />
      {isMachine ? ' (machine)' : null}
      <br />
      <Typed text={email} />
    </span>
  );
}

function Roles({ roles }: { roles: readonly string[] }): VNode {
  if (roles.length === 0) return <span>none</span>;
  return (
    <ul class="pl-plain">
      {roles.map((role) => (
        <li key={role}>{role}</li>
      ))}
    </ul>
  );
}
