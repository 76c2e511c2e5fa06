import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../events/values/instant.js';

/** What RFC 6238 and every authenticator program have in common (contract/access.md, Signing in). */
const FORM = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** Steps by which a clock may be ahead or behind. */
const DRIFT_STEPS = 1;

/** Bytes of a secret: what RFC 4226 recommends. */
const SECRET_BYTES = 20;

const STEP_MS = FORM.period * 1000;

/** A new secret in Base32, as an authenticator program takes it. */
export function newTimeSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address from which an authenticator program takes a secret, mostly as a picture. */
export function timeSecretAddress(secret: string, email: string): string {
  return new TOTP({ ...FORM, issuer: 'Plumbline', label: email, secret }).toString();
}

/** The secret in groups of four, as it is read out and typed. */
export function timeSecretText(secret: string): string {
  return secret.replaceAll(/.{4}(?=.)/gu, '$& ');
}

/**
 * The step of a code that is right at a moment, and later than the last that was used; null where there is none. Whoever
 * lets somebody in by it keeps the step, so that a code is good once.
 *
 * @param lastStep - the step of the last code that was used; null before the first
 */
export function stepOfCode(
  secret: string,
  typed: string,
  lastStep: number | null,
  now: Instant,
): number | null {
  const token = typed.replaceAll(/\s/gu, '');
  if (!/^\d{6}$/u.test(token)) return null;
  const totp = new TOTP({ ...FORM, secret });
  const delta = totp.validate({ token, timestamp: now, window: DRIFT_STEPS });
  if (delta === null) return null;
  const step = Math.floor(now / STEP_MS) + delta;
  return lastStep === null || step > lastStep ? step : null;
}
