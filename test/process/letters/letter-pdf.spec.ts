import { textOfLetter } from '../../../projections/process/letters/letter.js';
import { letterPdf } from '../../../src/process/letters/letter-pdf.js';
import { readReport } from '../../packages/written-form.js';
import { SETTINGS, letterOf } from './written-letters.js';

const STAMP = { day: letterOf('mou').day, belongsTo: 'T-1, act 10' };

/** Without blanks: where a line ends is the page's. */
function words(text: string): string {
  return text.replaceAll(/\s/gu, '');
}

describe('a letter as PDF', () => {
  it('given a letter, then it is tagged, has its title and language, and every word of its text', async () => {
    const letter = letterOf('invitation').describe(SETTINGS);
    const { text, pages } = await readReport(await letterPdf(letter, STAMP));
    for (const part of ['/Marked true', '/Lang (en-US)', '/DisplayDocTitle true']) {
      expect(text).toContain(part);
    }
    for (const type of ['Document', 'H1', 'P', 'L', 'LI', 'Lbl', 'LBody']) {
      expect(text).toContain(`/S /${type}\n`);
    }
    expect(pages).toHaveLength(1);
    for (const line of textOfLetter(letter).replaceAll(/: /gu, ':\n').split('\n')) {
      expect(words(pages.join(''))).toContain(words(line.replace(/:$/u, '')));
    }
  });

  it('given something to fill in, then it is a table whose rows have heads', async () => {
    const form = letterOf('application-form').describe(SETTINGS);
    const { text } = await readReport(await letterPdf(form, STAMP));
    for (const type of ['Table', 'TR', 'TH', 'TD']) expect(text).toContain(`/S /${type}\n`);
    expect(text).toContain('/Scope /Row');
  });

  it('given the same letter twice, then the bytes are the same', async () => {
    const letter = letterOf('office-created').describe(SETTINGS);
    const [one, other] = [await letterPdf(letter, STAMP), await letterPdf(letter, STAMP)];
    expect(Buffer.from(one).equals(other)).toBe(true);
  });

  it('given texts of the greatest length and letters that no font has, then none of them is lost', async () => {
    const letter = letterOf('mou').describe(SETTINGS);
    const long = 'ا'.repeat(1000);
    const wide = 'W'.repeat(1000);
    const blocks = [
      { kind: 'paragraph', text: long },
      { kind: 'list', items: [wide, long] },
      { kind: 'fields', fields: [['Purpose', long]] },
    ] as const;
    const { pages } = await readReport(await letterPdf({ ...letter, blocks }, STAMP));
    const all = words(pages.join(''));
    expect(all.split('[U+0627]').length - 1).toBe(3000);
    expect(all.split('W').length - 1).toBe(1000);
    expect(pages.length).toBeGreaterThan(3);
  });
});
