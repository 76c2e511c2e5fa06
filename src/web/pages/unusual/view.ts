import { civilDayOf } from '../../../../events/values/civil-day.js';
import { formatDay, parseDay } from '../../../../events/values/day.js';
import type { Day } from '../../../../events/values/day.js';
import type { Instant } from '../../../../events/values/instant.js';
import {
  HOURS_OF_WORK,
  KNOWN_ADDRESS_DAYS,
  MANY_CASES,
  MANY_REFUSALS,
} from '../../../../projections/access-log/unusual.js';
import type { Unusual, UnusualKind } from '../../../../projections/access-log/unusual.js';
import type { ResetSignIn, UnusualUse } from '../../../access-log/unusual-use.js';
import { withQuery } from '../../addresses.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import type { Link } from '../../page.js';
import { counted } from '../../words.js';

/** Days that are looked at where none are said: the last week. */
const DAYS_SHOWN = 7;

/** Most days that are looked at together. */
export const UNUSUAL_DAYS_MAX = 92;

/** Most rows of the page. */
const ROWS_MAX = 500;

export type DaysAsked =
  | { readonly kind: 'asked'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'wrong'; readonly faults: FieldFaults };

/** The days that an address names, both included; the last week where it names none. */
export function daysAsked(query: FormTexts, now: Instant): DaysAsked {
  const today = civilDayOf(now);
  const [fromText, toText] = [textOf(query, 'from'), textOf(query, 'to')];
  const to = toText === '' ? today : parseDay(toText);
  // A day before a day.
  const week = ((to ?? today) - DAYS_SHOWN + 1) as Day;
  const from = fromText === '' ? week : parseDay(fromText);
  if (from === null) return wrong('from', 'Write the first day as 2026-10-12.');
  if (to === null) return wrong('to', 'Write the last day as 2026-10-12.');
  if (from > to) return wrong('to', 'The last day is before the first: give a later one.');
  if (to - from >= UNUSUAL_DAYS_MAX) {
    return wrong('from', `Look at ${String(UNUSUAL_DAYS_MAX)} days at most: give a later one.`);
  }
  return { kind: 'asked', from, to };
}

function wrong(field: string, message: string): DaysAsked {
  return { kind: 'wrong', faults: [{ field, code: 'INVALID_FIELD', message }] };
}

/** One unusual thing as a row. */
export interface UnusualRow {
  readonly key: string;
  readonly kind: UnusualKind;
  /** As `saw 73 cases and children`. */
  readonly what: string;
  readonly who: string;
  readonly account: string | null;
  readonly day: Day;
  readonly from: string;
  /** The lines of the log behind it. */
  readonly lines: Link;
}

export interface UnusualView {
  readonly rows: readonly UnusualRow[];
  /** How many there are altogether. */
  readonly total: number;
  readonly resets: readonly ResetSignIn[];
  /** What counts as unusual, each in a sentence. */
  readonly rules: readonly string[];
}

const WHAT: Readonly<Record<UnusualKind, (times: number) => string>> = {
  manyCases: (times) => `saw ${counted(times, 'case or child', 'cases and children')}`,
  outOfHours: (times) => `saw persons out of hours, ${counted(times, 'time')}`,
  refused: (times) => `was refused ${counted(times, 'time')}`,
  newAddress: (times) => `signed in from a new address, ${counted(times, 'time')}`,
  overLimit: (times) => `asked for cases beyond the limit, ${counted(times, 'time')}`,
};

export function unusualView({ resets, found }: UnusualUse): UnusualView {
  return {
    rows: found.slice(0, ROWS_MAX).map(rowOf),
    total: found.length,
    resets,
    rules: RULES,
  };
}

function rowOf(of: Unusual, index: number): UnusualRow {
  const { kind, account, day, times, from } = of;
  const spelt = formatDay(day);
  const query = { account: account ?? '', from: spelt, to: spelt };
  return {
    ...{ kind, account, day },
    key: `${spelt} ${kind} ${account ?? ''} ${String(index)}`,
    what: WHAT[kind](times),
    who: account ?? 'nobody signed in',
    from: from.join(', '),
    lines: { href: withQuery('/log', query), text: 'Lines of the day' },
  };
}

const [FIRST_HOUR, LAST_HOUR] = HOURS_OF_WORK;

const RULES: readonly string[] = [
  `Many cases: ${String(MANY_CASES)} or more different cases and children on one day.`,
  `Out of hours: a person looked at cases or trails before ${String(FIRST_HOUR)} or from ${String(LAST_HOUR)} o’clock, or at a weekend.`,
  `Refused: ${String(MANY_REFUSALS)} times or more on one day.`,
  'Beyond the limit: a person of another organization asked for more cases than one may look at within an hour or a day.',
  `A new address: the account had not signed in from it in the ${String(KNOWN_ADDRESS_DAYS)} days before.`,
];
