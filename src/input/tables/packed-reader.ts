import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import type { StoredBytes } from './stored-bytes.js';

/** Lets the library read an archive that is in no file of its own. */
export class PackedReader extends yauzl.RandomAccessReader {
  readonly #packed: StoredBytes;

  constructor(packed: StoredBytes) {
    super();
    this.#packed = packed;
  }

  override read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: unknown) => void,
  ): void {
    this.#packed.read(position, length).then(
      (bytes) => {
        bytes.copy(into, offset);
        callback(null);
      },
      (error: unknown) => {
        callback(error);
      },
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { read } = this.#packed;
    return Readable.from(rangeOf(read, start, end), { objectMode: false });
  }
}

const RANGE_BYTES = 64 * 1024;

async function* rangeOf(
  read: StoredBytes['read'],
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += RANGE_BYTES) {
    yield await read(at, Math.min(RANGE_BYTES, end - at));
  }
}
