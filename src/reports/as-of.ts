import { formatDay, parseDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { formatInstantMillis, parseInstantMillis } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from './as-of-within.js';

/** What `--as-of` and `asOf` name (contract/cli.md, report): each comes to a position of a county's ledger. */
export type AsOfNamed = AsOfRecorded | { readonly kind: 'version'; readonly version: number };

/** What the ledger alone can say the position of. */
export type AsOfRecorded =
  | { readonly kind: 'position'; readonly position: number }
  /** All that was recorded before the next civil day begins in California. */
  | { readonly kind: 'day'; readonly day: Day }
  /** All that was recorded at it or before. */
  | { readonly kind: 'instant'; readonly instant: Instant };

/** How the four are spelt, for a sentence that says what would be right. */
export const AS_OF_FORMS =
  "a position from 1 to the ledger's size, a version as v1, a day as 2006-10-15 or an instant as 2006-10-15T17:05:00Z";

/** The instants of a ledger, which never go back; those of erased records are kept. */
export interface RecordedPositions {
  readonly size: number;
  /** When the record at a position from 1 to the size was recorded. */
  recordedAt(position: number): Instant;
}

/** What a text names, null where it is none of the forms. */
export function parseAsOf(text: string): AsOfNamed | null {
  const [, version, digits = ''] = /^(v?)(\d{1,15})$/u.exec(text) ?? [];
  const number = Number(digits);
  if (version !== undefined) {
    if (number < 1) return null;
    return version === 'v'
      ? { kind: 'version', version: number }
      : { kind: 'position', position: number };
  }
  const day = parseDay(text);
  if (day !== null) return { kind: 'day', day };
  const instant = parseInstantMillis(text);
  return instant === null ? null : { kind: 'instant', instant };
}

/**
 * The position of a county's ledger that is meant, or why there is none: a day that is not over, an instant ahead of
 * the clock, anything before the first record, a position that the ledger does not have.
 *
 * @param ledger - null where the county has none
 * @param now - the clock, which alone says what is over
 */
export function positionInTime(
  county: string,
  ledger: RecordedPositions | null,
  asked: AsOfRecorded,
  now: Instant,
): Answer<number> {
  switch (asked.kind) {
    case 'position':
      return asOfWithin(county, ledger?.size ?? 0, asked.position);
    case 'day': {
      const { day } = asked;
      const named = formatDay(day);
      if (day >= civilDayOf(now)) {
        return misaddressed(
          `The day ${named} is not over in California: give an earlier day, an instant that has been, or a position.`,
        );
      }
      return lastKnown(county, ledger, `on or before ${named}`, (at) => civilDayOf(at) <= day);
    }
    case 'instant': {
      const { instant } = asked;
      const named = formatInstantMillis(instant);
      if (instant > now) {
        return misaddressed(
          `The instant ${named} is ahead of the clock, ${formatInstantMillis(now)}: give an instant that has been.`,
        );
      }
      return lastKnown(county, ledger, `at or before ${named}`, (at) => at <= instant);
    }
  }
}

function lastKnown(
  county: string,
  ledger: RecordedPositions | null,
  when: string,
  isKnown: (recorded: Instant) => boolean,
): Answer<number> {
  if (ledger === null || ledger.size === 0) {
    return misaddressed(
      `The ledger of county ${county} has no records, so there is no position ${when}: check the county, or ingest records first.`,
    );
  }
  const position = lastPositionWhile(ledger, isKnown);
  if (position > 0) return done(position);
  const first = ledger.recordedAt(1);
  return misaddressed(
    `The ledger of county ${county} has no record ${when}: the first was recorded at ${formatInstantMillis(first)}, on ${formatDay(civilDayOf(first))} in California.`,
  );
}

/**
 * The last position for whose instant something holds that holds up to some instant and never after it; 0 where it
 * does not hold for the first. Looks at as many instants as the size has binary digits.
 */
export function lastPositionWhile(
  ledger: RecordedPositions,
  holds: (recorded: Instant) => boolean,
): number {
  let low = 0;
  let high = ledger.size;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(ledger.recordedAt(middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}
