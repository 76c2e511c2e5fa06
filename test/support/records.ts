import type { RecordType } from '../../events/registry.js';

/** A JSON object as a sender would build it; tests break it on purpose, so it has no record's type. */
export type Json = Record<string, unknown>;

const ID = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
export const OTHER_ID = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a12';

const NAME = { first: 'Ana', last: 'Ruiz' };
const TERMS = {
  currentSupport: '300.00',
  cashMedical: '0.00',
  healthInsurance: true,
  reserved: false,
};
const OPENING = {
  ncp: { participant: 'P-1', role: 'father' },
  payee: { participant: 'P-2', kind: 'custodial-parent' },
  program: 'calworks',
};
const FULL_OPENING = { ...OPENING, formerAssistance: true, intake: 'referral' };
const REFERRAL = { referral: 'R-1', kind: 'state', jurisdiction: 'NV' };
const OWED = { amount: '125.00', owedTo: 'family' };
const STAFF = { fullTime: '11', partTimeHours: '0.5' };

/** For each type the `data` with no optional field, and with all of them. */
export const SAMPLE_DATA: Readonly<
  Record<Exclude<RecordType, 'RecordVoided'>, readonly [least: Json, most: Json]>
> = {
  CaseOpened: [OPENING, FULL_OPENING],
  CaseReopened: [{}, { program: 'none' }],
  CaseClosed: same({ reason: '303.11-b-12' }),
  CaseTransferredIn: [
    { ...OPENING, fromCounty: '30', openedOn: '1999-02-28' },
    { ...FULL_OPENING, fromCounty: '30', openedOn: '1999-02-28' },
  ],
  CaseTransferredOut: same({ toCounty: '58' }),
  AssistanceProgramChanged: same({ program: 'medi-cal-only' }),
  JurisdictionDetermined: same({ jurisdiction: false }),
  ChildAddedToCase: same({ child: 'K-1' }),
  ChildRemovedFromCase: same({ child: 'K-1' }),
  ReferralSent: same(REFERRAL),
  ReferralSentEnded: same({ referral: 'R-1' }),
  ReferralReceived: same(REFERRAL),
  ReferralReceivedEnded: same({ referral: 'R-1' }),
  ServiceOfProcessCompleted: same({ manner: 'personal', purpose: 'both' }),
  NonCooperationDetermined: same({}),
  NonCooperationEnded: same({}),
  GoodCauseDetermined: same({}),
  GoodCauseEnded: same({}),
  SupportOrderEstablished: [
    { order: 'O-1', establishedBy: 'county', kind: 'permanent', terms: TERMS },
    {
      order: 'O-1',
      establishedBy: 'other',
      kind: 'temporary',
      terms: TERMS,
      children: ['K-1', 'K-2'],
      byDefault: true,
      presumedIncome: false,
      enforceable: true,
      generalObligation: false,
      reestablishes: 'O-0',
    },
  ],
  SupportOrderModified: [
    { order: 'O-1', terms: TERMS },
    { order: 'O-1', terms: TERMS, addsChildren: ['K-3'], establishedBy: 'other' },
  ],
  SupportOrderMadePermanent: same({ order: 'O-1' }),
  SupportOrderTerminated: same({ order: 'O-1' }),
  SupportOrderSetAside: same({ order: 'O-1' }),
  CurrentSupportCharged: same({ order: 'O-1', ...OWED }),
  ArrearsBroughtForward: same(OWED),
  ArrearsJudgmentEntered: [OWED, { ...OWED, order: 'O-1' }],
  InterestAccrued: same(OWED),
  ArrearsCompromised: same(OWED),
  ArrearsAdjusted: same({ amount: '-125.00', owedTo: 'state', forPeriod: '2004-06' }),
  CollectionReceived: [
    { collection: 'C-1', amount: '250.00', source: 'income-withholding' },
    { collection: 'C-1', amount: '250.00', source: 'direct', voluntary: true },
  ],
  CollectionDistributed: same({
    distribution: 'D-1',
    collection: 'C-1',
    allocations: [
      { bucket: 'current', amount: '200.00', to: 'family' },
      { bucket: 'arrears', amount: '50.00', to: 'state' },
    ],
  }),
  DistributionReversed: same({ distribution: 'D-1' }),
  CoverageStarted: [
    { coverage: 'V-1', kind: 'private', asOrdered: true, children: [] },
    { coverage: 'V-1', kind: 'tricare', asOrdered: false, children: ['K-1'] },
  ],
  CoverageEnded: same({ coverage: 'V-1' }),
  InsuranceUnavailabilityConfirmed: same({}),
  InsuranceUnavailabilityEnded: same({}),
  MedicalBillsPaid: same({ amount: '0.01' }),
  TanfTerminationReported: same({ lastGrantMonth: '2006-01' }),
  ChildRegistered: [
    { birthDate: '1999-06-15', bornOutOfWedlock: true },
    { birthDate: '2004-02-29', bornOutOfWedlock: false, birthState: 'CA', name: NAME },
  ],
  PaternityEstablished: same({ method: 'pop', by: 'other' }),
  PaternityVacated: same({}),
  DependentByParentDeath: same({}),
  MediCalEligibilityStarted: same({}),
  MediCalEligibilityEnded: same({}),
  StaffingReported: same({ line30: STAFF, line31: STAFF }),
  StatewideFigureRecorded: same({ line: '5a', value: 1234, source: 'DCSS letter of 2006-11-01' }),
  LineMadeReportable: same({ lines: ['1d', '36'], from: '2006-04' }),
  ParticipantRegistered: [{ participant: 'P-1' }, { participant: 'P-1', name: NAME }],
};

const SUBJECT_OF: Readonly<Record<string, Json>> = {
  case: { case: '1900001' },
  child: { child: 'K-77' },
  county: {},
};

/** A valid record of the type, every optional field left out (`least`) or there (`most`, with a correction's fields). */
export function sampleRecord(
  type: RecordType,
  subject: 'case' | 'child' | 'county' | 'target',
  size: 'least' | 'most',
): Json {
  const start = { id: ID, type, county: '19', effective: '2006-09-12' };
  const correction = { corrects: OTHER_ID, reason: 'entered for another case' };
  if (type === 'RecordVoided') return { ...start, case: '1900001', data: {}, ...correction };
  // Not structuredClone: it keeps two fields that hold one object together, and a change to one would be to both.
  const data: unknown = JSON.parse(JSON.stringify(SAMPLE_DATA[type][size === 'least' ? 0 : 1]));
  const rest = size === 'least' ? {} : { ...correction, recorded: '2006-10-03T17:05:00Z' };
  return { ...start, ...SUBJECT_OF[subject], data, ...rest };
}

/** The record without those fields. */
export function without(record: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function same(data: Json): readonly [Json, Json] {
  return [data, data];
}
