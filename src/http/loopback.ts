import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether all addresses of a host are this machine's own, which no other machine can reach. */
export async function isLoopback(host: string): Promise<boolean> {
  if (host === '') return false;
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
  return addresses.length > 0 && addresses.every(isLoopbackAddress);
}

/** Whether the `Host` that a request names is this machine by one of its own names. */
export function isLoopbackName(host: string): boolean {
  const name = host.replace(/:\d*$/u, '').replace(/^\[(.*)\]$/u, '$1');
  return name.toLowerCase() === 'localhost' || isLoopbackAddress(name);
}

function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

async function addressesOf(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
