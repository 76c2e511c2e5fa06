import type { ActsOf } from './act-log.js';
import type { NotedStream } from './notes.js';

/** One thing that is not as it has to be. */
export interface Fault {
  /** Whose ledger or acts. */
  readonly county: ActsOf;
  /** The record that it was found at; null where it concerns none. */
  readonly position: number | null;
  /** The version of a month that it was found at, where it concerns one; the month as `YYYY-MM`. */
  readonly version?: { readonly month: string; readonly version: number };
  /** The act that it was found at, where it concerns one. */
  readonly act?: { readonly stream: NotedStream; readonly number: number };
  /** What is wrong, a sentence. */
  readonly finding: string;
}
