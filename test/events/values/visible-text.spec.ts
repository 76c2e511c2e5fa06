import { visible } from '../../../events/values/visible-text.js';

describe('visible text', () => {
  it('has a code for every character that a screen would hide or obey', () => {
    const hidden = [
      ['\u0000', '\\u0000'],
      ['\u001b', '\\u001b'],
      ['\t', '\\u0009'],
      ['\n', '\\u000a'],
      ['\r', '\\u000d'],
      ['\u007f', '\\u007f'],
      ['\u0085', '\\u0085'],
      ['\u009b', '\\u009b'],
      ['\u061c', '\\u061c'],
      ['\u200b', '\\u200b'],
      ['\u200e', '\\u200e'],
      ['\u200f', '\\u200f'],
      ['\u2028', '\\u2028'],
      ['\u2029', '\\u2029'],
      ['\u202a', '\\u202a'],
      ['\u202e', '\\u202e'],
      ['\u2066', '\\u2066'],
      ['\u2069', '\\u2069'],
      ['\ufeff', '\\ufeff'],
      ['\ud83d', '\\ud83d'],
      ['\u{e0041}', '\\udb40\\udc41'],
    ] as const;
    for (const [character, code] of hidden) {
      expect(visible(`a${character}b`)).toBe(`a${code}b`);
      expect(JSON.parse(`"${visible(character)}"`)).toBe(character);
    }
  });

  it('keeps letters of every script, emoji, and the joiners that some of them need', () => {
    const text =
      'Đặng 王 עברית \u0646\u0627\u0645\u0647\u200c\u0627 \u{1f468}\u200d\u{1f467} e\u0301';
    expect(visible(text)).toBe(text);
  });
});
