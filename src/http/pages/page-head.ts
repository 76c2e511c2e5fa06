import type { Response } from 'express';

/** What a page may load and do: only what is ours. No style, script or handler stands in a page itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Puts what every page says of itself. What shows a person is not kept by a browser. */
export function putPageHead(response: Response, isKept: boolean): void {
  response
    .set('Content-Security-Policy', POLICY)
    .set('Referrer-Policy', 'same-origin')
    .set('Vary', 'Cookie, Authorization')
    .set('Cache-Control', isKept ? 'private, no-cache' : 'no-store');
}
