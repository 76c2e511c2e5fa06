import type { Day } from '../../events/values/day.js';
import { formatInstantMillis } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

/** One record of a subject as the ledger keeps it. */
export interface HistoryEntry {
  readonly position: number;
  readonly recorded: Instant;
  /** Canonical JSON of the record as accepted, without its own `recorded`. */
  readonly body: string;
  readonly effective: Day;
  /** Position of the first record of its correction chain. */
  readonly root: number;
  /** The record that replaced or voided it; null while it stands. */
  readonly supersededBy: Supersession | null;
}

export interface Supersession {
  readonly id: string;
  readonly position: number;
  readonly reason: string;
}

/**
 * Business order: by effective date, then by the first record of the correction chain. A record and
 * what replaces it on the same day stand in the order in which they came.
 */
export function compareHistory(one: HistoryEntry, other: HistoryEntry): number {
  return one.effective - other.effective || one.root - other.root || one.position - other.position;
}

/** The contract's JSON of a history, one record a line within one array. */
export function historyJson(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return '[]\n';
  return `[${entries.map((entry) => historyEntryJson(entry)).join(',\n ')}]\n`;
}

/** One record of it as the contract's JSON, without a newline. */
export function historyEntryJson(entry: HistoryEntry): string {
  // The body is the stored text itself, so that what is shown is what was hashed.
  return (
    `{"position":${String(entry.position)},"recorded":"${formatInstantMillis(entry.recorded)}",` +
    `"record":${entry.body},"supersededBy":${JSON.stringify(entry.supersededBy)}}`
  );
}
