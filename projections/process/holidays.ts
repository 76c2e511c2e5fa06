/** Which weekday of a month. `after`: so many days after it. */
interface NthWeekday {
  /** 1 is the first, -1 the last. */
  readonly nth: 1 | 2 | 3 | 4 | -1;
  readonly weekday: Weekday;
  /** 1..12 */
  readonly month: number;
  readonly after?: number;
}

export const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** A day on which California's state offices close: the same day each year, or a weekday of a month. */
export type Holiday = {
  readonly name: string;
  /** First and last year, both included; null is open. */
  readonly from: number | null;
  readonly to: number | null;
} & (
  | { readonly month: number; readonly day: number; readonly isMovedFromSaturday: boolean }
  | NthWeekday
);

const ALWAYS = { from: null, to: null } as const;

function fixed(
  month: number,
  day: number,
): { month: number; day: number } & {
  isMovedFromSaturday: boolean;
} {
  return { month, day, isMovedFromSaturday: month === 11 && day === 11 };
}

/**
 * contract/holidays.json (Government Code 6700, 6701, 19853, as practised; days appointed by proclamation and furlough
 * days are not counted). A day that falls on a Sunday is observed on the Monday after it, 11 November on a Saturday on
 * the Friday before it, each in place of the day itself; nothing else moves.
 */
export const HOLIDAYS: readonly Holiday[] = [
  { name: "New Year's Day", ...fixed(1, 1), ...ALWAYS },
  { name: 'Martin Luther King Jr. Day', nth: 3, weekday: 'Monday', month: 1, ...ALWAYS },
  { name: "Lincoln's Birthday", ...fixed(2, 12), from: null, to: 2009 },
  { name: "Washington's Birthday", nth: 3, weekday: 'Monday', month: 2, ...ALWAYS },
  { name: 'Cesar Chavez Day', ...fixed(3, 31), from: 2001, to: null },
  { name: 'Memorial Day', nth: -1, weekday: 'Monday', month: 5, ...ALWAYS },
  { name: 'Independence Day', ...fixed(7, 4), ...ALWAYS },
  { name: 'Labor Day', nth: 1, weekday: 'Monday', month: 9, ...ALWAYS },
  { name: 'Columbus Day', nth: 2, weekday: 'Monday', month: 10, from: null, to: 2008 },
  { name: 'Veterans Day', ...fixed(11, 11), ...ALWAYS },
  { name: 'Thanksgiving Day', nth: 4, weekday: 'Thursday', month: 11, ...ALWAYS },
  { name: 'Day after Thanksgiving', nth: 4, weekday: 'Thursday', month: 11, after: 1, ...ALWAYS },
  { name: 'Christmas Day', ...fixed(12, 25), ...ALWAYS },
];
