import type { SentRecord } from './known-case.js';

/** Fields of a record's data. */
export type Data = Readonly<Record<string, unknown>>;

type Take = (record: Omit<SentRecord, 'id' | 'county'>) => void;

/** Children of a case and terms of an order, as short as a spec wants to say them. */
interface OrderGiven {
  readonly order?: string;
  /** Current support a month, "100.00" where nothing is said. */
  readonly support?: string;
  readonly medical?: string;
  readonly insurance?: boolean;
  readonly by?: 'county' | 'other';
  readonly kind?: 'permanent' | 'temporary' | 'arrears-judgment';
  /** Whatever else the record has: byDefault, presumedIncome, enforceable, ... */
  readonly more?: Data;
}

/** Bucket, payee and amount of an allocation: "current family 50.00". */
type Part = `${string} ${'family' | 'state'} ${string}`;

const cents = (amount: string): number => Math.round(Number(amount) * 100);

function allocationOf(part: Part): { bucket: string; to: string; amount: string } {
  const [bucket = '', to = '', amount = ''] = part.split(' ');
  return { bucket, to, amount };
}

function openingOf({ role = 'putative-father', ...more }: Data): Data {
  return {
    ncp: { participant: 'NCP-1', role },
    payee: { participant: 'CP-1', kind: 'custodial-parent' },
    program: 'none',
    ...more,
  };
}

/** A case to which things happen: each method is one record, the day first. */
export class CaseUnderTest {
  private payments = 0;

  constructor(
    readonly id: string,
    private readonly take: Take,
  ) {}

  /** Any record of the case. */
  has(type: string, effective: string, data: Data = {}): this {
    this.take({ type, case: this.id, effective, data });
    return this;
  }

  opens(day: string, opening: Data = {}): this {
    return this.has('CaseOpened', day, openingOf(opening));
  }

  reopens(day: string, program?: string): this {
    return this.has('CaseReopened', day, program === undefined ? {} : { program });
  }

  closes(day: string): this {
    return this.has('CaseClosed', day, { reason: '303.11-b-1' });
  }

  transfersIn(day: string, opening: Data = {}): this {
    return this.has('CaseTransferredIn', day, {
      ...openingOf({ openedOn: day, ...opening }),
      fromCounty: '30',
    });
  }

  transfersOut(day: string): this {
    return this.has('CaseTransferredOut', day, { toCounty: '30' });
  }

  program(day: string, program: string): this {
    return this.has('AssistanceProgramChanged', day, { program });
  }

  jurisdiction(day: string, jurisdiction: boolean): this {
    return this.has('JurisdictionDetermined', day, { jurisdiction });
  }

  adds(day: string, child: string): this {
    return this.has('ChildAddedToCase', day, { child });
  }

  removes(day: string, child: string): this {
    return this.has('ChildRemovedFromCase', day, { child });
  }

  sends(day: string, kind = 'state', referral = 'S-1'): this {
    return this.has('ReferralSent', day, { referral, kind, jurisdiction: 'NV' });
  }

  sentEnds(day: string, referral = 'S-1'): this {
    return this.has('ReferralSentEnded', day, { referral });
  }

  receives(day: string, kind = 'state', referral = 'R-1'): this {
    return this.has('ReferralReceived', day, { referral, kind, jurisdiction: 'NV' });
  }

  receivedEnds(day: string, referral = 'R-1'): this {
    return this.has('ReferralReceivedEnded', day, { referral });
  }

  serves(day: string): this {
    return this.has('ServiceOfProcessCompleted', day, { manner: 'personal', purpose: 'both' });
  }

  orders(day: string, given: OrderGiven = {}): this {
    const { order = 'O-1', by = 'county', kind = 'permanent', more = {} } = given;
    const terms = termsOf(given);
    return this.has('SupportOrderEstablished', day, {
      ...{ order, establishedBy: by, kind, terms },
      ...more,
    });
  }

  modifies(day: string, given: OrderGiven = {}): this {
    const { order = 'O-1', more = {} } = given;
    return this.has('SupportOrderModified', day, { order, terms: termsOf(given), ...more });
  }

  terminates(day: string, order = 'O-1'): this {
    return this.has('SupportOrderTerminated', day, { order });
  }

  setsAside(day: string, order = 'O-1'): this {
    return this.has('SupportOrderSetAside', day, { order });
  }

