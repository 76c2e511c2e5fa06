import type { Reply } from '../../application/application.js';
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
    case 'unknown':
      throw new Error(reply.message);
  }
}

/** Whoever has to say who he is, and has not, is told how (RFC 6750). */
export function notSignedIn(message: string): Problem {
  return new Problem('not-signed-in', message, { headers: { 'WWW-Authenticate': 'Bearer' } });
}
