import type { VNode } from 'preact';
import { visible } from '../../../../events/values/visible-text.js';
import { assetHref } from '../../assets/assets.js';
import { Typed } from '../../components/figures.js';
import { ErrorSummary, FRESH, Form, SubmitButton } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty, Facts } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import type { PageRequest, Shown } from '../../page.js';
import { instantInWords } from '../../words.js';
import type { OwnAccountView } from './account-view.js';
import { NoticesForm } from './notices-form.js';
import { PasskeyButton } from './passkey-button.js';
import { SignOutForm } from './sign-in.js';
import { AuthenticatorForm, NewPasswordForm } from './welcome.js';
import type { SecretShown } from './welcome.js';

type Around = Pick<PageRequest, 'token' | 'once'>;

/** One's own account: what he signs in with, where he is signed in, what he is told by mail. */
export function accountPage(
  around: Around,
  view: OwnAccountView,
  { state = FRESH, said = null }: { state?: FormState; said?: string | null } = {},
): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      {said === null ? null : <Alert kind="success">{said}</Alert>}
      <Facts
        facts={[
          { name: 'Name', is: view.name },
          { name: 'E-mail address', is: view.email },
          { name: 'Account', is: view.account },
          { name: 'This session ends', is: view.endsText },
        ]}
      />
      {view.isByProvider ? (
        <p>Your organization keeps your password and second factor.</p>
      ) : (
        <Factors around={around} view={view} />
      )}
      <h2>Sessions</h2>
      <Sessions around={around} view={view} />
      <h2>Keys for programs</h2>
      <Keys around={around} view={view} />
      <NoticesForm around={around} notices={view.notices} />
      <h2>Sign out</h2>
      <SignOutForm token={around.token} />
      <script src={assetHref('signing-in.js')}></script>
    </div>
  );
  return { kind: 'shown', title: 'Your account', crumbs: [{ href: '/', text: 'Counties' }], body };
}

function Factors({ around, view }: { around: Around; view: OwnAccountView }): VNode {
  return (
    <div>
      <h2>Password</h2>
      <p>
        <a href="/account/password">Change your password</a>. Your other sessions then end.
      </p>
      <h2>Second factor</h2>
      <p id="time-codes" data-is-set={view.hasTimeCodes ? 'yes' : 'no'}>
        {view.hasTimeCodes
          ? 'You use an authenticator program. '
          : 'You use no authenticator program. '}
        <a href="/account/authenticator">
          {view.hasTimeCodes ? 'Change to another program' : 'Add a program'}
        </a>
      </p>
      <Passkeys around={around} view={view} />
      <h2>Recovery codes</h2>
      <p id="recovery-codes-left" data-left={String(view.codesLeft)}>
        {`You have ${String(view.codesLeft)} of 10 left.`}
      </p>
      <Form act="NewRecoveryCodes" request={around}>
        <SubmitButton text="Make ten new codes" />
      </Form>
    </div>
  );
}

function Passkeys({ around, view }: { around: Around; view: OwnAccountView }): VNode {
  return (
    <div>
      {view.passkeys.length === 0 ? (
        <Empty why="You have no passkey. It is the safest second factor, and signs you in by itself." />
      ) : (
        <Table
          caption="Your passkeys"
          rows={view.passkeys}
          keyOf={({ id }) => id}
          columns={[
            { heading: 'Name', cell: ({ label }) => label },
            { heading: 'Added', cell: ({ addedAt }) => instantInWords(addedAt) },
            {
              heading: 'Last used',
              cell: ({ usedAt }) => (usedAt === null ? 'Not yet' : instantInWords(usedAt)),
            },
            {
              heading: 'Remove',
              cell: ({ id, label }) => (
                <Small around={around} act="RemovePasskey" name="passkey" value={id}>
                  {`Remove ${label}`}
                </Small>
              ),
            },
          ]}
        />
      )}
      <PasskeyButton
        ask="/account/passkey/ask"
        answer="/account/passkey"
        use="create"
        token={around.token}
        text="Add a passkey"
      />
    </div>
  );
}

function Sessions({ around, view }: { around: Around; view: OwnAccountView }): VNode {
  return (
    <div>
      <Table
        caption="Where you are signed in"
        rows={view.sessions}
        keyOf={({ hash }) => hash}
        columns={[
          { heading: 'From', cell: ({ from }) => from },
          { heading: 'Browser', cell: ({ agent }) => agent },
          { heading: 'Since', cell: ({ begunAt }) => instantInWords(begunAt) },
          { heading: 'Last used', cell: ({ seenAt }) => instantInWords(seenAt) },
          {
            heading: 'End',
            cell: ({ hash, isThis, begunAt }) =>
              isThis ? (
                'This session'
              ) : (
                <Small around={around} act="EndSession" name="session" value={hash}>
                  {`End the session of ${instantInWords(begunAt)}`}
                </Small>
              ),
          },
        ]}
      />
      <Form act="EndOtherSessions" request={around}>
        <SubmitButton text="End all other sessions" />
      </Form>
    </div>
  );
}

function Keys({ around, view }: { around: Around; view: OwnAccountView }): VNode {
  return (
    <div>
      {view.keys.length === 0 ? (
        <Empty why="You have no key. A program of yours asks with one in your name." />
      ) : (
        <Table
          id="keys"
          caption="Your keys"
          rows={view.keys}
          keyOf={({ key }) => key}
          columns={[
            { heading: 'Key', cell: ({ key }) => <Typed text={key} /> },
            {
              heading: 'Roles',
              cell: ({ roles }) => (roles.length === 0 ? 'none' : roles.join('; ')),
            },
            { heading: 'Good until', cell: ({ until }) => until },
            {
              heading: 'Last used, to the hour',
              cell: ({ usedAt }) => (usedAt === null ? 'Not yet' : instantInWords(usedAt)),
            },
            {
              heading: 'Remove',
              cell: ({ key }) => (
                <Small around={around} act="ApiKeyWithdrawn" name="key" value={key}>
                  {`Remove ${visible(key)}`}
                </Small>
              ),
            },
          ]}
        />
      )}
      <p>
        <a href="/account/key">Make a key</a>
      </p>
    </div>
  );
}

/** A form of one button. */
function Small({
  around,
  act,
  name,
  value,
  children,
}: {
  around: Around;
  act: string;
  name: string;
  value: string;
  children: string;
}): VNode {
  return (
    <form method="post" data-act={act}>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="token" value={around.token} />
      <input type="hidden" name={name} value={value} />
      <button class="usa-button usa-button--unstyled" type="submit">
        {children}
      </button>
    </form>
  );
}

const TO_ACCOUNT = [
  { href: '/', text: 'Counties' },
  { href: '/account', text: 'Your account' },
];

/** The page on which one's password is changed. */
export function changePasswordPage(around: Around, email: string, state: FormState = FRESH): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      <NewPasswordForm around={around} act="ChangePassword" email={email} faults={state.faults} />
    </div>
  );
  return { kind: 'shown', title: 'Change your password', crumbs: TO_ACCOUNT, body };
}

/** The page on which another authenticator program takes the place of the one before. */
export function changeAuthenticatorPage(
  around: Around,
  secret: SecretShown,
  state: FormState = FRESH,
): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      <AuthenticatorForm
        around={around}
        act="ChangeAuthenticator"
        secret={secret}
        faults={state.faults}
      />
    </div>
  );
  return { kind: 'shown', title: 'Authenticator program', crumbs: TO_ACCOUNT, body };
}