  charges(day: string, amount: string, owedTo = 'family', order = 'O-1'): this {
    return this.has('CurrentSupportCharged', day, { order, amount, owedTo });
  }

  bringsForward(day: string, amount: string, owedTo = 'family'): this {
    return this.has('ArrearsBroughtForward', day, { amount, owedTo });
  }

  judges(day: string, amount: string, owedTo = 'family'): this {
    return this.has('ArrearsJudgmentEntered', day, { amount, owedTo });
  }

  accrues(day: string, amount: string, owedTo = 'family'): this {
    return this.has('InterestAccrued', day, { amount, owedTo });
  }

  compromises(day: string, amount: string, owedTo = 'family'): this {
    return this.has('ArrearsCompromised', day, { amount, owedTo });
  }

  /** An adjustment of that month's arrears; the amount has its sign. */
  adjusts(day: string, amount: string, forPeriod: string, owedTo = 'family'): this {
    return this.has('ArrearsAdjusted', day, { amount, owedTo, forPeriod });
  }

  collects(day: string, collection: string, amount: string, more: Data = {}): this {
    const data = { collection, amount, source: 'income-withholding', ...more };
    return this.has('CollectionReceived', day, data);
  }

  distributes(
    day: string,
    distribution: string,
    collection: string,
    ...parts: readonly Part[]
  ): this {
    const allocations = parts.map(allocationOf);
    return this.has('CollectionDistributed', day, { distribution, collection, allocations });
  }

  /** A collection P-1, P-2, ... and the distribution of that name of all of it on the same day. */
  pays(day: string, ...parts: readonly Part[]): this {
    return this.paysBy({}, day, ...parts);
  }

  paysVoluntarily(day: string, ...parts: readonly Part[]): this {
    return this.paysBy({ voluntary: true }, day, ...parts);
  }

  reverses(day: string, distribution: string): this {
    return this.has('DistributionReversed', day, { distribution });
  }

  /** Private coverage, as ordered and naming no child, where nothing else is said. */
  covers(day: string, coverage = 'V-1', more: Data = {}): this {
    const data = { coverage, kind: 'private', asOrdered: true, children: [], ...more };
    return this.has('CoverageStarted', day, data);
  }

  coverageEnds(day: string, coverage = 'V-1'): this {
    return this.has('CoverageEnded', day, { coverage });
  }

  unavailable(day: string): this {
    return this.has('InsuranceUnavailabilityConfirmed', day);
  }

  availableAgain(day: string): this {
    return this.has('InsuranceUnavailabilityEnded', day);
  }

  bill(day: string, amount = '80.00'): this {
    return this.has('MedicalBillsPaid', day, { amount });
  }

  aidEnds(day: string, lastGrantMonth: string): this {
    return this.has('TanfTerminationReported', day, { lastGrantMonth });
  }

  private paysBy(more: Data, day: string, ...parts: readonly Part[]): this {
    this.payments += 1;
    const name = `P-${String(this.payments)}`;
    const total = parts.reduce((sum, part) => sum + cents(allocationOf(part).amount), 0);
    this.collects(day, name, (total / 100).toFixed(2), more);
    return this.distributes(day, name, name, ...parts);
  }
}

function termsOf({ support = '100.00', medical = '0.00', insurance = false }: OrderGiven): Data {
  return {
    currentSupport: support,
    cashMedical: medical,
    healthInsurance: insurance,
    reserved: false,
  };
}

/** A child to which things happen. */
export class ChildUnderTest {
  constructor(
    readonly id: string,
    private readonly take: Take,
  ) {}

  has(type: string, effective: string, data: Data = {}): this {
    this.take({ type, child: this.id, effective, data });
    return this;
  }

  registers({ on = '2004-12-01', ...registration }: Data = {}): this {
    const data = { birthDate: '1999-06-15', bornOutOfWedlock: true, ...registration };
    return this.has('ChildRegistered', String(on), data);
  }

  established(day: string, method = 'judicial', by: 'county' | 'other' = 'county'): this {
    return this.has('PaternityEstablished', day, { method, by });
  }

  vacated(day: string): this {
    return this.has('PaternityVacated', day);
  }

  losesParent(day: string): this {
    return this.has('DependentByParentDeath', day);
  }

  mediCal(day: string): this {
    return this.has('MediCalEligibilityStarted', day);
  }

  mediCalEnds(day: string): this {
    return this.has('MediCalEligibilityEnded', day);
  }
}
