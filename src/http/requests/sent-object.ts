import type { IncomingMessage } from 'node:http';
import { ACT_LINE_BYTES_MAX } from '../../../events/acts/access-refusals.js';
import { Problem } from '../problems/problem.js';

/** Reads a body to its end, up to one byte more than an act may have. Throws a `Problem` where it breaks off. */
export async function sentBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > ACT_LINE_BYTES_MAX) break;
    }
  } catch (error) {
    throw new Problem('body-broken-off', 'The body ended before its end: send it again.', {
      cause: error,
    });
  }
  return Buffer.concat(chunks);
}
