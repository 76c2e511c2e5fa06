import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { monthForPeople } from '../reports/table.js';

const MONTHS_SHORT = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
] as const;

/** A civil day as `15 Oct 2006`. */
export function dayInWords(day: Day): string {
  return dateInWords(formatDay(day));
}

/** A day spelt `2006-10-15` as `15 Oct 2006`; any other text as it is. */
export function dateInWords(text: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text) ?? [];
  return year === ''
    ? text
    : `${String(Number(day))} ${MONTHS_SHORT[Number(month) - 1] ?? ''} ${year}`;
}

const CLOCK = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** An instant by the clock of California, as `15 Oct 2006, 10:05:00 PDT`. */
export function instantInWords(instant: Instant): string {
  const parts = new Map(CLOCK.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const day = dateInWords(`${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`);
  return `${day}, ${part('hour')}:${part('minute')}:${part('second')} ${part('timeZoneName')}`;
}

/** A month as `September 2006`. */
export function monthInWords(month: Month): string {
  return monthForPeople(formatMonth(month));
}

/** A month as `Sep 2006`, for narrow columns. */
export function monthInShort(month: Month): string {
  const [year = '', number = ''] = formatMonth(month).split('-');
  return `${MONTHS_SHORT[Number(number) - 1] ?? ''} ${year}`;
}

/** A whole number or an amount with thousands separators and, below zero, a true minus. */
export function numberInWords(value: number | bigint | string): string {
  const text = String(value);
  const digits = text.startsWith('-') ? text.slice(1) : text;
  const [whole = '', decimals] = digits.split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+(?!\d))/gu, ',');
  const sign = text.startsWith('-') ? '\u2212' : '';
  return `${sign}${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** As `1 case`, `2 cases`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberInWords(count)} ${count === 1 ? one : many}`;
}

/** With a capital in front, as a heading and a label begin. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As `a, b and c`. */
export function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
