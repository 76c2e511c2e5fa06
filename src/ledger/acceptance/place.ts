import { rejectionOf } from '../../../events/rejections.js';
import type { Rejection } from '../../../events/rejections.js';
import { formatCents } from '../../../events/values/money.js';
import type { ParsedRecord } from '../../../events/wire/parse.js';
import type { CaseState } from './case-state.js';
import type { Change } from './change.js';
import { correctionOf } from './correction.js';
import type { LedgerState } from './ledger-state.js';
import { childrenNamedBy, firstReferenceOf, secondReferenceOf } from '../../../events/named-ids.js';
import type { Reference } from '../../../events/named-ids.js';
import { isEntryOfCase } from './openings.js';

/** Where a record fits into its ledger; the numbers are those of `LedgerEntry`. */
export interface Place {
  readonly kind: 'place';
  readonly subject: number;
  readonly ref: number;
  readonly ref2: number;
  readonly change: Change;
}

/**
 * Finds the record's place in the ledger as recorded so far, or the first of the codes from
 * UNKNOWN_CORRECTED to OVER_DISTRIBUTED that applies. Effective dates are never looked at.
 */
export function placeOf(ledger: LedgerState, parsed: ParsedRecord): Place | Rejection {
  const { subjectKind, subjectId } = parsed;
  const caseState = subjectKind === 'case' ? ledger.caseState(subjectId) : null;
  const known = caseState?.subject ?? childNumberOf(ledger, parsed);
  const change = changeOf(ledger, parsed, known, caseState);
  if ('code' in change) return change;
  const rejection = rejectionBySubject(ledger, parsed, change, known, caseState);
  if (rejection !== null) return rejection;
  const subject = known === 0 && subjectKind !== 'county' ? ledger.nextSubject : known;
  const references = referencesOf(ledger, change, caseState);
  return { kind: 'place', subject, change, ...references };
}

function childNumberOf(ledger: LedgerState, { subjectKind, subjectId }: ParsedRecord): number {
  return subjectKind === 'child' ? ledger.childNumber(subjectId) : 0;
}

function changeOf(
  ledger: LedgerState,
  parsed: ParsedRecord,
  subject: number,
  caseState: CaseState | null,
): Change | Rejection {
  const { record } = parsed;
  const position = ledger.size + 1;
  const reference = firstReferenceOf(record);
  if (record.corrects === undefined) {
    return { record, position, corrects: 0, root: position, target: null, reference };
  }
  const correction = correctionOf(ledger, parsed, record.corrects, subject, caseState);
  if (correction.kind === 'rejection') return correction;
  const { corrects, root, target } = correction;
  return { record, position, corrects, root, target, reference };
}

function rejectionBySubject(
  ledger: LedgerState,
  parsed: ParsedRecord,
  change: Change,
  subject: number,
  caseState: CaseState | null,
): Rejection | null {
  switch (parsed.subjectKind) {
    case 'county':
      return null;
    case 'child':
      return rejectionOfChild(parsed, subject);
    case 'case':
      return rejectionOnCase(ledger, parsed, change, caseState);
  }
}

function rejectionOfChild({ record, subjectId }: ParsedRecord, subject: number): Rejection | null {
  if (subject !== 0 || record.type === 'ChildRegistered') return null;
  return rejectionOf(record.id, 'UNKNOWN_CHILD', { child: subjectId });
}

function rejectionOnCase(
  ledger: LedgerState,
  { record, subjectId }: ParsedRecord,
  change: Change,
  state: CaseState | null,
): Rejection | null {
  const isEntry = isEntryOfCase(record.type);
  if (state === null) {
    if (isEntry) return null;
    return rejectionOf(record.id, 'UNKNOWN_CASE', { case: subjectId, type: record.type });
  }
  const enteredBy = isEntry && change.target === null ? state.enteredBy() : 0;
  if (enteredBy !== 0) {
    const by = `at position ${String(enteredBy)}`;
    return rejectionOf(record.id, 'ALREADY_OPENED', { case: subjectId, by });
  }
  for (const child of childrenNamedBy(record)) {
    if (ledger.childNumber(child) === 0) return rejectionOf(record.id, 'UNKNOWN_CHILD', { child });
  }
  return (
    rejectionOfReferences(change, subjectId, state) ?? rejectionOfMoney(change, subjectId, state)
  );
}

function rejectionOfReferences(
  { record, target, reference: first }: Change,
  caseId: string,
  state: CaseState,
): Rejection | null {
  const second = secondReferenceOf(record);
  for (const each of [first, second]) {
    if (each === null || each.isIntroduced || state.rootOf(each.kind, each.id) !== 0) continue;
    return rejectionOf(record.id, 'UNKNOWN_REFERENCE', factsOf(each, caseId));
  }
  if (first?.isIntroduced !== true || target !== null) return null;
  if (state.rootOf(first.kind, first.id) === 0) return null;
  return rejectionOf(record.id, 'DUPLICATE_REFERENCE', factsOf(first, caseId));
}

function rejectionOfMoney(change: Change, caseId: string, state: CaseState): Rejection | null {
  const { record } = change;
  if (record.type === 'DistributionReversed' && state.wouldReverseAgain(change)) {
    const { distribution } = record.data;
    return rejectionOf(record.id, 'ALREADY_REVERSED', { distribution, case: caseId });
  }
  const over = state.wouldOverDistribute(change);
  if (over === null) return null;
  return rejectionOf(record.id, 'OVER_DISTRIBUTED', {
    collection: over.collection,
    amount: formatCents(over.amountCents),
    distributed: formatCents(over.distributedCents),
  });
}

function factsOf({ kind, id }: Reference, caseId: string) {
  return { kind, reference: id, case: caseId };
}

/** `ref` and `ref2` of the entry. An introduced id has the root of the record's own chain. */
function referencesOf(
  ledger: LedgerState,
  { record, root, reference: first }: Change,
  state: CaseState | null,
): Pick<Place, 'ref' | 'ref2'> {
  if (record.type === 'ChildAddedToCase' || record.type === 'ChildRemovedFromCase') {
    return { ref: ledger.childNumber(record.data.child), ref2: 0 };
  }
  const second = secondReferenceOf(record);
  return {
    ref:
      first === null ? 0 : first.isIntroduced ? root : (state?.rootOf(first.kind, first.id) ?? 0),
    ref2: second === null ? 0 : (state?.rootOf(second.kind, second.id) ?? 0),
  };
}
