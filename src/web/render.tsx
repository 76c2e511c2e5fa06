import { renderToString } from 'preact-render-to-string';
import { visible } from '../../events/values/visible-text.js';
import { Layout } from './layout/layout.js';
import type { Surroundings } from './layout/surroundings.js';
import type { Shown } from './page.js';

/** A whole page as it is sent. Texts and attributes are escaped. */
export function htmlOf(shown: Shown, around: Surroundings): string {
  return `<!DOCTYPE html>\n${withVisibleTexts(renderToString(<Layout shown={shown} around={around} />))}\n`;
}

/** What stands in the main part of a page, for whoever has the rest of it already. */
export function mainOf(shown: Shown): string {
  const { title, heading = title, body } = shown;
  return withVisibleTexts(`${renderToString(<h1>{heading}</h1>)}${renderToString(body)}`);
}

/** What hides or turns what stands around it; ends of lines are blanks to a browser. */
const HIDDEN = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A field of several lines with what it holds, a tag, or a text between them; a tag's values may have any angle brackets. */
const PARTS = /<textarea\b[^]*?<\/textarea>|<(?:[^>"]|"[^"]*")*>|[^<]+/gu;

/**
 * The page with every text as people are shown texts, whoever forgot it (contract/web.md, How it must be). What a field
 * holds stays as it was typed, for it is sent again.
 */
function withVisibleTexts(html: string): string {
  if (!HIDDEN.test(html)) return html;
  return html.replace(PARTS, (part) =>
    part.startsWith('<') ? part : part.split('\n').map(visible).join('\n'),
  );
}
