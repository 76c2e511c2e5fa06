/**
 * Reads CSV as RFC 4180 has it, character by character, and knows nothing of how we write it: fields
 * without quotes hold no comma, quote, CR or LF; rows end with CRLF. Throws on anything else.
 */
export function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        if (at >= text.length) throw new Error('A quoted field has no end.');
        if (text[at] !== '"') field += text[at] ?? '';
        else if (text[at + 1] === '"') field += text[(at += 1)] ?? '';
        else break;
        at += 1;
      }
      at += 1;
    } else {
      for (; at < text.length && !',"\r\n'.includes(text[at] ?? ''); at += 1) {
        field += text[at] ?? '';
      }
    }
    row.push(field);
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) throw new Error('The last row has no end.');
    } else if (text.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else {
      throw new Error(`At ${String(at)} is neither a comma nor the end of a row.`);
    }
  }
  return rows;
}
