/** Where somebody goes on after he has signed in, as the address of the page says it. */
export const NEXT = 'next';

/** Pages that nobody goes on to: they are the way. */
const WAY = /^\/(?:sign-in|sign-out|welcome)(?:[/?#]|$)/u;

const LENGTH_MAX = 2_000;

/**
 * The address on this service that a text names, `/` where it names none: it begins with one slash, and is read as a
 * browser reads it, so that it leads to no other site.
 */
export function safeNext(text: string | undefined): string {
  if (text === undefined || text.length > LENGTH_MAX || !/^\/(?![/\\])/u.test(text)) return '/';
  // The name is never asked: it only shows whether the text would change it.
  const here = 'https://here.invalid';
  if (!URL.canParse(text, here)) return '/';
  const { origin, pathname, search } = new URL(text, here);
  const next = `${pathname}${search}`;
  return origin !== here || next.startsWith('//') || WAY.test(next) ? '/' : next;
}

/** The address of the page for signing in that leads back here. */
export function signInAddress(next: string, path = '/sign-in'): string {
  const safe = safeNext(next);
  return safe === '/' ? path : `${path}?${NEXT}=${encodeURIComponent(safe)}`;
}
