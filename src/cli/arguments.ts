import { isRecordId, isSubjectId } from '../../events/values/ids.js';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { AS_OF_FORMS, parseAsOf } from '../reports/as-of.js';
import type { AsOfNamed } from '../reports/as-of.js';
import type { SubjectKey } from '../reports/subject.js';
import { WrongUsage } from './exit-codes.js';

/** The most months that one report answers: fifty years. */
export const RANGE_MONTHS_MAX = 600;

/** What the caller types is parsed here, once; each throws `WrongUsage` with what would be right. */
export function countyArgument(text: string): County {
  const county = parseCounty(text);
  if (county === null) {
    throw new WrongUsage(
      `--county ${shown(text)} is no county: give a number from 01 to 58, for example --county 19.`,
    );
  }
  return county;
}

export function monthArgument(text: string, option = '--month'): Month {
  const month = parseMonth(text);
  if (month === null) {
    throw new WrongUsage(
      `${option} ${shown(text)} is no month: give YYYY-MM from 1900-01 to 2100-12, for example ${option} 2006-09.`,
    );
  }
  return month;
}

/** One month, or all months from the first to the last of `YYYY-MM:YYYY-MM`. */
export interface MonthsAsked {
  readonly months: readonly Month[];
  readonly isRange: boolean;
}

export function monthsArgument(text: string): MonthsAsked {
  const [firstText = '', lastText, ...more] = text.split(':');
  const first = monthArgument(firstText);
  if (lastText === undefined) return { months: [first], isRange: false };
  const last = monthArgument(lastText);
  if (more.length > 0) {
    throw new WrongUsage(`--month ${shown(text)} has too many parts: give YYYY-MM:YYYY-MM.`);
  }
  if (last < first) {
    throw new WrongUsage(
      `--month ${shown(text)} ends before it begins: give the earlier month first, ${formatMonth(last)}:${formatMonth(first)}.`,
    );
  }
  if (last - first >= RANGE_MONTHS_MAX) {
    throw new WrongUsage(
      `--month ${shown(text)} has ${String(last - first + 1)} months: ask for at most ${String(RANGE_MONTHS_MAX)} at once.`,
    );
  }
  // Consecutive numbers are consecutive months.
  const months = Array.from({ length: last - first + 1 }, (_, index) => (first + index) as Month);
  return { months, isRange: true };
}

/** Which month a command names, whose versions `vN` could be. */
export type MonthNamed = 'a month' | 'several months' | 'no month';

/** What `--as-of` names; null where it was not given, which means the ledger's size. */
export function asOfArgument(text: string | undefined, named: MonthNamed): AsOfNamed | null {
  return text === undefined ? null : positionArgument('--as-of', text, named);
}

/** A position of a ledger, or what comes to one. */
export function positionArgument(option: string, text: string, named: MonthNamed): AsOfNamed {
  const asked = parseAsOf(text);
  if (asked === null) {
    throw new WrongUsage(
      `${option} ${shown(text)} is no position, version, day or instant: give ${AS_OF_FORMS}.`,
    );
  }
  if (asked.kind === 'version' && named !== 'a month') {
    throw new WrongUsage(
      `${option} ${shown(text)} is a version of one month, and here there is ${named === 'no month' ? 'none' : 'a range of them'}: give a position, a day or an instant.`,
    );
  }
  return asked;
}

/** The one subject that `--case` or `--child` names. */
export function subjectArgument(options: {
  readonly case?: string;
  readonly child?: string;
}): SubjectKey {
  if ((options.case === undefined) === (options.child === undefined)) {
    throw new WrongUsage('Give one subject: either --case ID or --child ID.');
  }
  const asked: SubjectKey =
    options.case === undefined
      ? { kind: 'child', id: options.child ?? '' }
      : { kind: 'case', id: options.case };
  if (!isSubjectId(asked.id)) {
    throw new WrongUsage(
      `--${asked.kind} ${shown(asked.id)} is no id: give 1 to 32 letters, digits and hyphens.`,
    );
  }
  return asked;
}

export function recordIdArgument(text: string): string {
  if (!isRecordId(text)) {
    throw new WrongUsage(
      `--id ${shown(text)} is no record id: give a UUID in lower case, as in 5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11.`,
    );
  }
  return text;
}

/** One of a few words; the first is what stands where nothing was given. */
export function choiceArgument<T extends string>(
  option: string,
  text: string | undefined,
  choices: readonly [T, ...T[]],
): T {
  if (text === undefined) return choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) {
    throw new WrongUsage(`${option} ${shown(text)} is unknown: give ${oneOf(choices)}.`);
  }
  return choice;
}

export function countArgument(option: string, text: string, max: number): number {
  const count = wholeNumber(text);
  if (count === null || count < 1 || count > max) {
    throw new WrongUsage(
      `${option} ${shown(text)} is outside its range: give a whole number from 1 to ${String(max)}.`,
    );
  }
  return count;
}

/** A fraction of 1, as in `0.08`. */
export function fractionArgument(option: string, text: string): number {
  const fraction = /^(?:0|1|0?\.\d{1,15}|0\.\d{1,15}|1\.0{1,15})$/u.test(text) ? Number(text) : NaN;
  if (Number.isNaN(fraction)) {
    throw new WrongUsage(
      `${option} ${shown(text)} is no fraction: give a number from 0 to 1, for example ${option} 0.08.`,
    );
  }
  return fraction;
}

export function oneOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function wholeNumber(text: string): number | null {
  if (!/^\d{1,15}$/u.test(text)) return null;
  return Number(text);
}

/** What was typed, on one line and not longer than a message bears. */
function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
