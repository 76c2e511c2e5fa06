import type { Reply } from '../../application/application.js';
import type { FieldFault, FieldFaults } from './field-faults.js';

/** A field that a refusal names between backquotes, as `email` or `grants[0].county`. */
const NAMED = /`(?<path>[A-Za-z][\w.[\]]*)`/u;

/**
 * Why an act was not done, beside the field that the refusal names where the form has it; null where it was done.
 *
 * @param fields - of the form; the last part of what a refusal names is looked up in them
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

function faultAt(code: string, message: string, fields: readonly string[]): FieldFault {
  const path = NAMED.exec(message)?.groups?.['path'] ?? '';
  const named = path.split(/[.[\]]+/u).filter((part) => part !== '' && !/^\d+$/u.test(part));
  const field = named.toReversed().find((part) => fields.includes(part)) ?? null;
  return { field: field ?? CODES_OF_FIELDS.get(code) ?? null, code, message };
}

/** Refusals that are about one field of whatever form it is. */
const CODES_OF_FIELDS: ReadonlyMap<string, string> = new Map([['EMAIL_TAKEN', 'email']]);

/** 409 where a rule refuses, 422 where a field breaks its form (contract/web.md, Fixed marks). */
export function statusOf(faults: FieldFaults): 409 | 422 {
  return faults.some(({ code }) => code === 'INVALID_FIELD' || code === 'UNKNOWN_FIELD')
    ? 422
    : 409;
}
