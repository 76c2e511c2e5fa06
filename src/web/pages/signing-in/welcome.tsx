import { encode } from 'uqr';
import type { VNode } from 'preact';
import { assetHref } from '../../assets/assets.js';
import { ErrorSummary, FRESH, Form, SubmitButton, TextField } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert } from '../../components/parts.js';
import { WARNING } from '../../layout/foot.js';
import type { PageRequest, Shown } from '../../page.js';
import { PasskeyButton } from './passkey-button.js';

type Around = Pick<PageRequest, 'token' | 'once'>;

/** The page that a one-time link leads to. Asking for it changes nothing: the link is used by the button. */
export function welcomePage(around: Around, state: FormState = FRESH): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      <Alert kind="warning" heading="Before you begin">
        {WARNING.join(' ')}
      </Alert>
      <p class="usa-intro">
        You were given a one-time link. Press the button to use it. Then choose a password and a
        second factor.
      </p>
      <Form act="UseLink" request={around}>
        <TextField
          name="link"
          label="Code of your link"
          hint="The part of your link behind the sign #. It may be filled in already."
          state={state}
        />
        <SubmitButton text="Use my link" />
      </Form>
      <script src={assetHref('signing-in.js')}></script>
    </div>
  );
  return { kind: 'shown', title: 'Welcome', body };
}

/** The first choice. */
export function choosePasswordPage(
  around: Around,
  { email, state = FRESH }: { email: string; state?: FormState },
): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      <p class="usa-intro">Step 1 of 2: your password.</p>
      <NewPasswordForm around={around} act="ChoosePassword" email={email} faults={state.faults} />
    </div>
  );
  return { kind: 'shown', title: 'Choose a password', body };
}

/** A form for a new password; what was typed is never sent back. */
export function NewPasswordForm({
  around,
  act,
  email,
  faults,
}: {
  around: Around;
  act: string;
  email: string;
  faults: FormState['faults'];
}): VNode {
  return (
    <Form act={act} request={around}>
      <div hidden>
        <label for="username">E-mail address</label>
        <input id="username" type="email" autocomplete="username" value={email} readOnly />
      </div>
      <TextField
        name="password"
        label="New password"
        type="password"
        hint="15 characters or more. Several words are easy to remember. Any characters will do."
        autocomplete="new-password"
        state={{ texts: new Map(), faults }}
      />
      <SubmitButton text="Use this password" />
    </Form>
  );
}

/** The second choice: an authenticator program, or a passkey. */
export function chooseFactorPage(
  around: Around,
  { secret, state = FRESH }: { secret: SecretShown; state?: FormState },
): Shown {
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      <p class="usa-intro">Step 2 of 2: your second factor.</p>
      <h2>A passkey</h2>
      <p>
        The safest way: your device or a security key proves that it is you, on this site alone. It
        needs a browser with script.
      </p>
      <PasskeyButton
        ask="/welcome/passkey/ask"
        answer="/welcome/passkey"
        use="create"
        token={around.token}
        text="Make a passkey"
      />
      <h2>Or an authenticator program</h2>
      <AuthenticatorForm around={around} act="ProveCode" secret={secret} faults={state.faults} />
      <script src={assetHref('signing-in.js')}></script>
    </div>
  );
  return { kind: 'shown', title: 'Choose a second factor', body };
}

/** A secret for an authenticator program: as an address for its picture, and as text. */
export interface SecretShown {
  readonly address: string;
  readonly text: string;
}

/** The secret as a picture and as text, and the field for the first code of it. */
export function AuthenticatorForm({
  around,
  act,
  secret,
  faults,
}: {
  around: Around;
  act: string;
  secret: SecretShown;
  faults: FormState['faults'];
}): VNode {
  return (
    <Form act={act} request={around}>
      <p>Point your authenticator program at the picture, or type the secret into it.</p>
      <Picture text={secret.address} />
      <p>
        Secret: <span id="time-secret">{secret.text}</span>
      </p>
      <TextField
        name="code"
        label="Code that the program shows"
        hint="Six digits. They change every 30 seconds."
        inputmode="numeric"
        autocomplete="one-time-code"
        state={{ texts: new Map(), faults }}
      />
      <SubmitButton text="Use this program" />
    </Form>
  );
}

/** A text as a QR code, drawn as one path. */
function Picture({ text }: { text: string }): VNode {
  const { data, size } = encode(text, { border: 2 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  return (
    <svg
      class="pl-code"
      role="img"
      aria-label="The secret as a picture for your authenticator program"
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      width={200}
      height={200}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}

/** The ten recovery codes, this once. */
export function recoveryCodesPage(codes: readonly string[], next: string): Shown {
  const body = (
    <div>
      <p class="usa-intro">
        These are your recovery codes. They are shown this once. Print them or write them down, and
        keep them where only you look.
      </p>
      <ol id="recovery-codes">
        {codes.map((code) => (
          <li key={code} class="pl-hash">
            {code}
          </li>
        ))}
      </ol>
      <p>Each stands in place of your second factor once, when you have lost it.</p>
      <p>
        <a class="usa-button" href={next}>
          I have kept them: go on
        </a>
      </p>
    </div>
  );
  return { kind: 'shown', title: 'Your recovery codes', body };
}
