import type { IncomingMessage } from 'node:http';
import type { RequestSource } from './forwarding.js';

const SOURCES = new WeakMap<IncomingMessage, RequestSource>();

/** Where nothing was found out: of a request that was not let in by `RequestsUnderWay`. */
const UNKNOWN: RequestSource = { address: '', isTls: false, isByProxy: false };

/** Keeps where a request comes from, found out once when it comes in. */
export function putSource(request: IncomingMessage, source: RequestSource): void {
  SOURCES.set(request, source);
}

/** Where a request comes from. */
export function sourceOfRequest(request: IncomingMessage): RequestSource {
  return SOURCES.get(request) ?? UNKNOWN;
}
