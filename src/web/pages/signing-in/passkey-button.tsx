import type { VNode } from 'preact';

/** A button that asks the browser's device for a passkey. It is there for who has script: without, a code does. */
export function PasskeyButton({
  ask,
  answer,
  use,
  token,
  text,
}: {
  /** Where the script is told what to ask for, and where it sends what the device says. */
  ask: string;
  answer: string;
  use: 'get' | 'create';
  token: string;
  text: string;
}): VNode {
  return (
    <div
      class="pl-passkey"
      hidden
      data-passkey={use}
      data-ask={ask}
      data-answer={answer}
      data-token={token}
    >
      {use === 'create' ? (
        <div>
          <label class="usa-label" for="passkey-label">
            Name of the passkey
          </label>
          <input
            class="usa-input"
            id="passkey-label"
            type="text"
            maxlength={40}
            autocomplete="off"
            value="My passkey"
          />
        </div>
      ) : null}
      <button class="usa-button usa-button--outline" type="button">
        {text}
      </button>
      <p role="status" class="usa-error-message"></p>
    </div>
  );
}
