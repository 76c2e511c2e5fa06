import { malformedMessage } from '../rejections.js';
import type { MalformedFacts } from '../rejections.js';

/** Most bytes of a line of acts, without its `\n` (contract/access.md, Acts). */
export const ACT_LINE_BYTES_MAX = 262_144;

/**
 * Every code with which an act is refused (contract/access.md, Acts): up to WRONG_STATE in their order, of which the
 * first that applies is given; then those of the single acts, whose order is that of their rows in the tables.
 */
export const ACCESS_REFUSAL_CODES = [
  'MALFORMED',
  'UNKNOWN_ACT',
  'UNKNOWN_FIELD',
  'INVALID_FIELD',
  'BACKWARDS',
  'FUTURE_AT',
  'UNKNOWN_ACCOUNT',
  'UNKNOWN_APPLICATION',
  'UNKNOWN_FINDING',
  'NOT_PERMITTED',
  'WRONG_STATE',
  'ACCOUNT_CLOSED',
  'EMAIL_TAKEN',
  'SCOPE_MISMATCH',
  'ALREADY_SO',
  'OWN_RIGHTS',
  'LAST_MANAGER',
  'TOO_EARLY',
  'ALREADY_THERE',
  'NOT_CONVERTED',
  'NO_CONNECTIVITY',
  'OVER_ALLOCATION',
  'ACCOUNTS_IN_USE',
  'MOU_NOT_IN_FORCE',
  'OFFICE_TAKEN',
  'TRAINING_EXPIRED',
  'STATEMENT_EXPIRED',
  'ACCOUNTS_EXHAUSTED',
  'NOT_A_USER',
  'EARLIER_THAN_KEPT',
  'NOT_NOTICED',
  'OPEN_FINDINGS',
  'NOT_MORE',
] as const;

/** One of `ACCESS_REFUSAL_CODES`. */
export type AccessRefusalCode = (typeof ACCESS_REFUSAL_CODES)[number];

/** Why an act is refused, with a sentence that says what to mend. */
export interface AccessRefusal {
  readonly kind: 'refusal';
  readonly code: AccessRefusalCode;
  readonly message: string;
}

export function refused(code: AccessRefusalCode, message: string): AccessRefusal {
  return { kind: 'refusal', code, message };
}

/** The refusal of a line that is no JSON object. */
export function refusedLine(facts: MalformedFacts): AccessRefusal {
  return refused('MALFORMED', malformedMessage(facts, 'act', ACT_LINE_BYTES_MAX));
}
