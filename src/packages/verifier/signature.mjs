// ---- 2. The list of files, and the size and root of the ledger, are signed by the package's key.
import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { hashOfFile, sha256, textOf } from './bytes.mjs';
import { SIGNATURE, TAG_MANIFEST } from './files.mjs';

/** Notes in the C2SP signed-note form, Ed25519. */
export function checkSignature(folder, version, wantedKey, found, fail) {
  const { county, month, asOf, root } = version;
  const name = ledgerName(county);
  const publicKey = publicKeyOf(textOf(join(folder, 'data/public-key.txt')), name);
  if (publicKey === null) {
    fail(`data/public-key.txt was changed: it holds no Ed25519 key of ${name}.`);
    return;
  }
  found.fingerprint = fingerprintOfKey(publicKey);
  if (wantedKey !== null && wantedKey !== found.fingerprint) {
    fail(
      `The package is signed by another key than you named: by the one with fingerprint ${found.fingerprint}, and you named ${wantedKey}. A county may have changed its key since: ask it whether both are its own.`,
    );
  }
  const list = Buffer.from(hashOfFile(join(folder, TAG_MANIFEST)), 'hex').toString('base64');
  const ofList = `plumbline/package-${county}\n${month} version ${version.version}\n${list}\n`;
  if (!isNoteOf(textOf(join(folder, SIGNATURE)), ofList, name, publicKey)) {
    fail(
      `${SIGNATURE} is no signature of this list of files: ${SIGNATURE}, ${TAG_MANIFEST}, data/version.json or data/public-key.txt was changed.`,
    );
  }
  const ofLedger = checkpointOf(name, asOf, root);
  if (!isNoteOf(textOf(join(folder, 'data/checkpoint')), ofLedger, name, publicKey)) {
    fail(
      'data/checkpoint is no signature of the size and root of the ledger: data/checkpoint, data/version.json or data/public-key.txt was changed.',
    );
  }
}

/** What a county's ledger is called in checkpoints and by its key. */
export function ledgerName(county) {
  return `plumbline/ledger-${county}`;
}

/** What people compare: the SHA-256 of the 32 bytes of a public key. */
export function fingerprintOfKey(publicKey) {
  return sha256(publicKey).toString('hex');
}

/** The text of a checkpoint (C2SP tlog-checkpoint). */
export function checkpointOf(name, size, root) {
  return `${name}\n${size}\n${Buffer.from(String(root), 'hex').toString('base64')}\n`;
}

/** The 32 bytes of a key spelt as C2SP verifier key, `name+hash+key`, with a newline; else null. */
export function publicKeyOf(text, name) {
  const [, id, key = ''] = /^[^+\s]+\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)\n$/.exec(text) ?? [];
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) return null;
  const publicKey = bytes.subarray(1);
  const isWhole = text === `${name}+${id}+${bytes.toString('base64')}\n`;
  return isWhole && id === keyIdOf(name, publicKey).toString('hex') ? publicKey : null;
}

function keyIdOf(name, publicKey) {
  return sha256(Buffer.concat([Buffer.from(`${name}\n\u0001`), publicKey])).subarray(0, 4);
}

/** Whether a note is of this text, signed by the key, and nothing else. */
export function isNoteOf(note, text, name, publicKey) {
  const [, blob = ''] = /\n\n\u2014 \S+ ([A-Za-z0-9+/]+=*)\n$/.exec(note) ?? [];
  const bytes = Buffer.from(blob, 'base64');
  if (note !== `${text}\n\u2014 ${name} ${bytes.toString('base64')}\n`) return false;
  if (!bytes.subarray(0, 4).equals(keyIdOf(name, publicKey))) return false;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return verify(null, Buffer.from(text), key, bytes.subarray(4));
}
