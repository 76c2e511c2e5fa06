import { visible } from '../../events/values/visible-text.js';

/** Text for people is at most this wide where nobody says how wide, in characters. */
export const WIDTH_MAX = 100;

/**
 * Breaks text at its spaces, and longer words between any two characters, into lines of at most `width`
 * code units. What would be hidden is shown (see `visible`).
 */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of visible(text)
    .split(' ')
    .flatMap((whole) => pieces(whole, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  const found: string[] = [];
  let piece = '';
  // By code points: half of a surrogate pair is no character.
  for (const character of word) {
    if (piece.length + character.length > width) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  found.push(piece);
  return found;
}

/** Rows under heads, aligned: columns are as wide as their widest text. What would be hidden is shown. */
export function alignedTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: ReadonlySet<number>,
): string[] {
  const shown = rows.map((row) => row.map(visible));
  const widths = heads.map((head, index) =>
    Math.max(head.length, ...shown.map((row) => row[index]?.length ?? 0)),
  );
  return [heads, ...shown].map((row) =>
    row
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return rightAligned.has(index) ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/**
 * As `alignedTable`; where that is wider than `width`, the columns that do not fit follow in tables below, each
 * with the first column in front.
 */
export function fittedTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  rightAligned: ReadonlySet<number>,
  width = WIDTH_MAX,
): string[] {
  const table = (from: number, end: number): string[] => {
    const chosen = heads.map((_, index) => index).filter((i) => i === 0 || (i >= from && i < end));
    const pick = (texts: readonly string[]): string[] => chosen.map((index) => texts[index] ?? '');
    const right = chosen.flatMap((index, place) => (rightAligned.has(index) ? [place] : []));
    return alignedTable(pick(heads), rows.map(pick), new Set(right));
  };
  const isWide = (lines: readonly string[]): boolean => lines.some(({ length }) => length > width);
  const out: string[] = [];
  for (let from = 1; from < heads.length;) {
    let end = heads.length;
    while (end > from + 1 && isWide(table(from, end))) end -= 1;
    out.push(...(from === 1 ? [] : ['']), ...table(from, end));
    from = end;
  }
  return out;
}

/** A whole number with thousands separators. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+(?!\d))/gu, ',');
}

const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `2006-09` as `September 2006`. */
export function monthForPeople(month: string): string {
  const [year = '', number = ''] = month.split('-');
  return `${MONTH_NAMES[Number(number) - 1] ?? ''} ${year}`;
}
