import type { CarriedForward } from './carry-forward.js';

/** What was carried forward, on one line. */
export function carriedJson(carried: CarriedForward): string {
  const { county, ffy, version, id, value, effective, source, isDuplicate, size } = carried;
  const figure = { line: '5a', value, effective, source };
  return `${JSON.stringify({ county, ffy, version, id, ...figure, duplicate: isDuplicate, size })}\n`;
}
