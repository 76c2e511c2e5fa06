import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { dayOf } from '../../events/values/day.js';
import { Random } from '../support/random.js';

/** A record as it is sent. */
export interface FamilyRecord {
  readonly id: string;
  readonly type: string;
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly effective: string;
  readonly recorded: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly corrects?: string;
  readonly reason?: string;
}

type Subject = { readonly case: string } | { readonly child: string } | Readonly<object>;

const START = dayOf(2000, 1, 1);
/** Nine years, to 2008-12-31. */
const END = dayOf(2008, 12, 31);
const PROGRAMS = ['calworks', 'foster-care-iv-e', 'medi-cal-only', 'none', 'foster-care-state'];

interface Draft {
  readonly record: Omit<FamilyRecord, 'recorded'>;
  /** The day it is recorded. */
  readonly on: number;
}

/**
 * Many small families over nine years: cases that open, take in children and orders, collect, close, and
 * sometimes open again; records that come late, corrections, transfers, children shared by cases. In order
 * of recording; nearly all are acceptable.
 */
export function families(seed: number, count = 14): readonly FamilyRecord[] {
  const random = new Random(seed);
  const drafts: Draft[] = [];
  const shared: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    new Family(
      random,
      drafts,
      `S${String(seed)}-${String(number).padStart(3, '0')}`,
      shared,
    ).live();
  }
  for (let year = 2000; year <= 2008; year += 1) {
    const staff = { fullTime: String(5 + (year % 4)), partTimeHours: '17.30' };
    drafts.push({
      on: dayOf(year, 10, 5),
      record: {
        id: random.uuid(),
        type: 'StaffingReported',
        county: '19',
        effective: `${String(year)}-09-30`,
        data: { line30: staff, line31: staff },
      },
    });
  }
  // Stable: of one day, what was drafted first is recorded first.
  const sorted = drafts.toSorted((one, other) => one.on - other.on);
  return sorted.map(({ record, on }) => ({
    ...record,
    recorded: `${formatDay(on as Day)}T17:00:00Z`,
  }));
}

class Family {
  readonly #random: Random;
  readonly #out: Draft[];
  readonly #name: string;
  readonly #shared: string[];
  /** The day of effect, which goes on. */
  #day: number;
  /** The day of recording, which never goes back. */
  #recorded: number;

  constructor(random: Random, out: Draft[], name: string, shared: string[]) {
    this.#random = random;
    this.#out = out;
    this.#name = name;
    this.#shared = shared;
    this.#day = random.integer(START, END - 200);
    this.#recorded = this.#day;
  }

