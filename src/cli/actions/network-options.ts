import type { Logger } from 'pino';
import { isLoopback } from '../../http/loopback.js';
import { TrustedProxies } from '../../http/network/forwarding.js';
import type { NetworkSettings } from '../../http/network/network-settings.js';
import { isTls, parseOrigin } from '../../http/network/service-origin.js';
import { WatchedTls, readTlsPair } from '../../http/network/tls-files.js';
import { Failure, WrongUsage } from '../exit-codes.js';
import { systemReason } from '../system-reason.js';

/** How the service is reached, as the command line says it. */
export interface NetworkOptions {
  readonly host: string;
  /** False with `--no-accounts`. */
  readonly accounts: boolean;
  readonly origin?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly proxy?: readonly string[];
}

const QUOTED_LENGTH_MAX = 80;

/**
 * Reads and checks them together (contract/access.md, Signing in): off loopback the service has an origin, and speaks
 * TLS itself or stands behind a proxy that does.
 *
 * @throws WrongUsage, or Failure where certificate or key cannot be used
 */
export async function networkOptions(
  options: NetworkOptions,
  log: Logger,
): Promise<NetworkSettings> {
  const origin = originOption(options.origin);
  const proxies = proxiesOption(options.proxy ?? []);
  if (!(await isLoopback(options.host))) refuseUnguarded(options, origin, proxies !== null);
  const tls = tlsOption(options, log);
  if (!options.accounts && (proxies !== null || (origin !== null && isTls(origin)))) {
    throw new WrongUsage(
      '--no-accounts is for a machine of one’s own: leave --origin, --proxy and --tls-cert out, or --no-accounts.',
    );
  }
  if (tls !== null && proxies !== null) {
    throw new WrongUsage('--tls-cert and --proxy are two ways of speaking TLS: give one of them.');
  }
  if (origin !== null && isTls(origin) !== (tls !== null || proxies !== null)) {
    throw new WrongUsage(
      isTls(origin)
        ? `--origin ${origin.origin} is reached by TLS: give --tls-cert and --tls-key, or name the --proxy that ends it.`
        : `--origin ${origin.origin} is reached without TLS: leave --tls-cert and --proxy out, or give an origin with https.`,
    );
  }
  if (origin === null && (tls !== null || proxies !== null)) {
    throw new WrongUsage(
      'With --tls-cert or --proxy the service has to know its name: give --origin, as in --origin https://plumbline.example.gov.',
    );
  }
  return { origin, proxies, tls };
}

function refuseUnguarded(
  { host, accounts }: NetworkOptions,
  origin: URL | null,
  isProxied: boolean,
): void {
  if (!accounts) {
    throw new WrongUsage(
      `--host ${quoted(host)} can be reached from other machines, and with --no-accounts the service does not ask anybody who he is: leave --host out, or leave --no-accounts out and make accounts with "plumbline access invite".`,
    );
  }
  if (origin !== null && (isTls(origin) || isProxied)) return;
  throw new WrongUsage(
    `--host ${quoted(host)} can be reached from other machines: give --origin https://NAME, and --tls-cert and --tls-key, or the --proxy that ends TLS; or leave --host out.`,
  );
}

function originOption(text: string | undefined): URL | null {
  if (text === undefined) return null;
  const origin = parseOrigin(text);
  if (origin !== null) return origin;
  throw new WrongUsage(
    `--origin ${quoted(text)} is no origin: give https://, a name in lower case, perhaps a port, and nothing behind it (http:// on localhost alone).`,
  );
}

function proxiesOption(texts: readonly string[]): TrustedProxies | null {
  if (texts.length === 0) return null;
  try {
    return new TrustedProxies(texts);
  } catch {
    throw new WrongUsage(
      `--proxy ${quoted(texts.join(', '))} is no address: give the one by which the proxy reaches the service, as 10.0.0.2 or 10.0.0.0/24.`,
    );
  }
}

function tlsOption({ tlsCert, tlsKey }: NetworkOptions, log: Logger): WatchedTls | null {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new WrongUsage('--tls-cert and --tls-key go together: give both.');
  }
  const files = { certificate: tlsCert, key: tlsKey };
  try {
    return new WatchedTls(files, readTlsPair(files), log);
  } catch (error) {
    throw new Failure(
      `Certificate ${quoted(tlsCert)} and key ${quoted(tlsKey)} cannot be used (${systemReason(error)}): give a certificate with its chain and its own key, both as PEM.`,
    );
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, QUOTED_LENGTH_MAX));
}
