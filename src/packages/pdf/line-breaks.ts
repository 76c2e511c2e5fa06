import type { Piece } from './lettering.js';

/** Scripts that are written without blanks: a line may end behind any letter. */
const OF_UNSPACED_SCRIPT =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const CODE = /^\[U\+[0-9A-F]{4,6}\]$/u;
const LETTER = /^\p{L}/u;

/**
 * Pieces as lines that are no wider than `width`, in parts of the font size. Blanks at the end of a
 * line do not count; a piece that is wider alone has a line of its own.
 */
export function brokenLines(
  pieces: readonly Piece[],
  width: number,
): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [[]];
  let taken = 0;
  const put = (part: readonly Piece[]): void => {
    if (taken > 0 && taken + visibleWidth(part) > width) {
      lines.push([]);
      taken = 0;
    }
    lines.at(-1)?.push(...part);
    taken += wholeWidth(part);
  };
  for (const word of wordsOf(pieces)) {
    if (visibleWidth(word) <= width) put(word);
    else for (const piece of word) put([piece]);
  }
  return lines;
}

/** Pieces between which a line may end, each with the blanks behind it. */
function wordsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const words: Piece[][] = [];
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (before === undefined || mayEndBetween(before, piece)) words.push([piece]);
    else words.at(-1)?.push(piece);
  }
  return words;
}

function mayEndBetween({ text: before }: Piece, { text: after }: Piece): boolean {
  if (after === ' ') return false;
  if (before === ' ' || CODE.test(before) || CODE.test(after)) return true;
  if (OF_UNSPACED_SCRIPT.test(before) || OF_UNSPACED_SCRIPT.test(after)) return true;
  return (before === '-' || before === '/') && LETTER.test(after);
}

function visibleWidth(pieces: readonly Piece[]): number {
  const last = pieces.findLastIndex(({ text }) => text !== ' ');
  return wholeWidth(pieces.slice(0, last + 1));
}

function wholeWidth(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { width }) => sum + width, 0);
}
