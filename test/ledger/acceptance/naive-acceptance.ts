import { createHash } from 'node:crypto';

import canonicalize from 'canonicalize';

import type { Sent } from '../sent-records.js';

/** What the naive ledger keeps of a record. */
export interface NaiveEntry {
  readonly position: number;
  readonly recorded: number;
  readonly record: Sent;
}

/** The fields of an entry that acceptance works out, and `leaf` in hex. */
export interface NaivePlace {
  readonly position: number;
  readonly recorded: number;
  readonly subject: number;
  readonly corrects: number;
  readonly root: number;
  readonly ref: number;
  readonly ref2: number;
  readonly body: string;
  readonly leaf: string;
}

type Data = Readonly<Record<string, unknown>>;

/** Which field of which type introduces an id, of which kind. */
const INTRODUCES: Readonly<Record<string, readonly [kind: string, field: string]>> = {
  SupportOrderEstablished: ['order', 'order'],
  ReferralSent: ['sent', 'referral'],
  ReferralReceived: ['received', 'referral'],
  CollectionReceived: ['collection', 'collection'],
  CollectionDistributed: ['distribution', 'distribution'],
  CoverageStarted: ['coverage', 'coverage'],
};

const NAMES: readonly (readonly [type: string, kind: string, field: string])[] = [
  ['SupportOrderEstablished', 'order', 'reestablishes'],
  ['SupportOrderModified', 'order', 'order'],
  ['SupportOrderMadePermanent', 'order', 'order'],
  ['SupportOrderTerminated', 'order', 'order'],
  ['SupportOrderSetAside', 'order', 'order'],
  ['CurrentSupportCharged', 'order', 'order'],
  ['ArrearsJudgmentEntered', 'order', 'order'],
  ['ReferralSentEnded', 'sent', 'referral'],
  ['ReferralReceivedEnded', 'received', 'referral'],
  ['CollectionDistributed', 'collection', 'collection'],
  ['DistributionReversed', 'distribution', 'distribution'],
  ['CoverageEnded', 'coverage', 'coverage'],
];

const ENTRIES = ['CaseOpened', 'CaseTransferredIn'];
const OPENINGS_AND_CLOSINGS = [...ENTRIES, 'CaseReopened', 'CaseClosed', 'CaseTransferredOut'];

/**
 * The acceptance checks of contract/records.md written down again, as plainly as can be: every
 * question looks through all records, and whether a change is allowed is asked of the ledger with the
 * change in it. Shares nothing with src/ledger.
 */
export class NaiveLedger {
  entries: NaiveEntry[] = [];

  /** `accepted`, `duplicate` or a rejection code; an accepted record is in the ledger then. */
  decide(sent: Sent, now: number, scope?: string): string {
    if (scope !== undefined && sent['county'] !== scope) return 'WRONG_COUNTY';
    const same = this.#byId(sent['id']);
    if (same !== undefined) return bodyOf(same.record) === bodyOf(sent) ? 'duplicate' : 'ID_REUSED';
    const previous = this.entries.at(-1)?.recorded ?? 0;
    const own = typeof sent['recorded'] === 'string' ? Date.parse(sent['recorded']) : null;
    if (own !== null && own < previous) return 'RECORDED_BACKWARDS';
    if (own !== null && own > now) return 'FUTURE_RECORDED';
    const recorded = own ?? Math.max(previous, now);
    if (String(sent['effective']) > new Date(recorded).toISOString().slice(0, 10)) {
      return 'FUTURE_EFFECTIVE';
    }
    const code = this.#correctionCode(sent) ?? this.#caseCode(sent) ?? this.#childCode(sent);
    if (code !== null) return code;
    const late = this.#referenceCode(sent) ?? this.#moneyCode({ sent, recorded });
    if (late !== null) return late;
    this.entries.push({ position: this.entries.length + 1, recorded, record: sent });
    return 'accepted';
  }

