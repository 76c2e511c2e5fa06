import type { VNode } from 'preact';
import { assetHref } from '../../assets/assets.js';
import { ErrorSummary, FRESH, Form, SubmitButton, TextField } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert } from '../../components/parts.js';
import { WARNING } from '../../layout/foot.js';
import type { PageRequest, Shown } from '../../page.js';
import { PasskeyButton } from './passkey-button.js';

type Around = Pick<PageRequest, 'token' | 'once'>;

/** What the page for signing in shows besides its form. */
export interface SignInShown {
  readonly state?: FormState;
  /** Why somebody comes here who did not ask for it; null where he did. */
  readonly remark?: string | null;
  /** Whether a provider stands in place of password and second factor. */
  readonly isByProvider: boolean;
}

/** The page on which signing in begins: the warning first, then who he is. */
export function signInPage(
  around: Around,
  { state = FRESH, remark = null, isByProvider }: SignInShown,
): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      {remark === null ? null : <Alert kind="info">{remark}</Alert>}
      <Alert kind="warning" heading="Before you sign in">
        {WARNING.join(' ')}
      </Alert>
      {isByProvider ? <ByProvider /> : <ByPassword around={around} state={state} />}
      <p>
        <a href="/help/sign-in">Help with signing in</a>
      </p>
    </div>
  );
  return { kind: 'shown', title: 'Sign in', body };
}

function ByProvider(): VNode {
  return (
    <p>
      <a class="usa-button" href="/sign-in/provider">
        Sign in with your organization
      </a>
    </p>
  );
}

function ByPassword({ around, state }: { around: Around; state: FormState }): VNode {
  return (
    <div>
      <Form act="SignIn" request={around}>
        <TextField
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
          state={state}
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          state={WITHOUT_PASSWORD(state)}
        />
        <SubmitButton text="Sign in" />
      </Form>
      <PasskeyButton
        ask="/sign-in/passkey/ask"
        answer="/sign-in/passkey"
        use="get"
        token={around.token}
        text="Sign in with a passkey"
      />
      <script src={assetHref('signing-in.js')}></script>
    </div>
  );
}

/** A password that was typed is never sent back. */
const WITHOUT_PASSWORD = ({ faults }: FormState): FormState => ({ texts: new Map(), faults });

/** The page on which the second factor is given, after the password or again later. */
export function secondFactorPage(
  around: Around,
  { state = FRESH, isAgain }: { state?: FormState; isAgain: boolean },
): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      <p class="usa-intro">
        {isAgain
          ? 'What you are about to do needs your second factor again.'
          : 'Your password was right. One more step.'}
      </p>
      <Form act="GiveCode" request={around}>
        <TextField
          name="code"
          label="Code"
          hint="Six digits from your authenticator program, or one of your recovery codes."
          autocomplete="one-time-code"
          state={WITHOUT_PASSWORD(state)}
        />
        <SubmitButton text="Go on" />
      </Form>
      <PasskeyButton
        ask="/sign-in/passkey/ask"
        answer="/sign-in/passkey"
        use="get"
        token={around.token}
        text="Use a passkey"
      />
      <p>
        <a href="/help/sign-in">I have lost my second factor</a>
      </p>
      <script src={assetHref('signing-in.js')}></script>
    </div>
  );
  return { kind: 'shown', title: isAgain ? 'Second factor again' : 'Second factor', body };
}

/** The way to the provider, where a form cannot lead there by itself: a page sends its forms to this service alone. */
export function toProviderPage(address: string): Shown {
  const body = (
    <div>
      <p class="usa-intro">One more step: show your organization that it is you.</p>
      <p>
        <a class="usa-button" id="to-provider" href={address}>
          Go on to your organization
        </a>
      </p>
    </div>
  );
  return { kind: 'shown', title: 'Your organization', body };
}

/** The button by which a session ends. */
export function SignOutForm({ token }: Pick<PageRequest, 'token'>): VNode {
  return (
    <form method="post" action="/sign-out" data-act="SignOut">
      <input type="hidden" name="token" value={token} />
      <SubmitButton text="Sign out" />
    </form>
  );
}

/** What is shown to whoever opens the address of signing out while his session stands: nothing ends by a look. */
export function signOutPage({ token }: Pick<PageRequest, 'token'>): Shown {
  const body = (
    <div>
      <p class="usa-intro">Your session in this browser has not ended. Sign out to end it.</p>
      <SignOutForm token={token} />
    </div>
  );
  return { kind: 'shown', title: 'Sign out', body };
}

/** What is shown to whoever has signed out. */
export function signedOutPage(): Shown {
  const body = (
    <div>
      <p class="usa-intro">You have signed out. Nothing of what you saw is kept in this browser.</p>
      <p>
        <a href="/sign-in">Sign in</a>
      </p>
    </div>
  );
  return { kind: 'shown', title: 'Signed out', body };
}

/** What somebody does who cannot sign in. */
export function signInHelpPage(): Shown {
  const body = (
    <div>
      <h2>You have lost your telephone or your passkey</h2>
      <p>
        Sign in with your password, and type one of your ten recovery codes in place of the code.
        Each works once. Then go to your account and add another second factor.
      </p>
      <h2>You have no recovery code, or have forgotten your password</h2>
      <p>
        Ask your account manager. He resets your sign-in, and you are given a new one-time link. It
        works once, for 72 hours. Nobody can tell you your old password.
      </p>
      <h2>You are asked to wait</h2>
      <p>
        After three wrong passwords or codes, your address waits for 15 minutes. A passkey works all
        the same. After a hundred wrong ones, your password counts no more, and you need a new link.
      </p>
      <h2>You were away for a long time</h2>
      <p>
        After 120 days without a sign-in your account rests. Ask your account manager for a new
        link.
      </p>
      <p>
        <a href="/sign-in">Back to signing in</a>
      </p>
    </div>
  );
  return { kind: 'shown', title: 'Help with signing in', body };
}
