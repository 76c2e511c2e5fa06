import { isText } from './text.js';

/** Longest e-mail address, in Unicode code points (contract/access.md, Acts). */
const EMAIL_LENGTH_MAX = 254;

/** White space as ECMAScript has it. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/** Whether the text is an e-mail address as the contract spells one. */
export function isEmail(text: string): boolean {
  return isText(text, EMAIL_LENGTH_MAX) && EMAIL.test(text);
}

/** An e-mail address as it is compared: two addresses are one where these are equal. */
export function comparedEmail(email: string): string {
  return email.toLowerCase();
}
