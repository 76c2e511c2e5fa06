import type { IncomingMessage } from 'node:http';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  BODY_BYTES_MAX,
  BODY_BYTES_PER_SECOND_MIN,
  FILE_BYTES_MAX,
  SHORT_BODY_BYTES_MAX,
  SLOW_BODY_GRACE_MS,
} from '../bounds.js';
import { Problem } from '../problems/problem.js';

const WATCH_MS = 1_000;

/**
 * The bytes of a request's body as they come. Throws a `Problem` where there are more than
 * `BODY_BYTES_MAX`, where they come too slowly, or where the connection is gone before they end; what
 * came before was handed out. The request stays usable for its answer.
 */
async function* bytesOfBody(
  request: IncomingMessage,
  { bytesMax, again }: BodyBounds = OF_RECORDS,
): AsyncGenerator<Uint8Array, void, undefined> {
  // Not destroyed on return, which would take the connection away from the answer.
  const chunks = request
    .iterator({ destroyOnReturn: false })
    [Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const pace = new Pace(again);
  let bytes = 0;
  try {
    for (;;) {
      const next = await pace.of(nextOf(chunks, again));
      if (next.done === true) return;
      bytes += next.value.length;
      if (bytes > bytesMax) throw tooLarge(bytesMax, again);
      yield next.value;
    }
  } finally {
    pace.end();
    // Not waited for, because it waits for the bytes that are asked for at the moment.
    chunks.return?.().catch(() => undefined);
  }
}

/** What a body may have, and what whoever sent it is to do where it did not come whole. */
interface BodyBounds {
  readonly bytesMax: number;
  readonly again: { readonly brokenOff: string; readonly tooLarge: string };
}

const OF_RECORDS: BodyBounds = {
  bytesMax: BODY_BYTES_MAX,
  again: {
    brokenOff: 'send the same records again; those that were taken are then duplicates',
    tooLarge: 'send the records in several requests. Those that were taken are then duplicates',
  },
};

/** Nothing is kept of a file that is not there whole. */
const OF_FILE: BodyBounds = {
  bytesMax: FILE_BYTES_MAX,
  again: {
    brokenOff: 'nothing of the file was kept, send it again',
    tooLarge: 'pack the file, send it in parts, or send it by SFTP',
  },
};

/** The bytes of a body that is one file, as they come. Throws as `bodyOf` does. */
export function fileBodyOf(request: IncomingMessage): SentBody {
  refuseOver(request, OF_FILE);
  return { bytes: bytesOfBody(request, OF_FILE), isWhole: false };
}

/** Refuses a body that says beforehand that it is too large. */
export function assertBodyFits(request: IncomingMessage): void {
  refuseOver(request, OF_RECORDS);
}

function refuseOver(request: IncomingMessage, { bytesMax, again }: BodyBounds): void {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLarge(bytesMax, again);
}

/** A body on its way. */
export interface SentBody {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Whether all of it is here, so that nobody has to wait for its sender. */
  readonly isWhole: boolean;
}

/** Reads a body whose head says that it is short; any other comes as it is used. Throws as `bytesOfBody` does. */
export async function bodyOf(request: IncomingMessage): Promise<SentBody> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!(length <= SHORT_BODY_BYTES_MAX)) return { bytes: bytesOfBody(request), isWhole: false };
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytesOfBody(request)) chunks.push(chunk);
  return { bytes: Readable.from(chunks), isWhole: true };
}

/** A body whose bytes are hashed on their way. */
export interface HashedBody extends SentBody {
  /** SHA-256 of all bytes, 64 hexadecimal digits; null while not all of them were read. */
  readonly hash: () => string | null;
}

/** The same body, hashed as it is read. */
export function hashed({ bytes, isWhole }: SentBody): HashedBody {
  const sum = createHash('sha256');
  let found: string | null = null;
  async function* passed(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of bytes) {
      sum.update(chunk);
      yield chunk;
    }
    found = sum.digest('hex');
  }
  return { bytes: passed(), isWhole, hash: () => found };
}

type Again = BodyBounds['again'];

async function nextOf(
  chunks: AsyncIterator<Uint8Array>,
  { brokenOff }: Again,
): Promise<IteratorResult<Uint8Array>> {
  try {
    return await chunks.next();
  } catch (error) {
    throw new Problem(
      'body-broken-off',
      `The connection was closed before the end of the body: ${brokenOff}.`,
      { cause: error },
    );
  }
}

/** Watches that a body comes fast enough. Time in which nobody waits for more of it does not count. */
class Pace {
  readonly #isTooSlow: Promise<never>;
  readonly #timer: NodeJS.Timeout;
  #isWaiting = false;
  #bytes = 0;
  #waitedMs = 0;

  constructor({ brokenOff }: Again) {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#isTooSlow = promise;
    // It may be rejected when nobody waits for it any more.
    promise.catch(() => undefined);
    this.#timer = setInterval(() => {
      if (!this.#isWaiting) return;
      this.#waitedMs += WATCH_MS;
      if (this.#waitedMs < SLOW_BODY_GRACE_MS) return;
      if ((this.#bytes * 1000) / this.#waitedMs < BODY_BYTES_PER_SECOND_MIN)
        reject(tooSlow(brokenOff));
    }, WATCH_MS);
  }

  /** The next bytes, or a rejection where they take too long. */
  async of(next: Promise<IteratorResult<Uint8Array>>): Promise<IteratorResult<Uint8Array>> {
    this.#isWaiting = true;
    const came = await Promise.race([next, this.#isTooSlow]);
    this.#isWaiting = false;
    if (came.done !== true) this.#bytes += came.value.length;
    return came;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

function tooLarge(bytesMax: number, again: Again): Problem {
  return new Problem(
    'body-too-large',
    `The body has more than ${String(bytesMax)} bytes: ${again.tooLarge}.`,
  );
}

function tooSlow(brokenOff: string): Problem {
  return new Problem(
    'body-too-slow',
    `The body came slower than ${String(BODY_BYTES_PER_SECOND_MIN)} bytes a second, which is too slow a connection: ${brokenOff}.`,
    { headers: { Connection: 'close' } },
  );
}
