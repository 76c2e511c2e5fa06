import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { TOLD_LINES } from '../../projections/form/told-lines.js';
import { CountyLedger } from '../support/county-ledger.js';
import type { ToldExample } from './told/example.js';
import { EXAMPLES_A_TO_D } from './told/sections-a-to-d.js';
import { EXAMPLES_E_TO_J } from './told/sections-e-to-j.js';
import { INSTRUCTIONS_06_35 } from './told/letter-06-35.js';

// The example of each line as it is told, as a ledger: its rows in September 2006. OUT is somebody of whom the line says
// that he is not in it.

const EXAMPLES: Readonly<Record<LineNumber, ToldExample>> = {
  ...EXAMPLES_A_TO_D,
  ...EXAMPLES_E_TO_J,
};

/** What is quoted, line by line. */
const QUOTATIONS = LINE_NUMBERS.flatMap((line) => {
  const { quoted } = TOLD_LINES[line];
  return quoted === null ? [] : [{ line, ...quoted }];
});

/** Where the parts of a quotation stand in an instruction, in order, as whole words of it: -1 where one does not. */
function placesIn(instruction: string, words: string): readonly number[] {
  let from = 0;
  return words.split(' … ').map((part) => {
    const place = ` ${instruction} `.indexOf(` ${part} `, from);
    from = place + part.length;
    return place;
  });
}

describe('what is told of a line', () => {
  it.each(LINE_NUMBERS)('Line %s counts its example, and not who it says is not in it', (line) => {
    const [rows, given] = EXAMPLES[line];
    const county = new CountyLedger();
    given(county);
    expect(county.closes('2006-09').line(line)).toEqual(rows);
  });

  it('quotes each line that has an instruction of its own, in a letter: all of them', () => {
    expect(LINE_NUMBERS.filter((line) => TOLD_LINES[line].quoted === null)).toEqual([]);
  });

  it.each(QUOTATIONS)('Line $line is quoted word for word from $letter', (quotation) => {
    const { line, words, letter } = quotation;
    const places = placesIn(INSTRUCTIONS_06_35[line], words);
    expect(letter).toBe('CSS Letter 06-35');
    expect(places[0]).toBe(0);
    expect(places).not.toContain(-1);
    expect(words).toMatch(/^[A-Z][^]{1,348}\.$/u);
  });

  it('is sentences of 25 words at most, in plain words', () => {
    const texts = Object.values(TOLD_LINES).flatMap(({ ours, example, without }) => [
      ours,
      example,
      without,
    ]);
    const sentences = texts.flatMap((text) => text.split(/(?<=[.:]) (?=[A-Z])/u));
    expect(texts.filter((text) => !/^[A-Z$].*\.$/u.test(text))).toEqual([]);
    expect(sentences.filter((text) => text.split(' ').length > 25)).toEqual([]);
    expect(texts.filter((text) => /NCP|M-end|\b(is|has|had|was)[A-Z]/u.test(text))).toEqual([]);
  });
});
