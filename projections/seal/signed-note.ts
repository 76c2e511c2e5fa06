/**
 * Text of signed checkpoints: the C2SP signed-note and tlog-checkpoint forms, with Ed25519 keys.
 * Only the text is made and read here; signing and verifying is its callers' work, who have the keys.
 */
import { hash } from 'node:crypto';

/** Signature type of Ed25519 in the signed-note form. */
const ED25519 = 1;
const ED25519_KEY_BYTES = 32;
const ED25519_SIGNATURE_BYTES = 64;
const KEY_ID_BYTES = 4;

/** Most characters of a note that is read; ours have a few hundred. */
export const NOTE_CHARACTERS_MAX = 100_000;

const SIGNATURE_LINE = /^\u2014 (?<name>\S+) (?<blob>[A-Za-z0-9+/]+={0,2})$/u;

/** The state of a ledger: its first `size` records have this Merkle root. */
export interface Checkpoint {
  /** What the ledger is called, one line: `plumbline/ledger-19`. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The public half of a signing key by the name that it signs with. */
export interface NoteKey {
  readonly name: string;
  /** 32 bytes: the Ed25519 public key as RFC 8032 writes it. */
  readonly publicKey: Uint8Array;
}

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** 4 bytes that tell which key of that name signed. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A note: the text that is signed, ending with a newline, and its signatures. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The text of a checkpoint, three lines each with its newline: what is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${String(size)}\n${base64(root)}\n`;
}

/** The checkpoint that a text spells, null if it spells none. Lines after the third are let be. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n');
  if (origin === '' || rest.length === 0 || rest.at(-1) !== '') return null;
  if (!/^(?:0|[1-9]\d{0,14})$/u.test(size)) return null;
  const bytes = bytesOf(root);
  if (bytes?.length !== 32) return null;
  return { origin, size: Number(size), root: bytes };
}

/**
 * The first 4 bytes of SHA-256(name, newline, signature type, public key): which key of a name it is.
 */
export function keyIdOf({ name, publicKey }: NoteKey): Uint8Array {
  const named = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(ED25519), publicKey]);
  return hash('sha256', named, 'buffer').subarray(0, KEY_ID_BYTES);
}

/** A key as verifiers are given it: `name+hash+key`. */
export function verifierKey(key: NoteKey): string {
  const id = Buffer.from(keyIdOf(key)).toString('hex');
  return `${key.name}+${id}+${base64(Buffer.concat([Buffer.of(ED25519), key.publicKey]))}`;
}

/** The key that `name+hash+key` spells, null if it spells no Ed25519 key or the hash is not its own. */
export function parseVerifierKey(text: string): NoteKey | null {
  const match = /^(?<name>[^+\s]+)\+(?<id>[0-9a-f]{8})\+(?<key>[A-Za-z0-9+/]+={0,2})$/u.exec(text);
  const { name = '', id = '', key = '' } = match?.groups ?? {};
  const bytes = bytesOf(key);
  if (bytes?.length !== 1 + ED25519_KEY_BYTES || bytes[0] !== ED25519) return null;
  const found = { name, publicKey: bytes.subarray(1) };
  return Buffer.from(keyIdOf(found)).toString('hex') === id ? found : null;
}

/** A signature line by a key, without its newline. */
export function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `\u2014 ${key.name} ${base64(Buffer.concat([keyIdOf(key), signature]))}`;
}

/** A note: its text, an empty line, its signature lines. */
export function noteText(text: string, signatureLines: readonly string[]): string {
  return `${text}\n${signatureLines.map((line) => `${line}\n`).join('')}`;
}

/** The note that a text spells, null if it is none. Signatures of other types are read as they are. */
export function parseNote(note: string): Note | null {
  if (note.length > NOTE_CHARACTERS_MAX || !note.endsWith('\n')) return null;
  const border = note.lastIndexOf('\n\n');
  if (border < 0) return null;
  const lines = note.slice(border + 2, -1).split('\n');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const { name = '', blob = '' } = SIGNATURE_LINE.exec(line)?.groups ?? {};
    const bytes = bytesOf(blob);
    if (name === '' || name.includes('+') || bytes === null || bytes.length <= KEY_ID_BYTES) {
      return null;
    }
    const [keyId, signature] = [bytes.subarray(0, KEY_ID_BYTES), bytes.subarray(KEY_ID_BYTES)];
    signatures.push({ name, keyId, signature });
  }
  return { text: note.slice(0, border + 1), signatures };
}

/** The Ed25519 signatures of a note that claim to be by a key; whether they are, its bytes decide. */
export function signaturesBy(note: Note, key: NoteKey): readonly Uint8Array[] {
  const id = keyIdOf(key);
  return note.signatures
    .filter(({ name, keyId, signature }) => {
      return (
        name === key.name &&
        keyId.every((byte, at) => byte === id[at]) &&
        signature.length === ED25519_SIGNATURE_BYTES
      );
    })
    .map(({ signature }) => signature);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The bytes of padded base64, null where the text is not the one spelling of them. */
function bytesOf(text: string): Uint8Array | null {
  if (text === '') return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
