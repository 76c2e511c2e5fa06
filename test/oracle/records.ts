import type { DayText, MonthText } from './calendar.js';

/** What the rules read of each type's data, as records.md names it. */
interface DataOf {
  readonly CaseOpened: Opening;
  readonly CaseReopened: { readonly program?: string };
  readonly CaseClosed: Nothing;
  readonly CaseTransferredIn: Opening & { readonly openedOn: DayText };
  readonly CaseTransferredOut: Nothing;
  readonly AssistanceProgramChanged: { readonly program: string };
  readonly JurisdictionDetermined: { readonly jurisdiction: boolean };
  readonly ChildAddedToCase: { readonly child: string };
  readonly ChildRemovedFromCase: { readonly child: string };
  readonly ReferralSent: Referral;
  readonly ReferralSentEnded: { readonly referral: string };
  readonly ReferralReceived: Referral;
  readonly ReferralReceivedEnded: { readonly referral: string };
  readonly ServiceOfProcessCompleted: Nothing;
  readonly NonCooperationDetermined: Nothing;
  readonly NonCooperationEnded: Nothing;
  readonly GoodCauseDetermined: Nothing;
  readonly GoodCauseEnded: Nothing;
  readonly SupportOrderEstablished: Establishment;
  readonly SupportOrderModified: {
    readonly order: string;
    readonly terms: Terms;
    readonly addsChildren?: readonly string[];
    readonly establishedBy?: string;
  };
  readonly SupportOrderMadePermanent: { readonly order: string };
  readonly SupportOrderTerminated: { readonly order: string };
  readonly SupportOrderSetAside: { readonly order: string };
  readonly CurrentSupportCharged: Owed & { readonly order: string };
  readonly ArrearsBroughtForward: Owed;
  readonly ArrearsJudgmentEntered: Owed & { readonly order?: string };
  readonly InterestAccrued: Owed;
  readonly ArrearsCompromised: Owed;
  readonly ArrearsAdjusted: Owed & { readonly forPeriod: MonthText };
  readonly CollectionReceived: {
    readonly collection: string;
    readonly amount: string;
    readonly voluntary?: boolean;
  };
  readonly CollectionDistributed: {
    readonly distribution: string;
    readonly collection: string;
    readonly allocations: readonly Allocation[];
  };
  readonly DistributionReversed: { readonly distribution: string };
  readonly CoverageStarted: {
    readonly coverage: string;
    readonly kind: string;
    readonly asOrdered: boolean;
    readonly children: readonly string[];
  };
  readonly CoverageEnded: { readonly coverage: string };
  readonly InsuranceUnavailabilityConfirmed: Nothing;
  readonly InsuranceUnavailabilityEnded: Nothing;
  readonly MedicalBillsPaid: Nothing;
  readonly TanfTerminationReported: { readonly lastGrantMonth: MonthText };
  readonly ChildRegistered: { readonly birthDate: DayText; readonly bornOutOfWedlock: boolean };
  readonly PaternityEstablished: { readonly method: string; readonly by: string };
  readonly PaternityVacated: Nothing;
  readonly DependentByParentDeath: Nothing;
  readonly MediCalEligibilityStarted: Nothing;
  readonly MediCalEligibilityEnded: Nothing;
  readonly StaffingReported: { readonly line30: Staff; readonly line31: Staff };
  readonly StatewideFigureRecorded: { readonly line: string; readonly value: number };
  readonly LineMadeReportable: { readonly lines: readonly string[]; readonly from: MonthText };
  readonly ParticipantRegistered: { readonly participant: string };
  readonly RecordVoided: Nothing;
}

type Nothing = Readonly<Record<string, unknown>>;

interface Opening {
  readonly ncp: { readonly role: string };
  readonly program: string;
  readonly formerAssistance?: boolean;
}

interface Referral {
  readonly referral: string;
  readonly kind: string;
}

interface Staff {
  readonly fullTime: string;
  readonly partTimeHours: string;
}

interface Owed {
  readonly amount: string;
  readonly owedTo: OwedTo;
}

interface Establishment {
  readonly order: string;
  readonly establishedBy: string;
  readonly kind: string;
  readonly terms: Terms;
  readonly children?: readonly string[];
  readonly byDefault?: boolean;
  readonly presumedIncome?: boolean;
  readonly enforceable?: boolean;
  readonly generalObligation?: boolean;
  readonly reestablishes?: string;
}

/** To whom money is owed or goes. */
export type OwedTo = 'family' | 'state';

/** The terms of an order, money as text. */
export interface Terms {
  readonly currentSupport: string;
  readonly cashMedical: string;
  readonly healthInsurance: boolean;
}

/** One part of a distribution, money as text. */
export interface Allocation {
  readonly bucket: 'current' | 'medical' | 'arrears' | 'interest' | 'future' | 'fee';
  readonly amount: string;
  readonly to: OwedTo;
}

/** The names of the record types. */
export type TypeName = keyof DataOf;

/** A record as the ledger holds it, with its place and the place of the first record of its chain. */
export interface Held<T extends TypeName> {
  readonly position: number;
  readonly rootPosition: number;
  readonly id: string;
  readonly type: T;
  readonly case?: string;
  readonly child?: string;
  readonly effective: DayText;
  readonly data: DataOf[T];
}

/** Any record as the ledger holds it. */
export type AnyHeld = { readonly [T in TypeName]: Held<T> }[TypeName];

/** A record's JSON as it was accepted. */
export interface RecordJson {
  readonly id: string;
  readonly type: TypeName;
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly effective: DayText;
  readonly data: Readonly<Record<string, unknown>>;
  readonly corrects?: string;
  readonly reason?: string;
  readonly recorded?: string;
}

/** One accepted record and its position in its county's ledger. */
export interface Entry {
  readonly position: number;
  readonly record: object;
}

/** Those of some records that are of the given types, in the order they stand in. */
export function ofTypes<T extends TypeName>(
  records: readonly AnyHeld[],
  ...types: readonly T[]
): readonly Extract<AnyHeld, { readonly type: T }>[] {
  const names: readonly string[] = types;
  return records.filter((record): record is Extract<AnyHeld, { readonly type: T }> =>
    names.includes(record.type),
  );
}

/** The last of some records, if there is one. */
export function lastOf<R>(records: readonly R[]): R | undefined {
  return records[records.length - 1];
}

/** Those of some records that are effective on the day or before it. */
export function until<R extends { readonly effective: DayText }>(
  records: readonly R[],
  day: DayText,
): readonly R[] {
  return records.filter((record) => record.effective <= day);
}

/** Those of some records that are effective from the first day to the last, both included. */
export function within<R extends { readonly effective: DayText }>(
  records: readonly R[],
  first: DayText,
  last: DayText,
): readonly R[] {
  return records.filter((record) => record.effective >= first && record.effective <= last);
}
