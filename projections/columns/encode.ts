import type { DataOf, LedgerRecord } from '../../events/record.js';
import type { RecordType } from '../../events/registry.js';
import { parseMonth } from '../../events/values/month.js';
import { parseDay } from '../../events/values/day.js';
import { parseCents } from '../../events/values/money.js';
import { lineCodeOf } from '../../events/line-numbers.js';
import {
  COVERAGE_KINDS,
  FAMILY,
  ORDER_KINDS,
  PATERNITY_METHODS,
  PROGRAMS,
  PROGRAM_NONE_GIVEN,
  REFERRAL_KINDS,
  PARENT_ROLES,
  STATE,
  SUPPLIED_LINES,
} from './codes.js';

/** Raised when the scalars of any record type change, so that derived files are built anew. */
export const SCALARS_VERSION = 1;

/** What acceptance found out about the ids that a record names. */
export interface RecordRefs {
  /** Root position of the record that introduced the id named first, or a child's subject number; 0 none. */
  readonly ref: number;
  /** Root position of the collection distributed, or of the order re-established; 0 none. */
  readonly ref2: number;
  /** Subject number of a child by its id. */
  readonly childNumber: (id: string) => number;
}

type Terms = DataOf<'SupportOrderEstablished'>['terms'];
type Allocations = DataOf<'CollectionDistributed'>['allocations'];
type Encode<T extends RecordType> = (data: DataOf<T>, refs: RecordRefs, out: number[]) => void;

const nothing = (): void => undefined;
const reference = (_data: unknown, refs: RecordRefs, out: number[]): void => {
  out.push(refs.ref);
};
const owed: Encode<'CurrentSupportCharged' | 'ArrearsJudgmentEntered'> = (data, _refs, out) => {
  out.push(cents(data.amount), payee(data.owedTo));
};
const referral: Encode<'ReferralSent' | 'ReferralReceived'> = (data, refs, out) => {
  out.push(refs.ref, REFERRAL_KINDS.indexOf(data.kind));
};

/** The scalars of each type. What no rule asks for (names, closure codes, sources) is left out. */
const ENCODERS: { readonly [T in RecordType]: Encode<T> } = {
  CaseOpened: (data, _refs, out) => {
    out.push(
      PARENT_ROLES.indexOf(data.ncp.role),
      program(data.program),
      flag(data.formerAssistance),
    );
  },
  CaseTransferredIn: (data, _refs, out) => {
    out.push(
      PARENT_ROLES.indexOf(data.ncp.role),
      program(data.program),
      flag(data.formerAssistance),
    );
    out.push(day(data.openedOn));
  },
  CaseReopened: (data, _refs, out) => {
    out.push(data.program === undefined ? PROGRAM_NONE_GIVEN : program(data.program));
  },
  CaseClosed: nothing,
  CaseTransferredOut: nothing,
  AssistanceProgramChanged: (data, _refs, out) => {
    out.push(program(data.program));
  },
  JurisdictionDetermined: (data, _refs, out) => {
    out.push(flag(data.jurisdiction));
  },
  ChildAddedToCase: reference,
  ChildRemovedFromCase: reference,
  ReferralSent: referral,
  ReferralSentEnded: reference,
  ReferralReceived: referral,
  ReferralReceivedEnded: reference,
  ServiceOfProcessCompleted: nothing,
  NonCooperationDetermined: nothing,
  NonCooperationEnded: nothing,
  GoodCauseDetermined: nothing,
  GoodCauseEnded: nothing,
  SupportOrderEstablished: encodeOrder,
  SupportOrderModified: (data, refs, out) => {
    const addsChildren = (data.addsChildren ?? []).length > 0;
    out.push(refs.ref);
    encodeTerms(data.terms, out);
    out.push(flag(addsChildren && data.establishedBy !== 'other'));
  },
  SupportOrderMadePermanent: reference,
  SupportOrderTerminated: reference,
  SupportOrderSetAside: reference,
  CurrentSupportCharged: owed,
  ArrearsBroughtForward: owed,
  ArrearsJudgmentEntered: owed,
  InterestAccrued: owed,
  ArrearsCompromised: owed,
  ArrearsAdjusted: (data, _refs, out) => {
    out.push(cents(data.amount), payee(data.owedTo), month(data.forPeriod));
  },
  CollectionReceived: (data, refs, out) => {
    out.push(refs.ref, flag(data.voluntary));
  },
  CollectionDistributed: (data, refs, out) => {
    encodeDistribution(data.allocations, refs, out);
  },
  DistributionReversed: reference,
  CoverageStarted: (data, refs, out) => {
    out.push(refs.ref, COVERAGE_KINDS.indexOf(data.kind), flag(data.asOrdered));
    for (const child of data.children) out.push(refs.childNumber(child));
  },
  CoverageEnded: reference,
  InsuranceUnavailabilityConfirmed: nothing,
  InsuranceUnavailabilityEnded: nothing,
  MedicalBillsPaid: nothing,
  TanfTerminationReported: (data, _refs, out) => {
    out.push(month(data.lastGrantMonth));
  },
  ChildRegistered: (data, _refs, out) => {
    out.push(day(data.birthDate), flag(data.bornOutOfWedlock));
  },
  PaternityEstablished: (data, _refs, out) => {
    out.push(PATERNITY_METHODS.indexOf(data.method), flag(data.by === 'county'));
  },
  PaternityVacated: nothing,
  DependentByParentDeath: nothing,
  MediCalEligibilityStarted: nothing,
  MediCalEligibilityEnded: nothing,
  StaffingReported: (data, _refs, out) => {
    for (const line of [data.line30, data.line31]) {
      out.push(tenThousandths(line.fullTime), tenThousandths(line.partTimeHours));
    }
  },
  StatewideFigureRecorded: (data, _refs, out) => {
    out.push(SUPPLIED_LINES.indexOf(data.line), data.value);
  },
  LineMadeReportable: (data, _refs, out) => {
    out.push(month(data.from));
    for (const line of data.lines) out.push(lineCodeOf(line));
  },
  ParticipantRegistered: nothing,
  RecordVoided: nothing,
};

