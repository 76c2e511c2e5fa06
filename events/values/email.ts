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

/** A part of an address that stands in an envelope and a header as it is. */
const PLAIN_PART = /^[^\s@<>"(),:;[\]\\\p{Cc}]+$/u;

/** A local part that was typed in quotes already. */
const QUOTED_PART = /^"(?:[^"\\]|\\.)*"$/u;

/** No mail program takes these, in quotes or out of them. */
const NEVER_IN_PART = /[\s@<>\p{Cc}]/u;

/**
 * An e-mail address as it stands in the envelope and the header of a mail: one value, what is before the `@` in quotes
 * where it could be read as more than that (RFC 5321, 4.1.2). Null where no mail can go to it.
 */
export function addressForMail(email: string): string | null {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, Math.max(at, 0));
  const domain = email.slice(at + 1);
  if (local === '' || NEVER_IN_PART.test(local) || !PLAIN_PART.test(domain)) return null;
  if (PLAIN_PART.test(local) || QUOTED_PART.test(local)) return email;
  return `"${local.replaceAll(/["\\]/gu, String.raw`\$&`)}"@${domain}`;
}
