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

/** Where in a county's ledger or acts a fault was found, as in `version 2 of 2006-09`; none where it concerns the whole. */
export function placesOf({ position, version, act }: Fault): readonly string[] {
  return [
    ...(position === null ? [] : [`position ${String(position)}`]),
    ...(version === undefined ? [] : [`version ${String(version.version)} of ${version.month}`]),
    ...(act === undefined ? [] : [actPlace(act)]),
  ];
}

function actPlace({ stream, number }: NonNullable<Fault['act']>): string {
  const act = `act ${String(number)}`;
  if (stream === 'access') return act;
  return `${act} of its ${stream === 'intake' ? 'intake keys' : stream}`;
}
