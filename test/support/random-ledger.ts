import { Random } from './random.js';
import { CASE_DRAFTS, openingData } from './random-case-data.js';
import { allocationOf } from './random-money-data.js';
import { changedOrderData, randomTerms } from './random-order-data.js';
import { childDraft, countyDraft, registrationData } from './random-other-data.js';
import type { Draft, SentRecord } from './known-case.js';
import { daysLater, monthsBetween, monthsLater, RandomDays } from './random-days.js';

/** What a random ledger is made of. */
export interface RandomLedgerOptions {
  /** How many records are sent, about. */
  readonly records?: number;
  /** Cases in each county. Few make for many records on each. */
  readonly cases?: number;
  readonly children?: number;
  /** The months, 'YYYY-MM', within which nearly all happens. */
  readonly from?: string;
  readonly to?: string;
  readonly counties?: readonly string[];
  /** Whether the records carry `recorded`; without it every second seed does. */
  readonly recorded?: boolean;
}

const INTRODUCED_IDS = ['order', 'referral', 'collection', 'distribution', 'coverage'];

/** What was sent to one county and, as far as the generator knows, was taken in. */
interface SentLedger {
  readonly county: string;
  readonly sent: SentRecord[];
  readonly superseded: Set<string>;
}

/** One run of the generator: local state that nobody else sees. */
class LedgerWriter {
  readonly out: SentRecord[] = [];
  private readonly counties: readonly SentLedger[];
  private readonly days: RandomDays;

  constructor(
    private readonly random: Random,
    private readonly options: Required<RandomLedgerOptions>,
  ) {
    this.days = new RandomDays(random, options.from, options.to);
    this.counties = options.counties.map((county) => ({
      county,
      sent: [],
      superseded: new Set<string>(),
    }));
  }

  write(): readonly SentRecord[] {
    for (const ledger of this.counties) this.begin(ledger);
    while (this.out.length < this.options.records) {
      const ledger = this.random.pick(this.counties);
      this.random.weighted<(ledger: SentLedger) => void>([
        [
          80,
          (county) => {
            this.somethingInACase(county);
          },
        ],
        [
          12,
          (county) => {
            this.somethingOfAChild(county);
          },
        ],
        [
          5,
          (county) => {
            this.send(county, {}, countyDraft(this.random, this.days, this.today()));
          },
        ],
        [
          13,
          (county) => {
            this.correctionOfARecord(county);
          },
        ],
        [
          4,
          (county) => {
            this.mistake(county);
          },
        ],
      ])(ledger);
    }
    return this.out;
  }

  /** The months go by as the records are sent. */
  private today(): string {
    const { from, to, records } = this.options;
    const months = monthsBetween(from, to);
    const passed = Math.floor((months * this.out.length) / records);
    return `${monthsLater(from, Math.min(passed, months - 1))}-15`;
  }

  private caseIds(): readonly string[] {
    return Array.from({ length: this.options.cases }, (_, index) => `CASE-${String(index + 1)}`);
  }

  private childIds(): readonly string[] {
    return Array.from({ length: this.options.children }, (_, index) => `K-${String(index + 1)}`);
  }

  /** Most children and cases are there from the start, some of each come later. */
  private begin(ledger: SentLedger): void {
    for (const child of this.childIds()) {
      if (this.random.chance(0.1)) continue;
      this.send(ledger, { child }, this.registration());
    }
    for (const id of this.caseIds()) {
      if (this.random.chance(0.1)) continue;
      this.open(ledger, id);
    }
  }

  private registration(): Draft {
    return {
      type: 'ChildRegistered',
      effective: this.days.near(this.today()),
      data: registrationData(this.random, this.options.from),
    };
  }

  private open(ledger: SentLedger, id: string): void {
    const effective = this.days.near(this.today());
    const isMovedHere = this.random.chance(0.15);
    const data = openingData(this.random);
    this.send(
      ledger,
      { case: id },
      isMovedHere
        ? {
            type: 'CaseTransferredIn',
            effective,
            data: { ...data, fromCounty: '34', openedOn: this.days.near(effective) },
          }
        : { type: 'CaseOpened', effective, data },
    );
  }

