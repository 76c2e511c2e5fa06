import type { ToldTypes } from './told-type.js';

const REFERENCE = 'the id of the referral, taken by the record that began it';

const OPENING = {
  ncp: 'the parent who owes support, or may come to owe it',
  'ncp.participant': 'that person’s id',
  'ncp.role': 'what that person is to the children',
  payee: 'who receives the support',
  'payee.participant': 'that person’s id',
  'payee.kind': 'in which place the payee stands',
  program: 'the aid program of the family; the first three are the federal ones',
  formerAssistance:
    'whether the family received federal aid before what this ledger holds of the case (left out: no)',
  intake: 'how the case came to the county',
} as const;

/** How a case begins, changes, moves and ends. */
export const LIFE_OF_CASE: ToldTypes<
  | 'CaseOpened'
  | 'CaseTransferredIn'
  | 'ChildAddedToCase'
  | 'ChildRemovedFromCase'
  | 'AssistanceProgramChanged'
  | 'TanfTerminationReported'
  | 'JurisdictionDetermined'
  | 'CaseTransferredOut'
  | 'CaseClosed'
  | 'CaseReopened'
> = {
  CaseOpened: {
    meaning:
      'A IV-D case was opened in the county. No other record of the case can come before it.',
    fields: OPENING,
    example: {
      ncp: { participant: 'P-200', role: 'putative-father' },
      payee: { participant: 'P-100', kind: 'custodial-parent' },
      program: 'calworks',
      formerAssistance: false,
      intake: 'application',
    },
  },
  CaseTransferredIn: {
    meaning: 'A case came from another county. It stands in place of a `CaseOpened`.',
    fields: {
      ...OPENING,
      fromCounty: 'the county that it came from',
      openedOn: 'the day on which the case was first opened; it is not compared with `effective`',
    },
    example: {
      ncp: { participant: 'P-210', role: 'father' },
      payee: { participant: 'P-110', kind: 'caretaker' },
      program: 'medi-cal-only',
      formerAssistance: true,
      intake: 'referral',
      fromCounty: '34',
      openedOn: '2003-05-20',
    },
  },
  ChildAddedToCase: {
    meaning: 'A registered child belongs to the case from that day on.',
    fields: { child: 'the child’s id' },
    example: { child: 'K-77' },
  },
  ChildRemovedFromCase: {
    meaning: 'A child does not belong to the case any more.',
    fields: { child: 'the child’s id' },
    example: { child: 'K-78' },
  },
  AssistanceProgramChanged: {
    meaning:
      'The family’s aid program is another one. Current, former and never assistance follow from these records.',
    fields: { program: 'the program from that day on' },
    example: { program: 'none' },
  },
  TanfTerminationReported: {
    meaning:
      'The IV-A agency gave notice that aid ended. `effective` is the day on which the notice came.',
    fields: { lastGrantMonth: 'the last month of the grant; it is not compared with `effective`' },
    example: { lastGrantMonth: '2006-02' },
  },
  JurisdictionDetermined: {
    meaning:
      'It was determined whether the state has jurisdiction over the parent who owes support.',
    fields: { jurisdiction: 'whether it has' },
    example: { jurisdiction: true },
  },
  CaseTransferredOut: {
    meaning: 'The case went to another county. It may come back by a `CaseTransferredIn`.',
    fields: { toCounty: 'the county that it went to' },
    example: { toCounty: '37' },
  },
  CaseClosed: {
    meaning: 'The case was closed.',
    fields: { reason: 'the closure code, as the county spells it' },
    example: { reason: 'EMANC' },
  },
  CaseReopened: {
    meaning: 'A closed case was opened again.',
    fields: { program: 'the aid program, where it is another one than before' },
    example: { program: 'medi-cal-only' },
  },
};

/** Requests to and from other states, tribes and countries, serving papers, and cooperation. */
export const WORK_ON_CASE: ToldTypes<
  | 'ReferralSent'
  | 'ReferralSentEnded'
  | 'ReferralReceived'
  | 'ReferralReceivedEnded'
  | 'ServiceOfProcessCompleted'
  | 'NonCooperationDetermined'
  | 'NonCooperationEnded'
  | 'GoodCauseDetermined'
  | 'GoodCauseEnded'
> = {
  ReferralSent: {
    meaning: 'The case was sent to another state, tribe or country.',
    fields: {
      referral: 'an id for the referral, new among the case’s referrals sent',
      kind: 'where it was sent to',
      jurisdiction: 'the code of that state, tribe or country, as the county spells it',
    },
    example: { referral: 'R-1', kind: 'state', jurisdiction: 'NV' },
  },
  ReferralSentEnded: {
    meaning: 'A referral that was sent has ended.',
    fields: { referral: REFERENCE },
    example: { referral: 'R-1' },
  },
  ReferralReceived: {
    meaning: 'The case was received from another state, tribe or country.',
    fields: {
      referral: 'an id for the referral, new among the case’s referrals received',
      kind: 'where it came from',
      jurisdiction: 'the code of that state, tribe or country, as the county spells it',
    },
    example: { referral: 'R-9', kind: 'country', jurisdiction: 'MX' },
  },
  ReferralReceivedEnded: {
    meaning: 'A referral that was received has ended.',
    fields: { referral: REFERENCE },
    example: { referral: 'R-9' },
  },
  ServiceOfProcessCompleted: {
    meaning: 'A summons and complaint was served successfully.',
    fields: {
      manner: 'whether it was handed to the person',
      purpose: 'what it was served for',
    },
    example: { manner: 'personal', purpose: 'both' },
  },
  NonCooperationDetermined: {
    meaning: 'It was determined that the aided parent does not cooperate.',
    fields: {},
    example: {},
  },
  NonCooperationEnded: {
    meaning: 'That determination has ended.',
    fields: {},
    example: {},
  },
  GoodCauseDetermined: {
    meaning: 'It was determined that the aided parent need not cooperate, for good cause.',
    fields: {},
    example: {},
  },
  GoodCauseEnded: {
    meaning: 'That determination has ended.',
    fields: {},
    example: {},
  },
};
