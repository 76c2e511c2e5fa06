import type { County } from '../../events/values/county.js';
import type { CountyStream } from '../../projections/seal/county-note.js';

/** Which act a note was made with. */
export interface ActNumber {
  readonly stream: CountyStream;
  /** From 1. */
  readonly number: number;
}

/** A note as it is kept. */
export interface KeptNote {
  /** Where it is, for whoever is to look at it. */
  readonly place: string;
  /** The act that it was made with; null for one that took older acts in. */
  readonly act: ActNumber | null;
  /** Made, and its act perhaps not: the program was stopped in between. */
  readonly isPending: boolean;
  readonly text: string;
}

/** A note that is to be kept if its act is. */
export interface PreparedNote {
  keep(): Promise<void>;
  drop(): Promise<void>;
}

/** The signed notes of counties. What they say, and who signed, is not looked at here. */
export interface Notes {
  /** Counties of which there is a note, in order of number. */
  counties(): readonly County[];
  /**
   * The newest note of a county: its anchor, and the copy beside the keys where those are kept elsewhere. Made anew
   * after each commit.
   */
  anchors(county: County): readonly KeptNote[];
  /** Whether there is any other note of the county. */
  hasOthers(county: County): boolean;
  /** Puts another in its place; on disk when it answers. */
  keepAnchor(county: County, text: string): Promise<void>;
  /** All other notes of a county. */
  all(county: County): Promise<readonly KeptNote[]>;
  /** The note of an act that is about to be appended. A crash then leaves it pending. */
  prepare(county: County, act: ActNumber, text: string): Promise<PreparedNote>;
  /** The note that takes in the acts of a county which has none; kept once. */
  takeIn(county: County, text: string): Promise<void>;
  /** A pending note whose act is there is kept, one whose act is not is dropped. */
  settle(county: County, note: KeptNote, isThere: boolean): Promise<void>;
}
