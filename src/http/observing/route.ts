import type { IncomingMessage } from 'node:http';
import { parseCounty } from '../../../events/values/county.js';

/** What stands for an address that no route has: the address itself may hold anything. */
export const NO_ROUTE = '(none)';

/**
 * The template of the route that answers a request, as in `/v1/counties/:county/cases/:case/history`.
 * Logs and metrics have it in place of the address, which names cases and children.
 */
export function routeOf(request: IncomingMessage): string {
  const route: unknown = 'route' in request ? request.route : undefined;
  if (typeof route !== 'object' || route === null || !('path' in route)) return NO_ROUTE;
  return typeof route.path === 'string' ? route.path : NO_ROUTE;
}

/** The county that the address names; null where it names none. */
export function countyOf(request: IncomingMessage): string | null {
  const params: unknown = 'params' in request ? request.params : undefined;
  if (typeof params !== 'object' || params === null || !('county' in params)) return null;
  return typeof params.county === 'string' ? parseCounty(params.county) : null;
}
