import type { IncomingMessage } from 'node:http';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  BODY_BYTES_MAX,
  BODY_BYTES_PER_SECOND_MIN,
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
async function* bytesOfBody(request: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  // Not destroyed on return, which would take the connection away from the answer.
  const chunks = request
    .iterator({ destroyOnReturn: false })
    [Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const pace = new Pace();
  let bytes = 0;
  try {
    for (;;) {
      const next = await pace.of(nextOf(chunks));
      if (next.done === true) return;
      bytes += next.value.length;
      if (bytes > BODY_BYTES_MAX) throw tooLarge();
      yield next.value;
    }
  } finally {
    pace.end();
    // Not waited for, because it waits for the bytes that are asked for at the moment.
    chunks.return?.().catch(() => undefined);
  }
}

/** Refuses a body that says beforehand that it is too large. */
export function assertBodyFits(request: IncomingMessage): void {
  if (Number(request.headers['content-length'] ?? 0) > BODY_BYTES_MAX) throw tooLarge();
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

async function nextOf(chunks: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await chunks.next();
  } catch (error) {
    throw new Problem(
      'body-broken-off',
      'The connection was closed before the end of the body: send the same records again; those that were taken are then duplicates.',
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

  constructor() {
    const { promise, reject } = Promise.withResolvers<never>();
    this.#isTooSlow = promise;
    // It may be rejected when nobody waits for it any more.
    promise.catch(() => undefined);
    this.#timer = setInterval(() => {
      if (!this.#isWaiting) return;
      this.#waitedMs += WATCH_MS;
      if (this.#waitedMs < SLOW_BODY_GRACE_MS) return;
      if ((this.#bytes * 1000) / this.#waitedMs < BODY_BYTES_PER_SECOND_MIN) reject(tooSlow());
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

function tooLarge(): Problem {
  return new Problem(
    'body-too-large',
    `The body has more than ${String(BODY_BYTES_MAX)} bytes: send the records in several requests. Those that were taken are then duplicates.`,
  );
}

function tooSlow(): Problem {
  return new Problem(
    'body-too-slow',
    `The body came slower than ${String(BODY_BYTES_PER_SECOND_MIN)} bytes a second: send the same records again when the connection is better. Those that were taken are then duplicates.`,
    { headers: { Connection: 'close' } },
  );
}
