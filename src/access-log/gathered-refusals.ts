import type { Instant } from '../../events/values/instant.js';
import type { NewAccessLine, RefusalGathered } from '../ports/access-log.js';

/** Most refusals of an address in a minute that its line counts: who comes oftener is answered 429, without a line. */
export const REFUSALS_A_MINUTE_MAX = 60;

/** Most addresses that have a line of their own in a minute; all others have one together. */
export const ADDRESSES_A_MINUTE_MAX = 1000;

/** What the line of all other addresses says it came from. */
export const OTHER_ADDRESSES = '*';

const MINUTE_MS = 60_000;

/** Refusals of one minute by address: as many lines as addresses, however many they are. */
export class GatheredRefusals {
  readonly #lines = new Map<string, NewAccessLine>();
  #minute = 0;

  /** The lines of a minute that is over by now, each once. */
  over(now: Instant): readonly NewAccessLine[] {
    return minuteOf(now) === this.#minute ? [] : this.all();
  }

  /** All lines so far, each once. */
  all(): readonly NewAccessLine[] {
    const lines = [...this.#lines.values()];
    this.#lines.clear();
    return lines;
  }

  /** Counts a refusal. Those of another minute must have been taken before. */
  add(refusal: NewAccessLine): RefusalGathered {
    this.#minute = minuteOf(refusal.at);
    const isOwn = this.#lines.has(refusal.from) || this.#lines.size < ADDRESSES_A_MINUTE_MAX;
    const from = isOwn ? refusal.from : OTHER_ADDRESSES;
    const before = this.#lines.get(from);
    if (before === undefined) {
      this.#lines.set(from, { ...refusal, from });
      return 'gathered';
    }
    const isTooMany = before.times >= REFUSALS_A_MINUTE_MAX;
    // Of strangers from everywhere the number is all that is known: it goes on.
    if (isTooMany && isOwn) return 'tooMany';
    const isSame = before.county === refusal.county && before.action === refusal.action;
    this.#lines.set(from, {
      ...before,
      times: before.times + 1,
      ...(isSame ? {} : { county: null, of: null }),
    });
    return isTooMany ? 'tooMany' : 'gathered';
  }
}

function minuteOf(instant: Instant): number {
  return Math.floor(instant / MINUTE_MS);
}
