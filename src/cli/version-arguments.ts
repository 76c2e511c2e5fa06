import { formatInstant, instantOfMs, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { isRecordId } from '../../events/values/ids.js';
import { namesPerson } from '../../events/values/person.js';
import type { Ffy } from '../../events/values/month.js';
import { WrongUsage } from './exit-codes.js';

/** The most characters of a name or telephone number, and of a comment or reason. */
export const NAME_CHARACTERS_MAX = 100;
export const REMARK_CHARACTERS_MAX = 500;

/** Fiscal years whose September before and first day are days of the contract. */
const FFY_MIN = 1902;
const FFY_MAX = 2100;

const VERSION_MAX = 1_000_000;

/** A name or telephone number: not blank, on one line. */
export function nameArgument(option: string, text: string): string {
  return textWithin(option, text, 1, NAME_CHARACTERS_MAX);
}

/** Who acts: a name of which something is left when people are compared. */
export function personArgument(text: string): string {
  const name = nameArgument('--by', text);
  if (!namesPerson(name)) {
    throw new WrongUsage(
      `--by ${shown(name)} names nobody: give a name with letters, for example --by "A. Ortiz".`,
    );
  }
  return name;
}

/** A reason: not blank, on one line. */
export function reasonArgument(text: string): string {
  return textWithin('--reason', text, 1, REMARK_CHARACTERS_MAX);
}

/** A comment, perhaps none. */
export function commentArgument(text: string | undefined): string {
  return text === undefined ? '' : textWithin('--comment', text, 0, REMARK_CHARACTERS_MAX);
}

function textWithin(option: string, text: string, least: number, most: number): string {
  if (!text.isWellFormed() || /\p{Cc}/u.test(text)) {
    throw new WrongUsage(`${option} has characters that are no text: write it on one line.`);
  }
  const length = Array.from(text).length; // Unicode code points
  if (length > most) {
    throw new WrongUsage(
      `${option} has ${String(length)} characters: give at most ${String(most)}.`,
    );
  }
  if (least > 0 && text.trim() === '') {
    throw new WrongUsage(`${option} is empty: give 1 to ${String(most)} characters.`);
  }
  return text;
}

/** A version's number, from 1. */
export function versionArgument(text: string): number {
  const number = numberWithin(text, 1, VERSION_MAX);
  if (number === null) {
    throw new WrongUsage(
      `--version ${shown(text)} is no version: give its number, for example --version 2.`,
    );
  }
  return number;
}

/** When an act happens: by the clock, or at the moment that `--at` names. */
export function actTimeArgument(text: string | undefined): Instant | null {
  return text === undefined ? null : instantOf(text);
}

function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new WrongUsage(
      `--at ${shown(text)} is no instant: give one to the second and in UTC, for example --at ${formatInstant(instantOfMs(0))}.`,
    );
  }
  return instant;
}

/** The id of the record that `--record` names. */
export function recordArgument(text: string): string {
  if (!isRecordId(text)) {
    throw new WrongUsage(
      `--record ${shown(text)} is no record id: give a UUID in lower case, as in 5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11.`,
    );
  }
  return text;
}

export function ffyArgument(text: string, option = '--ffy'): Ffy {
  const year = /^\d{4}$/u.test(text) ? numberWithin(text, FFY_MIN, FFY_MAX) : null;
  if (year === null) {
    throw new WrongUsage(
      `${option} ${shown(text)} is no federal fiscal year: give YYYY from ${String(FFY_MIN)} to ${String(FFY_MAX)}, for example ${option} 2007.`,
    );
  }
  return year as Ffy; // the year in which it ends, within the calendar of the contract
}

function numberWithin(text: string, least: number, most: number): number | null {
  if (!/^\d{1,15}$/u.test(text)) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}

/** What was typed, on one line and not longer than a message bears. */
function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