  live(): void {
    const random = this.#random;
    const { ncp, payee } = this.#participants();
    const child = `CHILD-OF-${this.#name}`;
    const registered = this.#send(
      'ChildRegistered',
      { child },
      {
        birthDate: '1999-04-01',
        bornOutOfWedlock: random.chance(0.7),
        name: this.#person('child'),
      },
    );
    const id = `CASE-NUMBER-${this.#name}`;
    this.#live(id, child, ncp, payee);
    if (random.chance(0.15)) this.#live(`CASE-SECOND-${this.#name}`, child, payee, ncp);
    if (random.chance(0.3))
      this.#send('PaternityEstablished', { child }, { method: 'pop', by: 'county' });
    if (random.chance(0.1))
      this.#replace(registered, { ...registered.data, bornOutOfWedlock: false });
    this.#shared.push(child);
  }

  #participants(): { readonly ncp: string; readonly payee: string } {
    const ncp = `NONCUSTODIAL-${this.#name}`;
    const payee = this.#random.chance(0.1) ? 'CARETAKER-OF-MANY' : `CUSTODIAL-OF-${this.#name}`;
    for (const participant of [ncp, payee]) {
      const record = this.#send(
        'ParticipantRegistered',
        {},
        {
          participant,
          name: this.#person(participant.slice(0, 4)),
        },
      );
      if (this.#random.chance(0.1)) this.#replace(record, { participant });
      if (this.#random.chance(0.05)) this.#void(record);
    }
    return { ncp, payee };
  }

  /** One case from its opening to where the nine years end, or it does. */
  #live(id: string, child: string, ncp: string, payee: string): void {
    const random = this.#random;
    const about = { case: id };
    const opening = {
      ncp: { participant: ncp, role: random.pick(['father', 'mother']) },
      payee: { participant: payee, kind: 'custodial-parent' },
      program: random.pick(PROGRAMS),
    };
    const opened = random.chance(0.85)
      ? this.#send('CaseOpened', about, opening)
      : this.#send('CaseTransferredIn', about, {
          ...opening,
          fromCounty: '34',
          openedOn: formatDay((this.#day - 400) as Day),
        });
    if (random.chance(0.1)) this.#replace(opened, { ...opened.data, program: 'none' });
    const added = this.#send('ChildAddedToCase', about, { child });
    // Entered for another family's child and put right: the two families stay one group.
    if (this.#shared.length > 0 && random.chance(0.06)) {
      const wrong = this.#send('ChildAddedToCase', about, { child: random.pick(this.#shared) });
      this.#void(wrong);
    }
    if (random.chance(0.04)) this.#void(added);
    this.#orderAndMoney(about, child);
    while (this.#day < END && random.chance(0.75)) {
      this.#send(random.pick(['CaseClosed', 'CaseClosed', 'CaseTransferredOut']), about, {
        reason: 'B-12',
      });
      if (!random.chance(0.3)) return;
      this.#skip(900);
      this.#send('CaseReopened', about, {});
      this.#orderAndMoney(about, child, 'AGAIN');
    }
  }

  #orderAndMoney(about: { readonly case: string }, child: string, again = 'FIRST'): void {
    const random = this.#random;
    const order = `ORDER-${again}-${String(this.#out.length)}`;
    const terms = {
      currentSupport: random.pick(['0.00', '250.00', '310.00']),
      cashMedical: '0.00',
      healthInsurance: random.chance(0.5),
      reserved: false,
    };
    this.#send('SupportOrderEstablished', about, {
      order,
      establishedBy: 'county',
      kind: 'permanent',
      terms,
      children: [child],
    });
    for (let count = random.integer(1, 5); count > 0 && this.#day < END; count -= 1) {
      this.#skip(120);
      const amount = random.pick(['100.00', '250.00']);
      const charge = this.#send('CurrentSupportCharged', about, {
        order,
        amount,
        owedTo: 'family',
      });
      if (random.chance(0.1)) this.#replace(charge, { ...charge.data, amount: '99.00' });
      const collection = `COLLECTION-${String(this.#out.length)}`;
      this.#send('CollectionReceived', about, { collection, amount, source: 'direct' });
      this.#send('CollectionDistributed', about, {
        distribution: `DISTRIBUTION-${String(this.#out.length)}`,
        collection,
        allocations: [{ bucket: 'current', amount, to: 'family' }],
      });
      if (random.chance(0.2)) {
        this.#send('AssistanceProgramChanged', about, { program: random.pick(PROGRAMS) });
      }
    }
  }

  #person(what: string): Readonly<Record<string, string>> {
    const tail = this.#name.replaceAll('-', 'x');
    return { first: `Given${what}${tail}zq`, last: `Family${what}${tail}zq` };
  }

  #send(
    type: string,
    subject: Subject,
    data: Readonly<Record<string, unknown>>,
    correction: { readonly corrects?: string; readonly reason?: string } = {},
  ): FamilyRecord {
    const random = this.#random;
    this.#day += random.integer(0, 45);
    // Late records come up to two years after the fact.
    const delay = random.chance(0.04) ? random.integer(100, 800) : random.integer(0, 20);
    this.#recorded = Math.max(this.#recorded, this.#day + delay);
    const shown =
      type === 'CaseTransferredOut' ? { toCounty: '34' } : type === 'CaseReopened' ? {} : data;
    const record = {
      id: random.uuid(),
      type,
      county: '19',
      ...subject,
      effective: formatDay(this.#day as Day),
      data: shown,
      ...correction,
    };
    this.#out.push({ record, on: this.#recorded });
    return { ...record, recorded: '' };
  }

  #replace(target: FamilyRecord, data: Readonly<Record<string, unknown>>): void {
    this.#send(target.type, subjectOf(target), data, {
      corrects: target.id,
      reason: `mended in file ${this.#name}`,
    });
  }

  #void(target: FamilyRecord): void {
    this.#send(
      'RecordVoided',
      subjectOf(target),
      {},
      {
        corrects: target.id,
        reason: `entered in error in file ${this.#name}`,
      },
    );
  }

  #skip(daysMax: number): void {
    this.#day += this.#random.integer(0, daysMax);
  }
}

function subjectOf(record: FamilyRecord): Subject {
  if (record.case !== undefined) return { case: record.case };
  return record.child === undefined ? {} : { child: record.child };
}
