/** Hosts that are this machine itself: there the service may speak without TLS. */
const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The origin that `--origin` names: the one name by which the service is known, and the only source of links, of what a
 * passkey is bound to, of redirects and of the check of origins (contract/access.md, Signing in). Null where the text is
 * none: `https://` and a host, a port perhaps, and nothing behind it; `http://` on this machine alone.
 */
export function parseOrigin(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isBare = text === url.origin || text === `${url.origin}/`;
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && OWN_NAMES.has(url.hostname));
  return isBare && isSafe ? new URL(url.origin) : null;
}

/** Whether the `Host` of a request is the origin's. */
export function isHostOf(origin: URL, host: string): boolean {
  const name = host.toLowerCase();
  if (name === origin.host) return true;
  // A port that goes without saying may be said.
  const port = origin.protocol === 'https:' ? 443 : 80;
  return origin.port === '' && name === `${origin.hostname}:${String(port)}`;
}

/** Whether it is reached by TLS. */
export function isTls({ protocol }: URL): boolean {
  return protocol === 'https:';
}
