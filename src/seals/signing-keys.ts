import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UnusableStore } from '../ports/failures.js';
import { makeFolders } from '../ports/made-folder.js';
import { systemReason } from '../ports/system-reason.js';

/** Where the keys are in a data folder, unless they are kept elsewhere: `1.pem`, `2.pem`, ..., the last of them the one that signs. */
export const KEYS = 'keys';

const KEY_NAME = /^(?<number>[1-9]\d{0,5})\.pem$/u;
/** The public half of a key whose private half is not here: it came with a backup that left the keys out. */
const PUBLIC_NAME = /^(?<number>[1-9]\d{0,5})\.public\.pem$/u;
const FOLDER_MODE = 0o700;
const KEY_MODE = 0o600;

/** The public half of a signing key. */
export interface PublicSigningKey {
  /** From 1, in order of making. */
  readonly number: number;
  /** 32 bytes: the Ed25519 public key as RFC 8032 writes it. */
  readonly publicKey: Uint8Array;
  /** SHA-256 of those bytes, 64 hexadecimal digits: what people compare. */
  readonly fingerprint: string;
}

/** A key that is trusted. */
export interface TrustedSigningKey extends PublicSigningKey {
  /** Whether its private half is here as well. */
  readonly isWhole: boolean;
}

interface SigningKey extends PublicSigningKey {
  readonly privateKey: KeyObject;
}

/**
 * The Ed25519 keys that sign for a data folder, one file each that only its owner may read. Keys are never
 * removed, so that what an old one signed still verifies. Of keys that were left out of a backup there are the public
 * halves, which count below the first whole key: none that somebody put into a backup is believed beside the keys
 * themselves. Throws `UnusableStore` where a key cannot be read or written.
 */
export class SigningKeys {
  readonly #folder: string;
  /** Keys that were read, by number; good while their file is the same. */
  readonly #known = new Map<number, { readonly key: SigningKey; readonly file: string }>();

  /** @param folder - of the keys: `keys` in a data folder, or another */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where they are. */
  get folder(): string {
    return this.#folder;
  }

  /** The public halves of all keys, the oldest first. */
  all(): readonly TrustedSigningKey[] {
    return [
      ...this.#publicNumbers().map((number) => ({ ...this.#readPublic(number), isWhole: false })),
      ...this.#numbers().map((number) => ({ ...publicHalfOf(this.#read(number)), isWhole: true })),
    ];
  }

  /** The files that have the public halves of all keys, for a backup that leaves the keys out. */
  publicFiles(): readonly { readonly name: string; readonly text: string }[] {
    return this.all().map(({ number, publicKey }) => ({
      name: publicName(number),
      text: String(publicKeyOf(publicKey).export({ format: 'pem', type: 'spki' })),
    }));
  }

  /** Whether they are there and whoever runs the program may not read them, as they are their owner's alone. */
  areClosed(): boolean {
    try {
      this.all();
      return false;
    } catch (error) {
      if (error instanceof UnusableStore && hasCode(error.cause, 'EACCES')) return true;
      throw error;
    }
  }

