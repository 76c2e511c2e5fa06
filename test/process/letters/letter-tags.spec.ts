import { hash } from 'node:crypto';
import { drawnLetter } from '../../../src/process/letters/kept-letters.js';
import { LETTER_DRAWING } from '../../../src/process/letters/letter-pdf.js';
import { markedPieces, tagTree, walked } from '../../packages/pdf/tag-tree.js';
import type { TagElement } from '../../packages/pdf/tag-tree.js';
import { SETTINGS, actsToRejection, actsToRenewal, lettersTo } from './written-letters.js';

/** The first letter of each kind. */
const LETTERS = [...lettersTo(actsToRenewal()), ...lettersTo(actsToRejection())].filter(
  ({ kind }, place, all) => all.findIndex((each) => each.kind === kind) === place,
);

/** Raised with `LETTER_DRAWING`, and never without it: by it older letters are told from altered ones. */
const DRAWN = {
  edition: 1,
  sha256: 'a694d5fa8df51f5a041057a7d44fbb5b3ab36a6790a5f129a74e7b8ea1c47257',
};

const pdfs = new Map<string, Uint8Array>();
beforeAll(async () => {
  for (const letter of LETTERS) pdfs.set(letter.kind, await drawnLetter(letter, SETTINGS));
});

function typesIn({ elements }: TagElement): readonly string[] {
  return elements.map(({ type }) => type);
}

describe('the structure of letters as PDF', () => {
  it('is looked at in every kind of letter', () => {
    expect([...pdfs.keys()]).toHaveLength(13);
  });

  it('has every piece of their pages once, but rules and feet', () => {
    for (const [kind, pdf] of pdfs) {
      const tagged = [...walked(tagTree(pdf))].flatMap(({ marked }) => marked);
      expect([kind, tagged.toSorted()]).toEqual([kind, [...markedPieces(pdf)].toSorted()]);
      expect(new Set(tagged).size).toBe(tagged.length);
    }
  });

  it('has one heading of the first level and none that leaves a level out', () => {
    for (const [kind, pdf] of pdfs) {
      const root = tagTree(pdf);
      expect([kind, root.type]).toEqual([kind, 'Document']);
      const headings = typesIn(root).filter((type) => /^H\d$/u.test(type));
      expect(headings[0]).toBe('H1');
      expect(new Set(headings.slice(1))).toEqual(new Set(headings.length > 1 ? ['H2'] : []));
    }
  });

  it('has lists of items with number and body, and tables whose rows begin with their head', () => {
    for (const pdf of pdfs.values()) {
      for (const element of walked(tagTree(pdf))) {
        if (element.type === 'L') expect(new Set(typesIn(element))).toEqual(new Set(['LI']));
        if (element.type === 'LI') expect(typesIn(element)).toEqual(['Lbl', 'LBody']);
        if (element.type === 'Table') expect(new Set(typesIn(element))).toEqual(new Set(['TR']));
        if (element.type !== 'TR') continue;
        expect(typesIn(element)).toEqual(['TH', 'TD']);
        expect(element.elements[0]?.scope).toBe('Row');
      }
    }
  });
});

describe('the edition of drawing', () => {
  it('is raised where the bytes of any letter change', () => {
    const all = [...pdfs].map(([kind, pdf]) => `${kind} ${hash('sha256', pdf)}\n`).join('');
    expect({ edition: LETTER_DRAWING, sha256: hash('sha256', all) }).toEqual(DRAWN);
  });
});