  /** What the entry at a position has to carry. */
  placeAt(position: number): NaivePlace {
    const entry = this.entries[position - 1];
    if (entry === undefined) throw new Error(`Nothing is at position ${String(position)}.`);
    const { recorded, record } = entry;
    const body = bodyOf(record);
    const instant = new Date(recorded).toISOString();
    const leafText = `{"position":${String(position)},"record":${body},"recorded":"${instant}"}`;
    return {
      position,
      recorded,
      subject: this.#subjectNumber(subjectOf(record)),
      corrects: this.#byId(record['corrects'])?.position ?? 0,
      root: this.#rootOf(entry),
      ref: this.#refOf(entry),
      ref2: this.#ref2Of(entry),
      body,
      leaf: createHash('sha256').update('\0').update(leafText).digest('hex'),
    };
  }

  #correctionCode(sent: Sent): string | null {
    if (sent['corrects'] === undefined) return null;
    const target = this.#byId(sent['corrects']);
    if (target === undefined) return 'UNKNOWN_CORRECTED';
    if (this.#isSuperseded(target)) return 'ALREADY_SUPERSEDED';
    const { record } = target;
    if (record['type'] === 'RecordVoided') return 'CORRECTION_MISMATCH';
    if (subjectOf(record) !== subjectOf(sent)) return 'CORRECTION_MISMATCH';
    if (sent['type'] === 'RecordVoided') return null;
    if (record['type'] !== sent['type']) return 'CORRECTION_MISMATCH';
    const introduces = INTRODUCES[String(sent['type'])];
    if (introduces === undefined) return null;
    const [, field] = introduces;
    return dataOf(record)[field] === dataOf(sent)[field] ? null : 'CORRECTION_MISMATCH';
  }

  #caseCode(sent: Sent): string | null {
    if (sent['case'] === undefined) return null;
    const onCase = this.entries.filter(({ record }) => record['case'] === sent['case']);
    const isEntry = ENTRIES.includes(String(sent['type']));
    const isKnown = onCase.some(({ record }) => ENTRIES.includes(String(record['type'])));
    if (!isEntry && !isKnown) return 'UNKNOWN_CASE';
    if (!isEntry || sent['corrects'] !== undefined) return null;
    const standing = onCase
      .filter((entry) => OPENINGS_AND_CLOSINGS.includes(String(entry.record['type'])))
      .filter((entry) => this.#stands(entry))
      .sort((one, other) => this.#rootOf(one) - this.#rootOf(other));
    const isOpened = standing.some(({ record }) => ENTRIES.includes(String(record['type'])));
    if (!isOpened || standing.at(-1)?.record['type'] === 'CaseTransferredOut') return null;
    return 'ALREADY_OPENED';
  }

  #childCode(sent: Sent): string | null {
    const data = dataOf(sent);
    const named = [data['child'], data['children'], data['addsChildren']].flat();
    if (sent['type'] !== 'ChildRegistered') named.push(sent['child']);
    const isUnknown = (child: unknown): boolean =>
      !this.entries.some(
        ({ record }) => record['type'] === 'ChildRegistered' && record['child'] === child,
      );
    return named.some((child) => child !== undefined && isUnknown(child)) ? 'UNKNOWN_CHILD' : null;
  }

  #referenceCode(sent: Sent): string | null {
    for (const [type, kind, field] of NAMES) {
      const id = dataOf(sent)[field];
      if (sent['type'] !== type || id === undefined) continue;
      if (this.#introducer(sent['case'], kind, id) === undefined) return 'UNKNOWN_REFERENCE';
    }
    const introduces = INTRODUCES[String(sent['type'])];
    if (introduces === undefined || sent['corrects'] !== undefined) return null;
    const [kind, field] = introduces;
    const taken = this.#introducer(sent['case'], kind, dataOf(sent)[field]);
    return taken === undefined ? null : 'DUPLICATE_REFERENCE';
  }

