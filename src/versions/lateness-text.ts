import { grouped } from '../reports/table.js';

/** How late a version is, as in `late by 1 day`; for one that is late, by `daysLate` of 1 or more. */
export function latenessText(daysLate: number): string {
  return `late by ${grouped(daysLate)} ${daysLate === 1 ? 'day' : 'days'}`;
}
