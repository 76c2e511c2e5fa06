import { hash, randomBytes } from 'node:crypto';
import { civilDayOf } from '../../events/values/civil-day.js';
import { isAccountId } from '../../events/values/access-ids.js';
import { instantOfMs } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { standingKey } from '../../projections/access/grants.js';
import type { Credentials } from '../ports/credentials.js';

/** What a key begins with, so that one that lies about is known for what it is. */
const KEY_MARK = 'plk_';

/** Random bytes of a key: nobody guesses it. */
const KEY_BYTES = 32;

const KEY_FORM = /^plk_[A-Za-z0-9_-]{43}$/u;

/** So long without a sign-in, and a person's keys rest (contract/access.md, Signing in), milliseconds. */
export const REST_MS = 120 * 24 * 60 * 60_000;

/** That a key was used is kept where what is kept is older than this, milliseconds. */
const USED_KEPT_MS = 60 * 60_000;

/** How often a document is written anew because others were faster. */
const ATTEMPTS_MAX = 50;

/** A key of an account as it is kept: never itself. */
interface KeptKey {
  /** Its label. */
  readonly key: string;
  readonly sha256: string;
  /** The moment of its act. */
  readonly issuedAt: Instant;
  /** When it was last used, not earlier than an hour before it truly was; absent where it never was. */
  readonly usedAt?: Instant;
}

/** What is kept of the keys of an account, in the document of its name. */
interface KeysOfAccount {
  readonly keys: readonly KeptKey[];
}

/** Whose key it is. */
export interface KeyFound {
  readonly account: string;
  readonly key: string;
}

/** A key, shown once. */
export function newKey(): string {
  return KEY_MARK + randomBytes(KEY_BYTES).toString('base64url');
}

/** SHA-256 of a token, 64 hexadecimal digits. */
export function tokenHash(token: string): string {
  return hash('sha256', token);
}

/** Keeps the hash of a key that an act has issued, in place of one of the same label. */
export async function keepKey(
  credentials: Credentials,
  { account, key }: KeyFound,
  secret: string,
  issuedAt: Instant,
): Promise<void> {
  const kept = { key, sha256: tokenHash(secret), issuedAt };
  await changeKeys(credentials, account, (keys) => [
    ...keys.filter((other) => other.key !== key),
    kept,
  ]);
}

/** Forgets the hash of a key that an act has withdrawn. */
export async function forgetKey(
  credentials: Credentials,
  { account, key }: KeyFound,
): Promise<void> {
  await changeKeys(credentials, account, (keys) => {
    const left = keys.filter((other) => other.key !== key);
    return left.length === keys.length ? null : left;
  });
}

/**
 * Whose key a request has sent; null where it is none, was withdrawn, has run out, or rests. What the key may do is for
 * the gate to say.
 */
export async function findKey(
  credentials: Credentials,
  { accounts }: AccessState,
  sent: string,
  now: Instant,
): Promise<KeyFound | null> {
  if (!KEY_FORM.test(sent)) return null;
  const sha256 = tokenHash(sent);
  const id = await credentials.holderOf(sha256);
  const account = id !== null && isAccountId(id) ? accounts.get(id) : undefined;
  if (account === undefined) return null;
  const keys = keysIn((await credentials.read(account.account))?.body);
  const kept = keys.find((each) => each.sha256 === sha256);
  if (kept === undefined) return null;
  const standing = standingKey(account, kept.key, civilDayOf(now));
  // A label that was withdrawn and given anew is another key.
  if (standing?.issuedAt !== kept.issuedAt) return null;
  const isResting = !account.isMachine && (await isAtRest(credentials, account.account, kept, now));
  return isResting ? null : { account: account.account, key: kept.key };
}

/** Keeps that a key was used, at most once an hour. */
export async function keepKeyUse(
  credentials: Credentials,
  { account, key }: KeyFound,
  now: Instant,
): Promise<void> {
  await changeKeys(credentials, account, (keys) => {
    const kept = keys.find((each) => each.key === key);
    if (kept === undefined || now - (kept.usedAt ?? -Infinity) < USED_KEPT_MS) return null;
    return keys.map((each) => (each === kept ? { ...each, usedAt: now } : each));
  });
}

/** When the keys of an account were last used, to the hour, by their labels; one that never was is left out. */
export async function usesOfKeys(
  credentials: Credentials,
  account: string,
): Promise<ReadonlyMap<string, Instant>> {
  const keys = keysIn((await credentials.read(account))?.body);
  return new Map(keys.flatMap(({ key, usedAt }) => (usedAt === undefined ? [] : [[key, usedAt]])));
}

/** Remembers in one process of which keys it has kept lately that they were used: most requests write nothing. */
export class KeyUses {
  readonly #keptAt = new Map<string, Instant>();

  /** Whether it is time to keep it again; then it is for another hour. */
  isDue({ account, key }: KeyFound, now: Instant): boolean {
    const name = `${account} ${key}`;
    if (now - (this.#keptAt.get(name) ?? -Infinity) < USED_KEPT_MS) return false;
    this.#keptAt.set(name, now);
    return true;
  }
}

/** Counted from the last sign-in, or from when the key was issued, which its person or the operator did. */
async function isAtRest(
  credentials: Credentials,
  account: string,
  { issuedAt }: KeptKey,
  now: Instant,
): Promise<boolean> {
  if (now - issuedAt <= REST_MS) return false;
  return now - Math.max(issuedAt, (await lastSignInOf(credentials, account)) ?? 0) > REST_MS;
}

/** When the person of an account last signed in; null where he never did. Signing in keeps it in a document of its own. */
export async function lastSignInOf(
  credentials: Credentials,
  account: string,
): Promise<Instant | null> {
  const kept = await credentials.read(`signin-${account}`);
  const said: unknown = kept === null ? null : JSON.parse(kept.body);
  if (typeof said !== 'object' || said === null || !('lastSignInAt' in said)) return null;
  return typeof said.lastSignInAt === 'number' ? instantOfMs(said.lastSignInAt) : null;
}

async function changeKeys(
  credentials: Credentials,
  account: string,
  change: (keys: readonly KeptKey[]) => readonly KeptKey[] | null,
): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const kept = await credentials.read(account);
    const keys = change(keysIn(kept?.body));
    if (keys === null) return;
    const said: KeysOfAccount = { keys };
    const document = { body: JSON.stringify(said), tokens: keys.map(({ sha256 }) => sha256) };
    const outcome = await credentials.replace(account, kept?.revision ?? 0, document);
    if (outcome.kind === 'replaced') return;
  }
  throw new Error(
    `The keys of account ${account} were changed by others ${String(ATTEMPTS_MAX)} times while one was changed: withdraw the key and issue it again.`,
  );
}

function keysIn(body: string | undefined): readonly KeptKey[] {
  // Written by `changeKeys` alone.
  return body === undefined ? [] : (JSON.parse(body) as KeysOfAccount).keys;
}
