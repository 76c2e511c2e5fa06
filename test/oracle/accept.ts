import { centsOf, sumOf } from './amounts.js';
import type { Allocation, Entry, RecordJson } from './records.js';

/** What became of a record: taken in, known already, or refused with a code of records.md. */
export type Outcome = 'accepted' | 'duplicate' | Refusal;

/** The codes that depend on the ledger; the form of a record is taken to be right here. */
export type Refusal =
  | 'ID_REUSED'
  | 'RECORDED_BACKWARDS'
  | 'FUTURE_RECORDED'
  | 'FUTURE_EFFECTIVE'
  | 'UNKNOWN_CORRECTED'
  | 'ALREADY_SUPERSEDED'
  | 'CORRECTION_MISMATCH'
  | 'UNKNOWN_CASE'
  | 'ALREADY_OPENED'
  | 'UNKNOWN_CHILD'
  | 'UNKNOWN_REFERENCE'
  | 'DUPLICATE_REFERENCE'
  | 'ALREADY_REVERSED'
  | 'OVER_DISTRIBUTED';

/** The ledgers that some records make, and what became of each of them, in order. */
export interface Accepted {
  readonly ledgers: ReadonlyMap<string, readonly Entry[]>;
  readonly outcomes: readonly Outcome[];
}

/** Which ids a type introduces on its case, and which it must find there: [field, kind of id]. */
const INTRODUCES: Readonly<Record<string, readonly [string, string]>> = {
  SupportOrderEstablished: ['order', 'order'],
  ReferralSent: ['referral', 'referral sent'],
  ReferralReceived: ['referral', 'referral received'],
  CollectionReceived: ['collection', 'collection'],
  CollectionDistributed: ['distribution', 'distribution'],
  CoverageStarted: ['coverage', 'coverage'],
};
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  SupportOrderEstablished: ['reestablishes', 'order'],
  SupportOrderModified: ['order', 'order'],
  SupportOrderMadePermanent: ['order', 'order'],
  SupportOrderTerminated: ['order', 'order'],
  SupportOrderSetAside: ['order', 'order'],
  CurrentSupportCharged: ['order', 'order'],
  ArrearsJudgmentEntered: ['order', 'order'],
  ReferralSentEnded: ['referral', 'referral sent'],
  ReferralReceivedEnded: ['referral', 'referral received'],
  CollectionDistributed: ['collection', 'collection'],
  DistributionReversed: ['distribution', 'distribution'],
  CoverageEnded: ['coverage', 'coverage'],
};
const OPENS: readonly string[] = ['CaseOpened', 'CaseTransferredIn'];
const OPENS_OR_CLOSES: readonly string[] = [
  ...OPENS,
  'CaseReopened',
  'CaseClosed',
  'CaseTransferredOut',
];

/**
 * Takes records in one by one, asking of each every check of records.md anew over the whole ledger. The
 * clock (an instant as `recorded` spells it) stands still.
 */
export function acceptAll(records: readonly object[], clock = '2026-01-01T00:00:00Z'): Accepted {
  const ledgers = new Map<string, RecordJson[]>();
  const recordedLast = new Map<string, string>();
  const outcomes = records.map((record) => {
    const candidate = record as RecordJson;
    const ledger = ledgers.get(candidate.county) ?? [];
    ledgers.set(candidate.county, ledger);
    const previous = recordedLast.get(candidate.county) ?? '';
    const outcome = outcomeOf(ledger, candidate, previous, clock);
    if (outcome === 'accepted') {
      ledger.push(candidate);
      recordedLast.set(candidate.county, candidate.recorded ?? laterOf(clock, previous));
    }
    return outcome;
  });
  return {
    ledgers: new Map(
      [...ledgers].map(([county, ledger]) => [
        county,
        ledger.map((record, index) => ({ position: index + 1, record })),
      ]),
    ),
    outcomes,
  };
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

function outcomeOf(
  ledger: readonly RecordJson[],
  record: RecordJson,
  previous: string,
  clock: string,
): Outcome {
  const same = ledger.find((held) => held.id === record.id);
  if (same !== undefined) return contentOf(same) === contentOf(record) ? 'duplicate' : 'ID_REUSED';
  const { recorded } = record;
  if (recorded !== undefined && recorded < previous) return 'RECORDED_BACKWARDS';
  if (recorded !== undefined && recorded > clock) return 'FUTURE_RECORDED';
  if (record.effective > (recorded ?? laterOf(clock, previous)).slice(0, 10)) {
    return 'FUTURE_EFFECTIVE';
  }
  return refusalOfCorrection(ledger, record) ?? refusalOfContent(ledger, record) ?? 'accepted';
}

/** The record's JSON but for `recorded`, keys sorted. */
function contentOf(record: RecordJson): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]);
  };
  return JSON.stringify(sorted({ ...record, recorded: undefined }));
}

