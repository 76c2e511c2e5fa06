import { getDocumentProxy } from 'unpdf';

/** A PDF as far as a test looks into it. */
export interface ReadReport {
  /** The whole file, a character a byte. */
  readonly text: string;
  /** What is written on each page, in order and without blanks. */
  readonly pages: readonly string[];
  /** The same as it stands there, with the blanks between words. */
  readonly writing: readonly string[];
  /** Where each piece of text ends at the right and at the bottom, in points from the upper left. */
  readonly ends: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

/** Reads a file as a viewer does, by pdf.js: what its fonts say that their glyphs mean. */
export async function readReport(bytes: Uint8Array): Promise<ReadReport> {
  const text = Buffer.from(bytes).toString('latin1');
  const document = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  const writing: string[] = [];
  const ends: { readonly x: number; readonly y: number }[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent({ disableNormalization: true });
    const height = page.view[3] ?? 0;
    const pieces = items.flatMap((item) => ('str' in item ? [item] : []));
    writing.push(pieces.map(({ str }) => str).join(''));
    ends.push(
      pieces.map(({ transform, width }) => {
        const [, , , , x = 0, y = 0] = transform as readonly number[];
        return { x: x + width, y: height - y };
      }),
    );
  }
  await document.loadingTask.destroy();
  return { text, pages: writing.map((page) => page.replaceAll(/\s/gu, '')), writing, ends };
}
