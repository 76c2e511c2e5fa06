import type { VNode } from 'preact';
import type { County } from '../../../events/values/county.js';
import type { Link } from '../page.js';
import { instantInWords } from '../words.js';
import type { Surroundings } from './surroundings.js';

/** The links at the top of every page, of which those that may not be followed are left out. */
function linksOf({ may }: Surroundings): readonly Link[] {
  return [
    { href: '/', text: 'Counties' },
    ...(may('state.read') ? [{ href: '/state', text: 'State' }] : []),
    ...(may('measures.read') ? [{ href: '/measures', text: 'Measures' }] : []),
    ...(may('account.read') ? [{ href: '/access/accounts', text: 'Access' }] : []),
    ...(may('log.read') ? [{ href: '/log', text: 'Log' }] : []),
    ...(may('service.inspect') ? [{ href: '/service', text: 'Service' }] : []),
    { href: '/help', text: 'Help' },
  ];
}

/** The name of the program, its parts, and the search that every page has. */
export function Header({ around, county }: { around: Surroundings; county: County | null }): VNode {
  const { path, signedIn, token, isWithoutAccounts } = around;
  if (signedIn === null && !isWithoutAccounts) return <HeaderForStrangers />;
  return (
    <header class="pl-header">
      <div class="grid-container pl-header__inner">
        <div class="pl-header__name">
          <a href="/">Plumbline</a>
        </div>
        <nav aria-label="Main" class="pl-header__nav">
          <ul class="pl-header__links">
            {linksOf(around).map(({ href, text }) => (
              <li key={href}>
                <a href={href} aria-current={href === path ? 'page' : undefined}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Search county={county} token={token} />
        {signedIn === null ? null : (
          <div class="pl-header__who" data-ends-at={String(signedIn.endsAt)}>
            Signed in as <a href="/account">{signedIn.name}</a>{' '}
            <span>
              {`until ${instantInWords(signedIn.endsAt)}. `}
              <a href="/account">Stay signed in</a>
            </span>
            <form method="post" action="/sign-out" data-act="SignOut">
              <input type="hidden" name="token" value={token} />
              <button class="usa-button usa-button--unstyled" type="submit">
                Sign out
              </button>
            </form>
          </div>
        )}
      </div>
    </header>
  );
}

/** What stands at the top before anyone has signed in. */
function HeaderForStrangers(): VNode {
  return (
    <header class="pl-header">
      <div class="grid-container pl-header__inner">
        <div class="pl-header__name">
          <a href="/">Plumbline</a>
        </div>
        <div class="pl-header__who">
          <a href="/sign-in">Sign in</a>
        </div>
      </div>
    </header>
  );
}

function Search({ county, token }: { county: County | null; token: string }): VNode {
  const label =
    county === null
      ? 'Find a case, child, record, month or line'
      : `Find a case, child, record, month or line of county ${county}`;
  return (
    <search>
      <form class="pl-search" method="post" action="/search" data-act="search">
        <input type="hidden" name="act" value="search" />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="county" value={county ?? ''} />
        <label class="usa-sr-only" for="search">
          {label}
        </label>
        <input
          class="usa-input"
          id="search"
          name="q"
          type="search"
          maxlength={64}
          autocomplete="off"
          spellcheck={false}
          placeholder="Case, month or line"
        />
        <button class="usa-button" type="submit">
          Find
        </button>
      </form>
    </search>
  );
}
