import type { FactWords } from '../case/case-words.js';
import type { ChildFact } from './child-month.js';

const PATERNITY = 'Section B, paternity establishment';

/** Every fact of a child that a line looks at, beside the file that defines it. FFY is the federal fiscal year so far. */
export const CHILD_WORDS: Readonly<Record<ChildFact, FactWords>> = {
  countsByAge: {
    title: 'Young enough to count',
    sentence: 'The child’s 18th birthday is on or after the first day of the fiscal year.',
    source: `${PATERNITY}, introduction; the birth date`,
  },
  hasOpenCase: {
    title: 'In an open case',
    sentence: 'The child is in a case that is open at the end of the month.',
    source: `${PATERNITY}, Line 4; the child’s cases`,
  },
  hasFfyCase: {
    title: 'In a case open during the FFY',
    sentence: 'The child is in a case that was open on a day of the fiscal year so far.',
    source: `${PATERNITY}; the child’s cases`,
  },
  isBornOutOfWedlock: {
    title: 'Born out of wedlock',
    sentence: 'The child was born out of wedlock.',
    source: `${PATERNITY}, Line 5; the registration of the child`,
  },
  isAtIssueInOpenCases: {
    title: 'Paternity at issue in an open case',
    sentence: 'In an open case of the child the noncustodial parent is not known to be the mother.',
    source: `${PATERNITY}; the parties of the child’s cases`,
  },
  isAtIssueInFfyCases: {
    title: 'Paternity at issue in a case of the FFY',
    sentence: 'In a case of the fiscal year the noncustodial parent is not known to be the mother.',
    source: `${PATERNITY}; the parties of the child’s cases`,
  },
  isEstablished: {
    title: 'Paternity established',
    sentence: 'Paternity is established or acknowledged, and stands.',
    source: `${PATERNITY}, Line 6; establishments of paternity`,
  },
  isExcluded: {
    title: 'Left out by law',
    sentence: 'The child is dependent by a parent’s death, or good cause holds in an open case.',
    source: 'Section 452(g) of the Act; deaths and findings on good cause',
  },
  isExcludedInFfy: {
    title: 'Left out by law, during the FFY',
    sentence:
      'The child is dependent by a parent’s death, or good cause held in a case of the year.',
    source: 'Section 452(g) of the Act; deaths and findings on good cause',
  },
  wasEstablishedJudiciallyInFfy: {
    title: 'Established in court during the FFY',
    sentence: 'This county had paternity established in court in the fiscal year so far.',
    source: 'Section D, Line 16; establishments of paternity',
  },
  hasPopEstablishment: {
    title: 'Established by declaration',
    sentence: 'Paternity was established by a declaration of the Paternity Opportunity Program.',
    source: `${PATERNITY}; establishments of paternity`,
  },
  wasEstablishedBeforeFirstOpening: {
    title: 'Established before the first opening',
    sentence: 'Paternity was established before any case of the child was opened.',
    source: `${PATERNITY}; establishments and openings`,
  },
  isMediCalEligible: {
    title: 'Eligible for Medi-Cal',
    sentence: 'The child is eligible for Medi-Cal.',
    source: 'Section H, Lines 33 to 35; eligibility',
  },
  hasOpenCaseNotResponding: {
    title: 'In an open case of our own',
    sentence: 'The child is in an open case that answers no other jurisdiction’s referral.',
    source: 'Section H; the child’s cases and referrals received',
  },
  isPrivatelyCoveredInFfy: {
    title: 'Private coverage during the FFY',
    sentence: 'Private health coverage was in force for the child in the fiscal year so far.',
    source: 'Section H, Line 34; coverage',
  },
  statusAtIssueInOpenCases: {
    title: 'Assistance status of the open case',
    sentence: 'The status of the child’s open case in which paternity is at issue.',
    source: 'Section C, Line 13; changes of status',
  },
  statusInFfyCases: {
    title: 'Assistance status of the case',
    sentence: 'The status of the child’s case of the fiscal year.',
    source: 'Section D, Line 16; changes of status',
  },
};
