import { rejectionOf } from '../../../events/rejections.js';
import type { Rejection } from '../../../events/rejections.js';
import { formatCents } from '../../../events/values/money.js';
import type { ClaimedRecord } from '../../../events/wire/parse.js';
import type { CaseState } from './case-state.js';
import type { Change } from './change.js';
import { correctionOf } from './correction.js';
import type { LedgerState } from './ledger-state.js';
import type { Reference } from '../../../events/named-ids.js';
import { isEntryOfCase } from './openings.js';

/** Where a record fits into its ledger; the numbers are those of `LedgerEntry`. */
export interface EntryNumbers {
  readonly kind: 'numbers';
  readonly subject: number;
  readonly ref: number;
  readonly ref2: number;
  readonly change: Change;
}

/**
 * Finds the numbers of the record's entry in the ledger as recorded so far, or the first of the codes from
 * UNKNOWN_CORRECTED to OVER_DISTRIBUTED that applies. Effective dates are never looked at.
 */
export function entryNumbersOf(
  ledger: LedgerState,
  parsed: ClaimedRecord,
): EntryNumbers | Rejection {
  const { subjectKind, subjectId } = parsed;
  const caseState = subjectKind === 'case' ? ledger.caseState(subjectId) : null;
  const known = caseState?.subject ?? childNumberOf(ledger, parsed);
  const change = changeOf(ledger, parsed, known, caseState);
  if ('code' in change) return change;
  const rejection = rejectionBySubject(ledger, parsed, change, known, caseState);
  if (rejection !== null) return rejection;
  const subject = known === 0 && subjectKind !== 'county' ? ledger.nextSubject : known;
  const references = referencesOf(ledger, change, caseState);
  return { kind: 'numbers', subject, change, ...references };
}

function childNumberOf(ledger: LedgerState, { subjectKind, subjectId }: ClaimedRecord): number {
  return subjectKind === 'child' ? ledger.childNumber(subjectId) : 0;
}

function changeOf(
  ledger: LedgerState,
  parsed: ClaimedRecord,
  subject: number,
  caseState: CaseState | null,
): Change | Rejection {
  const { claims } = parsed;
  const position = ledger.size + 1;
  if (claims.corrects === null) {
    return { claims, position, corrects: 0, root: position, target: null };
  }
  const correction = correctionOf(ledger, parsed, claims.corrects, subject, caseState);
  if (correction.kind === 'rejection') return correction;
  const { corrects, root, target } = correction;
  return { claims, position, corrects, root, target };
}

function rejectionBySubject(
  ledger: LedgerState,
  parsed: ClaimedRecord,
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

function rejectionOfChild({ claims, subjectId }: ClaimedRecord, subject: number): Rejection | null {
  if (subject !== 0 || claims.type === 'ChildRegistered') return null;
  return rejectionOf(claims.id, 'UNKNOWN_CHILD', { child: subjectId });
}

function rejectionOnCase(
  ledger: LedgerState,
  { claims, subjectId }: ClaimedRecord,
  change: Change,
  state: CaseState | null,
): Rejection | null {
  const isEntry = isEntryOfCase(claims.type);
  if (state === null) {
    if (isEntry) return null;
    return rejectionOf(claims.id, 'UNKNOWN_CASE', { case: subjectId, type: claims.type });
  }
  const enteredBy = isEntry && change.target === null ? state.enteredBy() : 0;
  if (enteredBy !== 0) {
    const by = `at position ${String(enteredBy)}`;
    return rejectionOf(claims.id, 'ALREADY_OPENED', { case: subjectId, by });
  }
  for (const child of claims.children) {
    if (ledger.childNumber(child) === 0) return rejectionOf(claims.id, 'UNKNOWN_CHILD', { child });
  }
  return (
    rejectionOfReferences(change, subjectId, state) ?? rejectionOfMoney(change, subjectId, state)
  );
}

function rejectionOfReferences(
  { claims: { id, first, second }, target }: Change,
  caseId: string,
  state: CaseState,
): Rejection | null {
  for (const each of [first, second]) {
    if (each === null || each.isIntroduced || state.rootOf(each.kind, each.id) !== 0) continue;
    return rejectionOf(id, 'UNKNOWN_REFERENCE', factsOf(each, caseId));
  }
  if (first?.isIntroduced !== true || target !== null) return null;
  if (state.rootOf(first.kind, first.id) === 0) return null;
  return rejectionOf(id, 'DUPLICATE_REFERENCE', factsOf(first, caseId));
}

function rejectionOfMoney(change: Change, caseId: string, state: CaseState): Rejection | null {
  const { id, first } = change.claims;
  if (first !== null && state.wouldReverseAgain(change)) {
    return rejectionOf(id, 'ALREADY_REVERSED', { distribution: first.id, case: caseId });
  }
  const over = state.wouldOverDistribute(change);
  if (over === null) return null;
  return rejectionOf(id, 'OVER_DISTRIBUTED', {
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
  { claims: { type, first, second, children }, root }: Change,
  state: CaseState | null,
): Pick<EntryNumbers, 'ref' | 'ref2'> {
  if (type === 'ChildAddedToCase' || type === 'ChildRemovedFromCase') {
    return { ref: ledger.childNumber(children[0] ?? ''), ref2: 0 };
  }
  return {
    ref:
      first === null ? 0 : first.isIntroduced ? root : (state?.rootOf(first.kind, first.id) ?? 0),
    ref2: second === null ? 0 : (state?.rootOf(second.kind, second.id) ?? 0),
  };
}
