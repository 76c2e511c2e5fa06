import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { essenceOf } from './media-types.js';
import type { Exchange } from './exchange.js';

const packed = promisify(gzip);

/** A shorter body gets longer by packing, or hardly shorter. */
export const PACKED_BYTES_MIN = 1_024;

/** Whether bytes of such a type get shorter by packing; workbooks, Parquet files and zip files are packed already. */
function isPackable(type: string): boolean {
  const essence = essenceOf(type);
  return essence.startsWith('text/') || essence.endsWith('json') || essence.endsWith('ndjson');
}

/** Whether the sender takes a packed answer (RFC 9110, 12.5.3). */
function takesGzip(request: IncomingMessage): boolean {
  const sent = request.headers['accept-encoding'];
  if (sent === undefined) return false;
  const codings = sent
    .split(',')
    .map((coding) => coding.split(';').map((part) => part.trim().toLowerCase()));
  const named =
    codings.find(([name]) => name === 'gzip' || name === 'x-gzip') ??
    codings.find(([name]) => name === '*');
  return named !== undefined && !named.some((part) => /^q\s*=\s*0(?:\.0*)?$/u.test(part));
}

/** Whether an answer of such a type is sent packed. */
export function isPacked(request: IncomingMessage, type: string): boolean {
  return isPackable(type) && takesGzip(request);
}

/**
 * Sends a whole body with its length, packed where the sender takes that; to HEAD all of it but the body. What the
 * headers say of caching is on the answer already.
 */
export async function sendBody(
  { request, response }: Exchange,
  type: string,
  body: string | Uint8Array,
): Promise<void> {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  response.setHeader('Content-Type', type);
  if (isPackable(type)) response.vary('Accept-Encoding');
  if (bytes.length < PACKED_BYTES_MIN || !isPacked(request, type)) {
    response.setHeader('Content-Length', bytes.length).end(bytes);
    return;
  }
  const short = await packed(bytes);
  markPacked({ request, response });
  response.setHeader('Content-Length', short.length).end(short);
}

/** The bytes are others than the tag was made of: it stays true of what they say. */
export function markPacked({ response }: Exchange): void {
  const tag = response.getHeader('ETag');
  if (typeof tag === 'string' && !tag.startsWith('W/')) response.setHeader('ETag', `W/${tag}`);
  response.setHeader('Content-Encoding', 'gzip');
}
