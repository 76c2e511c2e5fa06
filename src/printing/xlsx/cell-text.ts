/** What one cell of a sheet can hold, in UTF-16 code units: the bound of the programs that open it. */
export const CELL_TEXT_LENGTH_MAX = 32_767;

/** Digits that a number of a spreadsheet keeps. */
const DIGITS_MAX = 15;

const DECIMAL = /^-?\d+(?:\.\d+)?$/u;

/**
 * What an XML 1.0 file cannot hold, and CR, which a reader of XML would make LF of. Without the flag
 * `u` each half of a pair is looked at by itself; a pair is passed over by the first alternative.
 */
const NOT_IN_XML =
  /[\ud800-\udbff][\udc00-\udfff]|[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]/g;

/** An underscore that a reader would take for the beginning of an escape, if only after our escaping. */
const LIKE_AN_ESCAPE =
  /_(?=x[0-9a-f]{4}(?:_|[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]))/gi;

/**
 * A text as the content of a cell, so that a reader gets exactly the same text: `_xHHHH_` for what XML
 * cannot hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring), `_x005F_` where the text itself looks like
 * such an escape. Throws a `RangeError` where it is longer than a cell.
 */
export function cellText(text: string): string {
  if (text.length > CELL_TEXT_LENGTH_MAX) {
    throw new RangeError(
      `A text of ${text.length} characters does not fit into a cell of a workbook, which holds ${CELL_TEXT_LENGTH_MAX}: ask for csv or parquet.`,
    );
  }
  // Nearly all texts are ids.
  if (/^[\w. :,-]*$/.test(text) && !text.includes('_')) return text;
  return text
    .replaceAll(LIKE_AN_ESCAPE, '_x005F_')
    .replaceAll(NOT_IN_XML, (found) => (found.length === 2 ? found : escapeOf(found)))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function escapeOf(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Whether a reader of XML may change the blanks of a text unless it is told to keep them. */
export function hasBlanksToKeep(text: string): boolean {
  return /^\s|\s$|\s\s|[\t\n]/u.test(text);
}

/**
 * Whether a decimal is the same number in a spreadsheet, which keeps 15 digits: all of its digits
 * count, but zeros in front. Throws where it is no decimal.
 */
export function isExactNumber(decimal: string): boolean {
  if (!DECIMAL.test(decimal)) throw new TypeError(`${JSON.stringify(decimal)} is no decimal.`);
  return decimal.replaceAll(/[-.]/gu, '').replace(/^0+/u, '').length <= DIGITS_MAX;
}
