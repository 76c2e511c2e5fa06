import { startOfCivilDay } from '../../events/values/civil-day.js';
import { parseDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { later, parseInstantMillis } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

/** How a moment is spelt, for a sentence that says what would be right. */
export const MOMENT_FORMS = 'a day as 2026-10-12, or an instant as 2026-10-12T18:00:00Z';

/** The first moment that a text means: of a day its beginning in California. Null where it means none. */
export function firstMoment(text: string): Instant | null {
  const day = parseDay(text);
  return day === null ? parseInstantMillis(text) : startOfCivilDay(day);
}

/** The last moment that a text means: of a day its end in California, of a second its end. Null where it means none. */
export function lastMoment(text: string): Instant | null {
  const day = parseDay(text);
  if (day !== null) return later(startOfCivilDay((day + 1) as Day), -1); // a day after a day
  const instant = parseInstantMillis(text);
  return instant === null || text.includes('.') ? instant : later(instant, 999);
}
