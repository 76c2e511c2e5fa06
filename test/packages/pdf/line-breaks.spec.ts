import { brokenLines } from '../../../src/packages/pdf/line-breaks.js';
import type { Piece } from '../../../src/packages/pdf/lettering.js';

/** Every letter is one wide, and a code, too. */
function pieces(...texts: readonly string[]): readonly Piece[] {
  return texts.map((text) => ({ font: 'any', text, width: 1 }));
}

function broken(texts: readonly string[], width: number): readonly string[] {
  return brokenLines(pieces(...texts), width).map((line) => line.map(({ text }) => text).join(''));
}

describe('where a line ends', () => {
  it('given nothing, then it is one empty line', () => {
    expect(broken([], 5)).toEqual(['']);
  });

  it('given words, then a line ends behind a blank, which needs no room', () => {
    expect(broken(Array.from('one two three'), 7)).toEqual(['one two ', 'three']);
    expect(broken(Array.from('one two three'), 6)).toEqual(['one ', 'two ', 'three']);
  });

  it('given a word wider than a line, then it is broken by letter', () => {
    expect(broken(Array.from('a bcdefgh'), 3)).toEqual(['a b', 'cde', 'fgh']);
  });

  it('given a letter wider than a line, then it has a line of its own', () => {
    expect(broken(Array.from('ab'), 0.5)).toEqual(['a', 'b']);
  });

  it('given ideographs or codes, then a line ends behind any', () => {
    expect(broken(Array.from('a王大文'), 3)).toEqual(['a王大', '文']);
    expect(broken(['a', '[U+0627]', '[U+0628]', 'b'], 3)).toEqual(['a[U+0627][U+0628]', 'b']);
  });

  it('given a hyphen or a stroke, then a line ends behind it before a letter only', () => {
    expect(broken(Array.from('ab-cd'), 4)).toEqual(['ab-', 'cd']);
    expect(broken(Array.from('ab/cd'), 4)).toEqual(['ab/', 'cd']);
    expect(broken(Array.from('x 06-35'), 5)).toEqual(['x ', '06-35']);
  });
});
