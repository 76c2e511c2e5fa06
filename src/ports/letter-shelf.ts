import type { LetterKind } from '../../projections/process/letters/letter.js';
import type { ProcessSettings } from '../../projections/process/letters/process-settings.js';

/** Which letter: the number of the act that made it, from 1, and what it is; no act makes two of one kind. */
export interface LetterName {
  readonly act: number;
  readonly kind: LetterKind;
}

/** That a letter was made: the settings that it was made with and the SHA-256 (hex) of its PDF. */
export interface LetterRecord extends LetterName {
  readonly sha256: string;
  readonly settings: ProcessSettings;
  /** The edition of drawing that it was drawn by; left out by programs that did not number theirs. */
  readonly drawing?: number;
}

/** Letters of a data folder: each PDF by its hash, and beside it what it was made from. */
export interface LetterShelf {
  /** That of a letter; null while it was not made. */
  record(of: LetterName): LetterRecord | null;
  /** Those of all letters that were made, in order of act. */
  records(): readonly LetterRecord[];
  /**
   * Keeps a letter, on disk when it answers. Where somebody else kept it meanwhile his stands, and is answered; where the
   * folder may only be read, nothing is kept.
   */
  keep(record: LetterRecord, pdf: Uint8Array): LetterRecord;
  /** The PDF of that hash; null where it is gone or is another one. */
  pdf(sha256: string): Uint8Array | null;
  /** Puts a PDF that was made again in its place. */
  restore(sha256: string, pdf: Uint8Array): void;
}
