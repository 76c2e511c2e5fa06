import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { TOLD_LINES } from '../../projections/form/told-lines.js';
import { CountyLedger } from '../support/county-ledger.js';
import type { ToldExample } from './told/example.js';
import { EXAMPLES_A_TO_D } from './told/sections-a-to-d.js';
import { EXAMPLES_E_TO_J } from './told/sections-e-to-j.js';

// The example of each line as it is told, as a ledger: its rows in September 2006. OUT is somebody of whom the line says
// that he is not in it.

const EXAMPLES: Readonly<Record<LineNumber, ToldExample>> = {
  ...EXAMPLES_A_TO_D,
  ...EXAMPLES_E_TO_J,
};

describe('what is told of a line', () => {
  it.each(LINE_NUMBERS)('Line %s counts its example, and not who it says is not in it', (line) => {
    const [rows, given] = EXAMPLES[line];
    const county = new CountyLedger();
    given(county);
    expect(county.closes('2006-09').line(line)).toEqual(rows);
  });

  it('is sentences of 25 words at most, in plain words', () => {
    const texts = Object.values(TOLD_LINES).flatMap(({ letter, example, without }) => [
      letter,
      example,
      without,
    ]);
    const sentences = texts.flatMap((text) => text.split(/(?<=[.:]) (?=[A-Z])/u));
    expect(texts.filter((text) => !/^[A-Z$].*\.$/u.test(text))).toEqual([]);
    expect(sentences.filter((text) => text.split(' ').length > 25)).toEqual([]);
    expect(texts.filter((text) => /NCP|M-end|\b(is|has|had|was)[A-Z]/u.test(text))).toEqual([]);
  });
});
