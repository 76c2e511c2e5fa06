/** Days as text, `YYYY-MM-DD`, reckoned with the calendar of JavaScript's dates in UTC: another way than the product's. */

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function textOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function plusDays(day: string, count: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + count);
  return textOf(date);
}

/** Calendar days from the one to the other. */
export function daysFrom(one: string, other: string): number {
  return Math.round((utc(other).getTime() - utc(one).getTime()) / 86_400_000);
}

/** The same day of the month so many months on, or that month's last day. */
export function plusMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  first.setUTCDate(Math.min(date, last.getUTCDate()));
  return textOf(first);
}

export function plusYears(day: string, count: number): string {
  return plusMonths(day, 12 * count);
}

/** 0 is Sunday. */
function weekday(day: string): number {
  return utc(day).getUTCDay();
}

const FOUND = new Map<string, string>();

/** The `nth` such weekday of a month; -1 is the last. */
function nth(year: number, month: number, which: number, dayOfWeek: number): string {
  const key = [year, month, which, dayOfWeek].join();
  const found = FOUND.get(key) ?? searched(year, month, which, dayOfWeek);
  FOUND.set(key, found);
  return found;
}

function searched(year: number, month: number, which: number, dayOfWeek: number): string {
  const all: string[] = [];
  for (let date = 1; date <= 31; date += 1) {
    const each = new Date(Date.UTC(year, month - 1, date));
    if (each.getUTCMonth() === month - 1 && each.getUTCDay() === dayOfWeek) all.push(textOf(each));
  }
  return all.at(which > 0 ? which - 1 : which) ?? '';
}

/** When daylight saving time begins and ends in the United States, from 1987 on. */
function summer(year: number): readonly [begin: string, end: string] {
  return year >= 2007
    ? [nth(year, 3, 2, 0), nth(year, 11, 1, 0)]
    : [nth(year, 4, 1, 0), nth(year, 10, -1, 0)];
}

const DAYS = new Map<string, string>();

/** The civil day in Los Angeles of an instant, by the rule: at 2:00 in the morning, standard or daylight time. */
export function losAngelesDay(instant: string): string {
  const day = DAYS.get(instant) ?? reckonedDay(instant);
  DAYS.set(instant, day);
  return day;
}

function reckonedDay(instant: string): string {
  const standard = new Date(Date.parse(instant) - 8 * 3_600_000).toISOString();
  const [begin, end] = summer(Number(standard.slice(0, 4)));
  // In standard time summer begins at 2:00 and ends at 1:00.
  const isSummer = standard >= `${begin}T02:00:00.000Z` && standard < `${end}T01:00:00.000Z`;
  return isSummer
    ? new Date(Date.parse(instant) - 7 * 3_600_000).toISOString().slice(0, 10)
    : standard.slice(0, 10);
}

function isHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  const falls = (date: string): boolean => day.slice(5) === date;
  /** On that date; or on the Monday after the Sunday that is that date, and then not on the date. */
  const observed = (date: string): boolean => {
    const on = `${day.slice(0, 4)}-${date}`;
    return weekday(on) === 0 ? day === plusDays(on, 1) : falls(date);
  };
  const thanksgiving = nth(year, 11, 4, 4);
  const veterans = `${day.slice(0, 4)}-11-11`;
  return (
    observed('01-01') ||
    day === nth(year, 1, 3, 1) ||
    (year <= 2009 && observed('02-12')) ||
    day === nth(year, 2, 3, 1) ||
    (year >= 2001 && observed('03-31')) ||
    day === nth(year, 5, -1, 1) ||
    observed('07-04') ||
    day === nth(year, 9, 1, 1) ||
    (year <= 2008 && day === nth(year, 10, 2, 1)) ||
    (weekday(veterans) === 6 ? day === plusDays(veterans, -1) : observed('11-11')) ||
    day === thanksgiving ||
    day === plusDays(thanksgiving, 1) ||
    observed('12-25')
  );
}

const WORKING = new Map<string, boolean>();

export function isWorking(day: string): boolean {
  const known = WORKING.get(day);
  if (known !== undefined) return known;
  const working = weekday(day) !== 0 && weekday(day) !== 6 && !isHoliday(day);
  WORKING.set(day, working);
  return working;
}

/** The `count`-th working day after a day. */
export function workingAfter(day: string, count: number): string {
  let reached = day;
  for (let seen = 0; seen < count;) {
    reached = plusDays(reached, 1);
    if (isWorking(reached)) seen += 1;
  }
  return reached;
}
