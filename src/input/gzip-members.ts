import { constants, crc32, createInflateRaw } from 'node:zlib';
import type { InflateRaw } from 'node:zlib';
import { grouped } from '../reports/table.js';
import { errorCode } from '../system-reason.js';
import { ByteSource } from './byte-source.js';
import { BrokenInput, BrokenPart, OtherKind } from './input-faults.js';
import { kindByFirstBytes } from './other-kinds.js';

const CHUNK_BYTES = 256 * 1024;

const MAGIC = [0x1f, 0x8b] as const;
const DEFLATE = 8;
const FIXED_HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** Bits of a member's flags, RFC 1952 section 2.3.1. */
const FLAGS = { headerSum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;

const BREAKS_OFF = 'the packed data breaks off';

/**
 * Unpacks a gzip file: one member after the other (RFC 1952), zero bytes between and after them passed
 * over, as tape and block tools pad with them. Node's own Gunzip ends at the first zero behind a member
 * without a word, and loses a member's last bytes when something else is there. Memory is bounded by the
 * chunks. Throws `OtherKind` where the file does not begin as gzip does; `BrokenInput` where it breaks off,
 * is damaged, or something else stands behind a member, after what came before was handed out.
 *
 * @param packed - the file's bytes; a chunk is not used again by whoever gave it
 */
export async function* gzipMembers(
  packed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = new ByteSource(packed);
  try {
    await assertBegins(source);
    do {
      await passHeader(source);
      yield* unpackedMember(source);
    } while (await hasNextMember(source));
  } finally {
    await source.close();
  }
}

/** How much of a gzip file can be believed. */
export interface SoundPart {
  /** Unpacked bytes of the members whose sum and length hold, before the first of which they do not. */
  readonly bytes: number;
  /** Why nothing behind them is; null where they are all. */
  readonly fault: BrokenInput | null;
}

/**
 * Reads a gzip file to its end with nothing handed out: the sum of a member stands behind its data. Memory is bounded as
 * for `gzipMembers`. Throws `OtherKind` as it does.
 */
export async function soundPart(packed: AsyncIterable<Uint8Array>): Promise<SoundPart> {
  const source = new ByteSource(packed);
  let bytes = 0;
  try {
    await assertBegins(source);
    do {
      await passHeader(source);
      let length = 0;
      for await (const chunk of unpackedMember(source)) length += chunk.length;
      bytes += length;
    } while (await hasNextMember(source));
    return { bytes, fault: null };
  } catch (error) {
    if (error instanceof BrokenInput) return { bytes, fault: error };
    throw error;
  } finally {
    await source.close();
  }
}

async function assertBegins(source: ByteSource): Promise<void> {
  const beginning = await source.take(64);
  source.putBack(beginning);
  if (MAGIC.every((byte, index) => byte === beginning[index])) return;
  if (beginning.length === 1 && beginning[0] === MAGIC[0]) return;
  if (beginning.length === 0) {
    throw new OtherKind(
      'empty, which no packed file is',
      'send it again; a packed file of no records has some 20 bytes',
    );
  }
  const what = kindByFirstBytes(beginning)?.what ?? 'not packed with gzip';
  throw new OtherKind(
    `${what}, under a name that ends in .gz`,
    'pack it with gzip, or give it the name of what it is',
  );
}

/** Whether another member follows; passes over the zero bytes in front of it. */
async function hasNextMember(source: ByteSource): Promise<boolean> {
  for (;;) {
    const chunk = await source.next();
    if (chunk === null) return false;
    const start = chunk.findIndex((byte) => byte !== 0);
    if (start === -1) continue;
    source.putBack(chunk.subarray(start));
    return true;
  }
}

/** Passes over a member's header. */
async function passHeader(source: ByteSource): Promise<void> {
  const start = source.offset;
  let sum = 0;
  const taken = async (count: number): Promise<Uint8Array> => {
    const bytes = await source.take(count);
    sum = crc32(bytes, sum);
    if (bytes.length === count) return bytes;
    throw isLikeMember(bytes, count) ? new BrokenPart(BREAKS_OFF) : new BrokenInput(endedAt(start));
  };
  const fixed = await taken(FIXED_HEADER_BYTES);
  const flags = fixed[3] ?? 0;
  if (!isLikeMember(fixed, FIXED_HEADER_BYTES)) throw new BrokenInput(endedAt(start));
  if ((flags & FLAGS.extra) !== 0) {
    const [low = 0, high = 0] = await taken(2);
    await taken(low + 256 * high);
  }
  for (const text of [FLAGS.name, FLAGS.comment]) {
    if ((flags & text) === 0) continue;
    for (let byte = 1; byte !== 0;) [byte = 0] = await taken(1);
  }
  if ((flags & FLAGS.headerSum) === 0) return;
  const expected = sum & 0xff_ff;
  const [low = 0, high = 0] = await taken(2);
  if (low + 256 * high !== expected) throw new BrokenInput(endedAt(start));
}

/** Whether the bytes are the fixed part of a member's header, or, if there are fewer, its beginning. */
function isLikeMember(bytes: Uint8Array, count: number): boolean {
  if (count !== FIXED_HEADER_BYTES) return true;
  const [first = MAGIC[0], second = MAGIC[1], method = DEFLATE, flags = 0] = bytes;
  const isGzip = first === MAGIC[0] && second === MAGIC[1];
  return isGzip && method === DEFLATE && (flags & FLAGS.reserved) === 0;
}

function endedAt(offset: number): string {
  return `reading ended after its first ${grouped(offset)} bytes: what follows is no gzip data`;
}

/** Unpacks the data of a member and compares its length and sum with the trailer. */
async function* unpackedMember(source: ByteSource): AsyncGenerator<Uint8Array, void, undefined> {
  // An end that does not come is found out here, when all that there is was handed out.
  const inflate = createInflateRaw({
    chunkSize: CHUNK_BYTES,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const feeding = fed(inflate, source);
  // Looked at below; until then a failure must not count as unheard.
  feeding.catch(() => undefined);
  let sum = 0;
  let length = 0;
  try {
    // Without an encoding the stream gives bytes.
    for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
      sum = crc32(chunk, sum);
      length += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (errorCode(error)?.startsWith('Z_') !== true) throw error;
    throw new BrokenPart('the packed data is damaged', { cause: error });
  } finally {
    inflate.destroy();
  }
  if (!(await feeding)) throw new BrokenPart(BREAKS_OFF);
  const trailer = Buffer.from(await source.take(TRAILER_BYTES));
  if (trailer.length < TRAILER_BYTES) throw new BrokenPart(BREAKS_OFF);
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== length % 2 ** 32) {
    throw new BrokenPart('the packed data is damaged: its check sum is another');
  }
}

/**
 * Gives the packed bytes of one member to the stream, and what is behind them back to the source. Answers
 * whether the member has an end. Throws what the source throws, after the stream was ended.
 */
async function fed(inflate: InflateRaw, source: ByteSource): Promise<boolean> {
  const closed = new Promise<void>((resolve) => inflate.once('close', resolve));
  let givenCount = 0;
  try {
    for (;;) {
      const chunk = await source.next();
      if (chunk === null || inflate.destroyed) return false;
      givenCount += chunk.length;
      await Promise.race([
        closed,
        new Promise<void>((resolve) => {
          inflate.write(chunk, () => {
            resolve();
          });
        }),
      ]);
      // The stream leaves what it has no use for: then the member's data has ended.
      const restCount = givenCount - inflate.bytesWritten;
      if (restCount === 0) continue;
      source.putBack(chunk.subarray(chunk.length - restCount));
      return true;
    }
  } finally {
    inflate.end();
  }
}
