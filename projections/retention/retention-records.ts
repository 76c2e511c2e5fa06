import type { LedgerRecord } from '../../events/record.js';
import { TYPE_CODE } from '../../events/registry.js';
import type { RecordType } from '../../events/registry.js';
import { DisjointSets } from './disjoint-sets.js';

/** What retention asks of one kept record; the numbers are those of the ledger's entry. */
export interface RetentionRow {
  readonly position: number;
  /** 0 for the county. */
  readonly subject: number;
  readonly typeCode: number;
  readonly effective: number;
  readonly corrects: number;
  readonly root: number;
}

/** A record that opens or closes a case. */
export interface Opening {
  readonly position: number;
  readonly subject: number;
  readonly effective: number;
  readonly root: number;
  readonly isClosing: boolean;
}

/** A correction chain of a `ParticipantRegistered`, its void included. */
export interface ParticipantChain {
  readonly positions: number[];
  readonly participants: Set<string>;
}

const OPENING: ReadonlySet<number> = codes('CaseOpened', 'CaseReopened', 'CaseTransferredIn');
const CLOSING: ReadonlySet<number> = codes('CaseClosed', 'CaseTransferredOut');
const PARSED: ReadonlySet<number> = codes(
  'CaseOpened',
  'CaseTransferredIn',
  'ChildAddedToCase',
  'ChildRemovedFromCase',
  'SupportOrderEstablished',
  'SupportOrderModified',
  'CoverageStarted',
  'ParticipantRegistered',
);

/** Whether the rule looks into the record of a type, or at its numbers only. */
export function isLookedInto(typeCode: number): boolean {
  return PARSED.has(typeCode);
}

/**
 * What retention needs to know of a ledger: each record is added once, in order of position, those erased
 * are left out. Linear in the records; changed in place while it is filled.
 */
export class RetentionRecords {
  readonly size: number;
  readonly groups: DisjointSets;
  /** By position: its subject; 0 for a record of the county, and where none is kept. */
  readonly subjectAt: Uint32Array;
  /** By subject: its last position, 0 where it has no record. */
  readonly lastPosition: Uint32Array;
  readonly openings: Opening[] = [];
  /** By the position of their first record. */
  readonly chains = new Map<number, ParticipantChain>();
  /** The cases that name a participant in a record, standing or not. */
  readonly casesNaming = new Map<string, Set<number>>();
  /** Positions of opening and closing records that were replaced or voided, with that of the correction. */
  readonly supersededAt = new Map<number, number>();
  readonly #childNumber: (id: string) => number;

  /**
   * @param size - the ledger's
   * @param subjectCount - one more than the greatest subject number
   * @param childNumber - the subject number of a child by its id
   */
  constructor(size: number, subjectCount: number, childNumber: (id: string) => number) {
    this.size = size;
    this.groups = new DisjointSets(subjectCount);
    this.subjectAt = new Uint32Array(size + 1);
    this.lastPosition = new Uint32Array(subjectCount);
    this.#childNumber = childNumber;
  }

  /** @param record - the record itself where `isLookedInto`, otherwise null */
  add(row: RetentionRow, record: LedgerRecord | null): void {
    const { position, subject, corrects } = row;
    this.subjectAt[position] = subject;
    this.lastPosition[subject] = position;
    if (corrects !== 0) this.supersededAt.set(corrects, position);
    this.#addOpening(row);
    if (record !== null) this.#lookInto(row, record);
    else if (subject === 0) this.chains.get(row.root)?.positions.push(position);
  }

  #addOpening({ position, subject, typeCode, effective, root }: RetentionRow): void {
    const isClosing = CLOSING.has(typeCode);
    if (!isClosing && !OPENING.has(typeCode)) return;
    this.openings.push({ position, subject, effective, root, isClosing });
  }

  #lookInto({ position, subject, root }: RetentionRow, record: LedgerRecord): void {
    for (const child of childrenIn(record)) this.groups.join(subject, this.#childNumber(child));
    if (record.type === 'CaseOpened' || record.type === 'CaseTransferredIn') {
      this.#name(record.data.ncp.participant, subject);
      this.#name(record.data.payee.participant, subject);
    }
    if (record.type === 'ParticipantRegistered') {
      const chain = this.chains.get(root) ?? { positions: [], participants: new Set() };
      chain.positions.push(position);
      chain.participants.add(record.data.participant);
      this.chains.set(root, chain);
    }
  }

  #name(participant: string, subject: number): void {
    const cases = this.casesNaming.get(participant);
    if (cases === undefined) this.casesNaming.set(participant, new Set([subject]));
    else cases.add(subject);
  }
}

const NO_CHILDREN: readonly string[] = [];

function childrenIn(record: LedgerRecord): readonly string[] {
  if (record.type === 'ChildAddedToCase' || record.type === 'ChildRemovedFromCase') {
    return [record.data.child];
  }
  if (record.type === 'SupportOrderEstablished') return record.data.children ?? NO_CHILDREN;
  if (record.type === 'SupportOrderModified') return record.data.addsChildren ?? NO_CHILDREN;
  return record.type === 'CoverageStarted' ? record.data.children : NO_CHILDREN;
}

function codes(...types: readonly RecordType[]): ReadonlySet<number> {
  return new Set(types.map((type) => TYPE_CODE[type]));
}
