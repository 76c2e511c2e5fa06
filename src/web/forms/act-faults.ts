import { readActValue } from '../../../events/acts/read-access-act.js';
import { formatInstant, toWholeSecond } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import type { Reply } from '../../application/application.js';
import { fieldInWords } from '../record-words.js';
import type { FieldFault, FieldFaults } from './field-faults.js';

/** A field that a refusal names between backquotes, as `email`, `contact.email` or `grants[0].county`. */
const NAMED = /`(?<path>[A-Za-z][\w.[\]]*)`/u;

/**
 * Why an act was not done, beside the field that the refusal names where the form has it; null where it was done.
 *
 * @param fields - of the form: what a refusal names is looked up in them as a whole, then part by part from the last
 */
export function faultsOfAct(reply: Reply<unknown>, fields: readonly string[]): FieldFaults | null {
  switch (reply.kind) {
    case 'done':
      return null;
    case 'refusedByRule':
      return [faultAt(reply.refusal.code, reply.refusal.message, fields)];
    case 'misaddressed':
    case 'beyondRetention':
    case 'unknown':
    case 'notPermitted':
    case 'notSignedIn':
    case 'needsPerson':
    case 'secondFactor':
    case 'tooManyLooks':
    case 'unlogged':
      return [{ field: null, code: reply.kind, message: reply.message }];
  }
}

/** What is wrong with the forms of an act before it is asked for, in the same way; nothing where nothing is. */
export function faultsOfGiven(
  given: Readonly<Record<string, unknown>>,
  now: Instant,
  fields: readonly string[],
): FieldFaults {
  const at = formatInstant(toWholeSecond(now));
  const read = readActValue({ ...given, at, by: 'operator' });
  return read.kind === 'act' ? [] : [faultAt(read.code, read.message, fields)];
}

/** A refusal beside the field of a form that it is about. */
export function faultAt(code: string, message: string, fields: readonly string[]): FieldFault {
  const path = NAMED.exec(message)?.groups?.['path'] ?? '';
  const parts = path.split(/[.[\]]+/u).filter((part) => part !== '' && !/^\d+$/u.test(part));
  const named = [parts.join('.'), ...parts.toReversed()].find((part) => fields.includes(part));
  const ofCode = FIELDS_OF_CODES.get(code)?.find((field) => fields.includes(field));
  return { field: named ?? ofCode ?? null, code, message: messageOfForm(message) };
}

/** What a refusal says of a record or an act that is sent, for whoever fills in a form: its fields by their words. */
export function messageOfForm(message: string): string {
  return message
    .replaceAll(/`(?:data\.)?([A-Za-z][\w.[\]]*)`/gu, (_, path: string) => `“${pathInWords(path)}”`)
    .replaceAll(/ as a string(?= with)|, not as a string/gu, '');
}

/** A path as `allocations[1].amount` in words, as `allocations 2, amount`. */
function pathInWords(path: string): string {
  return path
    .replaceAll(/\[(\d+)\]/gu, (_, index: string) => ` ${String(Number(index) + 1)}`)
    .split('.')
    .map((part) => (part === 'effective' ? 'day on which it happened' : fieldInWords(part)))
    .join(', ');
}

/** Refusals that are about one field of whatever form has it. */
const FIELDS_OF_CODES: ReadonlyMap<string, readonly string[]> = new Map([
  ['EMAIL_TAKEN', ['email']],
  ['ALREADY_THERE', ['organisation']],
  ['TOO_EARLY', ['inviteOn']],
  ['OVER_ALLOCATION', ['justification']],
  ['ACCOUNTS_IN_USE', ['accounts']],
  ['NOT_MORE', ['accounts']],
  ['OFFICE_TAKEN', ['office']],
  ['TRAINING_EXPIRED', ['training']],
  ['STATEMENT_EXPIRED', ['statement']],
  ['EARLIER_THAN_KEPT', ['training']],
  ['UNKNOWN_FINDING', ['finding']],
  ['UNKNOWN_ACCOUNT', ['account']],
  ['NOT_A_USER', ['account']],
  ['ACCOUNT_CLOSED', ['account']],
]);

/** 409 where a rule refuses, 422 where a field breaks its form (contract/web.md, Fixed marks). */
export function statusOf(faults: FieldFaults): 409 | 422 {
  return faults.some(({ code }) => code === 'INVALID_FIELD' || code === 'UNKNOWN_FIELD')
    ? 422
    : 409;
}
