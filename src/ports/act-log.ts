import type { County } from '../../events/values/county.js';
import type { AppendOutcome } from './event-log.js';

/** One act as it is kept: its place in the county's stream, from 1, and its canonical JSON. */
export interface StoredAct {
  readonly number: number;
  readonly body: string;
}

/** The stream of acts that is no county's: who has access, and how organisations came to it. */
export const ACCESS = 'access';

/** Whose acts a stream has: a county's, or those of access. */
export type ActsOf = County | typeof ACCESS;

/** Whose they are, in messages, behind what they are. */
export function ofWhom(of: ActsOf): string {
  return of === ACCESS ? '' : ` of county ${of}`;
}

/** Most acts of one stream: for a county a century of months with dozens of revisions each. */
export const ACTS_MAX = 100_000;

/** A stream of acts holds as many as it may: nothing was added. */
export class ActsFull extends Error {
  override readonly name = 'ActsFull';

  /** @param what - what the acts are, in messages */
  constructor(what: string, of: ActsOf) {
    super(
      `The stream of ${what}${ofWhom(of)} holds at most ${String(ACTS_MAX)} acts, and what was to be added would be more: nothing was added. What is there can be read as before; to add to it, use a version of Plumbline that keeps more.`,
    );
  }
}

/** Throws where a stream would have more acts than it may. */
export function refuseFull(what: string, of: ActsOf, size: number): void {
  if (size > ACTS_MAX) throw new ActsFull(what, of);
}

/** Most bytes of the bodies that are appended together, so that a server takes them in one piece. */
export const ACT_BATCH_BYTES_MAX = 512 * 1024;

/** A stream of acts that is read on where it was read before, so that knowing what is new costs no more than that. */
export interface ActsAfter {
  /** The acts of a stream behind the one of that number, in order. */
  readAfter(of: ActsOf, number: number): Promise<readonly StoredAct[]>;
}

/**
 * Acts of one kind: of the counties about their reports, one append-only stream a county, `submissions-19`, beside its
 * ledger and never in the ledger's positions; or of access, one stream for all. The adapters are held to one contract,
 * test/contracts/act-log.ts.
 */
export interface ActLog {
  /** All acts of a stream in order. */
  read(of: ActsOf): Promise<readonly StoredAct[]>;
  /**
   * Appends one act as number `expectedSize + 1`, or nothing where the stream has another size. When
   * it answers `appended`, the act is durable.
   */
  append(of: ActsOf, expectedSize: number, body: string): Promise<AppendOutcome>;
  /**
   * Appends acts in order, the first as number `expectedSize + 1`, all of them or none. At least one; their bodies have
   * no more than `ACT_BATCH_BYTES_MAX` bytes together, but where it is one alone.
   */
  appendAll(of: ActsOf, expectedSize: number, bodies: readonly string[]): Promise<AppendOutcome>;
  /** Counties with at least one act, in order of number. */
  counties(): Promise<readonly County[]>;
}
