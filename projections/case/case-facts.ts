import type { Status } from '../columns/codes.js';
import type { CaseMonth } from './case-month.js';

/**
 * The yes-or-no facts that lines look at. A line's predicate sees these and the status and nothing
 * else, so that cases with the same facts are counted alike and need to be asked only once.
 */
export const CASE_FLAGS = [
  'isOpen',
  'isOpenWithoutJurisdiction',
  'isOfThisCounty',
  'isInFfy',
  'isInFfyForDollars',
  'isMediCalOnly',
  'isOnCalworks',
  'isSentToState',
  'isSentToTribe',
  'isSentToCountry',
  'isInitiating',
  'isReceivedFromState',
  'isReceivedFromTribe',
  'isReceivedFromCountry',
  'isResponding',
  'wasRespondingInFfy',
  'hasOrder',
  'isZeroCash',
  'hasCurrentOrder',
  'isArrearsOnly',
  'isMedicalOrdered',
  'isHealthInsuranceOrdered',
  'isCashMedicalOrdered',
  'isInsuranceUnavailable',
  'hasCoverageAsOrdered',
  'hadPrivateCoverageInFfy',
  'hadPublicCoverageInFfy',
  'hadCoverageInFfy',
  'hadMedicalPaymentInFfy',
  'hasTanfTerminationWithPaymentInFfy',
  'hasEstablishedInFfy',
  'hasEstablishedByDefaultInFfy',
  'hasEstablishedOnPresumedIncomeInFfy',
  'hasCollectionInFfy',
  'hasReferralSentInFfy',
  'hasReferralReceivedInFfy',
  'wasServedInFfy',
  'wasOpenedInMonth',
  'wasClosedInMonth',
  'isNonCooperating',
  'hadGoodCauseInFfy',
  'hadArrearsInFfy',
  'paidArrearsInFfy',
  'hadDueInFfy',
  'hadCurrentPaidInFfy',
] as const;
export type CaseFlag = (typeof CASE_FLAGS)[number];

/** What a predicate on cases can look at. */
export type CaseFacts = Readonly<Record<CaseFlag, boolean>> & { readonly statusCode: Status };

/** Flags beyond this many go to the high part of a key: shifts work on 31 bits. */
const LOW_FLAGS = 30;
const LOW_RANGE = 2 ** LOW_FLAGS;
const STATUS_SHIFT = CASE_FLAGS.length - LOW_FLAGS;

/** All flags and the status of a case at a month's end as one number; equal keys are equal facts. */
export function factKey(c: CaseMonth): number {
  return lowFlags(c) + highFlags(c) * LOW_RANGE;
}

/** Bits in the order of `CASE_FLAGS`; spelt out because this runs for every case and month. */
function lowFlags(c: CaseMonth): number {
  return (
    (c.isOpen ? 1 : 0) |
    (c.isOpenWithoutJurisdiction ? 1 << 1 : 0) |
    (c.isOfThisCounty ? 1 << 2 : 0) |
    (c.isInFfy ? 1 << 3 : 0) |
    (c.isInFfyForDollars ? 1 << 4 : 0) |
    (c.isMediCalOnly ? 1 << 5 : 0) |
    (c.isOnCalworks ? 1 << 6 : 0) |
    (c.hasReferrals ? referralFlags(c) : 0) |
    (c.hasOrder ? orderFlags(c) : 0) |
    (c.isInsuranceUnavailable ? 1 << 23 : 0) |
    (c.hasCoverages ? coverageFlags(c) : 0) |
    (c.hadMedicalPaymentInFfy ? 1 << 28 : 0) |
    (c.hasTanfTerminationWithPaymentInFfy ? 1 << 29 : 0)
  );
}

function referralFlags(c: CaseMonth): number {
  return (
    (c.isSentToState ? 1 << 7 : 0) |
    (c.isSentToTribe ? 1 << 8 : 0) |
    (c.isSentToCountry ? 1 << 9 : 0) |
    (c.isInitiating ? 1 << 10 : 0) |
    (c.isReceivedFromState ? 1 << 11 : 0) |
    (c.isReceivedFromTribe ? 1 << 12 : 0) |
    (c.isReceivedFromCountry ? 1 << 13 : 0) |
    (c.isResponding ? 1 << 14 : 0) |
    (c.wasRespondingInFfy ? 1 << 15 : 0)
  );
}

