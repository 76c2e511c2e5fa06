import type {
  AccessLine,
  LoggedAction,
  NewAccessLine,
} from '../../projections/access-log/access-line.js';
import type { TreeHead } from '../../projections/seal/county-note.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';

export type {
  AccessLine,
  LineOf,
  LineResult,
  LoggedAction,
  NewAccessLine,
} from '../../projections/access-log/access-line.js';

/**
 * What came of a line. `durable`: it is on disk, and the answer that it stands for may begin. `unwritten`: it is not,
 * and nothing may be shown (503); the sentence is for the operator, never for who asks.
 */
export type LineAppended =
  | { readonly kind: 'durable'; readonly n: number }
  | { readonly kind: 'unwritten'; readonly message: string };

/**
 * What came of a refusal without an account. `gathered`: it is counted in the line of its address and minute.
 * `tooMany`: the address has had its refusals of this minute, and is answered 429.
 */
export type RefusalGathered = 'gathered' | 'tooMany';

/** Which lines are asked for; every part that is not null must hold. */
export interface LinesAsked {
  /** Lines of these counties alone, as a grant limits them; null: of all, and those that are of none. */
  readonly counties: readonly County[] | null;
  /** `A-7` or `operator`. */
  readonly account: string | null;
  readonly action: LoggedAction | null;
  /** The first moment and the last, both included. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** Lines with a greater number. */
  readonly after: number;
}

/** One thing of the log that is not as it was written. */
export interface LogFault {
  /** The first and the last line that it concerns; null where it concerns none. */
  readonly lines: readonly [from: number, to: number] | null;
  /** What is wrong, a sentence. */
  readonly finding: string;
}

/** How the whole log proves. */
export interface LogChecked {
  /** Lines that were ever written. */
  readonly size: number;
  /** How many of them were kept for seven years, so that their content is gone. */
  readonly expired: number;
  /** The last lines, where the program was stopped before it signed them: the next line that is added signs them. */
  readonly unsigned: number;
  readonly faults: readonly LogFault[];
}

/** What the log is now: its head, and the signed note of it. */
export interface LogHead extends TreeHead {
  /** What it is called in its notes and on a server, `access-log-1f0c93ab`; null while there is no line. */
  readonly name: string | null;
  /** The newest signed note, in the C2SP form; null while there is none. */
  readonly note: string | null;
}

/** Signs the heads of the log. Throws `UnusableStore` where the keys cannot be read. */
export interface HeadSigner {
  /** The signed note of a head. */
  sign(name: string, head: TreeHead): string;
  /** Whether a note is of this log and head, and signed by a key that is known. */
  isSigned(name: string, head: TreeHead, note: string): boolean;
  /** What a note of this log says; null where it is none, or not signed by a key that is known. */
  said(name: string, note: string): TreeHead | null;
}

/**
 * The access log of a service as it is kept: who saw and did what, append-only, a Merkle tree over the canonical bytes
 * of its lines. All who append at the same time share one wait for the disk.
 */
export interface KeptLog {
  /** Answers when the line is on disk, or is known not to be acknowledged. Never throws. */
  append(line: NewAccessLine): Promise<LineAppended>;
  /** The lines that are asked for, in order of number; expired ones are left out. Throws `UnusableStore`. */
  lines(asked: LinesAsked): AsyncIterable<AccessLine>;
  /** Proves every line against the tree and the signed heads. Throws `UnusableStore`. */
  check(now: Instant): Promise<LogChecked>;
  head(): Promise<LogHead>;
  /** Takes out the content of lines that were kept for seven years; leaf hashes stay. The number of lines. */
  expire(now: Instant): Promise<number>;
  /** Bytes that are free where it is kept. */
  freeBytes(): Promise<number>;
  close(): Promise<void>;
}

/** The same for whoever answers: refusals of those who have no account are gathered. */
export interface AccessLog extends KeptLog {
  /** Counts a refusal of somebody without an account; its line is written when its minute is over. */
  gather(refusal: NewAccessLine): RefusalGathered;
}

/** How far a server's stream of a log's lines goes. */
export interface LinesEnd {
  readonly size: number;
  /** The canonical JSON of the last of them; null where there is none, or it was forgotten. */
  readonly last: string | null;
}

/** Where lines are sent on to: the stream `access-log-NAME` of a server. It throws what the server's failures are. */
export interface LinesOnServer {
  end(name: string): Promise<LinesEnd>;
  /** Appends lines behind the first `size`; false where the stream has another size. */
  append(name: string, size: number, lines: readonly string[]): Promise<boolean>;
  /** Lets the stream begin behind its first `size` lines, whose time is over. */
  forget(name: string, size: number): Promise<void>;
}
