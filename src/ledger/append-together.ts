import { setImmediate } from 'node:timers/promises';
import type { County } from '../../events/values/county.js';
import { LedgerState } from './acceptance/ledger-state.js';
import { appendUndecided, contended, decideWith } from './county-batch.js';
import { BATCH_ATTEMPTS_MAX } from './parts-among-others.js';
import type { ParsedLine, RejectedLine } from './county-batch.js';
import type { LedgerWriter, Rights } from '../ports/ledger-writer.js';
import { KEPT_REFERENCES_MAX, keptStatesOf } from './kept-states.js';

/** So long are cases read without a pause, milliseconds: longer than it takes to look at a case, and too short to be felt. */
const SLICE_MS = 5;

/** The records of one sender, which are appended together with those of others. */
export interface AppendPart {
  readonly lines: readonly ParsedLine[];
  /** The size that the ledger must have before the first of them, null where any will do. */
  readonly expectedSize: number | null;
}

/** What became of one part. */
export type PartOutcome =
  | {
      readonly kind: 'taken';
      readonly accepted: number;
      readonly duplicates: number;
      /** In order of their lines. */
      readonly rejected: readonly RejectedLine[];
      /** The ledger's size after it. */
      readonly size: number;
    }
  /** The ledger had another size than it expects: nothing of it was appended. */
  | { readonly kind: 'sizeDiffers'; readonly size: number }
  /** It could not be decided, and nothing of it was appended; the others are not touched by that. */
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Takes what several senders have for one county into its ledger with one append, as if each had come after
 * the one in front of it; all of it must fit into one. When it answers, what was accepted is durable. It throws
 * what the store throws, and `LedgerContended`: then what became of the parts is the same for all of them.
 */
export async function appendTogether(
  writer: LedgerWriter,
  county: County,
  parts: readonly AppendPart[],
  rights: Rights,
): Promise<readonly PartOutcome[]> {
  const accepted = await writer.acceptedRecords(county);
  const kept = keptStatesOf(writer.log);
  const ledger = kept.take(county) ?? new LedgerState(county, accepted, KEPT_REFERENCES_MAX);
  for (let attempt = 1; ; attempt += 1) {
    await readCases(ledger, parts);
    const outcomes = decideAll(rights, ledger, parts);
    if (await appendUndecided(writer, ledger, attempt > 1)) {
      kept.keep(ledger);
      return outcomes;
    }
    if (attempt === BATCH_ATTEMPTS_MAX) throw await contended(writer, county);
    await writer.catchUp(county);
    ledger.drop();
  }
}

/**
 * Reads the cases that the parts are about, in slices: in a service whoever waits for something else has his turn in
 * between. What others did meanwhile is seen before anything is decided.
 */
async function readCases(ledger: LedgerState, parts: readonly AppendPart[]): Promise<void> {
  let sinceMs = performance.now();
  for (const { result } of parts.flatMap(({ lines }) => lines)) {
    if (result.kind === 'rejection' || result.subjectKind !== 'case') continue;
    if (performance.now() - sinceMs > SLICE_MS) {
      await setImmediate();
      sinceMs = performance.now();
    }
    try {
      ledger.caseState(result.subjectId);
    } catch {
      // What cannot be read concerns the part that needs it: it is told where that is decided.
      break;
    }
  }
  if (ledger.isStale()) ledger.drop();
}

/** Decides all parts in order; one that cannot be decided leaves nothing behind for those after it. */
function decideAll(
  rights: Rights,
  ledger: LedgerState,
  parts: readonly AppendPart[],
): readonly PartOutcome[] {
  const failures = new Map<AppendPart, unknown>();
  for (;;) {
    const outcomes: PartOutcome[] = [];
    for (const part of parts) {
      if (failures.has(part)) {
        outcomes.push({ kind: 'failed', error: failures.get(part) });
        continue;
      }
      try {
        outcomes.push(decidePart(rights, ledger, part));
      } catch (error) {
        failures.set(part, error);
        break;
      }
    }
    if (outcomes.length === parts.length) return outcomes;
    // What it had added is in the midst of the others': they are decided again without it.
    ledger.drop();
  }
}

function decidePart(
  rights: Rights,
  ledger: LedgerState,
  { lines, expectedSize }: AppendPart,
): PartOutcome {
  const { size } = ledger;
  if (expectedSize !== null && expectedSize !== size) return { kind: 'sizeDiffers', size };
  const rejected: RejectedLine[] = [];
  let accepted = 0;
  let duplicates = 0;
  for (const { file, line, result } of lines) {
    const decision = result.kind === 'rejection' ? result : decideWith(rights, ledger, result);
    switch (decision.kind) {
      case 'accepted':
        accepted += 1;
        break;
      case 'duplicate':
        duplicates += 1;
        break;
      case 'rejection': {
        const { id, code, message } = decision;
        rejected.push({ file, line, id, code, message });
        break;
      }
    }
  }
  return { kind: 'taken', accepted, duplicates, rejected, size: ledger.size };
}
