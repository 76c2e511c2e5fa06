import { later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import {
  COUNTERS_OF_DOCUMENT_MAX,
  WAIT_MS,
  WRONG_FROM_MAX,
  WRONG_FROM_WITHIN_MS,
  WRONG_IN_A_ROW_MAX,
  WRONG_MAX,
  WRONG_WITHIN_MS,
} from './bounds.js';

/**
 * What is counted of attempts for one typed e-mail address, whether there is such an account or not. An attempt counts
 * as wrong from its beginning and is taken back where it was right: so many at once try no more than one after the other.
 */
export interface Attempts {
  /** The wrong ones since it waited last, in order, at most three. The third makes it wait. */
  readonly wrongAt: readonly Instant[];
  /** Wrong ones since somebody signed in. */
  readonly inARow: number;
}

export const NO_ATTEMPTS: Attempts = Object.freeze({ wrongAt: [], inARow: 0 });

/** Whether one more attempt is let in: with it counted; or not, and until when it has to wait. */
export type AttemptBegun =
  | { readonly kind: 'let'; readonly after: Attempts }
  | { readonly kind: 'waits'; readonly until: Instant };

/** Begins an attempt (contract/access.md, Signing in): the third wrong one within two hours lets none in for 15 minutes. */
export function beginAttempt({ wrongAt, inARow }: Attempts, now: Instant): AttemptBegun {
  const last = wrongAt.at(WRONG_MAX - 1);
  if (last !== undefined && now < last + WAIT_MS)
    return { kind: 'waits', until: later(last, WAIT_MS) };
  const recent = wrongAt.filter((at) => now - at < WRONG_WITHIN_MS);
  const after = {
    wrongAt: [...(last === undefined ? recent : []), now],
    inARow: Math.min(inARow + 1, WRONG_IN_A_ROW_MAX),
  };
  return { kind: 'let', after };
}

/** Takes back an attempt that was right but is no sign-in yet, as a password before its second factor. */
export function takeBack({ wrongAt, inARow }: Attempts, begunAt: Instant): Attempts {
  const index = wrongAt.indexOf(begunAt);
  return {
    wrongAt: index < 0 ? wrongAt : wrongAt.toSpliced(index, 1),
    inARow: Math.max(inARow - 1, 0),
  };
}

/** Whether so many were wrong in a row that the password counts no more. */
export function isPasswordSpent({ inARow }: Attempts): boolean {
  return inARow >= WRONG_IN_A_ROW_MAX;
}

/** The instants of wrong attempts from one network address that still count, with one more. */
export function wrongFrom(before: readonly Instant[], now: Instant): readonly Instant[] {
  return [...recentFrom(before, now), now].slice(-WRONG_FROM_MAX);
}

/** Until when an address is delayed for e-mail addresses that never signed in from it; null where it is not. */
export function delayedUntil(wrongAt: readonly Instant[], now: Instant): Instant | null {
  const recent = recentFrom(wrongAt, now);
  const first = recent.at(-WRONG_FROM_MAX);
  return first === undefined ? null : later(first, WRONG_FROM_WITHIN_MS);
}

function recentFrom(wrongAt: readonly Instant[], now: Instant): readonly Instant[] {
  return wrongAt.filter((at) => now - at < WRONG_FROM_WITHIN_MS);
}

/** Counters by what they count, as one document holds them. */
export type Counters<Counter> = Readonly<Record<string, Counter>>;

/**
 * The counters with one put in its place, and no more of them than a document holds: the one with the least on it goes
 * first, so that a stranger who makes many counters does not wipe out the one that stops him.
 */
export function withCounter<Counter>(
  counters: Counters<Counter>,
  key: string,
  counter: Counter | null,
  weight: (counter: Counter) => number,
): Counters<Counter> {
  const others = Object.entries(counters).filter(([other]) => other !== key);
  if (counter === null) return Object.fromEntries(others);
  const kept =
    others.length < COUNTERS_OF_DOCUMENT_MAX
      ? others
      : others
          .toSorted(([, one], [, other]) => weight(other) - weight(one))
          .slice(0, COUNTERS_OF_DOCUMENT_MAX - 1);
  return Object.fromEntries([...kept, [key, counter]]);
}

/** How much stands on a counter of attempts: what was wrong oftenest, then latest. */
export function weightOfAttempts({ wrongAt, inARow }: Attempts): number {
  return inARow * 1e14 + (wrongAt.at(-1) ?? 0);
}
