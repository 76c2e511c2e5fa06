import type { VNode } from 'preact';
import type { Instant } from '../../../events/values/instant.js';
import type { Shown } from '../page.js';
import { InstantOf } from './figures.js';
import { Alert } from './parts.js';

/** A form that came too late, and what its page carries of it. */
export interface KeptFormShown {
  readonly sealed: string;
  readonly until: Instant;
  /** Whether the session ended; else the second factor has to be given again. */
  readonly isEnded: boolean;
  /** Where the form goes. */
  readonly address: string;
}

/** The page in place of one that was to take a form after its session had ended. */
export function keptFormPage(kept: KeptFormShown): Shown {
  return {
    kind: 'shown',
    title: kept.isEnded ? 'Your session has ended' : 'Give your second factor again',
    body: <KeptForm kept={kept} />,
  };
}

function KeptForm({ kept: { sealed, until, isEnded, address } }: { kept: KeptFormShown }): VNode {
  const [href, what] = isEnded
    ? ['/sign-in?next=%2Faccount', 'Sign in']
    : ['/sign-in/second-factor?next=%2Faccount', 'Give your second factor'];
  return (
    <div>
      <Alert kind="warning" heading="Nothing was done yet">
        <p>
          What you typed is kept in this page, and in no other place. It is sealed: you alone can
          send it, until <InstantOf instant={until} />.
        </p>
      </Alert>
      <ol class="usa-list">
        <li>
          <a href={href} target="_blank" rel="noopener">
            {`${what} in a new tab`}
          </a>
          , and come back to this one.
        </li>
        <li>Send here what you typed. A file has to be chosen again.</li>
      </ol>
      <form class="pl-form" method="post" action={address} data-act="kept">
        <input type="hidden" name="act" value="kept" />
        <input type="hidden" name="sealed" value={sealed} />
        <button class="usa-button" type="submit">
          Send what I typed
        </button>
      </form>
    </div>
  );
}
