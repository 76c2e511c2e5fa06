import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { keepNowhere } from '../entity-tag.js';
import { Problem } from '../problems/problem.js';
import type { Exchange } from './exchange.js';
import { MEDIA_TYPES } from './media-types.js';
import type { Format } from './media-types.js';
import { isPacked, markPacked } from './send-body.js';

/** A file that is an answer. */
export interface StreamedFile {
  /** Absolute. */
  readonly path: string;
  /** What whoever gets it is to call it: letters, digits, points and hyphens. */
  readonly name: string;
  readonly format: Format;
  /** Whether the file stays; else it is gone from the folder before its first byte is sent. */
  readonly isKept: boolean;
}

/**
 * Sends a file as one to be kept by who asked for it, packed on the way where he takes that and it helps; to HEAD the
 * same without the file.
 */
export async function sendFile(exchange: Exchange, sent: StreamedFile): Promise<void> {
  const { request, response } = exchange;
  const file = await opened(sent.path);
  try {
    if (!sent.isKept) await rm(sent.path, { force: true });
    const type = MEDIA_TYPES[sent.format];
    keepNowhere(response);
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Disposition', `attachment; filename="${sent.name}"`);
    const isShortened = isPacked(request, type);
    if (type.startsWith('text/')) response.vary('Accept-Encoding');
    if (isShortened) markPacked(exchange);
    else response.setHeader('Content-Length', (await file.stat()).size);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    await streamed(exchange, file, isShortened);
  } finally {
    await file.close();
  }
}

async function streamed(
  { response }: Exchange,
  file: FileHandle,
  isShortened: boolean,
): Promise<void> {
  const source = file.createReadStream({ autoClose: false });
  try {
    if (isShortened) await pipeline(source, createGzip(), response);
    else await pipeline(source, response);
  } catch {
    // Half an answer must not look like a whole one; that somebody went away is no fault of anybody's.
    response.destroy();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw new Problem(
      'not-found',
      'The file is not there any more: it was removed by hand, or with what an erasure has taken away. Have it made again.',
      { cause: error },
    );
  }
}
