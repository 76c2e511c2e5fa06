import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import type { Font } from 'fontkit';
import { isBlank } from './letters.js';

/** A TrueType font in memory. */
export interface Typeface {
  /** A name as PDF wants it; no other face has it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly bytesForPlainText: Uint8Array;
  /** To ask what is in it. Not to draw with: it remembers which letter it was first asked for. */
  readonly font: Font;
}

export type Weight = 'Regular' | 'Bold';

/** A family whose letters are spread over many small files. */
export type SlicedFamily = 'sc' | 'hk' | 'jp' | 'kr';

/** One of these files in one weight, read or not. */
export interface Slice {
  readonly family: SlicedFamily;
  readonly number: string;
  readonly weight: Weight;
}

/** First and last code point. */
type Range = readonly [number, number];

const WEIGHT_OF: Readonly<Record<Weight, number>> = { Regular: 400, Bold: 700 };

const require = createRequire(import.meta.url);
const packageOf = (family: SlicedFamily): string => `@fontsource-variable/noto-sans-${family}`;

// For the next document. What is read of slices goes with its document: together they are large.
const plainFaces = new Map<Weight, Typeface>();
const slicesOf = new Map<SlicedFamily, ReadonlyMap<string, readonly Range[]>>();

/** Latin, Greek and Cyrillic: Arimo, whose letters are as wide as those of Helvetica. */
export function plainFace(weight: Weight): Typeface {
  const known = plainFaces.get(weight);
  if (known !== undefined) return known;
  const file = weight === 'Bold' ? '700Bold/Arimo_700Bold' : '400Regular/Arimo_400Regular';
  const bytes = readFileSync(require.resolve(`@expo-google-fonts/arimo/${file}.ttf`));
  const face = faceOf(`Arimo-${weight}`, bytes);
  plainFaces.set(weight, face);
  return face;
}

/** The slice of a family that has a letter; null if none has. */
export function sliceWith(family: SlicedFamily, letter: string, weight: Weight): Slice | null {
  const code = letter.codePointAt(0) ?? 0;
  for (const [number, ranges] of slices(family)) {
    if (ranges.some(([first, last]) => first <= code && code <= last)) {
      return { family, number, weight };
    }
  }
  return null;
}

/** A slice's own name, which is that of its face. */
export function sliceName({ family, number, weight }: Slice): string {
  return `NotoSans${family.toUpperCase()}-${weight}-${number}`;
}

/**
 * Reads a slice. Its file is WOFF2 of any weight between the thinnest and the thickest; what can be
 * embedded is TrueType of one.
 */
export async function readSlice(slice: Slice): Promise<Typeface> {
  const { family, number, weight } = slice;
  const file = `files/noto-sans-${family}-${number}-wght-normal.woff2`;
  const { default: subsetFont } = await import('subset-font');
  const bytes = await subsetFont(
    readFileSync(require.resolve(`${packageOf(family)}/${file}`)),
    undefined,
    {
      keepAllGlyphs: true,
      targetFormat: 'truetype',
      variationAxes: { wght: WEIGHT_OF[weight] },
      noHinting: true,
    },
  );
  return faceOf(sliceName(slice), bytes);
}

/** Whether a face shows a letter: it has it, and there is something to see of what should be seen. */
export function hasLetter({ font }: Typeface, letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  if (!font.hasGlyphForCodePoint(code)) return false;
  return isBlank(letter) || font.glyphForCodePoint(code).path.commands.length > 0;
}

/**
 * A font of its own for one document, in which it goes by `name`. Only one that sets marks on letters
 * has the tables that say where they go: to read them takes longer than all else that is asked of a font.
 */
export function fontToDraw(face: Typeface, name: string, setsMarks: boolean): Font {
  const font = fontOf(setsMarks ? face.bytes : face.bytesForPlainText);
  // All slices of a family say the same name; by it the PDF would take them for one font.
  return Object.defineProperty(font, 'postscriptName', { value: name });
}

/** The font with its tables of layout under a name that nobody looks for. */
function withoutLayout(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const tables = copy.readUInt16BE(4);
  // The directory of a TrueType file: 12 bytes, then 16 a table, of which the first four are its name.
  for (let at = 12; at < 12 + 16 * tables; at += 16) {
    if (['GSUB', 'GPOS'].includes(copy.toString('ascii', at, at + 4))) copy.write('none', at);
  }
  return copy;
}

/** The slices of a family that are cut by letter; those cut by script have what Arimo has. */
function slices(family: SlicedFamily): ReadonlyMap<string, readonly Range[]> {
  const known = slicesOf.get(family);
  if (known !== undefined) return known;
  const path = require.resolve(`${packageOf(family)}/unicode.json`);
  // The package's own list: `{"[4]": "U+1f1e9-1f1f5,U+1f1f7", ..., "latin": "U+0000-00FF,..."}`.
  const lists = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string>>;
  const ranges = new Map<string, readonly Range[]>();
  for (const [name, list] of Object.entries(lists)) {
    const number = /^\[(?<number>\d+)\]$/u.exec(name)?.groups?.['number'];
    if (number !== undefined) ranges.set(number, list.split(',').map(rangeOf));
  }
  slicesOf.set(family, ranges);
  return ranges;
}

function rangeOf(text: string): Range {
  const [first = '', last = first] = text.trim().slice('U+'.length).split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function faceOf(name: string, bytes: Uint8Array): Typeface {
  return { name, bytes, bytesForPlainText: withoutLayout(bytes), font: fontOf(bytes) };
}

function fontOf(bytes: Uint8Array): Font {
  const font = create(bytes as Buffer); // the types say Buffer, the code takes any bytes
  if ('fonts' in font) throw new Error('A font file holds a collection of fonts.');
  return font;
}
