import type { NextFunction, Request, Response } from 'express';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { RequestLog } from './observing/request-log.js';
import { sendProblem } from './problems/problem-filter.js';
import { Problem } from './problems/problem.js';

interface AddressMethods {
  readonly matches: RegExp;
  readonly methods: ReadonlySet<string>;
}

/**
 * Answers OPTIONS with the methods that an address takes, and any other that it does not take with 405 (RFC 9110,
 * 15.5.6). Addresses that the document does not have are left to whoever comes after.
 */
export function allowedMethods(
  document: Pick<OpenAPIObject, 'paths'>,
  log: RequestLog,
): (request: Request, response: Response, next: NextFunction) => void {
  const addresses = Object.entries(document.paths).map(([path, item]) => methodsOf(path, item));
  return (request, response, next) => {
    const found = addresses.filter(({ matches }) => matches.test(request.path));
    const methods = new Set(found.flatMap((address) => [...address.methods]));
    if (methods.size === 0 || methods.has(request.method)) {
      next();
      return;
    }
    const allow = [...methods, 'OPTIONS'].toSorted().join(', ');
    if (request.method === 'OPTIONS') {
      response.setHeader('Allow', allow).status(204).end();
      return;
    }
    const problem = new Problem(
      'method-not-allowed',
      `The address takes ${allow}, and not this method: /openapi.json says what each does.`,
      { headers: { Allow: allow } },
    );
    sendProblem(problem, request, response, log);
  };
}

function methodsOf(path: string, item: object): AddressMethods {
  const pattern = path.split('/').map((part) => {
    return part.startsWith('{') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  });
  const named = Object.keys(item).map((name) => name.toUpperCase());
  const methods = new Set(named.includes('GET') ? [...named, 'HEAD'] : named);
  return { matches: new RegExp(`^${pattern.join('/')}/?$`, 'u'), methods };
}
