import type { Random } from './random.js';

/** Days are 'YYYY-MM-DD', months 'YYYY-MM'; months are counted from year 0 where they are added to. */
const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** 'YYYY-MM' of a count of months. */
function monthText(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** The month so many months after (before, if negative). */
export function monthsLater(month: string, months: number): string {
  return monthText(monthNumber(month) + months);
}

/** How many months there are from the first to the last, both included. */
export function monthsBetween(first: string, last: string): number {
  return monthNumber(last) - monthNumber(first) + 1;
}

/** The last day of a month. */
export function lastDay(month: string): string {
  // Day 0 of the next month; UTC, so no zone of the machine comes in.
  const day = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0));
  return day.toISOString().slice(0, 10);
}

/** The day so many days after (before, if negative). */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Effective days that crowd where the rules have their edges. */
export class RandomDays {
  constructor(
    private readonly random: Random,
    private readonly from: string,
    private readonly to: string,
  ) {}

  /** Some month of the range. */
  month(): string {
    return monthsLater(this.from, this.random.integer(0, monthsBetween(this.from, this.to) - 1));
  }

  /** A day near the one given: at an edge of a month or fiscal year, in the same month, or anywhere. */
  near(day: string): string {
    return this.random.weighted<() => string>([
      [3, () => this.edgeOf(monthsLater(day.slice(0, 7), this.random.integer(-3, 2)))],
      [2, () => this.edgeOfFfy()],
      [2, () => this.within(day.slice(0, 7))],
      [1, () => this.within(this.month())],
      [1, () => day],
    ])();
  }

  /** Any day of a month, its first and last more often than the rest. */
  within(month: string): string {
    if (this.random.chance(0.4)) return this.edgeOf(month);
    const length = Number(lastDay(month).slice(8));
    return `${month}-${String(this.random.integer(1, length)).padStart(2, '0')}`;
  }

  private edgeOf(month: string): string {
    return this.random.chance(0.5) ? `${month}-01` : lastDay(month);
  }

  private edgeOfFfy(): string {
    const years = Math.floor(monthsBetween(this.from, this.to) / 12);
    const year = Number(this.from.slice(0, 4)) + this.random.integer(0, years);
    return `${String(year)}-${this.random.pick(['09-29', '09-30', '09-30', '10-01', '10-01', '10-02'])}`;
  }
}
