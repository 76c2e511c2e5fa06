import { visible } from '../../events/values/visible-text.js';
import { HIDDEN_IN_TEXT, hostileText, typedText } from '../support/hostile-texts.js';
import type { Random } from '../support/random.js';

/** What a browser would take for markup, an attribute, an end of what stands around it; what a spreadsheet computes. */
const MARKUP: readonly string[] = [
  ...['<x-evil>', '</title>', '</textarea>', '<script>evil()</script>', '<!--', ']]>', '&lt;'],
  ...['"><x-evil a="', '" onfocus="evil()" x="', "' onfocus='evil()", '<img src=x onerror=evil()>'],
  ...['javascript:evil()', '&#0;', '{{7*7}}', '</script>', '</svg>'],
  ...['=1+1', '+1', '-1', '@SUM(A1)'],
];

/** Texts from a seed that try to be more than texts, wherever they are shown. */
export class HostileTexts {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Markup among characters that end, hide or turn what is around them. */
  any(characters = hostileText): string {
    const whole = (below: number): number => this.#random.integer(0, below - 1);
    const [before, after] = [characters(whole), characters(whole)];
    const markup = this.#random.pick(MARKUP);
    return this.#random.chance(0.3) ? `${markup}${after}` : `${before}${markup}${after}`;
  }

  /** The same as forms of one line and the command line take it: without controls, and with something to see. */
  typed(): string {
    return `${this.any(typedText)}x`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' },
};

/** What is read on a page: its text between the tags. */
function textOf(html: string): string {
  return html
    .replaceAll(/<(?:[^>"]|"[^"]*")*>/gu, '')
    .replaceAll(/&(?:lt|gt|quot|amp|#39);/gu, (entity) => ENTITIES[entity] ?? entity);
}

/** What of a page is not of our making: a tag or an attribute that a text became, or a character that hides. */
export function faultsOf(html: string): readonly string[] {
  // What a field holds is what was typed: it is sent again.
  const hidden = HIDDEN_IN_TEXT.exec(html.replaceAll(/ value="[^"]*"/gu, ''));
  // Within quotes a greater-than sign ends no tag.
  const tags = Array.from(html.matchAll(/<(?:[^>"]|"[^"]*")*>/gu), ([tag]) => tag);
  const made = tags.filter((tag) => {
    const bare = tag.replaceAll(/"[^"]*"/gu, '""');
    const isScript = tag.startsWith('<script') && !/^<script src="\/assets\/[^"]+"/u.test(tag);
    return isScript || /evil|\son\w+=|<img|["'<]{3}/u.test(bare);
  });
  return [
    ...made,
    ...(hidden === null
      ? []
      : [
          `a hidden character: ${JSON.stringify(hidden.input.slice(hidden.index - 80, hidden.index + 20))}`,
        ]),
  ];
}

/** What is wrong on a page: what is not of our making, and which of the texts are not read on it. */
export function faultsOfShown(html: string, texts: readonly string[]): readonly string[] {
  const text = textOf(html);
  const missing = texts.filter((each) => !text.includes(visible(each)));
  return [...faultsOf(html), ...missing];
}

/** The texts among the cells of a table of a spreadsheet that it would compute; ids and numbers are none. */
export function computedIn(cells: readonly unknown[]): readonly string[] {
  return cells.filter(
    (cell): cell is string => typeof cell === 'string' && /^[=+@\t\r]|^-\D/u.test(cell),
  );
}
