import { createHash, randomBytes } from 'node:crypto';

/** Bytes of chance in a token: nobody guesses 256 bits. */
const TOKEN_BYTES = 32;

/** The spelling of a token. */
const TOKEN = /^[\w-]{43}$/u;

/** A token that only its holder knows: of a session, a one-time link, a form. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Whether a text is spelt as a token is: anything else is looked for nowhere. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What is kept of a token: it says nothing of the token itself. 64 hexadecimal digits. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
