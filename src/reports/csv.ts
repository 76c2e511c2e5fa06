/**
 * One CSV line with its end, as RFC 4180 has it: CRLF, and quotes where a field needs them. They stand
 * as well around what some reader takes for the end of a line (a lone CR, U+2028, U+0085) or leaves out
 * (blanks at either end); the field itself is written as it is.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: string): string {
  return /[",\p{Cc}\p{Zl}\p{Zp}]|^[\s\ufeff]|[\s\ufeff]$/u.test(field)
    ? `"${field.replaceAll('"', '""')}"`
    : field;
}
