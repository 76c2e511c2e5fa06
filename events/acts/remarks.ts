import { canonicalJson } from '../wire/canonical.js';

/** An act as its stream keeps it: a JSON object. */
export type KeptAct = Readonly<Record<string, unknown>>;

/** The name of the salt that is kept beside a remark. */
export function saltOf(remark: string): string {
  return `${remark}Salt`;
}

/** What is left of a remark: SHA-256 of its salt and then of its text, 64 hexadecimal digits. */
export interface RemarkHash {
  readonly sha256: string;
}

/**
 * Texts that people wrote freely, which an erasure takes out of an act. A tree has their hashes alone, so that its root
 * stays what it was; the salt keeps a short text from being guessed by its hash.
 */
export const REMARKS: readonly string[] = ['comment', 'reason', 'text'];

/** Whether a value is what is left of a remark. */
export function isRemarkHash(value: unknown): value is RemarkHash {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  return 'sha256' in value && typeof value.sha256 === 'string' && isHash(value.sha256);
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/u.test(text);
}

/** Whether a value is a salt as it is kept: 16 bytes, hexadecimal. */
export function isSalt(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{32}$/u.test(value);
}

/**
 * The body of a new act with a salt beside each of its remarks.
 *
 * @param newSalt - 16 random bytes, hexadecimal, another at each call
 */
export function withSalts(body: string, newSalt: () => string): string {
  const act = actIn(body);
  const salts = remarksOf(act).map((name) => [saltOf(name), newSalt()]);
  return salts.length === 0 ? body : canonicalJson({ ...act, ...Object.fromEntries(salts) });
}

/** An act as it was given: without the salts beside its remarks. */
export function withoutSalts(act: KeptAct): KeptAct {
  const salts = remarksOf(act).map(saltOf);
  if (!salts.some((salt) => Object.hasOwn(act, salt))) return act;
  return Object.fromEntries(Object.entries(act).filter(([name]) => !salts.includes(name)));
}

/** The remarks of an act, at its top level; those that were erased are hashes already and are left out. */
export function remarksOf(act: KeptAct): readonly string[] {
  return REMARKS.filter((name) => typeof act[name] === 'string');
}

/** Throws where a body is no JSON object: the stores keep nothing else. */
export function actIn(body: string): KeptAct {
  const value: unknown = JSON.parse(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new SyntaxError('It is no JSON object.');
}
