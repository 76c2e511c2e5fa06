/** Characters that end lines, hide, turn or break text somewhere: in terminals, spreadsheets, readers of lines. */
export const HOSTILE_CHARACTERS: readonly string[] = [
  ...['\u0000', '\u0007', '\b', '\t', '\n', '\v', '\f', '\r', '\u001b', '\u001e', '\u007f'],
  ...['\u0085', '\u009b', '\u00a0', '\u00ad', '\u061c', '\u200b', '\u200e', '\u200f'],
  ...['\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'],
  ...['\u2066', '\u2067', '\u2068', '\u2069', '\ufeff', '\ufffd', '\uffff'],
  ...['\u{1f600}', '\u{20000}', '\u{e0041}', '\u{10ffff}'],
  ...['"', '""', ',', ';', '\\', "'", '=', '+', '@', '\r\n', '\u001b[31m', '</', '{', '}'],
];

/** Of these only those that a name or comment of the command line may hold: it takes no controls. */
const TYPED_CHARACTERS = HOSTILE_CHARACTERS.filter((each) => !/\p{Cc}/u.test(each));

const LETTERS = ['a', 'E', 'z', ' ', '-', '7', 'é', 'ß', 'Đ', '王', 'ق', 'ש', 'e\u0301'];

/** Where chance comes from: a whole number from 0 to `below` - 1. */
export type Whole = (below: number) => number;

/** A text of one letter, hostile characters and letters in any order, and a letter. */
export function hostileText(whole: Whole): string {
  return textOf(whole, HOSTILE_CHARACTERS);
}

/** The same without control characters, as the command line takes names, comments and reasons. */
export function typedText(whole: Whole): string {
  return textOf(whole, TYPED_CHARACTERS);
}

function textOf(whole: Whole, characters: readonly string[]): string {
  let text = LETTERS[whole(3)] ?? '';
  for (let length = whole(8) + 1; length > 0; length -= 1) {
    const among = whole(3) === 0 ? LETTERS : characters;
    text += among[whole(among.length)] ?? '';
  }
  return text;
}

/** What no text for people may have in it, but for the ends of its lines. */
export const HIDDEN_IN_TEXT = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