  /** Looks at the ledger with the record in it, and takes it out again. */
  #moneyCode({
    sent,
    recorded,
  }: {
    readonly sent: Sent;
    readonly recorded: number;
  }): string | null {
    const before = this.entries;
    this.entries = [...before, { position: before.length + 1, recorded, record: sent }];
    try {
      const onCase = this.entries.filter(
        (entry) => entry.record['case'] === sent['case'] && this.#stands(entry),
      );
      const reversals = ofType(onCase, 'DistributionReversed').map((data) => data['distribution']);
      if (new Set(reversals).size < reversals.length) return 'ALREADY_REVERSED';
      const collections = ofType(onCase, 'CollectionReceived');
      const sums = new Map<unknown, number>();
      for (const { distribution, collection, allocations } of ofType(
        onCase,
        'CollectionDistributed',
      )) {
        if (reversals.includes(distribution)) continue;
        let sum = sums.get(collection) ?? 0;
        for (const { amount } of allocations as { amount: string }[]) sum += centsOf(amount);
        sums.set(collection, sum);
      }
      const isOver = [...sums].some(([id, sum]) => {
        const standing = collections.find(({ collection }) => collection === id);
        const amount = standing?.['amount'];
        return sum > (typeof amount === 'string' ? centsOf(amount) : 0);
      });
      return isOver ? 'OVER_DISTRIBUTED' : null;
    } finally {
      this.entries = before;
    }
  }

  #byId(id: unknown): NaiveEntry | undefined {
    return this.entries.find(({ record }) => id !== undefined && record['id'] === id);
  }

  #isSuperseded(entry: NaiveEntry): boolean {
    return this.entries.some(({ record }) => record['corrects'] === entry.record['id']);
  }

  #stands(entry: NaiveEntry): boolean {
    return entry.record['type'] !== 'RecordVoided' && !this.#isSuperseded(entry);
  }

  #rootOf(entry: NaiveEntry): number {
    const target = this.#byId(entry.record['corrects']);
    return target === undefined ? entry.position : this.#rootOf(target);
  }

  #introducer(caseId: unknown, kind: string, id: unknown): NaiveEntry | undefined {
    return this.entries.find(({ record }) => {
      const introduces = INTRODUCES[String(record['type'])];
      if (introduces === undefined || record['case'] !== caseId) return false;
      return introduces[0] === kind && dataOf(record)[introduces[1]] === id;
    });
  }

  #subjectNumber(subject: string): number {
    if (subject === 'county') return 0;
    const subjects = new Set(this.entries.map(({ record }) => subjectOf(record)));
    subjects.delete('county');
    return [...subjects].indexOf(subject) + 1;
  }

  #refOf({ record, position }: NaiveEntry): number {
    const type = String(record['type']);
    const data = dataOf(record);
    if (type === 'ChildAddedToCase' || type === 'ChildRemovedFromCase') {
      return this.#subjectNumber(`child ${String(data['child'])}`);
    }
    const [, namedKind, namedField] = NAMES.find((each) => each[0] === type) ?? ['', '', ''];
    const [kind, field] = INTRODUCES[type] ?? [namedKind, namedField];
    if (data[field] === undefined) return 0;
    return this.#introducer(record['case'], kind, data[field])?.position ?? position;
  }

  #ref2Of({ record }: NaiveEntry): number {
    const { reestablishes, collection } = dataOf(record);
    const caseId = record['case'];
    if (record['type'] === 'CollectionDistributed') {
      return this.#introducer(caseId, 'collection', collection)?.position ?? 0;
    }
    if (record['type'] !== 'SupportOrderEstablished' || reestablishes === undefined) return 0;
    return this.#introducer(caseId, 'order', reestablishes)?.position ?? 0;
  }
}

function ofType(entries: readonly NaiveEntry[], type: string): readonly Data[] {
  return entries
    .filter(({ record }) => record['type'] === type)
    .map(({ record }) => dataOf(record));
}

function dataOf(record: Sent): Data {
  return record['data'] as Data;
}

function subjectOf({ case: caseId, child }: Sent): string {
  if (typeof caseId === 'string') return `case ${caseId}`;
  return typeof child === 'string' ? `child ${child}` : 'county';
}

function bodyOf({ recorded: _, ...record }: Sent): string {
  return canonicalize(record) ?? '';
}

function centsOf(amount: string): number {
  return Number(amount.replace('.', ''));
}
