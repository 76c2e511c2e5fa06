import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

/** Where metrics are asked for. */
export interface MetricsAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** An address of its own for Prometheus: nothing else is answered there, and metrics nowhere else. */
export interface MetricsServer {
  /** As in `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const PATH = '/metrics';

/** Most connections at once: those who look are few. */
const CONNECTIONS_MAX = 16;

/** Starts it. Throws what listening throws, as when the port is taken. */
export async function serveMetrics(
  metrics: Metrics,
  address: MetricsAddress,
): Promise<MetricsServer> {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    if (request.method !== 'GET' || request.url !== PATH) {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => {
        const head = { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' };
        response.writeHead(200, head).end(text);
      },
      () => {
        response.writeHead(500).end();
      },
    );
  });
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  // It listens on a host and port, so it has an address with both.
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${String(port)}${PATH}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
