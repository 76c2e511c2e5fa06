import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';
import type { Logger } from 'pino';
import { instantOfMs } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';

/** How often the files are looked at, milliseconds. */
export const TLS_LOOK_MS = 2_000;

/** Where certificate (with those that signed it) and key are, as PEM. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** What a server speaks TLS with, and until when. */
export interface TlsPair {
  readonly options: SecureContextOptions;
  readonly until: Instant;
}

/** No earlier version is spoken (research: SC-8). */
const TLS_MIN = 'TLSv1.2';

/**
 * Reads both files and finds whether they belong together.
 * @throws what reading and OpenSSL say
 */
export function readTlsPair({ certificate, key }: TlsFiles): TlsPair {
  const cert = readFileSync(certificate, 'utf8');
  const pem = readFileSync(key, 'utf8');
  const read = new X509Certificate(cert);
  if (!read.checkPrivateKey(createPrivateKey(pem))) {
    throw new Error('The key is not that of the certificate.');
  }
  const options = { cert, key: pem, minVersion: TLS_MIN } as const;
  createSecureContext(options);
  return { options, until: instantOfMs(Date.parse(read.validTo)) };
}

/**
 * Looks at the files from time to time and goes over to a new pair without ending a connection; a pair that is none, as
 * while one file of two was replaced, is logged, and the old one goes on.
 */
export class WatchedTls {
  readonly #files: TlsFiles;
  readonly #log: Logger;
  #pair: TlsPair;
  #timer: NodeJS.Timeout | null = null;
  #isFaultTold = false;

  constructor(files: TlsFiles, pair: TlsPair, log: Logger) {
    this.#files = files;
    this.#pair = pair;
    this.#log = log;
  }

  /** Until when the certificate is good. */
  get until(): Instant {
    return this.#pair.until;
  }

  get options(): SecureContextOptions {
    return this.#pair.options;
  }

  /** From now on the server speaks with the newest pair. */
  follow(server: Pick<Server, 'setSecureContext'>): void {
    this.#timer = setInterval(() => {
      this.look(server);
    }, TLS_LOOK_MS);
    this.#timer.unref();
  }

  /** Looks once. */
  look(server: Pick<Server, 'setSecureContext'>): void {
    try {
      const pair = readTlsPair(this.#files);
      if (
        pair.options.cert === this.#pair.options.cert &&
        pair.options.key === this.#pair.options.key
      )
        return;
      server.setSecureContext(pair.options);
      this.#pair = pair;
      this.#isFaultTold = false;
      this.#log.info({ until: new Date(pair.until).toISOString() }, 'a new certificate is served');
    } catch (error) {
      if (this.#isFaultTold) return;
      this.#isFaultTold = true;
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      this.#log.error({ code }, 'the new certificate or key is none; the old pair is served on');
    }
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }
}
