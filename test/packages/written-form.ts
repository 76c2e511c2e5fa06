/** A PDF whose streams are not compressed, as far as a test looks into it. */
export interface ReadReport {
  /** The whole file, a character a byte. */
  readonly text: string;
  /** What is written on each page, in order and without blanks. */
  readonly pages: readonly string[];
}

const SHOWN = /\[(?<parts>[^\]]*)\] TJ/gu;

/** Reads a file with one content stream a page and fonts in WinAnsi, which is what the form has. */
export function readReport(bytes: Uint8Array): ReadReport {
  const text = Buffer.from(bytes).toString('latin1');
  const pages: string[] = [];
  for (const [, number = ''] of text.matchAll(/\/Type \/Page\n[^>]*?\/Contents (\d+) 0 R/gu)) {
    const start = text.indexOf(`\n${number} 0 obj\n`);
    const content = text.slice(start, text.indexOf('endstream', start));
    const shown = Array.from(content.matchAll(SHOWN), ({ groups }) =>
      wordsOf(groups?.['parts'] ?? ''),
    );
    pages.push(shown.join('').replaceAll(/\s/gu, ''));
  }
  return { text, pages };
}

function wordsOf(parts: string): string {
  const hex = Array.from(
    parts.matchAll(/<(?<hex>[0-9a-f]*)>/gu),
    ({ groups }) => groups?.['hex'] ?? '',
  );
  return Buffer.from(hex.join(''), 'hex').toString('latin1');
}
