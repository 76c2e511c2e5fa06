import type { County } from '../../events/values/county.js';
import { countyNoteText, parseCountyNote } from '../../projections/seal/county-note.js';
import type { CountyNote } from '../../projections/seal/county-note.js';
import {
  noteText,
  parseNote,
  signatureLine,
  signaturesBy,
} from '../../projections/seal/signed-note.js';
import { isSignedBy } from './signing-keys.js';
import type { PublicSigningKey, SigningKeys } from './signing-keys.js';

/** A signed checkpoint and the key that signed it. */
export interface SignedCheckpoint {
  /** The note, in the C2SP signed-note form. */
  readonly note: string;
  readonly key: PublicSigningKey;
  /** Whether the key was made for it: its public half is to be shown. */
  readonly isKeyNew: boolean;
}

/** What a county's ledger is called in checkpoints, which is also the name that their key signs by. */
export function originOf(county: County): string {
  return `plumbline/ledger-${county}`;
}

/** Signs what a note says of a county with the folder's current key. */
export function signNote(keys: SigningKeys, note: CountyNote): SignedCheckpoint {
  const { key, isNew } = keys.current();
  const { origin } = note.ledger;
  const text = countyNoteText(note);
  const line = signatureLine({ name: origin, publicKey: key.publicKey }, keys.sign(key, text));
  return { note: noteText(text, [line]), key, isKeyNew: isNew };
}

/** Signs the root of the first `size` records of a county's ledger, and nothing of its acts. */
export function signCheckpoint(
  keys: SigningKeys,
  county: County,
  size: number,
  root: Uint8Array,
): SignedCheckpoint {
  const ledger = { origin: originOf(county), size, root };
  return signNote(keys, { ledger, acts: null, takenInBy: null });
}

/** What looking at a note's signatures finds. */
export type NoteVerdict =
  | {
      readonly kind: 'signed';
      readonly said: CountyNote;
      /** The 32 bytes of the key that signed. */
      readonly publicKey: Uint8Array;
    }
  /** The finding goes on after the note's name. */
  | { readonly kind: 'refused'; readonly finding: string };

/**
 * Whether a note is one of the county's, signed by one of the keys. Keys that do not sign any more count as well.
 *
 * @param publicKeys - null where it is not asked who signed
 */
export function verifyNote(
  note: string,
  county: County,
  publicKeys: readonly Uint8Array[] | null,
): NoteVerdict {
  const parsed = parseNote(note);
  const said = parsed === null ? null : parseCountyNote(parsed.text);
  if (parsed === null || said === null) {
    return refused('is not a signed note of an origin, a size and a root');
  }
  const name = originOf(county);
  const { origin } = said.ledger;
  if (origin !== name) return refused(`is of ${origin}, not of ${name}`);
  if (publicKeys === null) return { kind: 'signed', said, publicKey: new Uint8Array(0) };
  const signer = publicKeys.find((publicKey) =>
    signaturesBy(parsed, { name, publicKey }).some((signature) =>
      isSignedBy(publicKey, parsed.text, signature),
    ),
  );
  if (signer === undefined) {
    return refused('is not signed by any of the known keys, or was changed after it was signed');
  }
  return { kind: 'signed', said, publicKey: signer };
}

function refused(finding: string): NoteVerdict {
  return { kind: 'refused', finding };
}
