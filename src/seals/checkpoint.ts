import type { County } from '../../events/values/county.js';
import {
  checkpointText,
  noteText,
  parseCheckpoint,
  parseNote,
  signatureLine,
  signaturesBy,
} from '../../projections/seal/signed-note.js';
import type { Checkpoint } from '../../projections/seal/signed-note.js';
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

/** Signs the root of the first `size` records of a county's ledger with the folder's current key. */
export function signCheckpoint(
  keys: SigningKeys,
  county: County,
  size: number,
  root: Uint8Array,
): SignedCheckpoint {
  const { key, isNew } = keys.current();
  const origin = originOf(county);
  const text = checkpointText({ origin, size, root });
  const line = signatureLine({ name: origin, publicKey: key.publicKey }, keys.sign(key, text));
  return { note: noteText(text, [line]), key, isKeyNew: isNew };
}

/** What looking at a checkpoint's signatures finds. */
export type CheckpointVerdict =
  | {
      readonly kind: 'signed';
      readonly checkpoint: Checkpoint;
      /** The 32 bytes of the key that signed. */
      readonly publicKey: Uint8Array;
    }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Whether a note is a checkpoint of the county's ledger, signed by one of the keys. Keys that do not
 * sign any more count as well.
 */
export function verifyCheckpoint(
  note: string,
  county: County,
  publicKeys: readonly Uint8Array[],
): CheckpointVerdict {
  const parsed = parseNote(note);
  const checkpoint = parsed === null ? null : parseCheckpoint(parsed.text);
  if (parsed === null || checkpoint === null) {
    return refused('The checkpoint is not a signed note of an origin, a size and a root.');
  }
  const name = originOf(county);
  if (checkpoint.origin !== name) {
    return refused(`The checkpoint is of ${checkpoint.origin}, not of ${name}.`);
  }
  const signer = publicKeys.find((publicKey) =>
    signaturesBy(parsed, { name, publicKey }).some((signature) =>
      isSignedBy(publicKey, parsed.text, signature),
    ),
  );
  if (signer === undefined) {
    return refused(
      'The checkpoint is not signed by any of the known keys, or was changed after it was signed.',
    );
  }
  return { kind: 'signed', checkpoint, publicKey: signer };
}

function refused(message: string): CheckpointVerdict {
  return { kind: 'refused', message };
}
