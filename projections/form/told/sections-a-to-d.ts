import { NOT_YET } from './not-yet.js';
import { fromLetter0635 } from './quotation.js';

/** Of figures that DCSS supplies. */
const SUPPLIED = 'Nothing that the county counts: it enters nothing here.';

/** Lines of sections A to D: cases, paternity, services. */
export const TOLD_A_TO_D = {
  '1': {
    quoted: fromLetter0635(
      'Report the number of IV-D cases open on the last day of the month. Include cases open at the end of the month as a result of requests for assistance received from other states, tribal IV-D programs, or foreign countries … Include open cases that were referred to another state, tribal IV-D program, or foreign country.',
    ),
    ours: 'Cases open on the last day of the month, those sent to and received from others with them.',
    example:
      'A case is opened on 12 September and is open on the 30th. It counts once in September.',
    without: 'Cases closed on or before that day, cases transferred out, and those of Line 3.',
  },
  '1a': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month initiated in this state (California is the initiating jurisdiction) and sent to another state. Report a case only once, even if the case was sent to more than one state, tribe, or country.',
    ),
    ours: 'Open cases that began in this state and were sent to another state, each once.',
    example: 'A case was sent to Nevada, and again to Oregon; neither has ended. It counts once.',
    without: 'Cases sent to a tribe or country alone, and cases whose referrals have all ended.',
  },
  '1b': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month received from another state (California is the responding jurisdiction). Report a case only once, even if the case was received from more than one state, tribe or country.',
    ),
    ours: 'Open cases that were received from another state, each once.',
    example: 'A case was received from Nevada on 1 September, and that has not ended. It counts.',
    without:
      'Cases received from a tribe or country alone, and cases whose referrals have all ended.',
  },
  '1c': {
    quoted: fromLetter0635(
      'Report the number of Medicaid/Medi-Cal/Medically Needy Only (MNO) IV-D cases open on the last day of the month.',
    ),
    ours: 'Open cases that get Medi-Cal alone.',
    example:
      'A case was opened for Medi-Cal alone and never had cash aid. It counts in column (d).',
    without:
      'Cases that ever had CalWORKs, KinGAP or federal foster care: they are former assistance.',
  },
  '1d': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month initiated in this state and sent to a Tribal IV-D program for action. Report a case only once.',
    ),
    ours: 'Open cases that began in this state and were sent to a tribal program, each once.',
    example:
      'A case was sent to a tribal program on 1 September, and that has not ended. It counts.',
    without: `Cases sent to states or countries alone. ${NOT_YET}`,
  },
  '1e': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month received from a Tribal IV-D program. Report the case only once.',
    ),
    ours: 'Open cases that were received from a tribal program, each once.',
    example:
      'A case was received from a tribal program on 1 September, and that has not ended. It counts.',
    without: `Cases received from states or countries alone. ${NOT_YET}`,
  },
  '1f': {
    quoted: fromLetter0635(
      'Report the number of international cases open on the last day of the month initiated in this state and sent to another country. Report these cases under column (a). Report a case only once, even if the case was sent to more than one country.',
    ),
    ours: 'Open cases that began in this state and were sent to another country, each once.',
    example:
      'A case was sent to two countries, and neither has ended. It counts once, in column (a).',
    without: `Cases sent to states or tribes alone. ${NOT_YET}`,
  },
  '1g': {
    quoted: fromLetter0635(
      'Report the number of international cases open on the last day of the month received from another country. Report these cases under column (a). Report a case only once, even if the case was received from more than one country.',
    ),
    ours: 'Open cases that were received from another country, each once.',
    example:
      'A case was received from another country, and that has not ended. It counts in column (a).',
    without: `Cases received from states or tribes alone. ${NOT_YET}`,
  },
  '2': {
    quoted: fromLetter0635(
      'Report the number of IV-D cases open on the last day of the month that have support orders established. … Include cases with orders entered prior to the case becoming a IV-D case, as well as cases with orders established by the county. Include judgments for arrears, regardless of whether there is a payment schedule or an order for ongoing support.',
    ),
    ours: 'Open cases with a support order or a judgment for arrears, whenever and wherever it was made.',
    example: 'An open case has two orders. It counts once.',
    without:
      'Cases whose orders were all set aside, cannot be enforced, or are general obligations.',
  },
  '2a': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month that have support orders established or a judgment for arrears the county referred to another state (California is the initiating jurisdiction), tribe or country.',
    ),
    ours: 'Open cases with an order that were sent to another state, a tribe or a country.',
    example: 'A case with an order was sent to a tribe, and that has not ended. It counts.',
    without: 'Cases without an order, and cases whose referrals have all ended.',
  },
  '2b': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month with a support order established or a judgment for arrears, that the county received from another state (California is the responding jurisdiction), tribe or country.',
    ),
    ours: 'Open cases with an order that were received from another state, a tribe or a country.',
    example: 'A case with an order was received from a country, and that has not ended. It counts.',
    without: 'Cases without an order, and cases whose referrals have all ended.',
  },
  '2c': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month with an order established, but no amount of cash support is included in the order. This must include orders with reserved amounts (reserved orders) and orders established for health insurance only.',
    ),
    ours: 'Open cases with an order that asks for no cash: reserved, or health insurance alone.',
    example: 'The one order of a case asks for health insurance, and for no cash. The case counts.',
    without:
      'Cases in which a current order asks for cash, and cases with a judgment for arrears alone.',
  },
  '2d': {
    quoted: fromLetter0635(
      'Report the number of Medicaid/Medi-Cal Only cases open on the last day of the month that have a support order established or a judgment for arrears. Report these cases under column (d).',
    ),
    ours: 'Open cases that get Medi-Cal alone and have an order or a judgment for arrears.',
    example:
      'A case of Line 1c has an order for $50.00 of cash medical support. It counts in column (d).',
    without: 'Cases of Line 1c without an order, and cases that are former assistance.',
  },
  '2e': {
    quoted: fromLetter0635(
      'Report the number of IV-D arrears-only cases open on the last day of the month. Include cases for which there is no current support assigned to the state or owed to the family.',
    ),
    ours: 'Open cases with an order in which arrears alone are left to collect.',
    example:
      'The one order was terminated when the child came of age. $500.00 is still owed: the case counts.',
    without: 'Cases with a current order, cases that owe nothing any more, and those of Line 2c.',
  },
  '2f': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month that have a support order established or a judgment for arrears that have been sent to a Tribal IV-D program.',
    ),
    ours: 'Open cases with an order that were sent to a tribal program.',
    example:
      'A case with an order was sent to a tribal program, and that has not ended. It counts.',
    without: `Cases without an order: they are on Line 1d alone. ${NOT_YET}`,
  },
  '2g': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month that have a support order established or a judgment for arrears that were received from a Tribal IV-D program.',
    ),
    ours: 'Open cases with an order that were received from a tribal program.',
    example:
      'A case with an order was received from a tribal program, and that has not ended. It counts.',
    without: `Cases without an order: they are on Line 1e alone. ${NOT_YET}`,
  },
  '2h': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month that have a support order established or a judgment for arrears that were referred to another country.',
    ),
    ours: 'Open cases with an order that were sent to another country.',
    example:
      'A case with an order was sent to another country, and that has not ended. It counts in column (a).',
    without: `Cases without an order: they are on Line 1f alone. ${NOT_YET}`,
  },
  '2i': {
    quoted: fromLetter0635(
      'Report the number of cases open on the last day of the month that have a support order established or a judgment for arrears that were received from another country.',
    ),
    ours: 'Open cases with an order that were received from another country.',
    example:
      'A case with an order was received from another country, and that has not ended. It counts in column (a).',
    without: `Cases without an order: they are on Line 1g alone. ${NOT_YET}`,
  },
  '3': {
    quoted: fromLetter0635(
      'Report the number of open cases on the last day of the month over which the county has no jurisdiction. … In addition, no formal, informal reciprocal, cooperative agreement or other mechanism is in place to enable the county to take actions necessary to establish paternity, establish a child support order, or enforce an order.',
    ),
    ours: 'Open cases over which the county has no jurisdiction, nor an agreement that would help.',
    example:
      'It was determined that there is no jurisdiction over an open case. It counts here, and on no other line.',
    without:
      'Cases that were closed or transferred out, and cases over which jurisdiction came back.',
  },
  '4': {
    quoted: fromLetter0635(
      'Report the total number of children in IV-D cases open on the last day of the month reported on Line 1. If there is more than one putative father for a child, count the child only once.',
    ),
    ours: 'Children in the cases that are open on the last day of the month, each once.',
    example: 'A child belongs to two open cases. It counts once.',
    without:
      'Children who turned 18 before the fiscal year began, and children of cases on Line 3 alone.',
  },
  '5': {
    quoted: fromLetter0635(
      'Report the number of children in the IV-D caseload in cases open on the last day of the current month who were born out-of-wedlock.',
    ),
    ours: 'Children in open cases who were born out of wedlock.',
    example:
      'A child born out of wedlock is in an open case against the man named as its father. It counts.',
    without:
      'Children whose open cases are all against the mother, and those with good cause. Nor children dependent by a parent’s death, unless paternity is established.',
  },
  '5a': {
    quoted: fromLetter0635(
      'The county does not report on Line 5a. DCSS will automatically populate this line from Line 5 of the prior year report. Report the number of children in the IV-D caseload in cases open on the last day of the prior federal fiscal year who were born out-of-wedlock.',
    ),
    ours: 'What Line 5 was at the end of the fiscal year before.',
    example:
      'Line 5 of September 2005 counts one child, and DCSS supplies no figure. In FFY 2006 it is 1.',
    without:
      'What happened in this fiscal year. Where DCSS supplies a figure, nothing is counted at all.',
  },
  '6': {
    quoted: fromLetter0635(
      'Report the number of children born out-of-wedlock in the IV-D cases open during or on the last day of the month who have paternity established or acknowledged. Counties should include paternities established or acknowledged for cases closed during the FFY.',
    ),
    ours: 'Children born out of wedlock with paternity established, in cases open in the fiscal year.',
    example:
      'Paternity was established in 2001, elsewhere. The child’s case closed in March: it counts to September.',
    without:
      'Children whose paternity was vacated, children with good cause, and those whose cases are all against the mother.',
  },
  '7': {
    quoted: fromLetter0635(
      'Report the number of children in the IV-D caseload open on the last day of the month with paternity resolved. Include all children born within a marriage, legitimized by marriage or adoption. Include all children with paternity established or acknowledged.',
    ),
    ours: 'Children in open cases whose paternity is settled: by marriage, adoption, a court, or a declaration.',
    example: 'A child born within a marriage is in an open case. It counts.',
    without:
      'Children whose paternity is still to be established, children of closed cases, and those with good cause.',
  },
  '8': {
    quoted: fromLetter0635(
      'The county does not report on Line 8. DCSS will automatically populate this line from data received from the State Office of Vital Records. Report the total number of children in the state who were born out-of-wedlock during the year.',
    ),
    ours: 'Children born out of wedlock in the state in the fiscal year, from its vital records.',
    example: 'DCSS supplies 1,800 for September. September’s report has 1,800.',
    without: SUPPLIED,
  },
  '8a': {
    quoted: fromLetter0635(
      'The county does not report on Line 8a. DCSS will automatically populate this line from data received from the State Office of Vital Records. Report the total number of children in the state who were born out-of-wedlock during the prior year.',
    ),
    ours: 'Children born out of wedlock in the state in the fiscal year before, from its vital records.',
    example:
      'DCSS supplies 1,700 in October. Each report of the fiscal year has 1,700 from then on.',
    without: SUPPLIED,
  },
  '9': {
    quoted: fromLetter0635(
      'The county does not report on line 9. DCSS will automatically perform the calculation of Line 9, which equals the sum of Line 10 plus Line 16, on this report. Report the number of minor children in the state who were born out-of-wedlock for whom paternity has been established or acknowledged during the year.',
    ),
    ours: 'Children whose paternity was established or acknowledged in the fiscal year: Lines 10 and 16 together.',
    example: 'Line 10 is 300, and column (a) of Line 16 is 1. Line 9 is 301.',
    without: 'Children who are on neither of the two lines.',
  },
  '10': {
    quoted: fromLetter0635(
      'The county does not report on Line 10. DCSS will automatically populate Line 10 from the statewide POP master database. Report the number of children born out-of-wedlock, including children NOT in the IV-D caseload, in the county for whom paternity has been acknowledged during the FFY.',
    ),
    ours: 'Children whose paternity was acknowledged in the fiscal year, from the state’s database of declarations.',
    example:
      'DCSS supplies 300 in February. Each later report of the fiscal year has 300 until another figure comes.',
    without: SUPPLIED,
  },
  '12': {
    quoted: fromLetter0635(
      'Report the number of IV-D cases open on the last day of the month that require services to establish a support order.',
    ),
    ours: 'Open cases that need a support order.',
    example: 'The only order of an open case was set aside. The case counts.',
    without: 'Cases with an order or a judgment for arrears: they are on Line 2.',
  },
  '13': {
    quoted: fromLetter0635(
      'Report the number of children in cases open on the last day of the month requiring paternity establishment.',
    ),
    ours: 'Children in open cases whose paternity is to be established.',
    example:
      'A child born out of wedlock is in an open case against the man named as its father. It counts.',
    without:
      'Children born in wedlock, children with paternity established, and those whose open cases are all against the mother.',
  },
  '14': {
    quoted: fromLetter0635(
      'Report all cases terminated from CalWORKS/TANF during the federal fiscal year in which there was any child support collection in the month of termination. … The month of termination is the last month for which a grant is paid.',
    ),
    ours: 'Cases that left CalWORKs, with a payment in the last month of the grant.',
    example:
      'May had the last grant, and a payment came on 20 May. The notice comes in June: the case counts.',
    without:
      'Cases without a payment in that month, and cases whose notice came in another fiscal year.',
  },
  '16': {
    quoted: fromLetter0635(
      'Report the number of children, who were born out-of-wedlock (as defined in Family Code Section 17400 [i]), in cases in the IV-D caseload for whom paternity was established judicially by the county during the FFY.',
    ),
    ours: 'Children born out of wedlock whose paternity the county had established by a court in the fiscal year.',
    example:
      'A judgment of 10 March establishes paternity, in a case opened the year before. The child counts.',
    without:
      'Children with a declaration filed by then, and children whose paternity was established before their case was opened.',
  },
  '17': {
    quoted: fromLetter0635(
      'Report the number of cases in which support orders were established by the county during the fiscal year.',
    ),
    ours: 'Cases in which the county established a support order in the fiscal year.',
    example:
      'The county establishes an order on 3 May, in a case opened in January. The case counts.',
    without:
      'Orders older than the case, orders made again after a set-aside, and changes that add no child.',
  },
  '18': {
    quoted: fromLetter0635(
      'Report the number of cases in which at least one collection, from any source, was made during the FFY.',
    ),
    ours: 'Cases with a collection in the fiscal year, from any source.',
    example: 'A case had a payment in December and a tax refund in April. It counts once.',
    without: 'Cases whose collections all came in other fiscal years, and cases transferred out.',
  },
  '18a': {
    quoted: fromLetter0635(
      'Report the number of cases received from another state, tribe or country for which at least one collection from any source was made during the FFY.',
    ),
    ours: 'Cases received from another state, a tribe or a country, with a collection in the fiscal year.',
    example: 'A case was received from a tribe in March, and a payment came in June. It counts.',
    without: 'Cases that were received from nowhere else on any day of the fiscal year.',
  },
  '19': {
    quoted: fromLetter0635(
      'Report the number of cases sent to another state, tribe, or country during the FFY.',
    ),
    ours: 'Cases that were sent to another state, a tribe or a country in the fiscal year.',
    example: 'A case was sent to two states in March. It counts once.',
    without: 'Cases that were sent in an earlier fiscal year alone, even where that has not ended.',
  },
  '20': {
    quoted: fromLetter0635(
      'Report the number of cases received from another state, tribe, or country during the FFY.',
    ),
    ours: 'Cases that were received from another state, a tribe or a country in the fiscal year.',
    example:
      'A case was received from Nevada in March, and that ended in May. It counts to September.',
    without:
      'Cases that were received in an earlier fiscal year alone, even where that has not ended.',
  },
} as const;
