import Type from 'typebox';

import { caseRecord } from './envelope.js';
import {
  CLOSED,
  code,
  day,
  moneyOrZero,
  moneyPositive,
  moneySigned,
  month,
  owedTo,
  subjectId,
  subjectIds,
  text,
} from './forms.js';

/** Most allocations of one distribution. */
export const ALLOCATIONS_LENGTH_MAX = 20;

const program = Type.Enum([
  'calworks',
  'kingap',
  'foster-care-iv-e',
  'foster-care-state',
  'calworks-state',
  'medi-cal-only',
  'none',
  'unknown',
]);

const opening = {
  ncp: Type.Object(
    {
      participant: subjectId,
      role: Type.Enum(['father', 'mother', 'putative-father', 'other']),
    },
    CLOSED,
  ),
  payee: Type.Object(
    {
      participant: subjectId,
      kind: Type.Enum(['custodial-parent', 'caretaker', 'foster-care']),
    },
    CLOSED,
  ),
  program,
  formerAssistance: Type.Optional(Type.Boolean()),
  intake: Type.Optional(Type.Enum(['application', 'referral', 'incoming-interstate'])),
};

const establishedBy = Type.Enum(['county', 'other']);

/** The terms of an order. `zeroWhen` says that `reserved` true asks for both amounts to be `"0.00"`. */
const terms = Type.Object(
  {
    currentSupport: moneyOrZero,
    cashMedical: moneyOrZero,
    healthInsurance: Type.Boolean(),
    reserved: Type.Boolean(),
  },
  { ...CLOSED, zeroWhen: { field: 'reserved', amounts: ['currentSupport', 'cashMedical'] } },
);

const referral = {
  referral: subjectId,
  kind: Type.Enum(['state', 'tribe', 'country']),
  jurisdiction: code,
};

const owed = { amount: moneyPositive, owedTo };

const allocation = Type.Object(
  {
    bucket: Type.Enum(['current', 'medical', 'arrears', 'interest', 'future', 'fee']),
    amount: moneyPositive,
    to: owedTo,
  },
  CLOSED,
);

/** One schema for each type of contract/records.md, Case records, in the order of its table. */
export const CASE_RECORDS = {
  CaseOpened: caseRecord('CaseOpened', opening),
  CaseReopened: caseRecord('CaseReopened', { program: Type.Optional(program) }),
  CaseClosed: caseRecord('CaseClosed', { reason: code }),
  CaseTransferredIn: caseRecord('CaseTransferredIn', {
    ...opening,
    fromCounty: text(),
    openedOn: day,
  }),
  CaseTransferredOut: caseRecord('CaseTransferredOut', { toCounty: text() }),
  AssistanceProgramChanged: caseRecord('AssistanceProgramChanged', { program }),
  JurisdictionDetermined: caseRecord('JurisdictionDetermined', { jurisdiction: Type.Boolean() }),
  ChildAddedToCase: caseRecord('ChildAddedToCase', { child: subjectId }),
  ChildRemovedFromCase: caseRecord('ChildRemovedFromCase', { child: subjectId }),
  ReferralSent: caseRecord('ReferralSent', referral),
  ReferralSentEnded: caseRecord('ReferralSentEnded', { referral: subjectId }),
  ReferralReceived: caseRecord('ReferralReceived', referral),
  ReferralReceivedEnded: caseRecord('ReferralReceivedEnded', { referral: subjectId }),
  ServiceOfProcessCompleted: caseRecord('ServiceOfProcessCompleted', {
    manner: Type.Enum(['personal', 'substituted']),
    purpose: Type.Enum(['paternity', 'support', 'both']),
  }),
  NonCooperationDetermined: caseRecord('NonCooperationDetermined', {}),
  NonCooperationEnded: caseRecord('NonCooperationEnded', {}),
  GoodCauseDetermined: caseRecord('GoodCauseDetermined', {}),
  GoodCauseEnded: caseRecord('GoodCauseEnded', {}),
  SupportOrderEstablished: caseRecord('SupportOrderEstablished', {
    order: subjectId,
    establishedBy,
    kind: Type.Enum(['permanent', 'temporary', 'arrears-judgment']),
    terms,
    children: Type.Optional(subjectIds),
    byDefault: Type.Optional(Type.Boolean()),
    presumedIncome: Type.Optional(Type.Boolean()),
    enforceable: Type.Optional(Type.Boolean()),
    generalObligation: Type.Optional(Type.Boolean()),
    reestablishes: Type.Optional(subjectId),
  }),
  SupportOrderModified: caseRecord('SupportOrderModified', {
    order: subjectId,
    terms,
    addsChildren: Type.Optional(subjectIds),
    establishedBy: Type.Optional(establishedBy),
  }),
  SupportOrderMadePermanent: caseRecord('SupportOrderMadePermanent', { order: subjectId }),
  SupportOrderTerminated: caseRecord('SupportOrderTerminated', { order: subjectId }),
  SupportOrderSetAside: caseRecord('SupportOrderSetAside', { order: subjectId }),
  CurrentSupportCharged: caseRecord('CurrentSupportCharged', { order: subjectId, ...owed }),
  ArrearsBroughtForward: caseRecord('ArrearsBroughtForward', owed),
  ArrearsJudgmentEntered: caseRecord('ArrearsJudgmentEntered', {
    ...owed,
    order: Type.Optional(subjectId),
  }),
  InterestAccrued: caseRecord('InterestAccrued', owed),
  ArrearsCompromised: caseRecord('ArrearsCompromised', owed),
  ArrearsAdjusted: caseRecord('ArrearsAdjusted', {
    amount: moneySigned,
    owedTo,
    forPeriod: month,
  }),
  CollectionReceived: caseRecord('CollectionReceived', {
    collection: subjectId,
    amount: moneyPositive,
    source: Type.Enum([
      'income-withholding',
      'federal-tax-offset',
      'state-tax-offset',
      'unemployment',
      'other-state',
      'direct',
      'lien',
      'other',
    ]),
    voluntary: Type.Optional(Type.Boolean()),
  }),
  CollectionDistributed: caseRecord('CollectionDistributed', {
    distribution: subjectId,
    collection: subjectId,
    allocations: Type.Array(allocation, { minItems: 1, maxItems: ALLOCATIONS_LENGTH_MAX }),
  }),
  DistributionReversed: caseRecord('DistributionReversed', { distribution: subjectId }),
  CoverageStarted: caseRecord('CoverageStarted', {
    coverage: subjectId,
    kind: Type.Enum(['private', 'tricare', 'indian-health', 'public']),
    asOrdered: Type.Boolean(),
    children: subjectIds,
  }),
  CoverageEnded: caseRecord('CoverageEnded', { coverage: subjectId }),
  InsuranceUnavailabilityConfirmed: caseRecord('InsuranceUnavailabilityConfirmed', {}),
  InsuranceUnavailabilityEnded: caseRecord('InsuranceUnavailabilityEnded', {}),
  MedicalBillsPaid: caseRecord('MedicalBillsPaid', { amount: moneyPositive }),
  TanfTerminationReported: caseRecord('TanfTerminationReported', { lastGrantMonth: month }),
} as const;
