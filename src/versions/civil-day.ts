import { civilDayOf } from '../../events/values/civil-day.js';
import { formatDay } from '../../events/values/day.js';
import { parseInstant } from '../../events/values/instant.js';

/** `YYYY-MM-DD` in California of an instant as acts are printed, `2006-10-16T03:00:00Z`. Throws where the text is none. */
export function civilDayText(printed: string): string {
  const instant = parseInstant(printed);
  if (instant === null)
    throw new Error(`An act was printed with "${printed}", which is no instant.`);
  return formatDay(civilDayOf(instant));
}
