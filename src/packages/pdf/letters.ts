/** A letter with the marks on it: what is shown together, or not at all. */
export interface Cluster {
  readonly base: string;
  readonly marks: readonly string[];
}

/** More marks than that on a letter, besides those that are one with it, would run into other lines. */
export const MARKS_MAX = 2;

/** Ideographs that NFC would make others: they are shown as they were given. */
const COMPATIBILITY_IDEOGRAPHS = /[\uf900-\ufad9\u{2f800}-\u{2fa1d}]/u;
const BUT_THEM = new RegExp(COMPATIBILITY_IDEOGRAPHS.source.replace('[', '[^') + '+', 'gu');

/** Scripts that run from left to right and whose letters do not change beside each other. */
const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Common',
  'Inherited',
];
const OF_A_SCRIPT = new RegExp(`^[${SCRIPTS.map((name) => `\\p{Script=${name}}`).join('')}]$`, 'u');

/** Control, format, private and unassigned characters, halves of a pair, and what is meant to be unseen. */
const UNSEEN = /^[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]$/u;
const MARK = /^\p{M}$/u;
const BEARS_MARKS = /^[\p{L}\p{N}]$/u;
const BLANK = /^\p{Zs}$/u;

/** Composed as far as Unicode has letters for it, so that a mark is one with its letter. */
export function composed(text: string): string {
  return text.replaceAll(BUT_THEM, (part) => part.normalize('NFC'));
}

/** The letters of a text in order, each with the marks that follow it; a mark that follows none stands alone. */
export function clustersOf(text: string): readonly Cluster[] {
  const clusters: { readonly base: string; readonly marks: string[] }[] = [];
  for (const letter of composed(text)) {
    const last = clusters.at(-1);
    const isBorne = MARK.test(letter) && last !== undefined && BEARS_MARKS.test(last.base);
    if (isBorne) last.marks.push(letter);
    else clusters.push({ base: letter, marks: [] });
  }
  return clusters;
}

/** Whether a letter may be shown as itself if a font has it. */
export function isShowable(letter: string): boolean {
  return OF_A_SCRIPT.test(letter) && !UNSEEN.test(letter);
}

export function isMark(letter: string): boolean {
  return MARK.test(letter);
}

/** Whether the letter is nothing but room between others. */
export function isBlank(letter: string): boolean {
  return BLANK.test(letter);
}

/** What is shown in place of a letter that no font has, for example `[U+0627]`. */
export function visibleCode(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
