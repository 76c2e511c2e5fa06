import { childrenNamedBy, firstReferenceOf, secondReferenceOf } from './named-ids.js';
import type { Reference } from './named-ids.js';
import type { LedgerRecord } from './record.js';
import type { RecordType, SubjectKind } from './registry.js';
import { centsOf, parseCents } from './values/money.js';
import type { Cents } from './values/money.js';

/**
 * What a record claims that a ledger has to look up: its id, whom it is about, what it corrects, the ids of a case that it
 * introduces or names, and the money that it moves. Acceptance asks for nothing else of it.
 */
export interface Claims {
  readonly id: string;
  readonly type: RecordType;
  readonly county: string;
  readonly subjectKind: SubjectKind;
  /** `''` for the county. */
  readonly subjectId: string;
  /** The id of its target; null where it corrects nothing. */
  readonly corrects: string | null;
  /** The id that it introduces or, if it introduces none, the one that it names; null if neither. */
  readonly first: Reference | null;
  /** The id that it names besides. */
  readonly second: Reference | null;
  /** The children that it names, in its own order. */
  readonly children: readonly string[];
  /** What a `CollectionReceived` brings, or a `CollectionDistributed` allocates in all buckets; 0 of every other type. */
  readonly cents: Cents;
}

/** What a record claims. Throws where an amount is none, as no record has that was parsed. */
export function claimsOf(record: LedgerRecord): Claims {
  const caseId = 'case' in record ? record.case : undefined;
  const childId = 'child' in record ? record.child : undefined;
  return {
    id: record.id,
    type: record.type,
    county: record.county,
    subjectKind: caseId !== undefined ? 'case' : childId !== undefined ? 'child' : 'county',
    subjectId: caseId ?? childId ?? '',
    corrects: record.corrects ?? null,
    first: firstReferenceOf(record),
    second: secondReferenceOf(record),
    children: childrenNamedBy(record),
    cents: movedCents(record),
  };
}

function movedCents(record: LedgerRecord): Cents {
  if (record.type === 'CollectionReceived') return amountOf(record.data);
  if (record.type !== 'CollectionDistributed') return centsOf(0);
  let sum = 0;
  for (const allocation of record.data.allocations) sum += amountOf(allocation);
  return centsOf(sum);
}

function amountOf({ amount }: { readonly amount: string }): Cents {
  const cents = parseCents(amount);
  if (cents === null) {
    throw new Error(`"${amount}" is no amount of money: only parsed records reach the ledger.`);
  }
  return cents;
}
