import type { AccessActOf } from '../../../events/acts/access-act.js';
import { yearMonthDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import type { AccessApplication, FindingState } from '../application.js';

/** A finding with what the auditor wrote. */
export interface WrittenFinding {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly state: FindingState;
}

/** What a letter says of an application, as it was when the letter's act was done. */
export interface LetterFacts {
  readonly on: Day;
  readonly application: AccessApplication;
  readonly countyName: string;
  /** The director who identified the organisation; null where the operator entered it. */
  readonly director: string | null;
  readonly submission: AccessActOf<'ApplicationSubmitted'> | null;
  readonly findings: readonly WrittenFinding[];
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
] as const;

/** `March 1, 2010`. */
export function longDate(day: Day): string {
  const { year, month, day: date } = yearMonthDay(day);
  return `${MONTHS[month - 1] ?? ''} ${date}, ${year}`;
}

/** The county's child support agency, by name. */
export function agencyOf({ countyName }: Pick<LetterFacts, 'countyName'>): string {
  return `Local Child Support Agency of ${countyName} County`;
}

/** The director as letters name him, by name where it is known. */
export function directorOf(facts: Pick<LetterFacts, 'countyName' | 'director'>): string {
  const { director } = facts;
  const title = `Director, ${agencyOf(facts)}`;
  return director === null ? title : `${director}, ${title}`;
}

/** The organisation's contact: as the application names him, before it whoever was invited. */
export function contactOf({ application }: LetterFacts): {
  readonly name: string;
  readonly title: string;
} {
  const { contact, invitee } = application.people;
  return contact ?? invitee;
}

/** The organisation's address to its contact, line by line. */
export function addressOfRequestor(facts: LetterFacts): readonly string[] {
  const { name, title } = contactOf(facts);
  const { organisation, people } = facts.application;
  return [name, title, organisation, ...people.invitee.address.split('\n')];
}

/** `1 user account`, `22 user accounts`. */
export function accountsText(count: number): string {
  return count === 1 ? '1 user account' : `${count} user accounts`;
}
