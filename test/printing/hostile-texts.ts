import type { SeededRandom } from '../soak/seeded-random.js';

/** Texts that programs which guess types are known to change. */
export const ODD_IDS: readonly string[] = [
  ...[
    '0010001',
    '1E5',
    '2006-09',
    '00',
    '0',
    '-1',
    '-A1',
    '1-2',
    '12-31',
    '007',
    '9007199254740993',
  ],
  ...[
    '123456789012345678901234567890',
    'TRUE',
    'false',
    'null',
    'NaN',
    'Infinity',
    'E',
    '1e-3',
    'MARCH1',
  ],
];

const PIECES: readonly string[] = [
  ...[
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    '\r\n',
    ' ',
    '  ',
    '\u00a0',
    '\u3000',
  ],
  ...[
    '=1+1',
    '=HYPERLINK("http://a.test";"b")',
    '+cmd|x',
    '@SUM(A1)',
    '\uff1d1',
    '\uff0b',
    '\uff0d',
    '\uff20',
  ],
  ...[
    '\u0000',
    '\u0001',
    '\u0008',
    '\u000b',
    '\u000c',
    '\u001b',
    '\u001f',
    '\u007f',
    '\u0085',
    '\u009f',
  ],
  ...[
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200b',
    '\u200f',
    '\ufeff',
    '\ufffe',
    '\uffff',
    '\ufffd',
  ],
  ...[
    '\u{1f600}',
    '\u{10ffff}',
    '\u{20000}',
    'e\u0301',
    '\u0130',
    '\u00df',
    'ﬁ',
    '\u0644',
    '\u05d0',
  ],
  ...[
    '_x000D_',
    '_x000d_',
    '_X0041_',
    '_x0041',
    '_x005F_',
    '_x',
    '_',
    'x0041_',
    '_x00',
    '0041',
    '_x0041_x0042_',
  ],
  ...[
    '<',
    '>',
    '&',
    '&amp;',
    '&#10;',
    ']]>',
    '<![CDATA[',
    '<!--',
    '</t>',
    '{',
    '\\',
    '\\n',
    '%',
    '0',
    '1E5',
    '2006-09',
  ],
];

/** Halves of surrogate pairs: no record holds one, and no file may break on it. */
const HALVES: readonly string[] = ['\ud800', '\udbff', '\udc00', '\udfff', '\ud83d', '\ude00'];

/** A text of up to twelve pieces; its blanks, if it has any, may be at its ends. */
export function hostileText(random: SeededRandom, hasHalves: boolean): string {
  const pieces = hasHalves ? [...PIECES, ...HALVES] : PIECES;
  return Array.from({ length: 1 + random.index(12) }, () =>
    random.index(4) === 0 ? String.fromCodePoint(codePoint(random)) : random.of(pieces),
  ).join('');
}

/** Any code point but halves of pairs. */
function codePoint(random: SeededRandom): number {
  const plane = [0x80, 0x800, 0xd800, 0x110000][random.index(4)] ?? 0x80;
  const point = random.index(plane);
  return point >= 0xd800 && point <= 0xdfff ? point - 0x800 : point;
}

/** An id as records have them: 1 to 32 of `A-Z a-z 0-9 -`, often one that looks like a number or day. */
export function hostileId(random: SeededRandom): string {
  const alphabet = random.of(['0123456789', '0123456789-', '01E-', 'ABCabc019-', '0']);
  const length = 1 + random.index(random.of([4, 10, 32]));
  return Array.from({ length }, () => alphabet.charAt(random.index(alphabet.length))).join('');
}
