import type { Instant } from '../../events/values/instant.js';

/** What somebody was answered who may ask the same again. */
export interface KeptAnswer {
  /** SHA-256 of what was asked, 64 hexadecimal digits. */
  readonly asked: string;
  /** JSON; what stands in it is for whoever answers to say. */
  readonly answer: string;
}

/** For how long an answer is kept, milliseconds (contract/http.md, `Idempotency-Key`). */
export const ANSWER_KEPT_MS = 24 * 60 * 60_000;

/** Most answers that are kept; of more the oldest goes. */
export const ANSWERS_MAX = 50_000;

/** Most characters of one; a longer one is not kept. */
export const ANSWER_CHARACTERS_MAX = 1_000_000;

/**
 * Answers to requests that may be sent again, each by a name that its sender chose: a day long, in the data folder, so
 * many and no more. They are no acts: losing them costs a second answer, which the rules then give.
 */
export interface KeptAnswers {
  /** What was kept under a name (SHA-256, 64 hexadecimal digits) within the day before `now`; null for nothing. */
  find(name: string, now: Instant): KeptAnswer | null;
  /** Keeps an answer in place of one that is older than a day; on disk when it returns. */
  keep(name: string, now: Instant, kept: KeptAnswer): void;
  /** Throws all of them away: what they say may have been erased. */
  forget(): void;
}
