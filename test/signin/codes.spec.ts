import { Secret } from 'otpauth';
import {
  hashOfRecoveryCode,
  isRecoveryCode,
  newRecoveryCodes,
} from '../../src/signin/recovery-codes.js';
import {
  newTimeSecret,
  stepOfCode,
  timeSecretAddress,
  timeSecretText,
} from '../../src/signin/time-codes.js';
import { instantOfMs, later } from '../../events/values/instant.js';

/** RFC 6238, appendix B: seconds and the code's last six digits, for SHA-1. */
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

const SECRET = Secret.fromLatin1('12345678901234567890').base32;
const [, , [SECONDS, CODE]] = VECTORS;
const STEP = Math.floor(SECONDS / 30);

describe('a code of an authenticator program', () => {
  it.each(VECTORS)('at %i seconds is %s (RFC 6238)', (seconds, code) => {
    expect(stepOfCode(SECRET, code, null, instantOfMs(seconds * 1000))).toBe(
      Math.floor(seconds / 30),
    );
  });

  it('is taken one step early or late, and no further', () => {
    const at = (steps: number): number | null =>
      stepOfCode(SECRET, CODE, null, later(instantOfMs((STEP + steps) * 30_000), 29_999));
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, STEP, STEP, STEP, null]);
  });

  it('is good once, and none before it after it', () => {
    expect(stepOfCode(SECRET, CODE, STEP, instantOfMs(SECONDS * 1000))).toBeNull();
    expect(stepOfCode(SECRET, CODE, STEP + 1, instantOfMs(SECONDS * 1000))).toBeNull();
    expect(stepOfCode(SECRET, CODE, STEP - 1, instantOfMs(SECONDS * 1000))).toBe(STEP);
  });

  it('may be typed with a blank, and is nothing else than six digits', () => {
    const said = ['050 471', ' 050471 ', '0504711', '50471', '٠٥٠٤٧١', ''].map((typed) =>
      stepOfCode(SECRET, typed, null, instantOfMs(SECONDS * 1000)),
    );
    expect(said).toEqual([STEP, STEP, null, null, null, null]);
  });

  it('comes of a secret of 160 bits, which is text beside its picture', () => {
    const secret = newTimeSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(timeSecretText(secret).replaceAll(' ', '')).toBe(secret);
    const address = new URL(timeSecretAddress(secret, 'ana@example.org'));
    expect(address.protocol).toBe('otpauth:');
    expect(address.searchParams.get('secret')).toBe(secret);
    expect(address.searchParams.get('digits')).toBe('6');
  });
});

describe('recovery codes', () => {
  it('are ten, each its own, and known however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    const [code = ''] = codes;
    expect(code).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    const typed = ` ${code.toUpperCase().replaceAll('-', ' ')}`;
    expect(isRecoveryCode(typed)).toBe(true);
    expect(hashOfRecoveryCode(typed)).toBe(hashOfRecoveryCode(code));
    expect(isRecoveryCode('123 456')).toBe(false);
  });
});