function refusalOfCorrection(ledger: readonly RecordJson[], record: RecordJson): Refusal | null {
  if (record.corrects === undefined) return null;
  const target = ledger.find((held) => held.id === record.corrects);
  if (target === undefined) return 'UNKNOWN_CORRECTED';
  if (ledger.some((held) => held.corrects === target.id)) return 'ALREADY_SUPERSEDED';
  const isOfAnotherType = record.type !== 'RecordVoided' && record.type !== target.type;
  const isOfAnotherSubject = record.case !== target.case || record.child !== target.child;
  const introduced =
    target.type === 'ParticipantRegistered' ? 'participant' : INTRODUCES[target.type]?.[0];
  const changesAnId =
    record.type !== 'RecordVoided' &&
    introduced !== undefined &&
    record.data[introduced] !== target.data[introduced];
  return target.type === 'RecordVoided' || isOfAnotherType || isOfAnotherSubject || changesAnId
    ? 'CORRECTION_MISMATCH'
    : null;
}

function refusalOfContent(ledger: readonly RecordJson[], record: RecordJson): Refusal | null {
  const ofCase = ledger.filter((held) => held.case !== undefined && held.case === record.case);
  if (
    record.case !== undefined &&
    !OPENS.includes(record.type) &&
    !ofCase.some((held) => OPENS.includes(held.type))
  ) {
    return 'UNKNOWN_CASE';
  }
  if (isAlreadyOpened(ledger, ofCase, record)) return 'ALREADY_OPENED';
  if (childrenNamedBy(record).some((child) => !isRegistered(ledger, child))) return 'UNKNOWN_CHILD';
  const [named, kindNamed] = NAMES[record.type] ?? [];
  if (named !== undefined && record.data[named] !== undefined) {
    if (!isTaken(ofCase, kindNamed, record.data[named])) return 'UNKNOWN_REFERENCE';
  }
  const [field, kind] = INTRODUCES[record.type] ?? [];
  if (field !== undefined && record.corrects === undefined) {
    if (isTaken(ofCase, kind, record.data[field])) return 'DUPLICATE_REFERENCE';
  }
  return refusalOfMoney(ofCase, record);
}

function isTaken(ofCase: readonly RecordJson[], kind: string | undefined, id: unknown): boolean {
  return ofCase.some((held) => {
    const [field, heldKind] = INTRODUCES[held.type] ?? [];
    return field !== undefined && heldKind === kind && held.data[field] === id;
  });
}

/** "A record stands while it is recorded and neither superseded nor a `RecordVoided`." */
function standing(records: readonly RecordJson[]): readonly RecordJson[] {
  return records.filter(
    (record) =>
      record.type !== 'RecordVoided' && !records.some((later) => later.corrects === record.id),
  );
}

/**
 * "a `CaseOpened`/`CaseTransferredIn` that corrects nothing while one of them stands on the case, unless the
 * case's last recorded opening or closing record that stands is a `CaseTransferredOut` (a replacement has the
 * place of the first record of its chain)"
 */
function isAlreadyOpened(
  ledger: readonly RecordJson[],
  ofCase: readonly RecordJson[],
  record: RecordJson,
): boolean {
  if (!OPENS.includes(record.type) || record.corrects !== undefined) return false;
  const place = (held: RecordJson): number => {
    const target = ledger.find((other) => other.id === held.corrects);
    return target === undefined ? ledger.indexOf(held) : place(target);
  };
  const openingsAndClosings = standing(ofCase)
    .filter((held) => OPENS_OR_CLOSES.includes(held.type))
    .toSorted((one, other) => place(one) - place(other));
  return (
    openingsAndClosings.some((held) => OPENS.includes(held.type)) &&
    openingsAndClosings.at(-1)?.type !== 'CaseTransferredOut'
  );
}

function isRegistered(ledger: readonly RecordJson[], child: string): boolean {
  return ledger.some((held) => held.type === 'ChildRegistered' && held.child === child);
}

function childrenNamedBy(record: RecordJson): readonly string[] {
  if (record.child !== undefined) return record.type === 'ChildRegistered' ? [] : [record.child];
  const {
    child,
    children = [],
    addsChildren = [],
  } = record.data as {
    readonly child?: string;
    readonly children?: readonly string[];
    readonly addsChildren?: readonly string[];
  };
  return [...(child === undefined ? [] : [child]), ...children, ...addsChildren];
}

/** The two codes that look at what would stand if the record were taken in. */
function refusalOfMoney(ofCase: readonly RecordJson[], record: RecordJson): Refusal | null {
  if (record.case === undefined) return null;
  const stands = standing([...ofCase, record]);
  const reversed = stands
    .filter((held) => held.type === 'DistributionReversed')
    .map((held) => held.data['distribution']);
  if (new Set(reversed).size < reversed.length) return 'ALREADY_REVERSED';
  const distributions = stands.filter(
    (held) =>
      held.type === 'CollectionDistributed' && !reversed.includes(held.data['distribution']),
  );
  const isOverDistributed = [...new Set(distributions.map((held) => held.data['collection']))].some(
    (collection) => {
      const received = stands.find(
        (held) => held.type === 'CollectionReceived' && held.data['collection'] === collection,
      );
      const distributed = distributions
        .filter((held) => held.data['collection'] === collection)
        .flatMap((held) => held.data['allocations'] as readonly Allocation[])
        .map((allocation) => centsOf(allocation.amount));
      return (
        sumOf(distributed) > centsOf((received?.data['amount'] as string | undefined) ?? '0.00')
      );
    },
  );
  return isOverDistributed ? 'OVER_DISTRIBUTED' : null;
}
