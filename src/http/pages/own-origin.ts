import type { IncomingMessage } from 'node:http';
import { Problem } from '../problems/problem.js';

/**
 * Throws a `Problem` unless a request that changes something comes from a page of our own: a browser says where it
 * comes from, and a page of another site must not make it act here.
 */
export function refuseForeign({ headers }: IncomingMessage): void {
  const site = headers['sec-fetch-site'];
  const isOwn =
    site === undefined ? isOwnOrigin(headers.origin, headers.host) : site === 'same-origin';
  if (isOwn) return;
  throw new Problem(
    'not-permitted',
    'It was not sent by a page of this service: open the page here and send its form.',
  );
}

/**
 * Throws a `Problem` where a browser says that a page of another site makes it send the request. What is no browser says
 * neither where it comes from nor who else sent it.
 */
export function refuseOtherSites(request: IncomingMessage): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site === 'none' || (site === undefined && origin === undefined)) return;
  refuseForeign(request);
}

function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined || host === undefined) return false;
  return origin === `http://${host}` || origin === `https://${host}`;
}
