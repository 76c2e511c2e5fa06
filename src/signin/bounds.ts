const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A session ends after so long without a request, milliseconds (contract/access.md, Signing in). */
export const SESSION_IDLE_MS = 15 * MINUTE_MS;

/** And after so long whatever is done in it. */
export const SESSION_WHOLE_MS = 12 * HOUR_MS;

/** Whoever gave his password gives the second factor within so long, or his password again. */
export const HALF_SIGNED_IN_MS = 10 * MINUTE_MS;

/** Whoever used his one-time link has chosen password and second factor within so long. */
export const WELCOME_MS = 60 * MINUTE_MS;

/** Most sessions of one account; one more ends the one that was used least lately. */
export const SESSIONS_MAX = 20;

/** That a session was used is kept where what is kept is older than this. */
export const SEEN_KEPT_MS = 5 * SECOND_MS;

/** A one-time link is good for so long. */
export const LINK_MS = 72 * HOUR_MS;

/** So many wrong passwords or codes for an e-mail address ... */
export const WRONG_MAX = 3;

/** ... within so long, and it waits ... */
export const WRONG_WITHIN_MS = 120 * MINUTE_MS;

/** ... for so long. */
export const WAIT_MS = 15 * MINUTE_MS;

/** So many wrong in a row, and the password counts no more until `SignInReset`. */
export const WRONG_IN_A_ROW_MAX = 100;

/** So many wrong ones from a network address within `WRONG_FROM_WITHIN_MS`, and it is delayed. */
export const WRONG_FROM_MAX = 20;

export const WRONG_FROM_WITHIN_MS = 15 * MINUTE_MS;

/** Most network addresses of an account that are remembered as its own. */
export const KNOWN_FROM_MAX = 20;

/** Most counters that one document holds; the one with the least on it goes first. */
export const COUNTERS_OF_DOCUMENT_MAX = 64;

/** Most passkeys of an account. */
export const PASSKEYS_MAX = 20;

/** How long a passkey may take to answer what it was asked. */
export const CHALLENGE_MS = 5 * MINUTE_MS;
