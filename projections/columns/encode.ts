import type { LedgerRecord } from '../../events/record.js';
import { parseMonth } from '../../events/values/month.js';
import { parseDay } from '../../events/values/day.js';
import { parseCents } from '../../events/values/money.js';
import { lineIndexOf } from '../cs1257/line-numbers.js';
import {
  COVERAGE_KINDS,
  FAMILY,
  ORDER_KINDS,
  PATERNITY_METHODS,
  PROGRAMS,
  PROGRAM_NONE_GIVEN,
  REFERRAL_KINDS,
  ROLES,
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

type Terms = Extract<LedgerRecord, { type: 'SupportOrderEstablished' }>['data']['terms'];
type Allocations = Extract<LedgerRecord, { type: 'CollectionDistributed' }>['data']['allocations'];

/**
 * Writes the scalars of a record that a replay needs to the end of `out`, in the order that
 * `replay-case.ts`, `replay-child.ts` and `replay-county.ts` read them. What no rule asks for
 * (names, closure codes, sources) is left out.
 */
export function encodeScalars(record: LedgerRecord, refs: RecordRefs, out: number[]): void {
  switch (record.type) {
    case 'CurrentSupportCharged':
    case 'ArrearsBroughtForward':
    case 'ArrearsJudgmentEntered':
    case 'InterestAccrued':
    case 'ArrearsCompromised':
      out.push(cents(record.data.amount), payee(record.data.owedTo));
      return;
    case 'CollectionReceived':
      out.push(refs.ref, flag(record.data.voluntary));
      return;
    case 'CollectionDistributed':
      encodeDistribution(record.data.allocations, refs, out);
      return;
    case 'ArrearsAdjusted':
      out.push(cents(record.data.amount), payee(record.data.owedTo), month(record.data.forPeriod));
      return;
    case 'CaseOpened':
      out.push(ROLES.indexOf(record.data.ncp.role), program(record.data.program));
      out.push(flag(record.data.formerAssistance));
      return;
    case 'CaseTransferredIn':
      out.push(ROLES.indexOf(record.data.ncp.role), program(record.data.program));
      out.push(flag(record.data.formerAssistance), day(record.data.openedOn));
      return;
    case 'CaseReopened':
      out.push(record.data.program === undefined ? PROGRAM_NONE_GIVEN : program(record.data.program));
      return;
    case 'AssistanceProgramChanged':
      out.push(program(record.data.program));
      return;
    case 'JurisdictionDetermined':
      out.push(flag(record.data.jurisdiction));
      return;
    case 'ReferralSent':
    case 'ReferralReceived':
      out.push(refs.ref, REFERRAL_KINDS.indexOf(record.data.kind));
      return;
    case 'SupportOrderEstablished':
      encodeOrder(record.data, refs, out);
      return;
    case 'SupportOrderModified':
      out.push(refs.ref);
      encodeTerms(record.data.terms, out);
      out.push(
        flag((record.data.addsChildren ?? []).length > 0 && record.data.establishedBy !== 'other'),
      );
      return;
    case 'CoverageStarted':
      out.push(refs.ref, COVERAGE_KINDS.indexOf(record.data.kind), flag(record.data.asOrdered));
      for (const child of record.data.children) out.push(refs.childNumber(child));
      return;
    case 'TanfTerminationReported':
      out.push(month(record.data.lastGrantMonth));
      return;
    case 'ChildAddedToCase':
    case 'ChildRemovedFromCase':
    case 'ReferralSentEnded':
    case 'ReferralReceivedEnded':
    case 'SupportOrderMadePermanent':
    case 'SupportOrderTerminated':
    case 'SupportOrderSetAside':
    case 'DistributionReversed':
    case 'CoverageEnded':
      out.push(refs.ref);
      return;
    case 'ChildRegistered':
      out.push(day(record.data.birthDate), flag(record.data.bornOutOfWedlock));
      return;
    case 'PaternityEstablished':
      out.push(PATERNITY_METHODS.indexOf(record.data.method), flag(record.data.by === 'county'));
      return;
    case 'StaffingReported':
      for (const line of [record.data.line30, record.data.line31]) {
        out.push(tenThousandths(line.fullTime), tenThousandths(line.partTimeHours));
      }
      return;
    case 'StatewideFigureRecorded':
      out.push(SUPPLIED_LINES.indexOf(record.data.line), record.data.value);
      return;
    case 'LineMadeReportable':
      out.push(month(record.data.from));
      for (const line of record.data.lines) out.push(lineIndexOf(line));
      return;
    case 'CaseClosed':
    case 'CaseTransferredOut':
    case 'ServiceOfProcessCompleted':
    case 'NonCooperationDetermined':
    case 'NonCooperationEnded':
    case 'GoodCauseDetermined':
    case 'GoodCauseEnded':
    case 'InsuranceUnavailabilityConfirmed':
    case 'InsuranceUnavailabilityEnded':
    case 'MedicalBillsPaid':
    case 'PaternityVacated':
    case 'DependentByParentDeath':
    case 'MediCalEligibilityStarted':
    case 'MediCalEligibilityEnded':
    case 'ParticipantRegistered':
    case 'RecordVoided':
      return;
  }
}

function encodeOrder(
  data: Extract<LedgerRecord, { type: 'SupportOrderEstablished' }>['data'],
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
