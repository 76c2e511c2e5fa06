import type { IncomingMessage } from 'node:http';
import { REST_OF_BODY_BYTES_MAX, REST_OF_BODY_MS_MAX } from './bounds.js';

/**
 * For a request that is answered before all of its body has come. The rest is read and thrown away, so
 * that the sender gets to see the answer; where it is too much or too slow, the connection is closed.
 */
export function endUnreadBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let bytes = 0;
  const timer = setTimeout(() => request.socket.destroy(), REST_OF_BODY_MS_MAX).unref();
  request.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > REST_OF_BODY_BYTES_MAX) request.socket.destroy();
  });
  request.on('close', () => {
    clearTimeout(timer);
  });
  request.on('end', () => {
    clearTimeout(timer);
  });
  request.on('error', () => undefined);
  request.resume();
}
