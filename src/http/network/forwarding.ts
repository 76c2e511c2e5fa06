import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Where a request comes from: its sender's address, and whether all of its way was by TLS. */
export interface RequestSource {
  readonly address: string;
  readonly isTls: boolean;
  /** Whether it came by a proxy that is believed; then its sender's address is what that proxy says. */
  readonly isByProxy: boolean;
}

/** The proxies that `--proxy` names: addresses, or subnets as in `10.0.0.0/24`. */
export class TrustedProxies {
  readonly #addresses = new BlockList();

  /** @throws RangeError where a text is neither an address nor a subnet */
  constructor(texts: readonly string[]) {
    for (const text of texts) addTo(this.#addresses, text);
  }

  /** Whether an address is one of them. */
  has(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#addresses.check(address, family === 6 ? 'ipv6' : 'ipv4');
  }
}

function addTo(list: BlockList, text: string): void {
  const parts = /^([^/]+)(?:\/(\d{1,3}))?$/u.exec(text);
  const address = parts?.[1] ?? '';
  const family = isIP(address);
  const bits = parts?.[2];
  const bitsMax = family === 6 ? 128 : 32;
  if (family === 0 || (bits !== undefined && Number(bits) > bitsMax)) {
    throw new RangeError(`${text} is no address of a proxy`);
  }
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, type);
  else list.addSubnet(address, Number(bits), type);
}

/**
 * Where a request comes from. Headers of forwarding are believed of a proxy that was named, and of nobody else: of
 * `X-Forwarded-For` the first address from the right that is no proxy, of `X-Forwarded-Proto` the last (contract/access.md,
 * Signing in). No other header of forwarding is looked at.
 */
export function sourceOf(request: IncomingMessage, proxies: TrustedProxies | null): RequestSource {
  const { socket, headers } = request;
  const peer = plainAddress(socket.remoteAddress ?? '');
  if (proxies?.has(peer) !== true) {
    return { address: peer, isTls: 'encrypted' in socket, isByProxy: false };
  }
  const isTls = last(headers['x-forwarded-proto'])?.toLowerCase() === 'https';
  return { address: sender(headers['x-forwarded-for'], peer, proxies), isTls, isByProxy: true };
}

function sender(
  forwardedFor: string | readonly string[] | undefined,
  peer: string,
  proxies: TrustedProxies,
): string {
  let nearest = peer;
  for (const text of listOf(forwardedFor).toReversed()) {
    const address = plainAddress(text);
    // What is no address was not written by a proxy of ours: what stands left of it is anybody's.
    if (isIP(address) === 0) return nearest;
    if (!proxies.has(address)) return address;
    nearest = address;
  }
  return nearest;
}

function last(header: string | readonly string[] | undefined): string | undefined {
  return listOf(header).at(-1);
}

function listOf(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** An address without brackets and port, and one of IPv4 as IPv4. */
function plainAddress(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/u.exec(text)?.[1];
  const withPort = /^([\d.]+):\d+$/u.exec(text)?.[1];
  const address = bracketed ?? withPort ?? text;
  return /^::ffff:([\d.]+)$/iu.exec(address)?.[1] ?? address;
}
