import type { TrustedProxies } from './forwarding.js';
import type { WatchedTls } from './tls-files.js';

/** How the service is reached. */
export interface NetworkSettings {
  /**
   * What `--origin` says; null where it was left out, on loopback: then it is `http://localhost:PORT`, and every name of
   * this machine is taken as its host.
   */
  readonly origin: URL | null;
  /** Null where nobody stands before the service. */
  readonly proxies: TrustedProxies | null;
  /** Null where the service speaks without TLS: on loopback, or behind a proxy. */
  readonly tls: WatchedTls | null;
}
