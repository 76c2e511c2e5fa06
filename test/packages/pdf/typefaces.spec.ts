import { hasLetter, plainFace, readSlice, sliceWith } from '../../../src/packages/pdf/typefaces.js';
import type { Slice, SlicedFamily, Typeface } from '../../../src/packages/pdf/typefaces.js';
import { Random } from '../../support/random.js';
import { rounds } from '../../support/soak.js';

const FAMILIES: readonly SlicedFamily[] = ['sc', 'hk', 'jp', 'kr'];

function lettersBetween(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));
}

function slicesWith(letter: string): readonly Slice[] {
  return FAMILIES.flatMap((family) => sliceWith(family, letter, 'Regular') ?? []);
}

describe('the fonts of a PDF', () => {
  it.each(['Regular', 'Bold'] as const)('given Arimo %s, then it has the alphabets', (weight) => {
    const letters = [
      ...lettersBetween(0xa1, 0x36f).filter((letter) => letter !== '\u00ad'),
      ...lettersBetween(0x400, 0x52f),
      ...lettersBetween(0x1e00, 0x1eff),
      ...lettersBetween(0x370, 0x3ff),
      ...lettersBetween(0x1f00, 0x1fff),
    ].filter((letter) => /[\p{L}\p{Mn}]/u.test(letter) && letter !== '\u034f');
    expect(letters.filter((letter) => !hasLetter(plainFace(weight), letter))).toEqual([]);
    expect(letters.length).toBeGreaterThan(1500);
    expect(hasLetter(plainFace(weight), '王')).toBe(false);
  });

  it('given all syllables of Korean and all kana, then there are fonts for them', () => {
    const syllables = lettersBetween(0xac00, 0xd7a3);
    expect(syllables).toHaveLength(11_172);
    expect(syllables.filter((one) => sliceWith('kr', one, 'Regular') === null)).toEqual([]);
    const kana = [...lettersBetween(0x3041, 0x3096), ...lettersBetween(0x309d, 0x30fe)];
    expect(kana.filter((one) => slicesWith(one).length === 0)).toEqual([]);
  });

  it('given the ideographs, then there are fonts for those in use', () => {
    const inUse = lettersBetween(0x4e00, 0x9fff).filter((one) => slicesWith(one).length > 0);
    expect(inUse.length).toBeGreaterThan(17_500);
  });

  it('given a slice in bold, when it is read, then its face is of that weight', async () => {
    const slice = sliceWith('kr', '뷁', 'Bold');
    if (slice === null) throw new Error('No slice has the syllable.');
    const bold = await readSlice(slice);
    const regular = await readSlice({ ...slice, weight: 'Regular' });
    expect(bold.name).toBe(`NotoSansKR-Bold-${slice.number}`);
    expect(inkOf(bold, '뷁')).not.toBe(inkOf(regular, '뷁'));
    expect(inkOf(await readSlice(slice), '뷁')).toBe(inkOf(bold, '뷁'));
  });

  it('given any ideograph or syllable, then the slice that is said to have it does', async () => {
    const seed = 1257;
    const random = new Random(seed);
    for (let round = 0; round < rounds(3, 2000); round += 1) {
      const isHan = random.chance(0.7);
      const code = isHan ? random.integer(0x4e00, 0x9fff) : random.integer(0xac00, 0xd7a3);
      const letter = String.fromCodePoint(code);
      for (const slice of slicesWith(letter)) {
        const has = hasLetter(await readSlice(slice), letter);
        expect({ seed, letter, slice, has }).toEqual({ seed, letter, slice, has: true });
      }
    }
  });
});

/** The outline of a letter. */
function inkOf({ font }: Typeface, letter: string): string {
  return font.glyphForCodePoint(letter.codePointAt(0) ?? 0).path.toSVG();
}