  private standing(ledger: SentLedger): readonly SentRecord[] {
    return ledger.sent.filter(
      ({ id, type }) => type !== 'RecordVoided' && !ledger.superseded.has(id),
    );
  }

  private somethingInACase(ledger: SentLedger): void {
    const id = this.random.pick(this.caseIds());
    const ofCase = ledger.sent.filter((record) => record.case === id);
    if (ofCase.length === 0) {
      this.open(ledger, id);
      return;
    }
    const drafting = this.random.weighted(CASE_DRAFTS);
    const draft = drafting({
      random: this.random,
      days: this.days,
      standing: this.standing(ledger).filter((record) => record.case === id),
      recorded: ofCase,
      children: this.registeredChildren(ledger),
      // Things come in clusters: half of them on or about the day of the one before.
      day: this.random.chance(0.3) ? (ofCase.at(-1)?.effective ?? this.today()) : this.today(),
      freshId: (type) =>
        `X-${String(ofCase.filter((record) => record.type === type && record.corrects === undefined).length + 1)}`,
    });
    if (draft === null) return;
    const isOnTheDayBefore = this.random.chance(0.12);
    const effective = isOnTheDayBefore ? (ofCase.at(-1)?.effective ?? '') : draft.effective;
    this.send(ledger, { case: id }, { ...draft, effective });
  }

  private registeredChildren(ledger: SentLedger): readonly string[] {
    return this.childIds().filter((child) =>
      ledger.sent.some((record) => record.type === 'ChildRegistered' && record.child === child),
    );
  }

  private somethingOfAChild(ledger: SentLedger): void {
    const child = this.random.pick(this.childIds());
    if (!this.registeredChildren(ledger).includes(child) || this.random.chance(0.04)) {
      this.send(ledger, { child }, this.registration());
      return;
    }
    this.send(ledger, { child }, childDraft(this.random, this.days, this.today()));
  }

  /** A replacement with another day or other data, or a void. */
  private correctionOfARecord(ledger: SentLedger): void {
    const candidates = this.standing(ledger).filter(
      ({ type }) => !type.startsWith('CaseOpened') || this.random.chance(0.4),
    );
    if (candidates.length === 0) return;
    const orders = candidates.filter(({ type }) => type === 'SupportOrderEstablished');
    const isOfAnOrder = orders.length > 0 && this.random.chance(0.15);
    const target = this.random.pick(isOfAnOrder ? orders : candidates);
    const subject = subjectOf(target);
    const corrects = { corrects: target.id, reason: 'entered in error' };
    if (this.random.chance(0.4)) {
      const draft = { type: 'RecordVoided', effective: this.days.near(this.today()), data: {} };
      this.send(ledger, subject, draft, corrects);
      return;
    }
    const effective = this.random.chance(0.6) ? this.days.near(target.effective) : target.effective;
    const data = this.random.chance(0.7) ? this.changedData(ledger, target) : target.data;
    this.send(ledger, subject, { type: target.type, effective, data }, corrects);
  }

  /** The target's data with something in it changed, the ids that it introduced kept. */
  private changedData(ledger: SentLedger, target: SentRecord): Readonly<Record<string, unknown>> {
    const { random } = this;
    const { data, type } = target;
    if (type === 'CaseOpened') return openingData(random);
    if (type === 'ChildRegistered') return registrationData(random, this.options.from);
    if (type === 'SupportOrderEstablished') {
      const orders = ledger.sent.filter((sent) => sent.type === type && sent.case === target.case);
      return changedOrderData(
        random,
        data,
        orders.map((order) => order.data['order']),
      );
    }
    if (type === 'SupportOrderModified') {
      const by = { establishedBy: random.pick(['county', 'other']) };
      return { ...data, ...(random.chance(0.6) ? by : {}), terms: randomTerms(random) };
    }
    if (type === 'CollectionDistributed') {
      const parts = data['allocations'] as readonly { readonly amount: string }[];
      const allocations = parts.map(({ amount }) => ({ ...allocationOf(random, 1), amount }));
      return { ...data, allocations };
    }
    if (type === 'CollectionReceived') {
      return {
        ...data,
        amount: random.pick([data['amount'], '400.00']),
        voluntary: random.chance(0.5),
      };
    }
    if ('owedTo' in data) return { ...data, owedTo: random.pick(['family', 'state']) };
    return this.changedFields(target);
  }

