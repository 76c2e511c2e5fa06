/** The last code point that is one UTF-16 code unit. */
const LAST_SINGLE_UNIT = 0xff_ff;

/** Whether the string is well-formed Unicode of 1 to `lengthMax` code points. */
export function isText(text: string, lengthMax: number): boolean {
  return text.length > 0 && isWithin(text, lengthMax) && text.isWellFormed();
}

function isWithin(text: string, lengthMax: number): boolean {
  // A code point is one or two code units: only between the two bounds must they be counted.
  if (text.length <= lengthMax) return true;
  return text.length <= 2 * lengthMax && codePointCount(text) <= lengthMax;
}

function codePointCount(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; count += 1) {
    index += (text.codePointAt(index) ?? 0) > LAST_SINGLE_UNIT ? 2 : 1;
  }
  return count;
}
