import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import {
  CONNECTIONS_MAX,
  HEAD_BYTES_MAX,
  HEAD_MS_MAX,
  KEEP_ALIVE_MS,
  REQUEST_MS_MAX,
  TIMEOUT_CHECK_MS,
} from './bounds.js';

/**
 * Express on a server that waits for nobody for ever: a connection that sends slowly, or nothing, is
 * closed, and none keeps another from being served.
 */
export class BoundedAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    const options = {
      maxHeaderSize: HEAD_BYTES_MAX,
      headersTimeout: HEAD_MS_MAX,
      requestTimeout: REQUEST_MS_MAX,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    };
    // Express is what a server calls with a request and its answer.
    const server = createServer(options, this.getInstance<RequestListener>());
    server.maxConnections = CONNECTIONS_MAX;
    this.httpServer = server;
  }
}
