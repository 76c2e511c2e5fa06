import type { Request } from 'express';
import { isLoopbackName } from '../loopback.js';
import { Problem } from '../problems/problem.js';
import type { RequestSource } from './forwarding.js';
import type { ServiceSettings } from '../settings.js';
import { isHostOf, isTls } from './service-origin.js';

/** What is asked whether the service can be sent requests. */
const PROBES: ReadonlySet<string> = new Set(['/healthz/live', '/healthz/ready']);

/** How a service is reached, and whether it asks who reaches it. */
export type Reached = Pick<ServiceSettings, 'network' | 'isWithoutAccounts'>;

/**
 * Why a request is not one to this service, by the host that it names (contract/http.md,
 * contract/access.md, Signing in). Null where it is.
 */
export function misdirection(
  request: Request,
  source: RequestSource,
  { network, isWithoutAccounts }: Reached,
): Problem | null {
  if (isHostNamedTwice(request)) {
    // RFC 9112, 3.2: two readers could each believe another of them.
    return new Problem('unreadable-request', 'The request names its host twice: mend the client.');
  }
  if (isWithoutAccounts && isForwarded(request)) {
    return new Problem(
      'not-permitted',
      'Without accounts the service answers nobody by way of a proxy, for everybody would be its operator: ask it directly, or start it with accounts.',
    );
  }
  const { origin } = network;
  const host = hostOf(request);
  if (origin === null) {
    // A page in a browser on this machine could otherwise be sent here by a name of its own.
    if (isLoopbackName(host)) return null;
    return new Problem(
      'misdirected-request',
      'The service answers on this machine only: address it as localhost or 127.0.0.1.',
    );
  }
  if (isHostOf(origin, host) && (source.isTls || !isTls(origin))) return null;
  // What watches over the service on its own machine does not know its name.
  if (PROBES.has(request.path) && !source.isByProxy && isLoopbackName(host)) return null;
  return new Problem(
    'misdirected-request',
    `The service answers as ${origin.origin} and by no other name or way: address it so.`,
  );
}

/** Whether it says that it was sent on for somebody else. */
function isForwarded({ headers }: Request): boolean {
  return Object.keys(headers).some((name) => /^(?:x-)?forwarded\b|^x-real-ip$/u.test(name));
}

function isHostNamedTwice({ rawHeaders }: Request): boolean {
  const names = rawHeaders.filter((_, place) => place % 2 === 0);
  return names.filter((name) => name.toLowerCase() === 'host').length > 1;
}

/** The host of the target where that has one, which counts then and not the header (RFC 9112, 3.2.2). */
function hostOf({ originalUrl, headers }: Request): string {
  return !originalUrl.startsWith('/') && URL.canParse(originalUrl)
    ? new URL(originalUrl).host
    : (headers.host ?? '');
}
