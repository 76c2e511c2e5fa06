import type { Action } from '../../events/acts/permissions.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';

/**
 * What a line says was done: an action of the access table; the end of a session, which every account may have; or what
 * the file transmission of counties did (contract/intake.md).
 */
export type LoggedAction = Action | 'sign-out' | `intake.${string}`;

/** Permitted and done; not permitted; permitted and not done (404, 409, 5xx). */
export const LINE_RESULTS = ['allowed', 'refused', 'failed'] as const;

export type LineResult = (typeof LINE_RESULTS)[number];

/**
 * What was seen or done, as far as it applies: enough to say again which rows an answer had, since a trail is a function
 * of them. No case, child, name or amount is in it.
 */
export interface LineOf {
  /** `2006-09`. */
  readonly month?: string;
  readonly line?: string;
  readonly column?: string;
  /** The position that was asked of; left out where it was the ledger's size. */
  readonly asOf?: number;
  /** Of a page of a trail: the rows after this one. */
  readonly after?: number;
  readonly limit?: number;
  /** The number of a version of the month. */
  readonly version?: number;
  /** `P-4`. */
  readonly package?: string;
  /** `S-3`. */
  readonly sample?: string;
  /** The first and the last position that an append took, a difference lies between, or records were written out of. */
  readonly positions?: readonly [from: number, to: number];
}

/** One line of the access log (contract/access.md, The access log). */
export interface AccessLine {
  /** Its number, from 1. */
  readonly n: number;
  readonly at: Instant;
  /** `A-7`, or `operator` for the command line; null where nobody has signed in. */
  readonly account: string | null;
  /** The label of the key that was used, null where none was. */
  readonly key: string | null;
  readonly action: LoggedAction;
  readonly county: County | null;
  /** SHA-256 of the id of the first record of the case, child or participant, 64 hexadecimal digits, as a hold has it. */
  readonly subject: string | null;
  /** `T-3`, the application that the right came from; null where a county's grant suffices. */
  readonly application: string | null;
  readonly of: LineOf | null;
  /** How often it happened: more than once only in gathered refusals. */
  readonly times: number;
  readonly result: LineResult;
  /** A UUID, in lower case, which the answer names as well. */
  readonly request: string;
  /** The address that it came from: `203.0.113.7`; `local` for the command line. */
  readonly from: string;
}

/** A line as it is handed in: its number is given when it is appended. */
export type NewAccessLine = Omit<AccessLine, 'n'>;
