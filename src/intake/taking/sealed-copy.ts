import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { syncFolder } from '../../exchange/durable-files.js';
import { CHUNK_BYTES } from '../../input/tables/stored-bytes.js';

/** A copy, and what it is a copy of. */
export interface Copied {
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The file grew or changed while it was copied: its sender has it open still. */
export class StillWritten extends Error {
  override readonly name = 'StillWritten';
}

const OWN_FILE_MODE = 0o600;

/**
 * Copies a file, encrypted to a recipient; whole and on disk, or not there. Throws `StillWritten` where the file was
 * written on meanwhile.
 */
export async function sealedCopy(file: FileHandle, to: string, recipient: string): Promise<Copied> {
  const before = await file.stat();
  const hash = createHash('sha256');
  let bytes = 0;
  async function* plain(): AsyncGenerator<Uint8Array> {
    const chunks = file.createReadStream({
      autoClose: false,
      start: 0,
      highWaterMark: CHUNK_BYTES,
    }) as AsyncIterable<Uint8Array>; // without an encoding the stream gives bytes
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const draft = join(dirname(to), `.${randomUUID()}.part`);
  try {
    await writeSealed(draft, await encrypter.encrypt(streamOf(plain())));
    const after = await file.stat();
    if (after.size !== bytes || after.mtimeMs !== before.mtimeMs) {
      throw new StillWritten('The file changed while it was copied.');
    }
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(to));
  return { sha256: hash.digest('hex'), bytes };
}

async function writeSealed(path: string, sealed: AsyncIterable<Uint8Array>): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const file = await open(path, flags, OWN_FILE_MODE);
  try {
    for await (const chunk of sealed) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What an iterator gives, as a stream that asks for the next piece when it can take it. */
function streamOf(pieces: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => {
      await pieces.return?.();
    },
  });
}
