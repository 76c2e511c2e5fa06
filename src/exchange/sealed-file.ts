import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { Encrypter } from 'age-encryption';

/** What was written, as it was before it was encrypted. */
export interface SealedFile {
  /** SHA-256 of the bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

const OWN_FILE_MODE = 0o600;

/**
 * Writes a new file with these bytes, encrypted to a recipient (age v1); on disk when it returns, and gone where it
 * throws: what the bytes throw, what the disk does.
 */
export async function writeSealedFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  recipient: string,
): Promise<SealedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  try {
    await writeThrough(path, await encrypter.encrypt(streamOf(counted())));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function writeThrough(path: string, sealed: AsyncIterable<Uint8Array>): Promise<void> {
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
