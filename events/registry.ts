/** What a record is about. */
export type SubjectKind = 'county' | 'case' | 'child';

/**
 * The code of each type as it stands in stored columns.
 *
 * WARNING: these numbers are storage. Never change or reuse one; a new type takes a number that was never used.
 */
export const TYPE_CODE = {
  CaseOpened: 1,
  CaseReopened: 2,
  CaseClosed: 3,
  CaseTransferredIn: 4,
  CaseTransferredOut: 5,
  AssistanceProgramChanged: 6,
  JurisdictionDetermined: 7,
  ChildAddedToCase: 8,
  ChildRemovedFromCase: 9,
  ReferralSent: 10,
  ReferralSentEnded: 11,
  ReferralReceived: 12,
  ReferralReceivedEnded: 13,
  ServiceOfProcessCompleted: 14,
  NonCooperationDetermined: 15,
  NonCooperationEnded: 16,
  GoodCauseDetermined: 17,
  GoodCauseEnded: 18,
  SupportOrderEstablished: 19,
  SupportOrderModified: 20,
  SupportOrderMadePermanent: 21,
  SupportOrderTerminated: 22,
  SupportOrderSetAside: 23,
  CurrentSupportCharged: 24,
  ArrearsBroughtForward: 25,
  ArrearsJudgmentEntered: 26,
  InterestAccrued: 27,
  ArrearsCompromised: 28,
  ArrearsAdjusted: 29,
  CollectionReceived: 30,
  CollectionDistributed: 31,
  DistributionReversed: 32,
  CoverageStarted: 33,
  CoverageEnded: 34,
  InsuranceUnavailabilityConfirmed: 35,
  InsuranceUnavailabilityEnded: 36,
  MedicalBillsPaid: 37,
  TanfTerminationReported: 38,
  ChildRegistered: 39,
  PaternityEstablished: 40,
  PaternityVacated: 41,
  DependentByParentDeath: 42,
  MediCalEligibilityStarted: 43,
  MediCalEligibilityEnded: 44,
  StaffingReported: 45,
  StatewideFigureRecorded: 46,
  LineMadeReportable: 47,
  ParticipantRegistered: 48,
  RecordVoided: 60,
} as const;

/** The name of a record type: `CaseOpened`, ... `RecordVoided`. */
export type RecordType = keyof typeof TYPE_CODE;

// Names and codes alone: a replay asks for no schema, and loads none. records/schemas.ts has them.
const TYPE_BY_CODE: ReadonlyMap<number, RecordType> = new Map(
  Object.entries(TYPE_CODE).map(([name, code]) => [code, name as RecordType]),
);

/** The names of all record types. */
export const TYPE_NAMES: ReadonlySet<string> = new Set(Object.keys(TYPE_CODE));

/** Whether the text names a record type. */
export function isRecordType(text: string): text is RecordType {
  return TYPE_NAMES.has(text);
}

/** The type with that code. Throws a `RangeError` on a number that is no type's code. */
export function typeOfCode(code: number): RecordType {
  const name = TYPE_BY_CODE.get(code);
  if (name === undefined) {
    throw new RangeError(
      `Record type code ${String(code)} is not in the registry. The store may be of a newer version of the program.`,
    );
  }
  return name;
}
