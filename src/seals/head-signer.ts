import type { TreeHead } from '../../projections/seal/county-note.js';
import { headOfLogText, originOfLog } from '../../projections/access-log/log-note.js';
import {
  noteText,
  parseCheckpoint,
  parseNote,
  signatureLine,
  signaturesBy,
} from '../../projections/seal/signed-note.js';
import type { Note } from '../../projections/seal/signed-note.js';
import type { HeadSigner } from '../ports/access-log.js';
import { isSignedBy } from './signing-keys.js';
import type { SigningKeys } from './signing-keys.js';

/**
 * Signs the heads of access logs with the house's current key. For whoever may not read the keys, notes are compared by
 * what they say, and who signed is not looked at.
 */
export function headSigner(keys: SigningKeys): HeadSigner {
  /** Null where they are closed; read again where a note is by none of them. */
  let known: readonly Uint8Array[] | null = [];
  const readKeys = (): void => {
    known = keys.areClosed() ? null : keys.all().map(({ publicKey }) => publicKey);
  };
  const isByKnown = (note: Note, name: string): boolean =>
    known === null ||
    known.some((publicKey) =>
      signaturesBy(note, { name, publicKey }).some((signature) =>
        isSignedBy(publicKey, note.text, signature),
      ),
    );
  const said = (name: string, text: string): TreeHead | null => {
    const note = parseNote(text);
    const checkpoint = note === null ? null : parseCheckpoint(note.text);
    const origin = originOfLog(name);
    if (note === null || checkpoint?.origin !== origin) return null;
    if (!isByKnown(note, origin)) {
      readKeys();
      if (!isByKnown(note, origin)) return null;
    }
    return { size: checkpoint.size, root: checkpoint.root };
  };
  return {
    said,
    sign(name, head) {
      const { key } = keys.current();
      const text = headOfLogText(name, head);
      const named = { name: originOfLog(name), publicKey: key.publicKey };
      return noteText(text, [signatureLine(named, keys.sign(key, text))]);
    },
    isSigned(name, { size, root }, note) {
      const found = said(name, note);
      return found?.size === size && Buffer.from(found.root).equals(root);
    },
  };
}
