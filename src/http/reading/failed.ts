import { faultOf } from '../observing/request-log.js';
import { problemOf } from '../problems/problem-of-error.js';
import type { Failed } from './questions.js';

/** What a thread says of whatever was thrown in it: errors do not pass between threads as they are. */
export function failedBy(error: unknown): Failed {
  const { kind, message, members, cause } = problemOf(error);
  return {
    kind: 'failed',
    problem: kind,
    detail: message,
    members,
    fault: faultOf(cause ?? error),
  };
}
