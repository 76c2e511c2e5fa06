import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { hash, verify } from '@node-rs/argon2';
import { passwordAsCompared } from './password-policy.js';
import { WaitingLine } from './waiting-line.js';

/** Most hashes that are computed at once (contract/access.md, Signing in). */
export const HASHES_AT_ONCE_MAX = 4;

/** Most that wait for them. */
export const HASHES_WAITING_MAX = 64;

/** How a password is hashed: its hash says so too, in front of its salt. */
export type HashScheme =
  | { readonly kind: 'argon2id'; readonly memoryKib: number; readonly passes: number }
  /** Where FIPS 140 asks for what it knows. */
  | { readonly kind: 'pbkdf2-sha512'; readonly rounds: number };

/** What OWASP recommends for a server that does other work as well: 19 MiB, two passes. */
export const ARGON2ID: HashScheme = { kind: 'argon2id', memoryKib: 19_456, passes: 2 };

/** What OWASP recommends where PBKDF2 has to be used. */
export const PBKDF2: HashScheme = { kind: 'pbkdf2-sha512', rounds: 220_000 };

/**
 * How passwords are hashed by what the environment says (`PLUMBLINE_PASSWORD_HASH`); argon2id where it says nothing.
 *
 * @throws Error with a sentence that says what to mend
 */
export function hashSchemeSetting(env: Readonly<Record<string, string | undefined>>): HashScheme {
  const { PLUMBLINE_PASSWORD_HASH: said = '' } = env;
  if (said === '' || said === 'argon2id') return ARGON2ID;
  if (said === 'pbkdf2') return PBKDF2;
  throw new Error(
    `PLUMBLINE_PASSWORD_HASH is ${JSON.stringify(said.slice(0, 60))}, which is no hash for passwords: give argon2id or pbkdf2, or leave it out.`,
  );
}

/** Whether a password was the right one, and whether its hash should be made again with today's parameters. */
export interface PasswordVerified {
  readonly isRight: boolean;
  readonly isOutdated: boolean;
}

const derive = promisify(pbkdf2);
const DERIVED_BYTES = 32;
const SALT_BYTES = 16;

/** Hashes passwords and compares them with hashes, a few at once. What cannot wait is thrown back as `LineIsFull`. */
export class PasswordHashes {
  readonly #scheme: HashScheme;
  readonly #line = new WaitingLine(HASHES_AT_ONCE_MAX, HASHES_WAITING_MAX);
  #ofNobody: Promise<string> | null = null;

  constructor(scheme: HashScheme = ARGON2ID) {
    this.#scheme = scheme;
  }

  /** The hash of a password with its salt and parameters, as it is kept. */
  make(password: string): Promise<string> {
    return this.#line.do(() => hashed(passwordAsCompared(password), this.#scheme));
  }

  /**
   * Whether a typed password is that of a hash. Where there is none, a hash of nobody's is compared, and the answer
   * takes as long: who asks learns nothing of whether there is an account.
   *
   * @param kept - null where the account has no password, or there is no such account
   */
  async verify(kept: string | null, typed: string): Promise<PasswordVerified> {
    this.#ofNobody ??= this.make(randomBytes(SALT_BYTES).toString('hex'));
    const ofNobody = await this.#ofNobody;
    const isRight = await this.#line.do(() =>
      isHashOf(kept ?? ofNobody, passwordAsCompared(typed.toWellFormed())),
    );
    if (kept === null) return { isRight: false, isOutdated: false };
    return { isRight, isOutdated: !kept.startsWith(headOf(this.#scheme)) };
  }
}

async function hashed(password: string, scheme: HashScheme): Promise<string> {
  switch (scheme.kind) {
    case 'argon2id': {
      const { memoryKib, passes } = scheme;
      return hash(password, { memoryCost: memoryKib, timeCost: passes, parallelism: 1 });
    }
    case 'pbkdf2-sha512': {
      const salt = randomBytes(SALT_BYTES);
      const derived = await derive(password, salt, scheme.rounds, DERIVED_BYTES, 'sha512');
      return `${headOf(scheme)}${salt.toString('base64url')}$${derived.toString('base64url')}`;
    }
  }
}

/** With what the hash of a scheme begins (PHC string format). */
function headOf(scheme: HashScheme): string {
  switch (scheme.kind) {
    case 'argon2id':
      return `$argon2id$v=19$m=${String(scheme.memoryKib)},t=${String(scheme.passes)},p=1$`;
    case 'pbkdf2-sha512':
      return `$pbkdf2-sha512$i=${String(scheme.rounds)}$`;
  }
}

async function isHashOf(kept: string, password: string): Promise<boolean> {
  const parts = /^\$pbkdf2-sha512\$i=(\d{1,9})\$([\w-]+)\$([\w-]+)$/u.exec(kept);
  if (parts === null) return verify(kept, password);
  const [, rounds = '', salt = '', derived = ''] = parts;
  const expected = Buffer.from(derived, 'base64url');
  const found = await derive(
    password,
    Buffer.from(salt, 'base64url'),
    Number(rounds),
    expected.length,
    'sha512',
  );
  return timingSafeEqual(expected, found);
}
