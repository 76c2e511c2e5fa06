import fc from 'fast-check';
import {
  NOTE_CHARACTERS_MAX,
  checkpointText,
  keyIdOf,
  noteText,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  signatureLine,
  signaturesBy,
  verifierKey,
} from '../../../projections/seal/signed-note.js';
import { isSignedBy } from '../../../src/seals/signing-keys.js';

/** The key and note that the documentation of Go's golang.org/x/mod/sumdb/note publishes. */
const VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const ROOT = Uint8Array.from({ length: 32 }, (_, index) => index);
const CHECKPOINT = { origin: 'plumbline/ledger-19', size: 1203, root: ROOT };
const KEY = { name: 'plumbline/ledger-19', publicKey: ROOT };

describe('the published note', () => {
  it('is read, and is by its key', () => {
    const key = parseVerifierKey(VERIFIER);
    const note = parseNote(NOTE);
    if (key === null || note === null) throw new Error('The published note is not read.');
    const [signature, ...others] = signaturesBy(note, key);
    expect(others).toEqual([]);
    expect(signature && isSignedBy(key.publicKey, note.text, signature)).toBe(true);
    expect(signature && isSignedBy(key.publicKey, `${note.text} `, signature)).toBe(false);
    expect(verifierKey(key)).toBe(VERIFIER);
    expect(Buffer.from(keyIdOf(key)).toString('hex')).toBe('c74f20a3');
    const line = NOTE.split('\n').at(-2) ?? '';
    expect(signature && signatureLine(key, signature)).toBe(line);
    expect(noteText(note.text, [line])).toBe(NOTE);
  });

  it.each([
    ['another name', VERIFIER.replace('Peter', 'Paul')],
    ['another hash', VERIFIER.replace('c74f20a3', 'c74f20a4')],
    ['a cut key', VERIFIER.slice(0, -4)],
    ['another type', VERIFIER.replace('+AR', '+BR')],
    ['nothing', ''],
  ])('has no key with %s', (_what, text) => {
    expect(parseVerifierKey(text)).toBeNull();
  });
});

describe('a note', () => {
  it.each([
    ['no signature', 'text\n\n'],
    ['no empty line', NOTE.replace('\n\n', '\n')],
    ['no newline at its end', NOTE.slice(0, -1)],
    ['a hyphen for the dash', NOTE.replace('\u2014', '-')],
    ['base64 that is not its own spelling', NOTE.replace('nAM=', 'nAN=')],
    ['a signature of a key id alone', 'text\n\n\u2014 name AAAAAA==\n'],
    ['a plus in a name', NOTE.replace('\u2014 Peter', '\u2014 Pe+ter')],
    ['more than is read', `${'x'.repeat(NOTE_CHARACTERS_MAX)}${NOTE}`],
  ])('is none with %s', (_what, text) => {
    expect(parseNote(text)).toBeNull();
  });

  it('keeps signatures of others, and their keys apart', () => {
    const lines = [
      signatureLine(KEY, new Uint8Array(64)),
      signatureLine({ ...KEY, publicKey: new Uint8Array(32) }, new Uint8Array(64)),
      signatureLine({ ...KEY, name: 'witness' }, new Uint8Array(40)),
    ];
    const note = parseNote(noteText('text\n', lines));
    expect(note?.signatures.map(({ name }) => name)).toEqual([KEY.name, KEY.name, 'witness']);
    expect(note && signaturesBy(note, KEY)).toHaveLength(1);
    // Its signature is too short for Ed25519.
    expect(note && signaturesBy(note, { ...KEY, name: 'witness' })).toEqual([]);
  });
});

describe('a checkpoint', () => {
  it('is three lines', () => {
    expect(checkpointText(CHECKPOINT)).toBe(
      'plumbline/ledger-19\n1203\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n',
    );
  });

  it('is read as it was written, whatever stands after it', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2 ** 31 - 1 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.constantFrom('', 'extension\n'),
        (size, root, rest) => {
          const checkpoint = { origin: 'plumbline/ledger-01', size, root };
          const read = parseCheckpoint(checkpointText(checkpoint) + rest);
          expect(read).toMatchObject({ origin: checkpoint.origin, size });
          expect(Array.from(read?.root ?? [])).toEqual(Array.from(root));
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ['no origin', '\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n'],
    ['a size with a zero before it', 'o\n01\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n'],
    ['a negative size', 'o\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n'],
    ['a short root', 'o\n1\nAAEC\n'],
    ['no newline at its end', 'o\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='],
  ])('is none with %s', (_what, text) => {
    expect(parseCheckpoint(text)).toBeNull();
  });
});
