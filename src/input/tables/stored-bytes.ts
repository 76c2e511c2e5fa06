import type { FileHandle } from 'node:fs/promises';

/** Bytes that are at hand anywhere: of a file, or of what is packed in one. */
export interface StoredBytes {
  readonly size: number;
  /** Exactly these bytes. Throws where there are fewer. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
}

export const CHUNK_BYTES = 256 * 1024;

/** The bytes of an open file, as many as it has now. */
export async function bytesOfHandle(file: FileHandle): Promise<StoredBytes> {
  const { size } = await file.stat();
  return {
    size,
    read: async (offset, length) => {
      const bytes = Buffer.allocUnsafe(length);
      let filled = 0;
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) throw new Error('The file is shorter than it was.');
        filled += bytesRead;
      }
      return bytes;
    },
  };
}

/** All of them in order, in chunks. */
export async function* chunksOf(
  { size, read }: StoredBytes,
  chunkBytes: number = CHUNK_BYTES,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let offset = 0; offset < size; offset += chunkBytes) {
    yield await read(offset, Math.min(chunkBytes, size - offset));
  }
}
