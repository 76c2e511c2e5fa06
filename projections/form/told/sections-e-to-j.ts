import { NOT_YET } from './not-yet.js';
import { fromLetter0635 } from './quotation.js';

/** Lines of sections E to J: medical support, collections, staff, Medi-Cal, good cause, state lines. */
export const TOLD_E_TO_J = {
  '21': {
    quoted: fromLetter0635(
      'Report the number of IV-D cases open on the last day of the month for which medical support is ordered to be paid. This includes cash medical support amounts and/or health insurance coverage.',
    ),
    ours: 'Open cases in which medical support is ordered: cash or health insurance.',
    example: 'A current order asks for $40.00 of cash medical support. The case counts.',
    without: 'Cases with arrears alone, and cases whose current orders ask for neither.',
  },
  '21a': {
    quoted: fromLetter0635(
      'Report the number of IV-D cases open on the last day of the month for which medical support was ordered and provided at any time during the fiscal year. … Cases reported on Line 21a are a subset of, and must be reported on Line 21.',
    ),
    ours: 'Cases of Line 21 in which medical support was provided in the fiscal year.',
    example:
      'Insurance is ordered. A private policy was in force in April alone: the case counts to September.',
    without:
      'Cases with insurance ordered that got cash alone, unless insurance is confirmed to be unavailable.',
  },
  '22': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month where health insurance is ordered.',
    ),
    ours: 'Open cases in which health insurance is ordered.',
    example:
      'A current order asks for health insurance, and there is no policy yet. The case counts.',
    without:
      'Orders for cash alone, cases with arrears alone, and cases where insurance is confirmed to be unavailable.',
  },
  '23': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month on Line 22, for which health insurance was actually provided as stated in the order.',
    ),
    ours: 'Cases of Line 22 in which health insurance is provided as the order says.',
    example: 'A private policy, as ordered, is in force on the last day. The case counts.',
    without:
      'Cases with public coverage alone, or with a policy that is not as ordered or has ended.',
  },
  '24': {
    quoted: fromLetter0635(
      'Report the total aggregate amount of current support due for the FFY for all IV-D cases. Include any voluntary collections in current amount due.',
    ),
    ours: 'Current support due in the fiscal year, voluntary payments with it.',
    example: '$100.00 was charged in each of July, August and September. That is $300.00.',
    without: 'What is due on arrears, and everything of cases on Line 3.',
  },
  '24a': {
    quoted: fromLetter0635(
      'Report the total amount of current support due for the month for all IV-D cases. Include any voluntary collections in current amount due.',
    ),
    ours: 'Current support due in the month, voluntary payments with it.',
    example:
      '$100.00 is charged in September, and $20.00 is paid voluntarily as current support. That is $120.00.',
    without: 'What is due on arrears, and everything of cases on Line 3.',
  },
  '25': {
    quoted: fromLetter0635(
      'Report the total aggregate amount of support distributed as current support during the FFY for all IV-D cases.',
    ),
    ours: 'Support distributed as current support in the fiscal year.',
    example:
      'Of $100.00 paid in June, $80.00 goes to current support and $20.00 to arrears. That is $80.00.',
    without:
      'What goes to arrears, interest and fees, and what is taken back in the month of its distribution.',
  },
  '25a': {
    quoted: fromLetter0635(
      'Report the total aggregate amount of support distributed as current support during the month for all IV-D cases.',
    ),
    ours: 'Support distributed as current support in the month.',
    example:
      'Of $100.00 paid in September, $80.00 goes to current support and $20.00 to arrears. That is $80.00.',
    without: 'What goes to arrears, interest and fees, and what is taken back in the month.',
  },
  '26': {
    quoted: fromLetter0635(
      'Report the total amount of arrears due and unpaid as of the end of the report month for all fiscal years including the month covered by this report. Include interest on arrears.',
    ),
    ours: 'Arrears unpaid at the end of the month, of all years, with interest.',
    example: '$500.00 of August was not paid, and $5.00 of interest came to it. That is $505.00.',
    without:
      'Cases received from elsewhere, and adjustments that this fiscal year made to earlier months.',
  },
  '27': {
    quoted: fromLetter0635(
      'Report the total aggregate amount of support distributed as arrearages and interest during the FFY.',
    ),
    ours: 'Support distributed as arrears and interest in the fiscal year.',
    example: 'In June $20.00 goes to arrears and $5.00 to interest. That is $25.00.',
    without:
      'What is distributed while a case is received from elsewhere, and what goes to current support.',
  },
  '27a': {
    quoted: fromLetter0635(
      'Report the total amount of support distributed as arrearages and interest during the month.',
    ),
    ours: 'Support distributed as arrears and interest in the month.',
    example: 'In September $20.00 goes to arrears and $5.00 to interest. That is $25.00.',
    without:
      'What is distributed while a case is received from elsewhere, and what goes to current support.',
  },
  '28': {
    quoted: fromLetter0635(
      'Report the unduplicated aggregate number of cases with arrears due during the report month of the FFY. Include cases closed during the FFY with arrearages. Do NOT count this same case again during the FFY, even if there are still arrears due.',
    ),
    ours: 'Cases with arrears due in any month of the fiscal year, each once.',
    example:
      'March’s support was missed and paid in April. The case counts from March to September.',
    without:
      'Cases that owed nothing past due in any month, adjustments of earlier fiscal years left aside.',
  },
  '29': {
    quoted: fromLetter0635(
      'Of those cases reported on Line 28, report the number of cases that made at least one payment, from any source, toward arrears during any month of the FFY.',
    ),
    ours: 'Cases of Line 28 that paid toward arrears in the fiscal year.',
    example:
      'Arrears are owed to the family. In June $20.00 is paid on them, and goes to the family: the case counts.',
    without:
      'Cases that owed both family and state when the payment came, where none of it went to the family.',
  },
  '30': {
    quoted: fromLetter0635(
      'Report the number of FTE county staff, including Electronic Data Processing (EDP) and temporary help staff, employed by the county on the last day of the report month.',
    ),
    ours: 'Staff of the county’s own offices on the last working day, in full-time equivalents.',
    example: 'There are 12 people full time, and 173 hours of people part time. That is 13.00.',
    without:
      'Staff under contract or agreement: they are on Line 31. A month without a staffing report has 0.00.',
  },
  '31': {
    quoted: fromLetter0635(
      'Report the number of FTE staff employed by any agency (public or private) working under a cooperative agreement, employed contractor, or interagency agreement with the county on the last working day of the report month.',
    ),
    ours: 'Staff under contract or agreement with the county on the last working day, in full-time equivalents.',
    example: 'There are 2 people full time, and 86.5 hours of people part time. That is 2.50.',
    without:
      'The county’s own staff: they are on Line 30. A month without a staffing report has 0.00.',
  },
  '32': {
    quoted: fromLetter0635('The county does not report on Line 32.'),
    ours: 'Staff of privatized offices; the county does not report it.',
    example: 'Each report has 0.00.',
    without: 'Everybody: the county’s staff is on Lines 30 and 31.',
  },
  '33': {
    quoted: fromLetter0635(
      'Report the number of children in IV-D cases open at the end of the month who are determined eligible for Medicaid/Medi-Cal under Title XIX of the Social Security Act.',
    ),
    ours: 'Children in open cases who are determined to be eligible for Medi-Cal.',
    example: 'A child in an open case is eligible since June. It counts, whatever its age.',
    without: `Children whose open cases were all received from elsewhere. ${NOT_YET}`,
  },
  '34': {
    quoted: fromLetter0635(
      'Report the number of children who are determined eligible for Medicaid/Medi-Cal, who were also covered at any time during the fiscal year by private health insurance in IV-D cases open at the end of the month. Line 34 is a subset of, and must be included on Line 33.',
    ),
    ours: 'Children of Line 33 who were covered by private insurance at any time in the fiscal year.',
    example:
      'A private policy that names the child was in force in April alone. The child counts to September.',
    without: `Children whom no private policy names, and children with public coverage alone. ${NOT_YET}`,
  },
  '35': {
    quoted: fromLetter0635(
      'Report the number of IV-D cases open on the last day of the month in which medical coverage was received from any source at any time during the fiscal year.',
    ),
    ours: 'Open cases that got medical coverage in the fiscal year, from any source.',
    example: 'Public coverage was in force in April alone. The case counts to September.',
    without: `Closed cases, and cases received from elsewhere. ${NOT_YET}`,
  },
  '36': {
    quoted: fromLetter0635(
      'Report the amount of cash received in IV-D cases from medical support payments that are assigned to the state under the Medicaid/Medi-Cal program during the month.',
    ),
    ours: 'Cash medical support of the month that is assigned to the state.',
    example: 'In September $30.00 of medical support goes to the state. That is $30.00.',
    without: `Medical support that goes to the family. ${NOT_YET}`,
  },
  '38': {
    quoted: fromLetter0635(
      'Report the number of IV-D CalWORKs/TANF cases open at the end of the month in which the custodial parent refused to cooperate with the LCSA in identifying and locating the non-custodial parent.',
    ),
    ours: 'Open CalWORKs cases in which the parent with the child was found not to cooperate.',
    example:
      'An open CalWORKs case has a finding of August that has not ended. It counts in column (b).',
    without: 'Cases without CalWORKs on the last day, closed cases, and findings that have ended.',
  },
  '39': {
    quoted: fromLetter0635(
      'Report the number of cases open during the FFY in which it was determined by the IV-A agency that the custodial parent had good cause for refusing to cooperate with LCSAs in identifying and locating the non-custodial parent.',
    ),
    ours: 'Cases open in the fiscal year in which there was good cause not to cooperate.',
    example: 'Good cause of 2004 was in force until November 2005. The case counts in FFY 2006.',
    without: 'Cases in which good cause had ended before the fiscal year began.',
  },
  '43': {
    quoted: fromLetter0635(
      'Report the number of cases in which the non-custodial parent was successfully served or substituted service with a Summons and Complaint (or an amended Summons and Complaint), to establish paternity or a support order during the FFY.',
    ),
    ours: 'Cases in which a summons and complaint was served in the fiscal year.',
    example: 'The papers were served on 3 March, and again on 4 May. The case counts once.',
    without: 'Cases in which papers were served in other fiscal years alone.',
  },
  '44': {
    quoted: fromLetter0635(
      'Report the unduplicated aggregate count of current, former and never assistance cases with current support due during any report month during the FFY.',
    ),
    ours: 'Cases with current support due in any month of the fiscal year, each once.',
    example: 'Support was charged in November alone. The case counts from November to September.',
    without: 'Cases that owe arrears alone.',
  },
  '45': {
    quoted: fromLetter0635(
      'Of those cases reported on Line 44, report the unduplicated aggregate count of current, former, and never assistance cases making at least one payment toward current support during any report month of the FFY.',
    ),
    ours: 'Cases of Line 44 that paid toward current support in any month of the fiscal year.',
    example:
      'Support of November was charged, and $10.00 paid on it that month. The case counts to September.',
    without: 'Cases whose payments all went to arrears.',
  },
  '46': {
    quoted: fromLetter0635(
      'Report the number of new IV-D cases opened during the month for any Title IV-D services. Include re-opened and incoming interstate requests for assistance.',
    ),
    ours: 'Cases newly opened in the month, those opened again with them.',
    example: 'A case closed in 2005 is opened again on 12 September. It counts in September.',
    without: 'Cases transferred in from another county, and cases whose assistance changed.',
  },
  '47': {
    quoted: fromLetter0635(
      'Report the number of open cases in the IV-D caseload which have been closed during the month.',
    ),
    ours: 'Cases closed in the month.',
    example:
      'A case is closed on 30 September. It counts in September, in the column that it closed with.',
    without: 'Cases transferred out to another county, and those of Line 3.',
  },
  '48': {
    quoted: fromLetter0635(
      'Report the number of cases in which support orders were established by default by the county during the FFY. … Cases included on this line are a subset of, and should be included on Line 17.',
    ),
    ours: 'Cases of Line 17 whose order was established by default.',
    example: 'The county establishes an order by default on 3 May. The case counts.',
    without: 'Orders by default that Line 17 does not count.',
  },
  '49': {
    quoted: fromLetter0635(
      'Report the number of cases in which support orders were established by default that are based on presumed income … by the county during the FFY. … Cases included on this line are a subset of, and should have been included on Line 48.',
    ),
    ours: 'Cases of Line 48 whose order by default rests on presumed income.',
    example:
      'The county establishes an order by default, on presumed income, on 3 May. The case counts.',
    without: 'Orders by default on income that was proved.',
  },
} as const;
