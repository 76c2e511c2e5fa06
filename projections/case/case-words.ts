import type { CaseFact } from './case-month.js';

/** A fact in the words of those who read a report. */
export interface FactWords {
  /** A few words, as a heading. */
  readonly title: string;
  /** What it means where it holds, or which amount it is. */
  readonly sentence: string;
  /** Where it is said: the section of the form, and which records give it. */
  readonly source: string;
}

const INVENTORY = 'Section A, case inventory';
const COLLECTIONS = 'Section F, collections';
const MEDICAL = 'Section E, medical support';

/** Every fact of a case that a line looks at, beside the file that defines it. FFY is the federal fiscal year so far. */
export const CASE_WORDS: Readonly<Record<CaseFact, FactWords>> = {
  isOpen: {
    title: 'Open at the end of the month',
    sentence: 'The case is open on the last day of the month, and not for want of jurisdiction.',
    source: `${INVENTORY}, Line 1; openings, closings and transfers`,
  },
  isOpenWithoutJurisdiction: {
    title: 'Open without jurisdiction',
    sentence: 'The case is open, and the county has no jurisdiction over the noncustodial parent.',
    source: `${INVENTORY}, Line 3; changes of jurisdiction`,
  },
  isOfThisCounty: {
    title: 'Of this county',
    sentence: 'The case was not transferred out and is not without jurisdiction.',
    source: `${INVENTORY}; transfers and jurisdiction`,
  },
  isInFfy: {
    title: 'Open during the FFY',
    sentence: 'The case was open on a day of the fiscal year so far, and is of this county.',
    source: `${INVENTORY}; openings, closings and transfers`,
  },
  isInFfyForDollars: {
    title: 'Open during the FFY, for dollars',
    sentence: 'As open during the FFY; a case that was transferred out since counts as well.',
    source: `${COLLECTIONS}; openings, closings and transfers`,
  },
  status: {
    title: 'Assistance status',
    sentence: 'Whether the case has, had or never had assistance: the column that it is in.',
    source: `${INVENTORY}, columns (b) to (d); changes of status`,
  },
  isMediCalOnly: {
    title: 'Medi-Cal only',
    sentence: 'The case never had assistance and is open for medical support alone.',
    source: `${INVENTORY}, Lines 1c and 2d; the program of the case`,
  },
  isOnCalworks: {
    title: 'On CalWORKs',
    sentence: 'The program of the case is CalWORKs.',
    source: `${INVENTORY}; the program of the case`,
  },
  isSentToState: {
    title: 'Sent to another state',
    sentence: 'A referral to another state is in force.',
    source: `${INVENTORY}, Lines 1a and 2a; referrals sent`,
  },
  isSentToTribe: {
    title: 'Sent to a tribe',
    sentence: 'A referral to a tribe is in force.',
    source: `${INVENTORY}; referrals sent`,
  },
  isSentToCountry: {
    title: 'Sent to another country',
    sentence: 'A referral to another country is in force.',
    source: `${INVENTORY}; referrals sent`,
  },
  isInitiating: {
    title: 'Initiating',
    sentence: 'A referral to another jurisdiction is in force, whichever it is.',
    source: `${INVENTORY}; referrals sent`,
  },
  isReceivedFromState: {
    title: 'Received from another state',
    sentence: 'A referral from another state is in force.',
    source: `${INVENTORY}, Lines 1b and 2b; referrals received`,
  },
  isReceivedFromTribe: {
    title: 'Received from a tribe',
    sentence: 'A referral from a tribe is in force.',
    source: `${INVENTORY}; referrals received`,
  },
  isReceivedFromCountry: {
    title: 'Received from another country',
    sentence: 'A referral from another country is in force.',
    source: `${INVENTORY}; referrals received`,
  },
  isResponding: {
    title: 'Responding',
    sentence: 'A referral from another jurisdiction is in force, whichever it is.',
    source: `${INVENTORY}; referrals received`,
  },
  wasRespondingInFfy: {
    title: 'Responding during the FFY',
    sentence: 'A referral received was in force on a day of the fiscal year so far.',
    source: `${COLLECTIONS}; referrals received`,
  },
  hasOrder: {
    title: 'Has a support order',
    sentence: 'A support order that counts is in force.',
    source: `${INVENTORY}, Line 2; orders`,
  },
  isZeroCash: {
    title: 'Zero cash order',
    sentence: 'The orders in force ask for no cash.',
    source: `${INVENTORY}, Line 2e; orders`,
  },
  hasCurrentOrder: {
    title: 'Order for current support',
    sentence: 'An order in force asks for current support.',
    source: `${INVENTORY}; orders`,
  },
  isArrearsOnly: {
    title: 'Arrears only',
    sentence: 'There is an order, none for current support, and arrears are due.',
    source: `${INVENTORY}, Line 2c; orders and the account`,
  },
  isMedicalOrdered: {
    title: 'Medical support ordered',
    sentence: 'An order in force asks for medical support.',
    source: `${MEDICAL}, Line 21; orders`,
  },
  isHealthInsuranceOrdered: {
    title: 'Health insurance ordered',
    sentence: 'An order in force asks for health insurance.',
    source: `${MEDICAL}, Line 21a; orders`,
  },
  isCashMedicalOrdered: {
    title: 'Cash medical support ordered',
    sentence: 'An order in force asks for cash toward medical costs.',
    source: `${MEDICAL}; orders`,
  },
  isInsuranceUnavailable: {
    title: 'Insurance unavailable',
    sentence: 'Health insurance was found not to be available.',
    source: `${MEDICAL}; findings on insurance`,
  },
  hasCoverageAsOrdered: {
    title: 'Covered as ordered',
    sentence: 'Health coverage is in force as the order asks.',
    source: `${MEDICAL}, Line 22; coverage`,
  },
  hadPrivateCoverageInFfy: {
    title: 'Private coverage during the FFY',
    sentence: 'Private health coverage was in force on a day of the fiscal year so far.',
    source: `${MEDICAL}; coverage`,
  },
  hadPublicCoverageInFfy: {
    title: 'Public coverage during the FFY',
    sentence: 'Public health coverage was in force on a day of the fiscal year so far.',
    source: `${MEDICAL}; coverage`,
  },
  hadCoverageInFfy: {
    title: 'Coverage during the FFY',
    sentence: 'Health coverage was in force on a day of the fiscal year so far.',
    source: `${MEDICAL}; coverage`,
  },
  hadMedicalPaymentInFfy: {
    title: 'Medical payment during the FFY',
    sentence: 'Money was allocated to medical support, or a medical bill was paid.',
    source: `${MEDICAL}, Line 23; distributions and medical bills`,
  },
  hasTanfTerminationWithPaymentInFfy: {
    title: 'Assistance ended with a payment',
    sentence: 'Assistance ended during the FFY, and support was paid that month.',
    source: 'Section D, services provided; changes of status and distributions',
  },
  hasEstablishedInFfy: {
    title: 'Order established during the FFY',
    sentence: 'A support order that counts was established.',
    source: 'Section D, Line 17; orders established',
  },
  hasEstablishedByDefaultInFfy: {
    title: 'Order by default during the FFY',
    sentence: 'An order that counts was established by default.',
    source: 'Section J, Line 48; orders established',
  },
  hasEstablishedOnPresumedIncomeInFfy: {
    title: 'Order on presumed income during the FFY',
    sentence: 'An order that counts was established by default on presumed income.',
    source: 'Section J, Line 49; orders established',
  },
  hasCollectionInFfy: {
    title: 'Collection during the FFY',
    sentence: 'Money was collected in the fiscal year so far.',
    source: 'Section D, Line 18; collections',
  },
  hasReferralSentInFfy: {
    title: 'Referral sent during the FFY',
    sentence: 'A referral was sent in the fiscal year so far.',
    source: 'Section D, Line 19; referrals sent',
  },
  hasReferralReceivedInFfy: {
    title: 'Referral received during the FFY',
    sentence: 'A referral was received in the fiscal year so far.',
    source: 'Section D, Line 20; referrals received',
  },
  wasServedInFfy: {
    title: 'Process served during the FFY',
    sentence: 'Process was served in the fiscal year so far.',
    source: 'Section J, state lines; service of process',
  },
  wasOpenedInMonth: {
    title: 'Opened in the month',
    sentence: 'The case was opened in the month of the report.',
    source: 'Section J, state lines; openings',
  },
  wasClosedInMonth: {
    title: 'Closed in the month',
    sentence: 'The case was closed in the month of the report.',
    source: 'Section J, state lines; closings',
  },
  isNonCooperating: {
    title: 'Not cooperating',
    sentence: 'The custodial party was found not to cooperate.',
    source: 'Section I, Line 38; findings on cooperation',
  },
  hadGoodCauseInFfy: {
    title: 'Good cause during the FFY',
    sentence: 'Good cause not to cooperate was found in the fiscal year so far.',
    source: 'Section I, Line 39; findings on good cause',
  },
  hasGoodCause: {
    title: 'Good cause',
    sentence: 'Good cause holds at the end of the month, or held when the case was closed.',
    source: 'Section I; findings on good cause',
  },
  isNcpNotMother: {
    title: 'Noncustodial parent is not the mother',
    sentence:
      'Paternity is at issue for the children: the noncustodial parent is not known to be the mother.',
    source: 'Section B, paternity; the parties of the case',
  },
  hadArrearsInFfy: {
    title: 'Arrears due during the FFY',
    sentence: 'Arrears were due in the fiscal year so far.',
    source: `${COLLECTIONS}, Line 28; charges and the account`,
  },
  paidArrearsInFfy: {
    title: 'Paid toward arrears during the FFY',
    sentence: 'A payment toward arrears counts in the fiscal year so far.',
    source: `${COLLECTIONS}, Line 29; distributions`,
  },
  hadDueInFfy: {
    title: 'Current support due during the FFY',
    sentence: 'Current support was due in the fiscal year so far.',
    source: `${COLLECTIONS}, Line 24; charges`,
  },
  hadCurrentPaidInFfy: {
    title: 'Current support paid during the FFY',
    sentence: 'Current support was distributed in the fiscal year so far.',
    source: `${COLLECTIONS}, Line 25; distributions`,
  },
  dueInFfy: {
    title: 'Current support due in the FFY',
    sentence: 'Dollars of current support that were due, by the status of each month.',
    source: `${COLLECTIONS}, Line 24; charges`,
  },
  currentPaidInFfy: {
    title: 'Current support distributed in the FFY',
    sentence: 'Dollars distributed as current support, by the status of each month.',
    source: `${COLLECTIONS}, Line 25; distributions`,
  },
  arrearsPaidInFfy: {
    title: 'Arrears distributed in the FFY',
    sentence: 'Dollars distributed as arrears, by the status of each month.',
    source: `${COLLECTIONS}, Line 27; distributions`,
  },
  dueInMonth: {
    title: 'Current support due in the month',
    sentence: 'Dollars of current support that were due in the month.',
    source: `${COLLECTIONS}, Line 24a; charges`,
  },
  currentPaidInMonth: {
    title: 'Current support distributed in the month',
    sentence: 'Dollars distributed as current support in the month.',
    source: `${COLLECTIONS}, Line 25a; distributions`,
  },
  arrearsPaidInMonth: {
    title: 'Arrears distributed in the month',
    sentence: 'Dollars distributed as arrears in the month.',
    source: `${COLLECTIONS}, Line 27a; distributions`,
  },
  medicalPaidToStateInMonth: {
    title: 'Medical support kept by the state',
    sentence: 'Dollars of medical support that went to the state in the month.',
    source: 'Section H, Line 36; distributions',
  },
  arrearsDue: {
    title: 'Arrears due',
    sentence: 'Dollars of arrears due, without this year’s adjustments of earlier periods.',
    source: `${COLLECTIONS}, Line 26; charges, distributions and adjustments`,
  },
};
