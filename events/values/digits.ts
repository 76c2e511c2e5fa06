const ZERO = 48;

/**
 * The number that `count` ASCII digits spell from `from` on, or -1 where one of them is no digit (past the end
 * included). Exact for up to 15 digits.
 */
export function digitsAt(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    // A code past the end is NaN, which fails this comparison as well.
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** `value` (a whole number from 0) with zeros before it up to `width` digits. */
export function padded(value: number | bigint, width: number): string {
  return String(value).padStart(width, '0');
}
