import { NOT_YET } from './not-yet.js';

/** Lines of sections E to J: medical support, collections, staff, Medi-Cal, good cause, state lines. */
export const TOLD_E_TO_J = {
  '21': {
    letter: 'Open cases in which medical support is ordered: cash or health insurance.',
    example: 'A current order asks for $40.00 of cash medical support. The case counts.',
    without: 'Cases with arrears alone, and cases whose current orders ask for neither.',
  },
  '21a': {
    letter: 'Cases of Line 21 in which medical support was provided in the fiscal year.',
    example:
      'Insurance is ordered. A private policy was in force in April alone: the case counts to September.',
    without:
      'Cases with insurance ordered that got cash alone, unless insurance is confirmed to be unavailable.',
  },
  '22': {
    letter: 'Open cases in which health insurance is ordered.',
    example:
      'A current order asks for health insurance, and there is no policy yet. The case counts.',
    without:
      'Orders for cash alone, cases with arrears alone, and cases where insurance is confirmed to be unavailable.',
  },
  '23': {
    letter: 'Cases of Line 22 in which health insurance is provided as the order says.',
    example: 'A private policy, as ordered, is in force on the last day. The case counts.',
    without:
      'Cases with public coverage alone, or with a policy that is not as ordered or has ended.',
  },
  '24': {
    letter: 'Current support due in the fiscal year, voluntary payments with it.',
    example: '$100.00 was charged in each of July, August and September. That is $300.00.',
    without: 'What is due on arrears, and everything of cases on Line 3.',
  },
  '24a': {
    letter: 'Current support due in the month, voluntary payments with it.',
    example:
      '$100.00 is charged in September, and $20.00 is paid voluntarily as current support. That is $120.00.',
    without: 'What is due on arrears, and everything of cases on Line 3.',
  },
  '25': {
    letter: 'Support distributed as current support in the fiscal year.',
    example:
      'Of $100.00 paid in June, $80.00 goes to current support and $20.00 to arrears. That is $80.00.',
    without:
      'What goes to arrears, interest and fees, and what is taken back in the month of its distribution.',
  },
  '25a': {
    letter: 'Support distributed as current support in the month.',
    example:
      'Of $100.00 paid in September, $80.00 goes to current support and $20.00 to arrears. That is $80.00.',
    without: 'What goes to arrears, interest and fees, and what is taken back in the month.',
  },
  '26': {
    letter: 'Arrears unpaid at the end of the month, of all years, with interest.',
    example: '$500.00 of August was not paid, and $5.00 of interest came to it. That is $505.00.',
    without:
      'Cases received from elsewhere, and adjustments that this fiscal year made to earlier months.',
  },
  '27': {
    letter: 'Support distributed as arrears and interest in the fiscal year.',
    example: 'In June $20.00 goes to arrears and $5.00 to interest. That is $25.00.',
    without:
      'What is distributed while a case is received from elsewhere, and what goes to current support.',
  },
  '27a': {
    letter: 'Support distributed as arrears and interest in the month.',
    example: 'In September $20.00 goes to arrears and $5.00 to interest. That is $25.00.',
    without:
      'What is distributed while a case is received from elsewhere, and what goes to current support.',
  },
  '28': {
    letter: 'Cases with arrears due in any month of the fiscal year, each once.',
    example:
      'March’s support was missed and paid in April. The case counts from March to September.',
    without:
      'Cases that owed nothing past due in any month, adjustments of earlier fiscal years left aside.',
  },
  '29': {
    letter: 'Cases of Line 28 that paid toward arrears in the fiscal year.',
    example:
      'Arrears are owed to the family. In June $20.00 is paid on them, and goes to the family: the case counts.',
    without:
      'Cases that owed both family and state when the payment came, where none of it went to the family.',
  },
  '30': {
    letter: 'Staff of the county’s own offices on the last working day, in full-time equivalents.',
    example: 'There are 12 people full time, and 173 hours of people part time. That is 13.00.',
    without:
      'Staff under contract or agreement: they are on Line 31. A month without a staffing report has 0.00.',
  },
  '31': {
    letter:
      'Staff under contract or agreement with the county on the last working day, in full-time equivalents.',
    example: 'There are 2 people full time, and 86.5 hours of people part time. That is 2.50.',
    without:
      'The county’s own staff: they are on Line 30. A month without a staffing report has 0.00.',
  },
  '32': {
    letter: 'Staff of privatized offices; the county does not report it.',
    example: 'Each report has 0.00.',
    without: 'Everybody: the county’s staff is on Lines 30 and 31.',
  },
  '33': {
    letter: 'Children in open cases who are determined to be eligible for Medi-Cal.',
    example: 'A child in an open case is eligible since June. It counts, whatever its age.',
    without: `Children whose open cases were all received from elsewhere. ${NOT_YET}`,
  },
  '34': {
    letter:
      'Children of Line 33 who were covered by private insurance at any time in the fiscal year.',
    example:
      'A private policy that names the child was in force in April alone. The child counts to September.',
    without: `Children whom no private policy names, and children with public coverage alone. ${NOT_YET}`,
  },
  '35': {
    letter: 'Open cases that got medical coverage in the fiscal year, from any source.',
    example: 'Public coverage was in force in April alone. The case counts to September.',
    without: `Closed cases, and cases received from elsewhere. ${NOT_YET}`,
  },
  '36': {
    letter: 'Cash medical support of the month that is assigned to the state.',
    example: 'In September $30.00 of medical support goes to the state. That is $30.00.',
    without: `Medical support that goes to the family. ${NOT_YET}`,
  },
  '38': {
    letter: 'Open CalWORKs cases in which the parent with the child was found not to cooperate.',
    example:
      'An open CalWORKs case has a finding of August that has not ended. It counts in column (b).',
    without: 'Cases without CalWORKs on the last day, closed cases, and findings that have ended.',
  },
  '39': {
    letter: 'Cases open in the fiscal year in which there was good cause not to cooperate.',
    example: 'Good cause of 2004 was in force until November 2005. The case counts in FFY 2006.',
    without: 'Cases in which good cause had ended before the fiscal year began.',
  },
  '43': {
    letter: 'Cases in which a summons and complaint was served in the fiscal year.',
    example: 'The papers were served on 3 March, and again on 4 May. The case counts once.',
    without: 'Cases in which papers were served in other fiscal years alone.',
  },
  '44': {
    letter: 'Cases with current support due in any month of the fiscal year, each once.',
    example: 'Support was charged in November alone. The case counts from November to September.',
    without: 'Cases that owe arrears alone.',
  },
  '45': {
    letter: 'Cases of Line 44 that paid toward current support in any month of the fiscal year.',
    example:
      'Support of November was charged, and $10.00 paid on it that month. The case counts to September.',
    without: 'Cases whose payments all went to arrears.',
  },
  '46': {
    letter: 'Cases newly opened in the month, those opened again with them.',
    example: 'A case closed in 2005 is opened again on 12 September. It counts in September.',
    without: 'Cases transferred in from another county, and cases whose assistance changed.',
  },
  '47': {
    letter: 'Cases closed in the month.',
    example:
      'A case is closed on 30 September. It counts in September, in the column that it closed with.',
    without: 'Cases transferred out to another county, and those of Line 3.',
  },
  '48': {
    letter: 'Cases of Line 17 whose order was established by default.',
    example: 'The county establishes an order by default on 3 May. The case counts.',
    without: 'Orders by default that Line 17 does not count.',
  },
  '49': {
    letter: 'Cases of Line 48 whose order by default rests on presumed income.',
    example:
      'The county establishes an order by default, on presumed income, on 3 May. The case counts.',
    without: 'Orders by default on income that was proved.',
  },
} as const;
