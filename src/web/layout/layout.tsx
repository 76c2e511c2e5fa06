import type { VNode } from 'preact';
import { assetHref } from '../assets/assets.js';
import type { Child } from '../jsx/jsx-runtime.js';
import type { Link, Shown, SideNavigation } from '../page.js';
import { Foot } from './foot.js';
import { Header } from './header.js';
import type { Surroundings } from './surroundings.js';

/** A whole page: what is shown, and what stands around it. */
export function Layout({ shown, around }: { shown: Shown; around: Surroundings }): VNode {
  const { title, heading = title, crumbs = [], side = null, body } = shown;
  return (
    <html lang="en" class="no-js">
      <Head title={title} refreshSeconds={shown.refreshSeconds ?? null} />
      <body>
        <a class="usa-skipnav" href="#main">
          Skip to main content
        </a>
        <div class="pl-page">
          <Notices isWithoutAccounts={around.isWithoutAccounts} />
          <Header around={around} county={shown.county ?? null} />
          <div class="grid-container width-full pl-middle">
            <Breadcrumb crumbs={crumbs} here={title} />
            <div class={side === null ? 'pl-columns' : 'pl-columns pl-columns--side'}>
              {side === null ? null : <Side side={side} path={around.path} />}
              <main
                id="main"
                class="pl-main"
                tabindex={-1}
                data-live={shown.refreshSeconds === undefined ? undefined : 'yes'}
              >
                <h1>{heading}</h1>
                {body}
              </main>
            </div>
          </div>
          <Foot />
        </div>
        <div id="said" class="usa-sr-only" aria-live="polite"></div>
        <script src={assetHref('uswds.js')}></script>
        <script src={assetHref('plumbline.js')}></script>
      </body>
    </html>
  );
}

function Head({ title, refreshSeconds }: { title: string; refreshSeconds: number | null }): VNode {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      {refreshSeconds === null ? null : (
        // With script the page is told what is new in it, and does not begin again.
        <noscript>
          <meta http-equiv="refresh" content={String(refreshSeconds)} />
        </noscript>
      )}
      <title>{`${title} - Plumbline`}</title>
      <link rel="icon" type="image/svg+xml" href={assetHref('icon.svg')} />
      <link rel="stylesheet" href={assetHref('uswds.css')} />
      <link rel="stylesheet" href={assetHref('plumbline.css')} />
      <script src={assetHref('uswds-init.js')}></script>
    </head>
  );
}

function Notices({ isWithoutAccounts }: { isWithoutAccounts: boolean }): VNode | null {
  if (!isWithoutAccounts) return null;
  return (
    <Notice id="no-accounts" label="No accounts">
      <strong>This service runs without accounts.</strong> Whoever reaches it is the operator and
      may see and do everything. It is meant for one machine alone.
    </Notice>
  );
}

function Notice({ id, label, children }: { id: string; label: string; children: Child }): VNode {
  return (
    <section id={id} class="pl-notice" aria-label={label}>
      <div class="grid-container">
        <p>{children}</p>
      </div>
    </section>
  );
}

function Breadcrumb({ crumbs, here }: { crumbs: readonly Link[]; here: string }): VNode | null {
  if (crumbs.length === 0) return null;
  return (
    <nav class="usa-breadcrumb usa-breadcrumb--wrap" aria-label="Breadcrumbs">
      <ol class="usa-breadcrumb__list">
        {crumbs.map(({ href, text }) => (
          <li key={href} class="usa-breadcrumb__list-item">
            <a href={href} class="usa-breadcrumb__link">
              <span>{text}</span>
            </a>
          </li>
        ))}
        <li class="usa-breadcrumb__list-item usa-current" aria-current="page">
          <span>{here}</span>
        </li>
      </ol>
    </nav>
  );
}

function Side({ side, path }: { side: SideNavigation; path: string }): VNode {
  return (
    <nav class="pl-side" aria-label={side.label}>
      <ul class="usa-sidenav">
        {side.links.map(({ href, text }) => {
          // A page with the county behind its address is the same page.
          const isHere = href.split('?')[0] === path;
          return (
            <li key={href} class="usa-sidenav__item">
              <a
                href={href}
                class={isHere ? 'usa-current' : undefined}
                aria-current={isHere ? 'page' : undefined}
              >
                {text}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
