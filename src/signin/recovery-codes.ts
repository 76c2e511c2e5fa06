import { randomInt } from 'node:crypto';
import { hashOfToken } from './tokens.js';

/** How many codes somebody gets (contract/access.md, Signing in). */
export const RECOVERY_CODES = 10;

/** Letters and digits that are not taken for one another when they are read from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Ten new codes, `abcd-efgh-jkmn-pqrs`, each of 79 bits: shown once. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, newCode);
}

/** What is kept of a code, however it is typed; nobody tries 79 bits, so it needs no slow hash. */
export function hashOfRecoveryCode(typed: string): string {
  return hashOfToken(typed.toLowerCase().replaceAll(/[^a-z0-9]/gu, ''));
}

/** Whether a text may be a recovery code: as long as one, blanks and hyphens aside. */
export function isRecoveryCode(typed: string): boolean {
  return typed.replaceAll(/[\s-]/gu, '').length === GROUPS * GROUP_LENGTH;
}

function newCode(): string {
  return Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(''),
  ).join('-');
}
