import { clustersOf, isMark, isShowable, MARKS_MAX, visibleCode } from './letters.js';
import type { Cluster } from './letters.js';
import { fontToDraw, hasLetter, plainFace, sliceName, sliceWith } from './typefaces.js';
import type { Slice, SlicedFamily, Typeface, Weight } from './typefaces.js';

/** A piece of text in one font of the document, which is not broken in two. */
export interface Piece {
  /** The font's name in the document. */
  readonly font: string;
  readonly text: string;
  /** In parts of the font size. */
  readonly width: number;
}

/** The faces of the slices that were read, by their names. */
export type SliceFaces = ReadonlyMap<string, Typeface>;

/** Which families are asked first for ideographs, by what else is in the text. */
const FAMILIES: readonly (readonly [RegExp, readonly SlicedFamily[]])[] = [
  [/\p{Script=Hangul}/u, ['kr', 'hk', 'sc', 'jp']],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['jp', 'hk', 'sc', 'kr']],
  [/(?:)/u, ['sc', 'hk', 'jp', 'kr']],
];

/**
 * The letters of one document: in which font each is drawn, or which code stands for it. Fonts are
 * added to the document when the first letter needs them.
 */
export class Lettering {
  /** Slices that have letters of the text and are not read yet; a code stands for these letters. */
  readonly unread = new Map<string, Slice>();

  readonly #document: PDFKit.PDFDocument;
  readonly #read: SliceFaces;
  /** What each glyph of a font is read as. */
  readonly #readings = new Map<string, Map<number, string>>();
  // What was asked before: each text is measured before it is drawn.
  readonly #texts = new Map<string, readonly Piece[]>();
  readonly #pieces = new Map<string, readonly Piece[]>();

  constructor(document: PDFKit.PDFDocument, read: SliceFaces) {
    this.#document = document;
    this.#read = read;
  }

  /** The text without its line ends, letter by letter. */
  pieces(text: string, weight: Weight): readonly Piece[] {
    const key = `${weight} ${text}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const families = FAMILIES.find(([sign]) => sign.test(text))?.[1] ?? [];
    const pieces = clustersOf(text).flatMap((cluster) => this.#piecesOf(cluster, families, weight));
    this.#texts.set(key, pieces);
    return pieces;
  }

  /** Width of text in one font, in parts of the font size. */
  widthOf(font: string, text: string): number {
    return this.#document.font(font).fontSize(1).widthOfString(text);
  }

  #piecesOf(cluster: Cluster, families: readonly SlicedFamily[], weight: Weight): readonly Piece[] {
    const text = cluster.base + cluster.marks.join('');
    const key = `${weight} ${families.join()} ${text}`;
    const known = this.#pieces.get(key);
    if (known !== undefined) return known;
    const face = this.#faceOf(cluster.base, families, weight);
    const pieces = face === null ? this.#codes(text, weight) : this.#shown(cluster, face, weight);
    this.#pieces.set(key, pieces);
    return pieces;
  }

  /** The first face that shows a letter; null if none does. */
  #faceOf(letter: string, families: readonly SlicedFamily[], weight: Weight): Typeface | null {
    if (!isShowable(letter) || isMark(letter)) return null;
    const plain = plainFace(weight);
    if (hasLetter(plain, letter)) return plain;
    for (const family of families) {
      const slice = sliceWith(family, letter, weight);
      if (slice === null) continue;
      const name = sliceName(slice);
      const face = this.#read.get(name);
      if (face === undefined) {
        this.unread.set(name, slice);
        return null;
      }
      if (hasLetter(face, letter)) return face;
    }
    return null;
  }

  /** The letter with as many of its marks as its font knows where to put, and codes for the others. */
  #shown({ base, marks }: Cluster, face: Typeface, weight: Weight): readonly Piece[] {
    let shown = base;
    let count = 0;
    for (const mark of marks.slice(0, MARKS_MAX)) {
      if (!isShowable(mark) || !hasLetter(face, mark) || !isPlaced(face, shown, mark)) break;
      shown += mark;
      count += 1;
    }
    const font = this.#fontFor(face, shown, count > 0);
    const piece = { font, text: shown, width: this.widthOf(font, shown) };
    return [piece, ...this.#codes(marks.slice(count).join(''), weight)];
  }

  #codes(text: string, weight: Weight): readonly Piece[] {
    return Array.from(text, (letter) => {
      const code = visibleCode(letter);
      const font = this.#fontFor(plainFace(weight), code);
      return { font, text: code, width: this.widthOf(font, code) };
    });
  }

  /**
   * The document's font for a text in a face. Where two letters have one glyph, as the Latin and the
   * Cyrillic schwa have, the second is drawn in a second font: what a glyph is read as is said once
   * for a font.
   */
  #fontFor(face: Typeface, text: string, setsMarks = false): string {
    const readings = setsMarks ? readingsOfMarked(face, text) : readingsOf(face, text);
    const own = setsMarks ? `${face.name}-Marks` : face.name;
    for (let copy = 1; ; copy += 1) {
      const name = copy === 1 ? own : `${own}-${String(copy)}`;
      const taken = this.#readings.get(name) ?? new Map<number, string>();
      if (readings.some(([id, reading]) => (taken.get(id) ?? reading) !== reading)) continue;
      for (const [id, reading] of readings) taken.set(id, reading);
      if (!this.#readings.has(name)) this.#register(fontToDraw(face, name, setsMarks), name);
      this.#readings.set(name, taken);
      return name;
    }
  }

  #register(font: unknown, name: string): void {
    // The library takes a font that was read; its types do not say so yet.
    this.#document.registerFont(name, font as PDFKit.Mixins.PDFFontSource);
  }
}

/** A glyph, and the letter that it is read as. */
type Reading = readonly [glyph: number, letter: string];

function readingsOf({ font }: Typeface, text: string): readonly Reading[] {
  return Array.from(text, (letter) => {
    const { id } = font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
    return [id, letter];
  });
}

/** A font may have one glyph for a letter and its mark, or draw an i with a mark without its dot. */
function readingsOfMarked({ font }: Typeface, text: string): readonly Reading[] {
  const { glyphs } = font.layout(text);
  const letters = Array.from(text);
  const isOneToOne = glyphs.length === letters.length;
  return glyphs.map(({ id }, index) => {
    const letter = isOneToOne ? letters[index] : undefined;
    return [id, letter ?? `${text} ${String(index)}`];
  });
}

/** Whether a font says where a mark is put on a letter; one that it does not would stand anywhere. */
function isPlaced({ font }: Typeface, letter: string, mark: string): boolean {
  const before = font.layout(letter).glyphs.length;
  const { glyphs, positions } = font.layout(letter + mark);
  if (glyphs.length <= before) return true; // one glyph for both
  const { xOffset = 0, yOffset = 0 } = positions.at(-1) ?? {};
  return xOffset !== 0 || yOffset !== 0;
}