/** None of these is true of a case without a countable order. */
function orderFlags(c: CaseMonth): number {
  return (
    (1 << 16) |
    (c.isZeroCash ? 1 << 17 : 0) |
    (c.hasCurrentOrder ? 1 << 18 : 0) |
    (c.isArrearsOnly ? 1 << 19 : 0) |
    (c.isMedicalOrdered ? 1 << 20 : 0) |
    (c.isHealthInsuranceOrdered ? 1 << 21 : 0) |
    (c.isCashMedicalOrdered ? 1 << 22 : 0)
  );
}

function coverageFlags(c: CaseMonth): number {
  return (
    (c.hasCoverageAsOrdered ? 1 << 24 : 0) |
    (c.hadPrivateCoverageInFfy ? 1 << 25 : 0) |
    (c.hadPublicCoverageInFfy ? 1 << 26 : 0) |
    (c.hadCoverageInFfy ? 1 << 27 : 0)
  );
}

function highFlags(c: CaseMonth): number {
  return (
    (c.hasEstablishedInFfy ? establishmentFlags(c) : 0) |
    (c.hasCollectionInFfy ? 1 << 3 : 0) |
    (c.hasReferralSentInFfy ? 1 << 4 : 0) |
    (c.hasReferralReceivedInFfy ? 1 << 5 : 0) |
    (c.wasServedInFfy ? 1 << 6 : 0) |
    (c.wasOpenedInMonth ? 1 << 7 : 0) |
    (c.wasClosedInMonth ? 1 << 8 : 0) |
    (c.isNonCooperating ? 1 << 9 : 0) |
    (c.hadGoodCauseInFfy ? 1 << 10 : 0) |
    (c.hadArrearsInFfy ? 1 << 11 : 0) |
    (c.paidArrearsInFfy ? 1 << 12 : 0) |
    (c.hadDueInFfy ? 1 << 13 : 0) |
    (c.hadCurrentPaidInFfy ? 1 << 14 : 0) |
    (c.statusCode << STATUS_SHIFT)
  );
}

function establishmentFlags(c: CaseMonth): number {
  return (
    1 |
    (c.hasEstablishedByDefaultInFfy ? 1 << 1 : 0) |
    (c.hasEstablishedOnPresumedIncomeInFfy ? 1 << 2 : 0)
  );
}

/** The two parts of a key: flags from the first on, and the others below the status. */
export interface FactBits {
  readonly low: number;
  readonly high: number;
}

export function bitsOfKey(key: number): FactBits {
  return { low: key % LOW_RANGE, high: Math.floor(key / LOW_RANGE) };
}

/** @param high - that part of a key */
export function statusOfKey(high: number): Status {
  return (high >> STATUS_SHIFT) as Status; // written by highFlags
}

/** The facts that a key stands for. */
export function factsOfKey(key: number): CaseFacts {
  return factsOfBits(bitsOfKey(key));
}

function factsOfBits({ low, high }: FactBits): CaseFacts {
  const flags = CASE_FLAGS.map((flag, index): [CaseFlag, boolean] => [
    flag,
    index < LOW_FLAGS ? (low & (1 << index)) !== 0 : (high & (1 << (index - LOW_FLAGS))) !== 0,
  ]);
  return {
    ...(Object.fromEntries(flags) as Record<CaseFlag, boolean>),
    statusCode: statusOfKey(high),
  };
}

/** What somebody answers who is given facts, and the bits of those that he looked at: with others he answers the same. */
export function answerOf<T>(
  bits: FactBits,
  ask: (facts: CaseFacts) => T,
): { readonly answer: T; readonly lookedAt: FactBits } {
  let low = 0;
  let high = 0;
  const facts = new Proxy(factsOfBits(bits), {
    get: (of, name: keyof CaseFacts) => {
      if (name === 'statusCode') high |= -1 << STATUS_SHIFT;
      else {
        const index = CASE_FLAGS.indexOf(name);
        if (index < LOW_FLAGS) low |= 1 << index;
        else high |= 1 << (index - LOW_FLAGS);
      }
      return of[name];
    },
  });
  const answer = ask(facts);
  return { answer, lookedAt: { low, high } };
}
