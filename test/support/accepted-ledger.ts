import type { LedgerRecord } from '../../events/record.js';
import { COUNTIES } from '../../events/values/county.js';
import { parseValue } from '../../events/wire/parse.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { decide } from '../../src/ledger/acceptance/decide.js';
import { LedgerState } from '../../src/ledger/acceptance/ledger-state.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import { MemoryEntries } from '../ledger/memory-ledger.js';
import { SOAK } from '../store/soak.js';
import { randomLedger } from './random-ledger.js';
import type { RandomLedgerOptions } from './random-ledger.js';
import { instantOfMs } from '../../events/values/instant.js';

/** The clock stands still, long after everything that happened. */
const NOW = Date.UTC(2026, 0, 1);

const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);

/** Seeds for a random test: so many, ten times as many in a soak, from PLUMBLINE_SEED (or 1) on. */
export function seeds(count: number): readonly number[] {
  return Array.from({ length: count * SOAK }, (_, index) => FIRST_SEED + index);
}

/** What the ledgers of the counties take of some records, sent one after the other. */
export function acceptedLedgers(
  sent: readonly object[],
): ReadonlyMap<string, readonly LedgerEntry[]> {
  const states = new Map(
    COUNTIES.map((county) => [county, new LedgerState(county, new MemoryEntries())]),
  );
  for (const each of sent) {
    const parsed = parseValue(each);
    if (parsed.kind === 'rejection') continue;
    const state = states.get(parsed.record.county as never); // parsed: one of the 58 counties
    if (state === undefined) throw new Error(`There is no ledger of ${parsed.record.county}.`);
    decide(state, parsed, instantOfMs(NOW));
  }
  const taken = [...states].map(([county, state]) => [county, state.undecided()] as const);
  return new Map(taken.filter(([, entries]) => entries.length > 0));
}

/** The ledger of county 19 that the random records of a seed make. */
export function ledgerOfSeed(
  seed: number,
  options: RandomLedgerOptions = {},
): readonly LedgerEntry[] {
  return acceptedLedgers(randomLedger(seed, options)).get('19') ?? [];
}

/**
 * The view that a replay reads, by what acceptance found out about each entry.
 *
 * @param subjects - entries that name all subjects, where the view is to know more than it holds
 */
export function viewOfEntries(
  entries: readonly LedgerEntry[],
  subjects: readonly LedgerEntry[] = entries,
): LedgerView {
  const builder = new LedgerViewBuilder();
  const known = new Set<number>();
  for (const { subject, subjectKind, subjectId } of subjects) {
    if (subjectKind === 'county' || known.has(subject)) continue;
    known.add(subject);
    builder.addSubject(subject, subjectKind, subjectId);
  }
  for (const entry of entries) {
    // An entry's body is the canonical JSON of the record that was accepted.
    builder.addRecord({ ...entry, record: JSON.parse(entry.body) as LedgerRecord });
  }
  return builder.finish();
}
