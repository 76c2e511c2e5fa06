import type { VNode } from 'preact';
import type { Child } from '../jsx/jsx-runtime.js';
import type { Link } from '../page.js';
import { numberInWords } from '../words.js';

/** Names and what they are, under each other. */
export function Facts({
  facts,
}: {
  facts: readonly { readonly name: string; readonly is: Child }[];
}): VNode {
  return (
    <dl class="pl-facts">
      {facts.flatMap(({ name, is }) => [
        <dt key={`${name}-name`}>{name}</dt>,
        <dd key={name}>{is}</dd>,
      ])}
    </dl>
  );
}

/** Nothing is here: why, and what would fill it. */
export function Empty({ why, children }: { why: string; children?: Child }): VNode {
  return (
    <div class="pl-empty">
      <p>{why}</p>
      {children}
    </div>
  );
}

type Kind = 'info' | 'success' | 'warning' | 'error';

/** Something that must not be passed over. */
export function Alert({
  kind,
  heading,
  children,
}: {
  kind: Kind;
  heading?: string;
  children?: Child;
}): VNode {
  return (
    <div class={`usa-alert usa-alert--${kind}`} role={kind === 'error' ? 'alert' : undefined}>
      <div class="usa-alert__body">
        {heading === undefined ? null : <h2 class="usa-alert__heading">{heading}</h2>}
        <div class="usa-alert__text">{children}</div>
      </div>
    </div>
  );
}

/** Links in a row. */
export function Links({ links }: { links: readonly Link[] }): VNode {
  return (
    <ul class="pl-links">
      {links.map(({ href, text }) => (
        <li key={href}>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ul>
  );
}

/** How far something is, in words and as a bar. `done` is from 0 to 1. */
export function ProgressBar({ label, done }: { label: string; done: number }): VNode {
  const percent = Math.floor(done * 100);
  return (
    <p role="status">
      <label for="progress">{`${label}: ${String(percent)} %`}</label>
      <br />
      <progress id="progress" class="pl-progress" max={100} value={percent}></progress>
    </p>
  );
}

/** Pages of a long table. */
export function Pagination({
  label,
  first,
  last,
  total,
  previous,
  next,
}: {
  label: string;
  /** Number of the first row shown, from 1; 0 where there is none. */
  first: number;
  last: number;
  total: number;
  previous: string | null;
  next: string | null;
}): VNode {
  return (
    <nav class="usa-pagination" aria-label={label}>
      <p class="margin-right-2">
        {`Rows ${numberInWords(first)} to ${numberInWords(last)} of ${numberInWords(total)}`}
      </p>
      <ul class="usa-pagination__list">
        {previous === null ? null : (
          <li class="usa-pagination__item usa-pagination__arrow">
            <a
              class="usa-pagination__link usa-pagination__previous-page"
              href={previous}
              rel="prev"
            >
              Previous rows
            </a>
          </li>
        )}
        {next === null ? null : (
          <li class="usa-pagination__item usa-pagination__arrow">
            <a class="usa-pagination__link usa-pagination__next-page" href={next} rel="next">
              Next rows
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** One thing that happened. */
export interface Event {
  readonly key: string;
  readonly when: Child;
  readonly what: Child;
}

/** What happened, in order. */
export function Timeline({ events }: { events: readonly Event[] }): VNode {
  return (
    <ol class="pl-timeline">
      {events.map(({ key, when, what }) => (
        <li key={key}>
          <div>
            <strong>{when}</strong>
          </div>
          {what}
        </li>
      ))}
    </ol>
  );
}
