import type { ToldTypes } from './told-type.js';

const ORDER = 'the order’s id, taken by its `SupportOrderEstablished`';
const OWED_TO = 'to whom it is owed';
const AMOUNT = 'how much';

const TERMS = {
  terms: 'what the order asks for',
  'terms.currentSupport': 'current support a month, its child care and spousal parts with it',
  'terms.cashMedical': 'cash medical support a month',
  'terms.healthInsurance': 'whether health insurance is ordered',
  'terms.reserved': 'whether the amount is reserved: then both amounts are "0.00"',
} as const;

/** Orders, and what falls due by them. */
export const SUPPORT: ToldTypes<
  | 'SupportOrderEstablished'
  | 'SupportOrderModified'
  | 'SupportOrderMadePermanent'
  | 'SupportOrderTerminated'
  | 'SupportOrderSetAside'
  | 'CurrentSupportCharged'
  | 'ArrearsBroughtForward'
  | 'ArrearsJudgmentEntered'
  | 'InterestAccrued'
  | 'ArrearsCompromised'
  | 'ArrearsAdjusted'
> = {
  SupportOrderEstablished: {
    meaning: 'A court’s order for support exists in the case from that day on.',
    fields: {
      order: 'an id for the order, new among the case’s orders',
      establishedBy: 'whether this county established it; Line 17 counts those that it did',
      kind: 'what kind of order it is',
      ...TERMS,
      children: 'the registered children that it is for',
      byDefault: 'whether it was made by default (left out: no)',
      presumedIncome: 'whether presumed income was used (left out: no)',
      enforceable: 'whether it can be enforced (left out: yes)',
      generalObligation: 'whether it names no amount for anybody in particular (left out: no)',
      reestablishes: 'an order of the case that this one takes the place of',
    },
    example: {
      order: 'O-2',
      establishedBy: 'county',
      kind: 'temporary',
      terms: {
        currentSupport: '350.00',
        cashMedical: '0.00',
        healthInsurance: true,
        reserved: false,
      },
      children: ['K-77'],
      byDefault: false,
      presumedIncome: false,
      enforceable: true,
      generalObligation: false,
      reestablishes: 'O-1',
    },
  },
  SupportOrderModified: {
    meaning: 'The terms of an order are other ones, or it is for more children.',
    fields: {
      order: ORDER,
      ...TERMS,
      addsChildren: 'registered children that it is for from now on, too',
      establishedBy: 'who did it (left out: county); it matters only with `addsChildren`',
    },
    example: {
      order: 'O-2',
      terms: {
        currentSupport: '400.00',
        cashMedical: '25.00',
        healthInsurance: true,
        reserved: false,
      },
      addsChildren: ['K-78'],
      establishedBy: 'county',
    },
  },
  SupportOrderMadePermanent: {
    meaning: 'A temporary order was made permanent.',
    fields: { order: ORDER },
    example: { order: 'O-2' },
  },
  SupportOrderTerminated: {
    meaning: 'An order asks for nothing from that day on. What was owed stays owed.',
    fields: { order: ORDER },
    example: { order: 'O-1' },
  },
  SupportOrderSetAside: {
    meaning: 'An order was set aside by the court.',
    fields: { order: ORDER },
    example: { order: 'O-1' },
  },
  CurrentSupportCharged: {
    meaning: 'Support fell due on that day.',
    fields: { order: ORDER, amount: AMOUNT, owedTo: OWED_TO },
    example: { order: 'O-2', amount: '400.00', owedTo: 'family' },
  },
  ArrearsBroughtForward: {
    meaning: 'A balance that was past due when the case was converted or transferred.',
    fields: { amount: AMOUNT, owedTo: OWED_TO },
    example: { amount: '1250.00', owedTo: 'state' },
  },
  ArrearsJudgmentEntered: {
    meaning: 'A court entered a judgment for past support.',
    fields: { amount: AMOUNT, owedTo: OWED_TO, order: 'the order that it belongs to' },
    example: { amount: '600.00', owedTo: 'family', order: 'O-2' },
  },
  InterestAccrued: {
    meaning: 'Interest on what is past due was added.',
    fields: { amount: AMOUNT, owedTo: OWED_TO },
    example: { amount: '12.50', owedTo: 'family' },
  },
  ArrearsCompromised: {
    meaning: 'A part of what is past due was forgiven.',
    fields: { amount: AMOUNT, owedTo: OWED_TO },
    example: { amount: '100.00', owedTo: 'state' },
  },
  ArrearsAdjusted: {
    meaning: 'The arrears of a month, usually an earlier one, were adjusted.',
    fields: {
      amount: 'by how much; negative where less is owed',
      owedTo: OWED_TO,
      forPeriod: 'the month whose arrears they are; it is not compared with `effective`',
    },
    example: { amount: '-40.00', owedTo: 'family', forPeriod: '2006-01' },
  },
};
