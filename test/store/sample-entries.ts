import { TYPE_CODE } from '../../events/registry.js';
import type { RecordType, SubjectKind } from '../../events/registry.js';
import type { County } from '../../events/values/county.js';
import { parseDay } from '../../events/values/day.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { leafOf } from '../../projections/seal/leaf.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import { present } from './present.js';
import { instantOfMs } from '../../events/values/instant.js';

const DAYS = ['2006-07-01', '2006-08-15', '2006-09-12', '2006-09-30'];
const FIRST_INSTANT = Date.UTC(2006, 9, 3, 17, 5, 0);
const TERMS = {
  currentSupport: '125.00',
  cashMedical: '0.00',
  healthInsurance: false,
  reserved: false,
};

/** What an entry says, before it has a position. */
interface Draft {
  readonly type: RecordType;
  readonly kind: SubjectKind;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The entry that introduced the id that the record names. */
  readonly of?: LedgerEntry;
  readonly of2?: LedgerEntry;
  readonly child?: string;
  readonly corrects?: LedgerEntry;
}

/**
 * Accepted entries of a small caseload, seeded: cases with a child, an order, charges, collections and distributions,
 * county records, replacements and voids, with every number that acceptance would have given them.
 */
export class SampleLedger {
  readonly county: County;
  readonly entries: LedgerEntry[] = [];
  readonly #numbers = new Map<string, number>();
  #state: number;

  constructor(county: County, seed: number) {
    this.county = county;
    this.#state = seed >>> 0;
  }

  /** The next `count` entries. */
  next(count: number): readonly LedgerEntry[] {
    const from = this.entries.length;
    while (this.entries.length < from + count) this.#story();
    // A story is not cut: what is too much waits for the next call.
    const surplus = this.entries.splice(from + count);
    for (const { subjectKind, subjectId, subject } of surplus) {
      const isNew = !this.entries.some((entry) => entry.subject === subject);
      if (isNew) this.#numbers.delete(`${subjectKind} ${subjectId}`);
    }
    return this.entries.slice(from);
  }

  /** A number below `limit`. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  #uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.#below(16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  #story(): void {
    const number = this.entries.length + 1;
    const subject = `19${String(this.#below(1_000_000)).padStart(6, '0')}-${String(number)}`;
    const child = `K-${String(number)}`;
    this.#add({
      type: 'ParticipantRegistered',
      kind: 'county',
      subject: '',
      data: { participant: `P-${String(number)}`, name: { first: 'Zoë', last: 'Núñez "Z"' } },
    });
    const opened = this.#add({
      type: 'CaseOpened',
      kind: 'case',
      subject,
      data: {
        ncp: { participant: `P-${String(number)}`, role: 'father' },
        payee: { participant: 'P-0', kind: 'custodial-parent' },
        program: 'calworks',
      },
    });
    this.#add({
      type: 'ChildRegistered',
      kind: 'child',
      subject: child,
      data: { birthDate: '2001-02-03', bornOutOfWedlock: true },
    });
    this.#add({ type: 'ChildAddedToCase', kind: 'case', subject, data: { child }, child });
    const order = this.#add({
      type: 'SupportOrderEstablished',
      kind: 'case',
      subject,
      data: { order: 'O-1', establishedBy: 'county', kind: 'permanent', terms: TERMS },
    });
    const charged = this.#add({
      type: 'CurrentSupportCharged',
      kind: 'case',
      subject,
      data: { order: 'O-1', amount: '125.00', owedTo: 'family' },
      of: order,
    });
    for (let month = 0; month < this.#below(4); month += 1) {
      this.#payment(subject, `C-${String(month)}`, `D-${String(month)}`);
    }
    if (this.#below(3) === 0) {
      this.#add({
        type: 'CurrentSupportCharged',
        kind: 'case',
        subject,
        data: { order: 'O-1', amount: '130.00', owedTo: 'state' },
        of: order,
        corrects: charged,
      });
    }
    if (this.#below(5) === 0) {
      this.#add({ type: 'RecordVoided', kind: 'case', subject, data: {}, corrects: opened });
    }
  }

  #payment(subject: string, collection: string, distribution: string): void {
    const received = this.#add({
      type: 'CollectionReceived',
      kind: 'case',
      subject,
      data: { collection, amount: '125.00', source: 'income-withholding' },
    });
    this.#add({
      type: 'CollectionDistributed',
      kind: 'case',
      subject,
      data: {
        distribution,
        collection,
        allocations: [{ bucket: 'current', amount: '125.00', to: 'family' }],
      },
      of2: received,
    });
  }

  #add(draft: Draft): LedgerEntry {
    const { type, kind, subject: subjectId, corrects } = draft;
    const position = this.entries.length + 1;
    const day = DAYS[this.#below(DAYS.length)] ?? '2006-09-12';
    const id = this.#uuid();
    const body = canonicalJson({
      id,
      type,
      county: this.county,
      ...(kind === 'county' ? {} : { [kind]: subjectId }),
      effective: day,
      data: draft.data,
      ...(corrects === undefined ? {} : { corrects: corrects.id, reason: 'entered in error' }),
    });
    const recorded = FIRST_INSTANT + position * 250;
    const root = corrects?.root ?? position;
    const entry: LedgerEntry = {
      position,
      recorded: instantOfMs(recorded),
      id,
      type,
      typeCode: TYPE_CODE[type],
      subjectKind: kind,
      subjectId,
      subject: this.#numberOf(kind, subjectId),
      effective: present(parseDay(day)),
      corrects: corrects?.position ?? 0,
      root,
      ref: this.#refOf(draft, root),
      ref2: draft.of2?.root ?? 0,
      body,
      leaf: leafOf(position, body, instantOfMs(recorded)),
    };
    this.entries.push(entry);
    return entry;
  }

  #refOf({ type, child, of }: Draft, root: number): number {
    if (child !== undefined) return this.#numbers.get(`child ${child}`) ?? 0;
    if (of !== undefined) return of.root;
    const introduces: readonly RecordType[] = [
      'SupportOrderEstablished',
      'CollectionReceived',
      'CollectionDistributed',
    ];
    return introduces.includes(type) ? root : 0;
  }

  #numberOf(kind: SubjectKind, id: string): number {
    if (kind === 'county') return 0;
    const key = `${kind} ${id}`;
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** The first `count` entries of the seeded sample ledger. */
export function sampleEntries(county: County, seed: number, count: number): readonly LedgerEntry[] {
  return new SampleLedger(county, seed).next(count);
}
