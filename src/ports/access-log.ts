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
 * `tooMany`: the address has had its lines of this minute, and is answered 429.
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
  readonly head: TreeHead;
  /** The days of which content is kept no longer, and how many lines they had. */
  readonly expiredLines: number;
  readonly faults: readonly LogFault[];
}

/** What the log is now: its head, and the signed note of it. */
export interface LogHead extends TreeHead {
  /** The note in the C2SP form; null while there is no line. */
  readonly note: string | null;
}

/**
 * The access log of a service: who saw and did what, append-only, a Merkle tree over the canonical bytes of its lines.
 * Many who append share one wait for the disk.
 */
export interface AccessLog {
  /** What it is called, in its notes and on a server: `access-log-NAME`. */
  readonly name: string;
  /** Answers when the line is on disk, or is known not to be. Never throws. */
  append(line: NewAccessLine): Promise<LineAppended>;
  /** Counts a refusal of somebody without an account; its line is written when the minute is over. */
  gather(refusal: NewAccessLine): RefusalGathered;
  /** The lines that are asked for, in order of number; expired ones are left out. Throws `UnusableStore`. */
  lines(asked: LinesAsked): AsyncIterable<AccessLine>;
  /** Proves every line against the tree and the signed heads. */
  check(): Promise<LogChecked>;
  head(): Promise<LogHead>;
  /** Takes out the content of lines that were kept for seven years; leaf hashes stay. The number of lines. */
  expire(now: Instant): Promise<number>;
  /** Writes what was gathered, and closes. */
  close(): Promise<void>;
}