  /** The key that signs; made if there is none yet. */
  current(): { readonly key: PublicSigningKey; readonly isNew: boolean } {
    const last = this.#numbers().at(-1);
    if (last !== undefined) return { key: publicHalfOf(this.#read(last)), isNew: false };
    return { key: this.rotate(), isNew: true };
  }

  /** Makes a new key, which signs from now on. */
  rotate(): PublicSigningKey {
    return this.#make((this.#numbers().at(-1) ?? this.#publicNumbers().at(-1) ?? 0) + 1);
  }

  /** The signature of a text by a key, 64 bytes. */
  sign(key: PublicSigningKey, text: string): Uint8Array {
    return sign(null, Buffer.from(text, 'utf8'), this.#read(key.number).privateKey);
  }

  #numbers(): readonly number[] {
    return this.#numbersOf(KEY_NAME);
  }

  #publicNumbers(): readonly number[] {
    const first = this.#numbers().at(0) ?? Infinity;
    return this.#numbersOf(PUBLIC_NAME).filter((number) => number < first);
  }

  #numbersOf(form: RegExp): readonly number[] {
    return this.#speaking('read', () => {
      try {
        return readdirSync(this.#folder)
          .map((name) => Number(form.exec(name)?.groups?.['number'] ?? 0))
          .filter((number) => number > 0)
          .sort((a, b) => a - b);
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return [];
        throw error;
      }
    });
  }

  #read(number: number): SigningKey {
    return this.#speaking('read', () => {
      // Whoever signs before every answer reads a key once.
      const file = markOf(this.#pathOf(number));
      const known = this.#known.get(number);
      if (known?.file === file) return known.key;
      const privateKey = createPrivateKey(readFileSync(this.#pathOf(number)));
      if (privateKey.asymmetricKeyType !== 'ed25519') {
        throw new Error(`${this.#pathOf(number)} holds no Ed25519 key`);
      }
      const key = { number, privateKey, ...describedKey(createPublicKey(privateKey)) };
      this.#known.set(number, { key, file });
      return key;
    });
  }

  #readPublic(number: number): PublicSigningKey {
    return this.#speaking('read', () => {
      const path = join(this.#folder, publicName(number));
      const publicKey = createPublicKey(readFileSync(path));
      if (publicKey.asymmetricKeyType === 'ed25519') return { number, ...describedKey(publicKey) };
      throw new Error(`${path} holds no Ed25519 key`);
    });
  }

  /** Makes the key of a number, whole or not at all; if another process was first, its key stays. */
  #make(number: number): PublicSigningKey {
    return this.#speaking('written', () => {
      makeFolders(this.#folder, FOLDER_MODE);
      const draft = join(this.#folder, `new-${randomUUID()}.tmp`);
      const { privateKey } = generateKeyPairSync('ed25519');
      try {
        const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
        writeFileSync(draft, pem, { mode: KEY_MODE, flush: true });
        // A umask may take rights from a new file; none may be left that would add some.
        chmodSync(draft, KEY_MODE);
        linkSync(draft, this.#pathOf(number));
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
      } finally {
        rmSync(draft, { force: true });
      }
      return publicHalfOf(this.#read(number));
    });
  }

  #pathOf(number: number): string {
    return join(this.#folder, `${String(number)}.pem`);
  }

  #speaking<Result>(what: 'read' | 'written', work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      if (error instanceof UnusableStore) throw error;
      const reason = systemReason(error);
      throw new UnusableStore(
        'refused',
        this.#folder,
        `The signing keys in ${this.#folder} cannot be ${what} (${reason}): look at the folder's permissions, or restore the keys from a backup.`,
        error,
      );
    }
  }
}

/** What tells a file from another that was put in its place. */
function markOf(path: string): string {
  const { ino, size, mtimeMs, ctimeMs } = statSync(path);
  return [ino, size, mtimeMs, ctimeMs].join(' ');
}

/** Whether a signature of a text is by the key with these 32 bytes. */
export function isSignedBy(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  return verify(null, Buffer.from(text, 'utf8'), publicKeyOf(publicKey), signature);
}

function publicKeyOf(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function publicName(number: number): string {
  return `${String(number)}.public.pem`;
}

/** SHA-256 of a public key's 32 bytes, 64 hexadecimal digits. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return hash('sha256', publicKey, 'hex');
}

function describedKey(key: KeyObject): Pick<PublicSigningKey, 'publicKey' | 'fingerprint'> {
  const { x = '' } = key.export({ format: 'jwk' });
  const publicKey = Buffer.from(x, 'base64url');
  return { publicKey, fingerprint: fingerprintOf(publicKey) };
}

/** Without the private half, which does not leave this file. */
function publicHalfOf({ number, publicKey, fingerprint }: SigningKey): PublicSigningKey {
  return { number, publicKey, fingerprint };
}

/** Whether an error is the operating system's, with this code; in a test it is of another realm. */
function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
