const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** A server that does not take a mail is tried again for so long, milliseconds (contract/access.md, Signing in). */
export const MAIL_TRIED_MS = 24 * HOUR_MS;

/** How long a mail server may take for each step. */
export const STEP_MS = 10 * SECOND_MS;

/** How often it is looked whether there is something to tell. */
export const ROUND_MS = 5 * MINUTE_MS;

/** What was not taken is tried again after so long at first, then after twice that, up to `ROUND_MS`. */
export const FIRST_PAUSE_MS = 30 * SECOND_MS;

/** After an act it is looked soon, and several acts are told of together. */
export const SOON_MS = 2 * SECOND_MS;

/** A service that has begun to send a mail is let alone with it for so long; one that was killed meanwhile has no more. */
export const CLAIM_MS = 2 * MINUTE_MS;

/** Most things that one mail tells of; it says how many more there are. */
export const LINES_OF_MAIL_MAX = 20;
