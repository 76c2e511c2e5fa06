import type { Refusal } from '../../ports/outcome.js';
import { Problem } from './problem.js';

const FORM_CODES: ReadonlySet<string> = new Set([
  'MALFORMED',
  'UNKNOWN_ACT',
  'UNKNOWN_FIELD',
  'INVALID_FIELD',
]);

const MISSING_CODES: ReadonlySet<string> = new Set([
  'UNKNOWN_ACCOUNT',
  'UNKNOWN_APPLICATION',
  'UNKNOWN_FINDING',
]);

/** Why an act was not done: its code as it is, under the status that the kind of code has (contract/http.md). */
export function problemOfAct({ code, message }: Refusal): Problem {
  const members = { code };
  if (FORM_CODES.has(code)) return new Problem('invalid-act', message, { members });
  if (MISSING_CODES.has(code)) return new Problem('unknown-named', message, { members });
  return new Problem('refused-by-rule', message, { members });
}