/**
 * Writes the scalars of a record that a replay needs to the end of `out`, in the order that
 * `replay-case.ts`, `child-fold.ts` and `county-fold.ts` read them.
 */
export function encodeScalars(record: LedgerRecord, refs: RecordRefs, out: number[]): void {
  // A record's type names the encoder of its own data, which the union cannot tell the compiler.
  const encode = ENCODERS[record.type] as Encode<RecordType>;
  encode(record.data, refs, out);
}

function encodeOrder(
  data: DataOf<'SupportOrderEstablished'>,
  refs: RecordRefs,
  out: number[],
): void {
  out.push(refs.ref);
  encodeTerms(data.terms, out);
  out.push(flag(data.establishedBy === 'county'), ORDER_KINDS.indexOf(data.kind));
  out.push(flag(data.byDefault), flag(data.presumedIncome));
  out.push(flag(data.enforceable ?? true), flag(data.generalObligation), refs.ref2);
}

function encodeTerms(terms: Terms, out: number[]): void {
  out.push(cents(terms.currentSupport), cents(terms.cashMedical), flag(terms.healthInsurance));
}

/** Sums by bucket and payee: current, medical, arrears with interest (family, state each), future. */
function encodeDistribution(allocations: Allocations, refs: RecordRefs, out: number[]): void {
  const at = out.length;
  out.push(refs.ref, refs.ref2, 0, 0, 0, 0, 0, 0, 0);
  for (const allocation of allocations) {
    const to = payee(allocation.to);
    const amount = cents(allocation.amount);
    const slot = slotOf(allocation.bucket, to);
    if (slot !== null) out[at + slot] = (out[at + slot] ?? 0) + amount;
  }
}

/** Place of an allocation among a distribution's scalars; null for fees, which no line reports. */
function slotOf(bucket: Allocations[number]['bucket'], to: number): number | null {
  switch (bucket) {
    case 'current':
      return 2 + to;
    case 'medical':
      return 4 + to;
    case 'arrears':
    case 'interest':
      return 6 + to;
    case 'future':
      return 8;
    case 'fee':
      return null;
  }
}

function payee(owedTo: 'family' | 'state'): number {
  return owedTo === 'family' ? FAMILY : STATE;
}

function flag(value: boolean | undefined): number {
  return value === true ? 1 : 0;
}

function program(name: string): number {
  return PROGRAMS.indexOf(name as (typeof PROGRAMS)[number]); // accepted records name known programs only
}

function cents(text: string): number {
  return parseCents(text, { signed: true }) ?? broken('an amount', text);
}

function day(text: string): number {
  return parseDay(text) ?? broken('a day', text);
}

function month(text: string): number {
  return parseMonth(text) ?? broken('a month', text);
}

/** A decimal with up to four places as an integer number of ten-thousandths. */
function tenThousandths(text: string): number {
  const [whole = '0', fraction = ''] = text.split('.');
  return Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'));
}

function broken(what: string, text: string): never {
  throw new Error(
    `A stored record has ${what} that is none: "${text}". The ledger's file is damaged; run plumbline check.`,
  );
}
