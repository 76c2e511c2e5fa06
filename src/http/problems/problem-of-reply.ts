import type { Reply } from '../../application/application.js';
import { RETRY_AFTER_SECONDS } from '../bounds.js';
import type { ProblemKind } from '../contract/problems.js';
import { Problem } from './problem.js';

/**
 * What the application gave; throws a `Problem` where it gave nothing.
 *
 * @param missing - what it is called that there is not what was addressed
 */
export function valueOrProblem<Value>(
  reply: Reply<Value>,
  missing: ProblemKind = 'not-found',
): Value {
  switch (reply.kind) {
    case 'done':
      return reply.value;
    case 'misaddressed':
      throw new Problem(missing, reply.message);
    case 'beyondRetention':
      throw new Problem('erased-by-retention', reply.message);
    case 'refusedByRule':
      throw new Problem('refused-by-rule', reply.refusal.message, {
        members: { code: reply.refusal.code },
      });
    case 'notPermitted':
      throw new Problem('not-permitted', reply.message);
    case 'notSignedIn':
      throw notSignedIn(reply.message);
    case 'needsPerson':
      throw new Problem('needs-a-person', reply.message);
    case 'secondFactor':
      throw new Problem('second-factor', reply.message);
    case 'unlogged':
      throw unlogged(reply.message);
    case 'tooManyLooks': {
      const seconds = Math.max(1, Math.ceil((reply.until - Date.now()) / 1_000));
      throw new Problem('too-many-looks', reply.message, {
        headers: { 'Retry-After': String(seconds) },
      });
    }
    case 'unknown':
      throw new Error(reply.message);
  }
}

/** Whoever has to say who he is, and has not, is told how (RFC 6750). */
export function notSignedIn(message: string): Problem {
  return new Problem('not-signed-in', message, { headers: { 'WWW-Authenticate': 'Bearer' } });
}

/** Nothing is shown that is not on the access log first; why it could not be is for the service's log. */
export function unlogged(cause: string): Problem {
  return new Problem(
    'access-log-unwritten',
    'The access log cannot be written, and nothing is shown without it: ask again in a while.',
    { cause: new Error(cause), headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
  );
}
