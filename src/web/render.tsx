import { renderToString } from 'preact-render-to-string';
import { Layout } from './layout/layout.js';
import type { Surroundings } from './layout/surroundings.js';
import type { Shown } from './page.js';

/** A whole page as it is sent. Texts and attributes are escaped. */
export function htmlOf(shown: Shown, around: Surroundings): string {
  return `<!DOCTYPE html>\n${renderToString(<Layout shown={shown} around={around} />)}\n`;
}

/** What stands in the main part of a page, for whoever has the rest of it already. */
export function mainOf(shown: Shown): string {
  const { title, heading = title, body } = shown;
  return `${renderToString(<h1>{heading}</h1>)}${renderToString(body)}`;
}
