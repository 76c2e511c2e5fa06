import { createDecipheriv, hkdfSync } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import type { StoredBytes } from '../../input/tables/stored-bytes.js';

/** Of the payload (age-encryption.org/v1, Payload): pieces of 64 KiB, each with its tag behind it. */
const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_BYTES = PIECE_BYTES + TAG_BYTES;
const NONCE_BYTES = 16;

/** Far more than a header with the stanzas of a few recipients has. */
const HEADER_BYTES_MAX = 64 * 1024;

const INTRO = 'age-encryption.org/v1\n';
const LAST_LINE = '\n--- ';

const BROKEN_OFF = 'the encrypted file breaks off or was changed';

/**
 * What an age file holds, as bytes at hand anywhere: a piece is opened when it is asked for and proved by its tag, and
 * that the last piece is the last is proved before any is. So an archive in it can be read in bounded memory, and is
 * never anywhere in the clear. Throws `OtherKind` where it is no age file, or is to nobody with this identity, and
 * `BrokenInput` where it was cut or changed.
 *
 * @param identity - as in `AGE-SECRET-KEY-1...`
 */
export async function openedAge(sealed: StoredBytes, identity: string): Promise<StoredBytes> {
  const header = await headerOf(sealed);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const fileKey = await decrypter.decryptHeader(header).catch((error: unknown) => {
    throw new OtherKind(
      'encrypted to another key than this service’s, or its header was changed',
      'encrypt it to the recipient that "plumbline keys" prints',
      { cause: error },
    );
  });
  const start = header.length + NONCE_BYTES;
  if (sealed.size < start + TAG_BYTES) throw new BrokenInput(BROKEN_OFF);
  const nonce = await sealed.read(header.length, NONCE_BYTES);
  const key = Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
  const pieces = new Pieces(sealed, start, key);
  await pieces.assertEnds();
  return { size: pieces.size, read: (offset, length) => pieces.read(offset, length) };
}

/** The header with its last line, which has the MAC. */
async function headerOf(sealed: StoredBytes): Promise<Uint8Array> {
  const beginning = await sealed.read(0, Math.min(sealed.size, HEADER_BYTES_MAX));
  const text = beginning.toString('latin1');
  if (!text.startsWith(INTRO)) {
    const what = text.startsWith('-----BEGIN AGE')
      ? 'an armored age file'
      : 'no age file (version 1)';
    throw new OtherKind(what, 'encrypt it with age in its binary form, or leave .age off its name');
  }
  const last = text.indexOf(LAST_LINE);
  const end = last === -1 ? -1 : text.indexOf('\n', last + LAST_LINE.length);
  if (end === -1) throw new BrokenInput(BROKEN_OFF);
  return beginning.subarray(0, end + 1);
}

class Pieces {
  readonly size: number;
  readonly #sealed: StoredBytes;
  readonly #start: number;
  readonly #key: Buffer;
  readonly #count: number;
  #open: { readonly index: number; readonly bytes: Buffer } | null = null;

  constructor(sealed: StoredBytes, start: number, key: Buffer) {
    this.#sealed = sealed;
    this.#start = start;
    this.#key = key;
    const payload = sealed.size - start;
    this.#count = Math.ceil(payload / SEALED_BYTES);
    this.size = payload - this.#count * TAG_BYTES;
  }

  /** The last piece says that it is the last; an empty one is only there where it is the only one. */
  async assertEnds(): Promise<void> {
    const last = await this.#piece(this.#count - 1);
    if (last.length === 0 && this.#count > 1) throw new BrokenInput(BROKEN_OFF);
  }

  async read(offset: number, length: number): Promise<Buffer> {
    if (offset + length > this.size) throw new BrokenInput(BROKEN_OFF);
    const parts: Buffer[] = [];
    for (let at = offset; at < offset + length;) {
      const piece = await this.#piece(Math.floor(at / PIECE_BYTES));
      const from = at % PIECE_BYTES;
      const part = piece.subarray(from, Math.min(piece.length, from + offset + length - at));
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  async #piece(index: number): Promise<Buffer> {
    if (this.#open?.index === index) return this.#open.bytes;
    const at = this.#start + index * SEALED_BYTES;
    const length = Math.min(SEALED_BYTES, this.#sealed.size - at);
    if (length < TAG_BYTES) throw new BrokenInput(BROKEN_OFF);
    const sealed = await this.#sealed.read(at, length);
    const bytes = this.#unsealed(sealed, index);
    this.#open = { index, bytes };
    return bytes;
  }

  #unsealed(sealed: Buffer, index: number): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(index), 3);
    nonce[11] = index === this.#count - 1 ? 1 : 0;
    const end = sealed.length - TAG_BYTES;
    const decipher = createDecipheriv('chacha20-poly1305', this.#key, nonce, {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(sealed.subarray(end));
    const bytes = decipher.update(sealed.subarray(0, end));
    try {
      decipher.final();
    } catch (error) {
      throw new BrokenInput(BROKEN_OFF, { cause: error });
    }
    return bytes;
  }
}
