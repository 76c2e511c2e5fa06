import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../../exchange/durable-files.js';
import { writeSealedFile } from '../../exchange/sealed-file.js';
import type { SealedFile } from '../../exchange/sealed-file.js';
import { CHUNK_BYTES } from '../../input/tables/stored-bytes.js';

/** The file grew or changed while it was copied: its sender has it open still. */
export class StillWritten extends Error {
  override readonly name = 'StillWritten';
}

/**
 * Copies a file, encrypted to a recipient; whole and on disk, or not there. Throws `StillWritten` where the file was
 * written on meanwhile.
 */
export async function sealedCopy(
  file: FileHandle,
  to: string,
  recipient: string,
): Promise<SealedFile> {
  const before = await file.stat();
  const chunks = file.createReadStream({
    autoClose: false,
    start: 0,
    highWaterMark: CHUNK_BYTES,
  }) as AsyncIterable<Uint8Array>; // without an encoding the stream gives bytes
  const draft = join(dirname(to), `.${randomUUID()}.part`);
  try {
    const copied = await writeSealedFile(draft, chunks, recipient);
    const after = await file.stat();
    if (after.size !== copied.bytes || after.mtimeMs !== before.mtimeMs) {
      throw new StillWritten('The file changed while it was copied.');
    }
    await rename(draft, to);
    await syncFolder(dirname(to));
    return copied;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
