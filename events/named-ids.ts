import type { DataOf, LedgerRecord } from './record.js';
import type { RecordType } from './registry.js';
import type { ReferenceKind } from './rejections.js';

/** An id of a case's own that a record introduces (takes for itself) or names. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly id: string;
  readonly isIntroduced: boolean;
}

/** One function a type: the correlation of type and data is kept by the table, not by its reader. */
type ByType<Answer> = { readonly [Type in RecordType]?: (data: DataOf<Type>) => Answer };

const FIRST_REFERENCE: ByType<Reference | null> = {
  ReferralSent: (data) => introduced('referral sent', data.referral),
  ReferralSentEnded: (data) => named('referral sent', data.referral),
  ReferralReceived: (data) => introduced('referral received', data.referral),
  ReferralReceivedEnded: (data) => named('referral received', data.referral),
  SupportOrderEstablished: (data) => introduced('order', data.order),
  SupportOrderModified: (data) => named('order', data.order),
  SupportOrderMadePermanent: (data) => named('order', data.order),
  SupportOrderTerminated: (data) => named('order', data.order),
  SupportOrderSetAside: (data) => named('order', data.order),
  CurrentSupportCharged: (data) => named('order', data.order),
  ArrearsJudgmentEntered: (data) => namedIfThere('order', data.order),
  CollectionReceived: (data) => introduced('collection', data.collection),
  CollectionDistributed: (data) => introduced('distribution', data.distribution),
  DistributionReversed: (data) => named('distribution', data.distribution),
  CoverageStarted: (data) => introduced('coverage', data.coverage),
  CoverageEnded: (data) => named('coverage', data.coverage),
};

const SECOND_REFERENCE: ByType<Reference | null> = {
  SupportOrderEstablished: (data) => namedIfThere('order', data.reestablishes),
  CollectionDistributed: (data) => named('collection', data.collection),
};

const NO_CHILDREN: readonly string[] = Object.freeze([]);

const CHILDREN: ByType<readonly string[]> = {
  ChildAddedToCase: (data) => [data.child],
  ChildRemovedFromCase: (data) => [data.child],
  SupportOrderEstablished: (data) => data.children ?? NO_CHILDREN,
  SupportOrderModified: (data) => data.addsChildren ?? NO_CHILDREN,
  CoverageStarted: (data) => data.children,
};

/** The id that the record introduces or, if it introduces none, the one that it names; null if neither. */
export function firstReferenceOf(record: LedgerRecord): Reference | null {
  return answer(FIRST_REFERENCE, record) ?? null;
}

/** The id that the record names besides the first: a distribution's collection, an order established again. */
export function secondReferenceOf(record: LedgerRecord): Reference | null {
  return answer(SECOND_REFERENCE, record) ?? null;
}

/** The children that a case record names, in its own order. */
export function childrenNamedBy(record: LedgerRecord): readonly string[] {
  return answer(CHILDREN, record) ?? NO_CHILDREN;
}

function answer<Answer>(table: ByType<Answer>, record: LedgerRecord): Answer | undefined {
  // The function found under a record's type takes that type's data; TypeScript cannot follow the pairing.
  const ask = table[record.type] as ((data: LedgerRecord['data']) => Answer) | undefined;
  return ask?.(record.data);
}

function introduced(kind: ReferenceKind, id: string): Reference {
  return { kind, id, isIntroduced: true };
}

function named(kind: ReferenceKind, id: string): Reference {
  return { kind, id, isIntroduced: false };
}

function namedIfThere(kind: ReferenceKind, id: string | undefined): Reference | null {
  return id === undefined ? null : named(kind, id);
}
