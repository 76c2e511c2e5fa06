import type { LedgerRecord } from '../../events/record.js';
import { TYPE_CODE } from '../../events/registry.js';
import { parseDay } from '../../events/values/day.js';
import { encodeScalars } from '../../projections/columns/encode.js';
import { GrowingColumns } from '../../projections/columns/growing-columns.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { SubjectBlock } from '../../projections/columns/record-columns.js';
import { blockOf } from '../../projections/columns/subject-block.js';

/** A record as JSON.parse gives it, with its position. */
export interface PlacedRecord {
  readonly position: number;
  readonly record: LedgerRecord;
}

/** Records of each case or child, in order of position: what a first program would hold in a Map. */
export class Caseloads {
  readonly #bySubject = new Map<string, PlacedRecord[]>();
  readonly #ofCounty: PlacedRecord[] = [];

  add(placed: PlacedRecord): void {
    const key = subjectKey(placed.record);
    if (key === null) {
      this.#ofCounty.push(placed);
      return;
    }
    const known = this.#bySubject.get(key);
    if (known === undefined) this.#bySubject.set(key, [placed]);
    else known.push(placed);
  }

  /** The groups as a view for the same fold; subjects are numbered in order of their first record. */
  view(): LedgerView {
    return new GroupedView(
      [this.#ofCounty, ...this.#bySubject.values()],
      ['', ...this.#bySubject.keys()],
    );
  }
}

/** `case 190000001` or `child K1`; null for a record of the county. */
export function subjectKey(record: LedgerRecord): string | null {
  if ('case' in record) return `case ${record.case}`;
  if ('child' in record) return `child ${record.child}`;
  return null;
}

const SUBJECTS_OF_BLOCK = 1024;

class GroupedView implements LedgerView {
  readonly county: SubjectBlock;
  readonly subjectCount: number;
  readonly subjectKinds: Uint8Array;
  readonly subjectIds: readonly string[];
  readonly #groups: readonly (readonly PlacedRecord[])[];
  readonly #children = new Map<string, number>();

  constructor(groups: readonly (readonly PlacedRecord[])[], keys: readonly string[]) {
    this.#groups = groups;
    this.subjectCount = groups.length;
    this.subjectKinds = Uint8Array.from(keys, kindOfKey);
    this.subjectIds = keys.map((key) => key.slice(key.indexOf(' ') + 1));
    keys.forEach((key, subject) => {
      if (kindOfKey(key) === 2) this.#children.set(this.subjectIds[subject] ?? '', subject);
    });
    this.county = this.#block(0, 1);
  }

  *blocks(): Generator<SubjectBlock> {
    for (let first = 0; first < this.subjectCount; first += SUBJECTS_OF_BLOCK) {
      yield this.#block(first, Math.min(SUBJECTS_OF_BLOCK, this.subjectCount - first));
    }
  }

  #block(first: number, count: number): SubjectBlock {
    const columns = new GrowingColumns(1024);
    for (let subject = first; subject < first + count; subject += 1) {
      addGroup(columns, subject, this.#groups[subject] ?? [], this.#children);
    }
    return blockOf([columns.finish()], first, count);
  }
}

function kindOfKey(key: string): number {
  if (key === '') return 0;
  return key.startsWith('case ') ? 1 : 2;
}

/** The field of the id that a record introduces or names first. */
const NAMED = {
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

/** Adds one subject's records as scalars: corrections and ids are looked up among its own. */
function addGroup(
  columns: GrowingColumns,
  subject: number,
  group: readonly PlacedRecord[],
  children: ReadonlyMap<string, number>,
): void {
  const scalars: number[] = [];
  const known = new Map<string, { readonly position: number; readonly root: number }>();
  const roots = new Map<string, number>();
  const childNumber = (id: string): number => children.get(id) ?? 0;
  for (const { position, record } of group) {
    const target = record.corrects === undefined ? undefined : known.get(record.corrects);
    const root = target?.root ?? position;
    known.set(record.id, { position, root });
    const effective = parseDay(record.effective);
    if (effective === null) throw new Error(`Record ${record.id} has no effective day.`);
    const code = TYPE_CODE[record.type];
    columns.addRow(position, subject, code, effective, root, target?.position ?? 0);
    const ref = refOf(record, root, roots, childNumber);
    scalars.length = 0;
    encodeScalars(record, { ref, ref2: ref2Of(record, roots), childNumber }, scalars);
    columns.pushArgs(scalars, 0, scalars.length);
  }
}

function refOf(
  record: LedgerRecord,
  root: number,
  roots: Map<string, number>,
  childNumber: (id: string) => number,
): number {
  if (record.type === 'ChildAddedToCase' || record.type === 'ChildRemovedFromCase') {
    return childNumber(record.data.child);
  }
  const field = (NAMED as Readonly<Record<string, string>>)[record.type];
  if (field === undefined) return 0;
  const side = record.type.startsWith('ReferralReceived') ? 'received' : '';
  const id = (record.data as Readonly<Record<string, unknown>>)[field];
  const key = `${side}${field} ${String(id)}`;
  const found = roots.get(key);
  if (found !== undefined) return found;
  roots.set(key, root);
  return root;
}

function ref2Of(record: LedgerRecord, roots: ReadonlyMap<string, number>): number {
  if (record.type === 'CollectionDistributed') {
    return roots.get(`collection ${record.data.collection}`) ?? 0;
  }
  if (record.type === 'SupportOrderEstablished') {
    return roots.get(`order ${record.data.reestablishes ?? ''}`) ?? 0;
  }
  return 0;
}
