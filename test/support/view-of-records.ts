import type { LedgerRecord } from '../../events/record.js';
import { TYPE_CODE } from '../../events/registry.js';
import type { Day } from '../../events/values/day.js';
import { parseDay } from '../../events/values/day.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';

/** A record of a ledger with its place in it. */
export interface PlacedRecord {
  readonly position: number;
  readonly record: LedgerRecord;
}

/** A view of accepted records, with what acceptance would have found out about them. */
export interface ViewOfRecords {
  readonly view: LedgerView;
  /** Subject number of a case or child by its id. */
  readonly numberOf: (id: string) => number;
}

interface Found {
  readonly subject: number;
  readonly root: number;
}

const INTRODUCED = {
  SupportOrderEstablished: 'order',
  SupportOrderModified: 'order',
  SupportOrderMadePermanent: 'order',
  SupportOrderTerminated: 'order',
  SupportOrderSetAside: 'order',
  ReferralSent: 'referral',
  ReferralSentEnded: 'referral',
  ReferralReceived: 'referral',
  ReferralReceivedEnded: 'referral',
  CollectionReceived: 'collection',
  CollectionDistributed: 'distribution',
  DistributionReversed: 'distribution',
  CoverageStarted: 'coverage',
  CoverageEnded: 'coverage',
} as const;

/** Builds a view the plain way: subjects numbered by first record, ids resolved by maps. */
export function viewOfRecords(records: readonly PlacedRecord[]): ViewOfRecords {
  const builder = new LedgerViewBuilder();
  const subjects = new Map<string, number>();
  const roots = new Map<string, Found & { position: number }>();
  const refs = new Map<string, number>();
  for (const { position, record } of records) {
    const subject = subjectOf(builder, subjects, record);
    const target = record.corrects === undefined ? undefined : roots.get(record.corrects);
    const root = target?.root ?? position;
    roots.set(record.id, { subject, root, position });
    builder.addRecord({
      position,
      subject,
      typeCode: TYPE_CODE[record.type],
      effective: parseDay(record.effective) ?? (0 as Day),
      root,
      corrects: target?.position ?? 0,
      ref: refOf(record, subject, root, refs, subjects),
      ref2: ref2Of(record, subject, refs),
      record,
    });
  }
  return { view: builder.finish(), numberOf: (id) => numberOf(subjects, id) };
}

function numberOf(subjects: ReadonlyMap<string, number>, id: string): number {
  return subjects.get(`case ${id}`) ?? subjects.get(`child ${id}`) ?? 0;
}

function subjectOf(
  builder: LedgerViewBuilder,
  subjects: Map<string, number>,
  record: LedgerRecord,
): number {
  const { case: caseId, child } = record as { case?: string; child?: string };
  const id = caseId ?? child;
  if (id === undefined) return 0;
  const kind = caseId === undefined ? 'child' : 'case';
  const known = subjects.get(`${kind} ${id}`);
  if (known !== undefined) return known;
  const number = subjects.size + 1;
  subjects.set(`${kind} ${id}`, number);
  builder.addSubject(number, kind, id);
  return number;
}

function refOf(
  record: LedgerRecord,
  subject: number,
  root: number,
  refs: Map<string, number>,
  subjects: ReadonlyMap<string, number>,
): number {
  if (record.type === 'ChildAddedToCase' || record.type === 'ChildRemovedFromCase') {
    return subjects.get(`child ${record.data.child}`) ?? 0;
  }
  const field = (INTRODUCED as Readonly<Record<string, string>>)[record.type];
  if (field === undefined) return 0;
  const id = (record.data as Readonly<Record<string, unknown>>)[field];
  const side = record.type.startsWith('ReferralReceived') ? 'received' : '';
  const key = `${String(subject)} ${field}${side} ${String(id)}`;
  const known = refs.get(key);
  if (known !== undefined) return known;
  refs.set(key, root);
  return root;
}

function ref2Of(record: LedgerRecord, subject: number, refs: ReadonlyMap<string, number>): number {
  if (record.type === 'CollectionDistributed') {
    return refs.get(`${String(subject)} collection ${record.data.collection}`) ?? 0;
  }
  if (record.type === 'SupportOrderEstablished') {
    return refs.get(`${String(subject)} order ${record.data.reestablishes ?? ''}`) ?? 0;
  }
  return 0;
}
