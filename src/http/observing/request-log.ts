import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Problem } from '../problems/problem.js';
import { requestIdOf } from './request-id.js';
import { countyOf, routeOf } from './route.js';

/**
 * One JSON line for every request, by its route and never by its address, its body or its answer: no
 * line holds the id or the name of a case, a child or a person.
 */
export class RequestLog {
  readonly #log: Logger;
  readonly #problems = new WeakMap<IncomingMessage, Problem>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Remembers why a request is refused, for its line. */
  problem(request: IncomingMessage, problem: Problem): void {
    this.#problems.set(request, problem);
  }

  /** The request was answered, or its connection is gone. */
  answered(request: IncomingMessage, response: ServerResponse, milliseconds: number): void {
    const problem = this.#problems.get(request);
    const county = countyOf(request);
    const line = {
      requestId: requestIdOf(response),
      method: knownMethod(request.method),
      route: routeOf(request),
      ...(county === null ? {} : { county }),
      status: response.statusCode,
      isWhole: response.writableFinished,
      ms: Math.round(milliseconds * 10) / 10,
      ...(problem === undefined ? {} : { problem: problem.kind }),
    };
    if (response.statusCode < 500) this.#log.info(line, 'request');
    else this.#log.error({ ...line, fault: faultOf(problem?.cause ?? problem) }, 'request failed');
  }
}

/** Classes whose messages name counties, positions and files, but never a subject. */
const SAYING = new Set([
  'DamagedLedger',
  'LedgerContradicted',
  'ActsContradicted',
  'ClockBehind',
  'UnusableStore',
  'LedgerStreamDamaged',
  'LedgerCutShort',
  'EventStoreUnavailable',
  'EventStoreRefused',
  'AppendOutcomeUnknown',
  'SubmissionsDamaged',
  'ActOutcomeUnknown',
  'Problem',
]);

/** What a log says of an error. */
export interface LoggedFault {
  readonly name: string;
  readonly message?: string;
  /** The places that it came through. */
  readonly at: readonly string[];
}

/** What a log may say of an error: where it was thrown; its message only where that names nobody. */
export function faultOf(error: unknown): LoggedFault {
  if (!Error.isError(error)) return isFault(error) ? error : { name: typeof error, at: [] };
  const frames = (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
  return {
    name: error.name,
    ...(SAYING.has(error.name) ? { message: error.message } : {}),
    at: frames.slice(0, 12),
  };
}

/** Whether it is what another thread has made of an error already. */
function isFault(value: unknown): value is LoggedFault {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'at' in value &&
    Array.isArray(value.at)
  );
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function knownMethod(method: string | undefined): string {
  return method !== undefined && METHODS.has(method) ? method : 'OTHER';
}
