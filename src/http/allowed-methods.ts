import type { NextFunction, Request, Response } from 'express';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { RequestLog } from './observing/request-log.js';
import type { PageMethods } from './pages/page-routes.js';
import type { ProblemsAsPages } from './pages/problems-as-pages.js';
import { isForPeople, sendProblem } from './problems/problem-filter.js';
import { Problem } from './problems/problem.js';

interface AddressMethods {
  readonly matches: RegExp;
  readonly methods: ReadonlySet<string>;
}

/** Addresses and how what they do not take is told. */
export interface Addresses {
  readonly document: Pick<OpenAPIObject, 'paths'>;
  readonly pages: readonly PageMethods[];
  readonly log: RequestLog;
  readonly asPage: Pick<ProblemsAsPages, 'send'>;
}

/**
 * Answers OPTIONS with the methods that an address takes, and any other that it does not take with 405 (RFC 9110,
 * 15.5.6). Addresses that neither the document nor a page has are left to whoever comes after.
 */
export function allowedMethods({
  document,
  pages,
  log,
  asPage,
}: Addresses): (request: Request, response: Response, next: NextFunction) => void {
  const addresses = [
    ...Object.entries(document.paths).map(([path, item]) => methodsOf(path, Object.keys(item))),
    ...pages.map(({ address, methods }) => methodsOf(address, methods)),
  ];
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
    const isPage = isForPeople(request);
    const problem = new Problem(
      'method-not-allowed',
      isPage
        ? 'The page does not take what was sent: open it, and use the forms that stand on it.'
        : `The address takes ${allow}, and not this method: /openapi.json says what each does.`,
      { headers: { Allow: allow } },
    );
    if (isPage) asPage.send(problem, request, response);
    else sendProblem(problem, request, response, log);
  };
}

function methodsOf(path: string, names: readonly string[]): AddressMethods {
  const pattern = path.split('/').map((part) => {
    return part
      .split(/\{\w+\}/u)
      .map((fixed) => fixed.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
      .join('[^/]+');
  });
  const named = names.map((name) => name.toUpperCase());
  const methods = new Set(named.includes('GET') ? [...named, 'HEAD'] : named);
  return { matches: new RegExp(`^${pattern.join('/')}/?$`, 'u'), methods };
}
