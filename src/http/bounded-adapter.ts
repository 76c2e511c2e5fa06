import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import express from 'express';
import type { Express } from 'express';
import { createServer as createTlsServer } from 'node:https';
import { ExpressAdapter } from '@nestjs/platform-express';
import {
  CONNECTIONS_MAX,
  HEAD_BYTES_MAX,
  HEAD_MS_MAX,
  KEEP_ALIVE_MS,
  REQUEST_MS_MAX,
  TIMEOUT_CHECK_MS,
} from './bounds.js';
import type { WatchedTls } from './network/tls-files.js';

/**
 * Express on a server that waits for nobody for ever: a connection that sends slowly, or nothing, is
 * closed, and none keeps another from being served.
 */
export class BoundedAdapter extends ExpressAdapter {
  readonly #tls: WatchedTls | null;

  /** @param tls - what it speaks TLS with; null where it does not */
  constructor(tls: WatchedTls | null) {
    super(expressOfAddresses());
    this.#tls = tls;
  }

  override initHttpServer(): void {
    const options = {
      maxHeaderSize: HEAD_BYTES_MAX,
      headersTimeout: HEAD_MS_MAX,
      requestTimeout: REQUEST_MS_MAX,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    };
    // Express is what a server calls with a request and its answer.
    const listener = this.getInstance<RequestListener>();
    if (this.#tls === null) {
      const server = createServer(options, listener);
      server.maxConnections = CONNECTIONS_MAX;
      this.httpServer = server;
      return;
    }
    const handshakeTimeout = HEAD_MS_MAX;
    const server = createTlsServer(
      { ...options, ...this.#tls.options, handshakeTimeout },
      listener,
    );
    server.maxConnections = CONNECTIONS_MAX;
    this.#tls.follow(server);
    this.httpServer = server;
  }
}

/** Addresses are as they are spelt: in other letters one would get past whoever looks at what it begins with. */
function expressOfAddresses(): Express {
  const instance = express();
  // Its router is made with the settings of when it is first asked for.
  instance.enable('case sensitive routing');
  return instance;
}
