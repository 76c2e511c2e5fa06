import type { County } from '../../events/values/county.js';
import type { CountyStream } from '../../projections/seal/county-note.js';
import type { ActsOf } from './act-log.js';

/** Streams of acts that have signed notes of their own: of access, and of a county's public keys. */
export const OWN_STREAMS = ['access', 'intake'] as const;

export type OwnStream = (typeof OWN_STREAMS)[number];

/** A stream of acts that signed notes are about. */
export type NotedStream = CountyStream | OwnStream;

/** Which act a note was made with; the last of them, where several were appended together. */
export interface ActNumber<Stream extends NotedStream = CountyStream> {
  readonly stream: Stream;
  /** From 1. */
  readonly number: number;
}

/** A note as it is kept. */
export interface KeptNote<Stream extends NotedStream = CountyStream> {
  /** Where it is, for whoever is to look at it. */
  readonly place: string;
  /** The act that it was made with; null for one that took older acts in. */
  readonly act: ActNumber<Stream> | null;
  /** Made, and its act perhaps not: the program was stopped in between. */
  readonly isPending: boolean;
  readonly text: string;
}

/** A note that is to be kept if its act is. */
export interface PreparedNote {
  keep(): Promise<void>;
  drop(): Promise<void>;
}

/** The text of the anchor that follows those that are there; null where they say as much already. */
export type NextAnchor<Stream extends NotedStream = CountyStream> = (
  anchors: readonly KeptNote<Stream>[],
) => string | null;

/**
 * The signed notes of counties, or of the streams that have notes of their own. What they say, and who signed, is not
 * looked at here.
 */
export interface Notes<Of extends ActsOf = County, Stream extends NotedStream = CountyStream> {
  /** Those of which there is a note, in order. */
  counties(): readonly Of[];
  /**
   * The newest note of one: its anchor, and the copy beside the keys where those are kept elsewhere. Made anew
   * after each commit. The first is the folder's, where there is one.
   */
  anchors(of: Of): readonly KeptNote<Stream>[];
  /** Whether there is any other note of it. */
  hasOthers(of: Of): boolean;
  /**
   * Puts another in its place, which is made of those that are there; null leaves them. On disk when it answers. Nobody else
   * puts one there in between, in whatever process.
   */
  keepAnchor(of: Of, next: NextAnchor<Stream>): Promise<void>;
  /** All other notes of one. */
  all(of: Of): Promise<readonly KeptNote<Stream>[]>;
  /** Those of them that were made with one act, pending or not. */
  at(of: Of, act: ActNumber<Stream>): Promise<readonly KeptNote<Stream>[]>;
  /** Those of them that are pending. */
  pending(of: Of): Promise<readonly KeptNote<Stream>[]>;
  /** The note of an act that is about to be appended. A crash then leaves it pending. */
  prepare(of: Of, act: ActNumber<Stream>, text: string): Promise<PreparedNote>;
  /** The note that takes in the acts of one which has none; kept once. */
  takeIn(of: Of, text: string): Promise<void>;
  /** A pending note whose act is there is kept, one whose act is not is dropped. */
  settle(of: Of, note: KeptNote<Stream>, isThere: boolean): Promise<void>;
}

/** The notes of streams that have notes of their own. */
export interface OwnNotes extends Notes<ActsOf, OwnStream> {
  /** What a stream is called where its notes are: `access`, `intake-19`. */
  nameOf(of: ActsOf): string;
  /**
   * Where the notes are on a server; null where the folder is the store. There a note comes after its act, and may be
   * wanting for the last.
   */
  readonly onServer: {
    /** Notes that were not looked at before, at least the newest; none where there is none. */
    newest(of: ActsOf): Promise<readonly KeptNote<OwnStream>[]>;
    /** Whether the server does not answer, so that what is read is the copy on this machine. */
    isAway(): boolean;
  } | null;
}
