import type { VNode } from 'preact';
import type { AccountShown } from '../../../access/show-accounts.js';
import type { SignInReset } from '../../../../projections/access/access-state.js';
import type { Reply } from '../../../application/application.js';
import { DateOf, Id, InstantOf, Typed } from '../../components/figures.js';
import { ErrorSummary, FRESH, Form, SubmitButton } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty, Facts } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { page, redirectTo } from '../../page.js';
import type { Ask, PageAnswer, PageRequest } from '../../page.js';
import { ACTS_OF_ACCOUNT } from './acts.js';
import { ChangeForms } from './change-forms.js';
import { accountView } from './view.js';
import type { AccountView } from './view.js';

type Asked = PageRequest<{ readonly account: string }>;
type Asks = Ask<'account' | 'doAccessAct'>;

const FIELDS = [
  ...['role', 'county', 'application', 'until', 'reason', 'email', 'first', 'last', 'telephone'],
  ...['key', 'grants'],
];

/** One account: what it may do, and what an account manager can change. */
export const ACCOUNT_OF_PAGE = page({
  address: '/access/accounts/:account',
  action: 'account.read',
  asks: ['account', 'doAccessAct'],
  showsPerson: true,
  show: async (request, ask) => shown(request, await accountOf(request, ask), null, FRESH),
  acts: Object.fromEntries(
    Object.entries(ACTS_OF_ACCOUNT).map(([act, givenOf]) => [
      act,
      async (request: Asked, form: FormTexts, ask: Asks): Promise<PageAnswer> => {
        const { account } = request.parameters;
        const given = { act, ...givenOf(account, form) };
        const reply = await ask.reply('doAccessAct', { given });
        const faults = faultsOfAct(reply, FIELDS);
        if (faults === null) return afterAct(request, ask, reply);
        const state = { texts: form, faults };
        return shown(request, await accountOf(request, ask), null, state, statusOf(faults));
      },
    ]),
  ),
});

async function accountOf({ parameters }: Asked, ask: Asks): Promise<AccountShown> {
  return ask('account', { account: parameters.account });
}

/** A key is shown this once, so that the page is answered; all else leads back to the page. */
async function afterAct(
  request: Asked,
  ask: Asks,
  reply: Reply<{ readonly secret: string | null }>,
): Promise<PageAnswer> {
  const secret = reply.kind === 'done' ? reply.value.secret : null;
  if (secret === null) return redirectTo(request.path);
  return shown(request, await accountOf(request, ask), secret, FRESH);
}

function shown(
  request: Asked,
  account: AccountShown,
  secret: string | null,
  state: FormState,
  status: 200 | 409 | 422 = 200,
): PageAnswer {
  const view = accountView(account);
  return {
    kind: 'shown',
    status,
    title: 'Account',
    heading: `Account ${view.account}`,
    crumbs: [{ href: '/access/accounts', text: 'Accounts' }],
    body: <Account request={request} view={view} secret={secret} state={state} />,
  };
}

function Account({
  request,
  view,
  secret,
  state,
}: {
  request: Asked;
  view: AccountView;
  secret: string | null;
  state: FormState;
}): VNode {
  return (
    <div>
      <ErrorSummary faults={state.faults} />
      {secret === null ? null : <NewKey secret={secret} />}
      {view.isMailable ? null : <NoMail account={view.account} />}
      {view.lastReset === null ? null : <LastReset reset={view.lastReset} />}
      <Facts
        facts={[
          { name: 'Name', is: <Typed text={`${view.name.first} ${view.name.last}`} /> },
          { name: 'E-mail', is: <Typed text={view.email} /> },
          {
            name: 'Telephone',
            is: view.telephone === null ? 'none' : <Typed text={view.telephone} />,
          },
          { name: 'Kind', is: view.isMachine ? 'machine' : 'person' },
          { name: 'State', is: <StatusTag {...view.state} /> },
          {
            name: 'Last sign-in',
            is: view.lastSignIn === null ? 'never' : <InstantOf instant={view.lastSignIn} />,
          },
        ]}
      />
      <Grants request={request} view={view} />
      <Keys request={request} view={view} />
      <ChangeForms request={request} view={view} state={state} />
    </div>
  );
}

/** Whoever resets a sign-in could take its place: so it stands first (contract/access.md, Signing in). */
function LastReset({ reset }: { reset: SignInReset }): VNode {
  return (
    <div id="sign-in-reset">
      <Alert kind="warning" heading="The sign-in was reset">
        <p>
          <InstantOf instant={reset.at} />, by <Typed text={reset.by} />:{' '}
          <Typed text={reset.reason} />
        </p>
        <p>What was used to sign in before counts no more since then.</p>
      </Alert>
    </div>
  );
}

/** Who invites is told as he is where no mail server is set (contract/access.md, Signing in). */
function NoMail({ account }: { account: string }): VNode {
  return (
    <div id="no-mail">
      <Alert kind="warning" heading="No mail can go to this e-mail address">
        <p>
          Change the address, then send a new link. Or have the link made on the machine of the
          service, with <code>{`plumbline access link --account ${account}`}</code>.
        </p>
      </Alert>
    </div>
  );
}

function NewKey({ secret }: { secret: string }): VNode {
  return (
    <Alert kind="success" heading="The key is shown this once">
      <p>
        <Id id={secret} />
      </p>
      <p>Copy it now to where the machine keeps its keys. It cannot be shown again.</p>
    </Alert>
  );
}

function Grants({ request, view }: { request: Asked; view: AccountView }): VNode {
  const mayChange = request.may('account.change') && view.canBe.changed;
  return (
    <section>
      <h2>Roles</h2>
      {view.grants.length === 0 ? (
        <Empty why="This account has no role that stands." />
      ) : (
        <Table
          id="grants"
          caption="Roles that stand"
          rows={view.grants}
          keyOf={({ text }) => text}
          isList
          columns={[
            { heading: 'Role', cell: ({ text }) => text },
            {
              heading: 'Last day',
              cell: ({ until }) => (until === null ? 'no end' : <DateOf date={until} />),
            },
            ...(mayChange
              ? [
                  {
                    heading: 'Change',
                    cell: (grant: AccountView['grants'][number]) => (
                      <Form act="GrantWithdrawn" request={request}>
                        <input type="hidden" name="role" value={grant.role} />
                        <input type="hidden" name="county" value={grant.county ?? ''} />
                        <input type="hidden" name="application" value={grant.application ?? ''} />
                        <SubmitButton text="Withdraw" isDangerous />
                      </Form>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </section>
  );
}

function Keys({ request, view }: { request: Asked; view: AccountView }): VNode {
  const mayChange = request.may('account.change');
  return (
    <section>
      <h2>Keys</h2>
      {view.keys.length === 0 ? (
        <Empty why="No key of this account stands." />
      ) : (
        <Table
          id="keys"
          caption="Keys that stand"
          rows={view.keys}
          keyOf={({ key }) => key}
          isList
          columns={[
            { heading: 'Key', cell: ({ key }) => <Typed text={key} /> },
            {
              heading: 'Roles',
              cell: ({ roles }) => (roles.length === 0 ? 'none' : roles.join('; ')),
            },
            { heading: 'Last day', cell: ({ until }) => <DateOf date={until} /> },
            ...(mayChange
              ? [
                  {
                    heading: 'Change',
                    cell: ({ key }: AccountView['keys'][number]) => (
                      <Form act="ApiKeyWithdrawn" request={request}>
                        <input type="hidden" name="key" value={key} />
                        <SubmitButton text="Withdraw" isDangerous />
                      </Form>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </section>
  );
}
