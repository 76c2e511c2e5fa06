import {
  clustersOf,
  composed,
  isShowable,
  visibleCode,
} from '../../../src/packages/pdf/letters.js';

describe('letters of a text', () => {
  it('given marks apart, then those are one with their letter that Unicode has a letter for', () => {
    expect(composed('Nguye\u0302\u0303n')).toBe('Nguyễn');
    expect(composed('\u1112\u1161\u11ab')).toBe('한');
    expect(clustersOf('e\u0323\u0300')).toEqual([{ base: 'ẹ', marks: ['\u0300'] }]);
  });

  it('given an ideograph for compatibility, then it stays, unlike what is composed around it', () => {
    expect(composed('e\u0301\ufa19e\u0301\u{2f800}')).toBe('\u00e9\ufa19\u00e9\u{2f800}');
    expect('\ufa19'.normalize('NFC')).not.toBe('\ufa19');
  });

  it('given a mark behind no letter, then it stands alone', () => {
    const alone = { base: '\u0301', marks: [] };
    expect(clustersOf('\u0301')).toEqual([alone]);
    expect(clustersOf('a \u0301')).toEqual([
      { base: 'a', marks: [] },
      { base: ' ', marks: [] },
      alone,
    ]);
  });

  it('given half a pair, then it is a letter of its own', () => {
    expect(clustersOf('\ud842x\udfb7')).toEqual([
      { base: '\ud842', marks: [] },
      { base: 'x', marks: [] },
      { base: '\udfb7', marks: [] },
    ]);
  });

  it.each(['A', 'Đ', 'ж', 'Ω', '王', 'か', 'カ', '김', '1', '-', ' ', '\u0301', '\u3000'])(
    'shows %j if a font has it',
    (letter) => {
      expect(isShowable(letter)).toBe(true);
    },
  );

  it.each([
    ['\u0000', '[U+0000]'],
    ['\n', '[U+000A]'],
    ['\u00ad', '[U+00AD]'],
    ['\u0627', '[U+0627]'],
    ['\u05d0', '[U+05D0]'],
    ['\u200f', '[U+200F]'],
    ['\u202e', '[U+202E]'],
    ['\u3164', '[U+3164]'],
    ['\ufe0f', '[U+FE0F]'],
    ['\ue000', '[U+E000]'],
    ['\ud800', '[U+D800]'],
    ['\u{10ffff}', '[U+10FFFF]'],
  ])('never shows %j as itself, but as %s', (letter, code) => {
    expect(isShowable(letter)).toBe(false);
    expect(visibleCode(letter)).toBe(code);
  });
});
