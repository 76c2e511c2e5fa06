import { relative } from 'node:path';
import { originOfOwn, ownNoteText, parseOwnNote } from '../../projections/seal/own-note.js';
import type { OwnNote } from '../../projections/seal/own-note.js';
import {
  noteText,
  parseNote,
  signatureLine,
  signaturesBy,
} from '../../projections/seal/signed-note.js';
import type { Note } from '../../projections/seal/signed-note.js';
import type { ActsOf } from '../ports/act-log.js';
import type { KeptNote, OwnNotes, OwnStream } from '../ports/notes.js';
import { isSignedBy } from './signing-keys.js';
import type { SigningKeys } from './signing-keys.js';

/** What the acts of streams with notes of their own are, in messages. */
export const OWN_ACTS_ARE: Readonly<Record<OwnStream, string>> = {
  access: 'acts of access',
  intake: 'intake keys',
};

/** What looking at the signature of a note finds; a finding goes on after the note's name. */
export type OwnVerdict =
  | { readonly kind: 'signed'; readonly said: OwnNote }
  | { readonly kind: 'refused'; readonly finding: string };

/** A note that was signed by a key that is trusted, with what it says. */
export interface TrustedOwnNote {
  readonly note: KeptNote<OwnStream>;
  readonly said: OwnNote;
}

/** How many verdicts are remembered: an anchor is looked at with every request. */
const VERDICTS_MAX = 64;

/** Signs notes of streams that have notes of their own, and looks at who signed them. */
export class OwnNoteSigner {
  readonly #folder: string;
  readonly #notes: Pick<OwnNotes, 'nameOf'>;
  readonly #keys: SigningKeys;
  /** Null where they are closed to whoever reads; read again where a note is by none of them. */
  #publicKeys: readonly Uint8Array[] | null = [];
  readonly #verdicts = new Map<string, OwnVerdict>();

  /** @param folder - the data folder, from which places are named */
  constructor(folder: string, notes: Pick<OwnNotes, 'nameOf'>, keys: SigningKeys) {
    this.#folder = folder;
    this.#notes = notes;
    this.#keys = keys;
  }

  /** The signed note that says this of a stream. May make the first key. */
  signed(of: ActsOf, said: Omit<OwnNote, 'head'> & { readonly head: Head }): string {
    const origin = originOfOwn(this.#notes.nameOf(of));
    const { key } = this.#keys.current();
    const text = ownNoteText({ ...said, head: { origin, ...said.head } });
    const named = { name: origin, publicKey: key.publicKey };
    return noteText(text, [signatureLine(named, this.#keys.sign(key, text))]);
  }

  /** Whether a note is of that stream and signed by a key that is trusted, and what it says then. */
  verdict(of: ActsOf, { text }: Pick<KeptNote<OwnStream>, 'text'>): OwnVerdict {
    const known = this.#verdicts.get(`${of} ${text}`);
    if (known !== undefined) return known;
    const verdict = this.#judged(of, text);
    // Of one that is refused it is asked again: its key may be made known.
    if (verdict.kind === 'signed') {
      if (this.#verdicts.size >= VERDICTS_MAX) this.#verdicts.clear();
      this.#verdicts.set(`${of} ${text}`, verdict);
    }
    return verdict;
  }

  /** As in `The note checkpoints/access/anchor.note`. */
  nameOf({ place }: Pick<KeptNote<OwnStream>, 'place'>): string {
    const path = relative(this.#folder, place);
    return `The note ${path.startsWith('..') ? place : path}`;
  }

  #judged(of: ActsOf, text: string): OwnVerdict {
    const note = parseNote(text);
    const said = note === null ? null : parseOwnNote(note.text);
    if (note === null || said === null) {
      return refused('is not a signed note of an origin, a size and a root');
    }
    const origin = originOfOwn(this.#notes.nameOf(of));
    if (said.head.origin !== origin) return refused(`is of ${said.head.origin}, not of ${origin}`);
    if (this.#isByKnown(note, origin)) return { kind: 'signed', said };
    this.#publicKeys = this.#keys.areClosed()
      ? null
      : this.#keys.all().map(({ publicKey }) => publicKey);
    if (this.#isByKnown(note, origin)) return { kind: 'signed', said };
    return refused('is not signed by any of the known keys, or was changed after it was signed');
  }

  #isByKnown(note: Note, name: string): boolean {
    if (this.#publicKeys === null) return true;
    return this.#publicKeys.some((publicKey) =>
      signaturesBy(note, { name, publicKey }).some((signature) =>
        isSignedBy(publicKey, note.text, signature),
      ),
    );
  }
}

interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

function refused(finding: string): OwnVerdict {
  return { kind: 'refused', finding };
}
