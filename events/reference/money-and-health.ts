import type { ToldTypes } from './told-type.js';

/** Money that came in and where it went; health insurance. */
export const MONEY_AND_HEALTH: ToldTypes<
  | 'CollectionReceived'
  | 'CollectionDistributed'
  | 'DistributionReversed'
  | 'CoverageStarted'
  | 'CoverageEnded'
  | 'InsuranceUnavailabilityConfirmed'
  | 'InsuranceUnavailabilityEnded'
  | 'MedicalBillsPaid'
> = {
  CollectionReceived: {
    meaning: 'Money came in for the case.',
    fields: {
      collection: 'an id for the collection, new among the case’s collections',
      amount: 'how much',
      source: 'where it came from',
      voluntary: 'whether it was paid although nothing was owed (left out: no)',
    },
    example: {
      collection: 'C-88',
      amount: '250.00',
      source: 'income-withholding',
      voluntary: false,
    },
    corrected:
      'A smaller amount must still cover what stands distributed; a voided one covers nothing.',
  },
  CollectionDistributed: {
    meaning:
      'A collection was shared out. `effective` is the day on which the money was both distributed and disbursed; amounts are gross of recovered costs.',
    fields: {
      distribution: 'an id for the distribution, new among the case’s distributions',
      collection: 'the collection’s id, taken by its `CollectionReceived`',
      allocations: 'the parts',
      'allocations[].bucket': 'what the part is counted as',
      'allocations[].amount': 'how much',
      'allocations[].to': 'who gets it',
    },
    example: {
      distribution: 'D-88',
      collection: 'C-88',
      allocations: [
        { bucket: 'current', amount: '200.00', to: 'family' },
        { bucket: 'arrears', amount: '50.00', to: 'state' },
      ],
    },
    corrected: 'All that stands distributed of a collection is at most its amount.',
  },
  DistributionReversed: {
    meaning: 'A distribution was taken back as a whole.',
    fields: { distribution: 'the distribution’s id, taken by its `CollectionDistributed`' },
    example: { distribution: 'D-88' },
    corrected:
      'A voided reversal makes the distribution stand again; it must still fit into its collection.',
  },
  CoverageStarted: {
    meaning: 'Children are covered by health insurance from that day on.',
    fields: {
      coverage: 'an id for the coverage, new among the case’s coverages',
      kind: 'what kind of coverage it is',
      asOrdered: 'whether it is what the order asks for',
      children: 'the registered children that are covered',
    },
    example: { coverage: 'V-1', kind: 'private', asOrdered: true, children: ['K-77'] },
  },
  CoverageEnded: {
    meaning: 'A coverage has ended.',
    fields: { coverage: 'the coverage’s id, taken by its `CoverageStarted`' },
    example: { coverage: 'V-1' },
  },
  InsuranceUnavailabilityConfirmed: {
    meaning: 'It is documented that private insurance at reasonable cost is not available.',
    fields: {},
    example: {},
  },
  InsuranceUnavailabilityEnded: {
    meaning: 'Private insurance at reasonable cost is available again.',
    fields: {},
    example: {},
  },
  MedicalBillsPaid: {
    meaning: 'The parent who owes support paid medical bills.',
    fields: { amount: 'how much' },
    example: { amount: '85.00' },
  },
};
