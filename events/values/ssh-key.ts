/** A public key as OpenSSH writes one, without options and comment. */
export interface SshKey {
  /** As in `ssh-ed25519`. */
  readonly type: string;
  /** Base64 as it is written in canonical form. */
  readonly base64: string;
  /** The bytes that base64 spells (RFC 4253, 6.6). */
  readonly blob: Uint8Array;
}

/** A key, or why a text is none that is taken; `isWeak`: it is one, of a kind or length that is not safe any more. */
export type SshKeyRead =
  | { readonly kind: 'key'; readonly key: SshKey }
  | { readonly kind: 'fault'; readonly isWeak: boolean; readonly problem: string };

/** Most characters of a line with a key: RSA of 16,384 bits with a comment. */
const LINE_LENGTH_MAX = 4_096;

const RSA_BITS_MIN = 3_072;
const RSA_BITS_MAX = 16_384;

const CURVES: ReadonlyMap<string, number> = new Map([
  ['ecdsa-sha2-nistp256', 32],
  ['ecdsa-sha2-nistp384', 48],
  ['ecdsa-sha2-nistp521', 66],
]);

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/u;

/**
 * Reads one line of a public key file (contract/intake.md): type, base64, perhaps a comment, which is left out. Options
 * in front, a certificate, control characters and what is no key at all are refused, and DSA and short RSA by name.
 */
export function readSshKey(line: string): SshKeyRead {
  if (line.length > LINE_LENGTH_MAX) {
    return fault('is longer than any public key: give one line, as in id_ed25519.pub.');
  }
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u.test(line)) {
    return fault('has control characters: give the one line of the public key.');
  }
  const [type = '', base64 = ''] = line.trim().split(' ');
  if (type.includes('-cert-')) {
    return fault('is a certificate: give the public key itself.');
  }
  if (type === 'ssh-dss') return weak('is a DSA key, which is not safe: make an ed25519 key.');
  if (type !== 'ssh-ed25519' && type !== 'ssh-rsa' && !CURVES.has(type)) {
    return fault(
      'does not begin with ssh-ed25519, ecdsa-sha2-nistp256, -384, -521 or ssh-rsa: give the line of the public key without options.',
    );
  }
  const blob = bytesOf(base64);
  const parts = blob === null ? null : partsOf(blob);
  if (blob === null || parts === null || textOf(parts[0]) !== type) {
    return fault('breaks off or was changed: give the whole line of the public key.');
  }
  return faultOfParts(type, parts) ?? { kind: 'key', key: { type, base64, blob } };
}

function faultOfParts(type: string, parts: readonly Uint8Array[]): SshKeyRead | null {
  const broken = fault('breaks off or was changed: give the whole line of the public key.');
  if (type === 'ssh-ed25519') return parts.length === 2 && parts[1]?.length === 32 ? null : broken;
  if (type === 'ssh-rsa') {
    const [, , modulus] = parts;
    if (parts.length !== 3 || modulus === undefined) return broken;
    const bits = bitsOf(modulus);
    if (bits > RSA_BITS_MAX) return broken;
    return bits >= RSA_BITS_MIN
      ? null
      : weak(
          `is an RSA key of ${String(bits)} bits, which is too short: make an ed25519 key, or RSA of ${String(RSA_BITS_MIN)} bits.`,
        );
  }
  return isPointOfCurve(type, parts) ? null : broken;
}

/** Whether an ECDSA key names the curve of its type and has a whole, uncompressed point of it. */
function isPointOfCurve(type: string, parts: readonly Uint8Array[]): boolean {
  const [, curve, point] = parts;
  const isOfCurve = parts.length === 3 && textOf(curve) === type.slice('ecdsa-sha2-'.length);
  return isOfCurve && point?.length === 2 * (CURVES.get(type) ?? 0) + 1 && point[0] === 4;
}

function fault(problem: string): SshKeyRead {
  return { kind: 'fault', isWeak: false, problem };
}

function weak(problem: string): SshKeyRead {
  return { kind: 'fault', isWeak: true, problem };
}

function bytesOf(base64: string): Uint8Array | null {
  if (!BASE64.test(base64) || base64.length % 4 !== 0) return null;
  const text = atob(base64);
  // Bits behind the last byte may be anything in a sloppy spelling: one key has one.
  if (btoa(text) !== base64) return null;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The strings that a blob is made of, each with its length in front; null where they do not fill it. */
function partsOf(blob: Uint8Array): readonly Uint8Array[] | null {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length) return null;
    const length = view.getUint32(at);
    const end = at + 4 + length;
    if (end > blob.length) return null;
    parts.push(blob.subarray(at + 4, end));
    at = end;
  }
  return parts;
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : String.fromCharCode(...bytes.subarray(0, 64));
}

/** Bits of a number that is written with its highest byte first, and a zero byte where that would be a sign. */
function bitsOf(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0);
  if (first === -1) return 0;
  return 8 * (number.length - first - 1) + (32 - Math.clz32(number[first] ?? 0));
}
