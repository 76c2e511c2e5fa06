import type { Claims } from '../../../events/claims.js';
import { rejectionOf } from '../../../events/rejections.js';
import type { MismatchFacts, Rejection } from '../../../events/rejections.js';
import type { ClaimedRecord } from '../../../events/wire/parse.js';
import type { KeptRecord } from '../../ports/accepted-records.js';
import type { CaseState } from './case-state.js';
import { claimsOfBody } from './ledger-state.js';
import type { LedgerState } from './ledger-state.js';

/** What a record corrects. */
export interface Correction {
  readonly kind: 'correction';
  /** Position of the target. */
  readonly corrects: number;
  /** Position of the first record of the target's correction chain. */
  readonly root: number;
  readonly target: Claims;
}

/**
 * The target of a record with `corrects`, or the first of UNKNOWN_CORRECTED, BEYOND_RETENTION,
 * ALREADY_SUPERSEDED and CORRECTION_MISMATCH that applies. `subject` is the record's own number, 0
 * for the county and for a case or child that the ledger does not know; `caseState` that of its case.
 */
export function correctionOf(
  ledger: LedgerState,
  parsed: ClaimedRecord,
  corrects: string,
  subject: number,
  caseState: CaseState | null,
): Correction | Rejection {
  const { id } = parsed.claims;
  const found = ledger.find(corrects);
  if (found === null) {
    return rejectionOf(id, 'UNKNOWN_CORRECTED', { corrects, county: ledger.county });
  }
  if (found.kind === 'erased') return rejectionOf(id, 'BEYOND_RETENTION', { corrects });
  const { position, root, body, subject: targetSubject } = found.record;
  const superseder =
    caseState?.subject === targetSubject
      ? caseState.supersededBy(position)
      : ledger.supersededBy(position, targetSubject);
  if (superseder !== 0) {
    const by = `the record at position ${String(superseder)}`;
    return rejectionOf(id, 'ALREADY_SUPERSEDED', { corrects, by });
  }
  const target = claimsOfBody(body);
  const mismatch = mismatchOf(parsed, corrects, subject, found.record, target);
  if (mismatch !== null) return rejectionOf(id, 'CORRECTION_MISMATCH', mismatch);
  return { kind: 'correction', corrects: position, root, target };
}

function mismatchOf(
  { claims, subjectKind }: ClaimedRecord,
  corrects: string,
  subject: number,
  kept: KeptRecord,
  target: Claims,
): MismatchFacts | null {
  if (target.type === 'RecordVoided') return { why: 'targetIsVoid', corrects };
  const isVoid = claims.type === 'RecordVoided';
  if (!isVoid && claims.type !== target.type) {
    return { why: 'otherType', corrects, targetType: target.type, type: claims.type };
  }
  // An unknown case or child has the number 0 as the county has, and is no target's subject.
  const isSameSubject = subject === kept.subject && (subject !== 0 || subjectKind === 'county');
  if (!isSameSubject) {
    return { why: 'otherSubject', corrects, targetSubject: subjectOf(target) };
  }
  return isVoid ? null : changedReference(claims, target, corrects);
}

/** A replacement that gives another id than the one its target introduced. */
function changedReference(claims: Claims, target: Claims, corrects: string): MismatchFacts | null {
  const given = claims.first;
  const introduced = target.first;
  if (given?.isIntroduced !== true || introduced === null || given.id === introduced.id) {
    return null;
  }
  const field = given.kind.startsWith('referral') ? 'referral' : given.kind;
  return { why: 'otherReference', corrects, field, introduced: introduced.id, given: given.id };
}

function subjectOf({ subjectKind, subjectId }: Claims): string {
  return subjectKind === 'county' ? 'the county' : `${subjectKind} ${subjectId}`;
}
