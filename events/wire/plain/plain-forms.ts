import { existingDay } from '../../values/day.js';
import {
  SUBJECT_ID_LENGTH_MAX,
  UUID_LENGTH,
  isLowerHexDigit,
  isSubjectIdCharacter,
} from '../../values/ids.js';
import { instantOn } from '../../values/instant.js';
import { existingMonth } from '../../values/month.js';

/** Nothing of the form stands there. */
export const NONE = -1;

const QUOTE = 34;
const HYPHEN = 45;
const COLON = 58;
const BLANK = 32;
const BACKSLASH = 92;
const DELETE = 127;
const ZERO = 48;
const LETTER_T = 84;
const LETTER_Z = 90;

const WHOLE_DIGITS_MAX = 9;

/** By byte: 1 a lower-case hexadecimal digit, 2 a character of a subject's id. */
const HEX = 1;
const OF_ID = 2;
const CLASSES = Uint8Array.from(
  { length: 256 },
  (_, byte) => (isLowerHexDigit(byte) ? HEX : 0) + (isSubjectIdCharacter(byte) ? OF_ID : 0),
);

/** Behind the closing quotation mark of a record's id that begins at `from`; `NONE` where none does. */
export function recordIdEnd(bytes: Uint8Array, from: number): number {
  for (let index = 0; index < UUID_LENGTH; index += 1) {
    const byte = bytes[from + index] ?? 0;
    const isHyphenPlace = index === 8 || index === 13 || index === 18 || index === 23;
    if (isHyphenPlace ? byte !== HYPHEN : ((CLASSES[byte] ?? 0) & HEX) === 0) return NONE;
  }
  return bytes[from + UUID_LENGTH] === QUOTE ? from + UUID_LENGTH + 1 : NONE;
}

/** The same of a subject's or reference's id. */
export function subjectIdEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (((CLASSES[bytes[at] ?? 0] ?? 0) & OF_ID) !== 0) at += 1;
  const length = at - from;
  return length > 0 && length <= SUBJECT_ID_LENGTH_MAX && bytes[at] === QUOTE ? at + 1 : NONE;
}

/** The same of a text of 1 to `max` characters of ASCII, none of them escaped. */
export function textEnd(bytes: Uint8Array, from: number, max: number): number {
  let at = from;
  for (;;) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) break;
    if (byte < BLANK || byte > DELETE || byte === BACKSLASH) return NONE;
    at += 1;
  }
  return at > from && at - from <= max ? at + 1 : NONE;
}

/** Behind the digits of a whole number of at most nine, without a leading zero; `NONE` where there is none. */
export function wholeEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at] ?? 0)) at += 1;
  const length = at - from;
  if (length < 1 || length > WHOLE_DIGITS_MAX) return NONE;
  return length > 1 && bytes[from] === ZERO ? NONE : at;
}

/** The number that `count` digits spell from `from` on; `NONE` where one of them is no digit. */
export function digitsIn(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte)) return NONE;
    value = value * 10 + byte - ZERO;
  }
  return value;
}

/** The day that ten bytes spell from `from` on, NaN where they spell none. */
export function dayIn(bytes: Uint8Array, from: number): number {
  if (bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return NaN;
  const month = digitsIn(bytes, from + 5, 2);
  return existingDay(digitsIn(bytes, from, 4), month, digitsIn(bytes, from + 8, 2)) ?? NaN;
}

/** The month that seven bytes spell, NaN where they spell none. */
export function monthIn(bytes: Uint8Array, from: number): number {
  if (bytes[from + 4] !== HYPHEN) return NaN;
  return existingMonth(digitsIn(bytes, from, 4), digitsIn(bytes, from + 5, 2)) ?? NaN;
}

/** The instant that twenty bytes spell, in milliseconds, NaN where they spell none. */
export function instantIn(bytes: Uint8Array, from: number): number {
  if (bytes[from + 10] !== LETTER_T || bytes[from + 19] !== LETTER_Z) return NaN;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return NaN;
  const month = digitsIn(bytes, from + 5, 2);
  const day = existingDay(digitsIn(bytes, from, 4), month, digitsIn(bytes, from + 8, 2));
  if (day === null || bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return NaN;
  const hour = digitsIn(bytes, from + 11, 2);
  const minute = digitsIn(bytes, from + 14, 2);
  return instantOn(day, hour, minute, digitsIn(bytes, from + 17, 2)) ?? NaN;
}

/** Whether some bytes stand at a place. */
export function isAt(sought: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < sought.length; index += 1) {
    if (bytes[at + index] !== sought[index]) return false;
  }
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