  private changedFields({ data, type }: SentRecord): Readonly<Record<string, unknown>> {
    const { random } = this;
    if ('program' in data) return { ...data, program: random.pick(['calworks', 'none']) };
    if (type === 'JurisdictionDetermined') return { jurisdiction: true };
    if (type.startsWith('Child') && type.endsWith('Case')) {
      return { child: random.pick(this.childIds()) };
    }
    if (type === 'PaternityEstablished') return { method: 'judicial', by: 'county' };
    if (type === 'CoverageStarted')
      return { ...data, asOrdered: random.chance(0.5), kind: 'tricare' };
    return data;
  }

  /** Something that the ledger refuses, or knows already. */
  private mistake(ledger: SentLedger): void {
    if (ledger.sent.length === 0) return;
    const { random } = this;
    const record = random.pick(ledger.sent);
    const kind = random.pick(['again', 'reused', 'superseded', 'mismatch', 'taken', 'unknown']);
    const stamp = this.stamp();
    if (kind === 'again') this.out.push({ ...record, ...stamp });
    if (kind === 'reused')
      this.out.push({ ...record, ...stamp, effective: `${this.options.from}-02` });
    const fresh = { ...record, ...stamp, id: random.uuid() };
    const corrects = { corrects: record.id, reason: 'entered in error' };
    if (kind === 'superseded' && ledger.superseded.has(record.id))
      this.out.push({ ...fresh, ...corrects });
    const field = INTRODUCED_IDS.find((name) => name in record.data);
    if (kind === 'mismatch' && field !== undefined && record.type !== 'RecordVoided') {
      if (/Established|Sent$|Received$|Distributed|CoverageStarted/.test(record.type)) {
        this.out.push({ ...fresh, ...corrects, data: { ...record.data, [field]: 'X-1' } });
      }
    }
    if (
      kind === 'taken' &&
      record.corrects === undefined &&
      record.type === 'SupportOrderEstablished'
    ) {
      this.out.push(fresh);
    }
    if (kind === 'unknown') {
      this.out.push({ ...fresh, corrects: random.uuid(), reason: 'of another ledger' });
    }
  }

  private stamp(): { readonly recorded?: string } {
    if (!this.options.recorded) return {};
    // Long after the fact and all at one time of the day: equal instants are as good as later ones.
    return { recorded: `${daysLater(this.today(), 60)}T17:00:00Z` };
  }

  private send(
    ledger: SentLedger,
    subject: { readonly case?: string; readonly child?: string },
    draft: Draft,
    corrects: { readonly corrects?: string; readonly reason?: string } = {},
  ): void {
    const stamp = this.stamp();
    const latest = stamp.recorded?.slice(0, 10) ?? '2025-12-31';
    const record: SentRecord = {
      id: this.random.uuid(),
      type: draft.type,
      county: ledger.county,
      ...subject,
      effective: draft.effective > latest ? latest : draft.effective,
      data: draft.data,
      ...corrects,
      ...stamp,
    };
    this.out.push(record);
    ledger.sent.push(record);
    if (corrects.corrects !== undefined) ledger.superseded.add(corrects.corrects);
  }
}

function subjectOf(record: SentRecord): { readonly case?: string; readonly child?: string } {
  if (record.case !== undefined) return { case: record.case };
  return record.child === undefined ? {} : { child: record.child };
}

/**
 * Records of a wild but possible caseload, in order of arrival: nearly all of them acceptable, the same for
 * the same seed and options. Effective days crowd at the edges of months and fiscal years.
 */
export function randomLedger(
  seed: number,
  options: RandomLedgerOptions = {},
): readonly SentRecord[] {
  const writer = new LedgerWriter(new Random(seed), {
    records: 260,
    cases: 5,
    children: 5,
    from: '2003-08',
    to: '2006-11',
    counties: ['19'],
    recorded: seed % 2 === 1,
    ...options,
  });
  return writer.write();
}
