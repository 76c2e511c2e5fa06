import type { IncomingMessage, ServerResponse } from 'node:http';

/** The cookies of the service: of who has signed in, of who has not yet, and where he goes on to after the provider. */
export type CookieName = 'session' | 'before' | 'way';

const NAMES = { session: 'plumbline', before: 'plumbline-before', way: 'plumbline-way' } as const;

/**
 * The name of a cookie: under TLS one that a browser takes of this host alone, by TLS alone (RFC 6265bis, cookie name
 * prefixes).
 */
export function nameOfCookie(name: CookieName, isTls: boolean): string {
  return isTls ? `__Host-${NAMES[name]}` : NAMES[name];
}

/** What a request brings of a cookie; null where it brings none, or two. */
export function readCookie(
  { headers }: IncomingMessage,
  name: CookieName,
  isTls: boolean,
): string | null {
  const wanted = `${nameOfCookie(name, isTls)}=`;
  const found = (headers.cookie ?? '')
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each.startsWith(wanted));
  return found.length === 1 ? (found[0]?.slice(wanted.length) ?? null) : null;
}

/** Gives the browser a cookie, which lasts as long as it is open: no script reads it, no other site sends it along. */
export function giveCookie(
  response: ServerResponse,
  name: CookieName,
  value: string,
  isTls: boolean,
): void {
  response.appendHeader('Set-Cookie', `${nameOfCookie(name, isTls)}=${value}${attributes(isTls)}`);
}

/** Takes a cookie back. */
export function takeCookie(response: ServerResponse, name: CookieName, isTls: boolean): void {
  const gone = `${nameOfCookie(name, isTls)}=; Max-Age=0${attributes(isTls)}`;
  response.appendHeader('Set-Cookie', gone);
}

function attributes(isTls: boolean): string {
  return `; Path=/; HttpOnly; SameSite=Lax${isTls ? '; Secure' : ''}`;
}
