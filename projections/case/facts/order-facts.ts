import { inWords } from '../../facts/in-words.js';
import { ReferralFacts } from './referral-facts.js';

const ORDERS = 'orders established, modified, terminated and set aside';
const COVERAGE = 'health coverage, and its ends';
const SUPPORT = '45 CFR 303.4';
const MEDICAL = '45 CFR 303.31';

/** What is ordered in a case, and which health coverage there is. */
export class OrderFacts extends ReferralFacts {
  @inWords({
    title: 'Has a support order',
    sentence: 'An enforceable support order stands at the end of the month.',
    otherwise: 'No enforceable support order stands at the end of the month.',
    source: { line: '2', law: SUPPORT, records: ORDERS },
  })
  get hasOrder(): boolean {
    return this.fold.orders.facts.hasOrder;
  }

  @inWords({
    title: 'Zero cash order',
    isThing: true,
    sentence: 'The orders of the case ask for no cash support and no cash medical support.',
    otherwise: 'The orders of the case are not all for zero cash.',
    source: { line: '2c', law: SUPPORT, records: ORDERS },
  })
  get isZeroCash(): boolean {
    return this.fold.orders.facts.isZeroCash;
  }

  @inWords({
    title: 'Has a current order',
    sentence: 'An order that is not terminated and not for arrears alone stands.',
    otherwise: 'No current order stands: none but terminated ones and judgments for arrears.',
    source: { line: '2e', law: SUPPORT, records: ORDERS },
  })
  get hasCurrentOrder(): boolean {
    return this.fold.orders.facts.hasCurrentOrder;
  }

  /** Has order, no current one, not zero cash, and arrears due with all adjustments. */
  @inWords({
    title: 'Arrears only',
    sentence: 'There is an order, none of them current, and arrears are due.',
    otherwise:
      'The case is not for arrears alone: it has a current order, one for zero cash, or no arrears due.',
    source: { line: '2e', law: SUPPORT, records: `${ORDERS}; charges and payments` },
  })
  get isArrearsOnly(): boolean {
    const { hasOrder, hasCurrentOrder, isZeroCash } = this.fold.orders.facts;
    return hasOrder && !hasCurrentOrder && !isZeroCash && this.fold.money.arrearsDue > 0;
  }

  @inWords({
    title: 'Medical support ordered',
    isThing: true,
    sentence: 'A current order asks for health insurance or for cash medical support.',
    otherwise: 'No current order asks for medical support.',
    source: { line: '21', law: MEDICAL, records: ORDERS },
  })
  get isMedicalOrdered(): boolean {
    return this.fold.orders.facts.isMedicalOrdered;
  }

  @inWords({
    title: 'Health insurance ordered',
    isThing: true,
    sentence: 'A current order asks for health insurance.',
    otherwise: 'No current order asks for health insurance.',
    source: { line: '22', law: MEDICAL, records: ORDERS },
  })
  get isHealthInsuranceOrdered(): boolean {
    return this.fold.orders.facts.isHealthInsuranceOrdered;
  }

  @inWords({
    title: 'Cash medical support ordered',
    isThing: true,
    sentence: 'A current order asks for cash medical support.',
    otherwise: 'No current order asks for cash medical support.',
    source: { line: '21a', law: MEDICAL, records: ORDERS },
  })
  get isCashMedicalOrdered(): boolean {
    return this.fold.orders.facts.isCashMedicalOrdered;
  }

  @inWords({
    title: 'Insurance unavailable',
    sentence: 'Health insurance is documented as not available at the end of the month.',
    otherwise: 'Health insurance is not documented as unavailable.',
    source: { line: '22', law: MEDICAL, records: 'findings that insurance is unavailable' },
  })
  get isInsuranceUnavailable(): boolean {
    return this.fold.medical.isInsuranceUnavailable;
  }

  @inWords({
    title: 'Covered as ordered',
    sentence: 'Private health coverage is in force at the end of the month as ordered.',
    otherwise: 'No private health coverage is in force at the end of the month as ordered.',
    source: { line: '23', law: MEDICAL, records: COVERAGE },
  })
  get hasCoverageAsOrdered(): boolean {
    return this.fold.medical.hasCoverageAsOrderedAt(this.lastDay);
  }

  @inWords({
    title: 'Private coverage during the fiscal year',
    isThing: true,
    sentence:
      'Private, military or Indian health coverage was in force in the federal fiscal year so far.',
    otherwise:
      'No private, military or Indian health coverage was in force in the federal fiscal year so far.',
    source: { line: '21a', law: MEDICAL, records: COVERAGE },
  })
  get hadPrivateCoverageInFfy(): boolean {
    return this.fold.medical.hadPrivateCoverageDuring(this.ffyStart, this.lastDay);
  }

  @inWords({
    title: 'Public coverage during the fiscal year',
    isThing: true,
    sentence: 'Public health coverage was in force in the federal fiscal year so far.',
    otherwise: 'No public health coverage was in force in the federal fiscal year so far.',
    source: { line: '21a', law: MEDICAL, records: COVERAGE },
  })
  get hadPublicCoverageInFfy(): boolean {
    return this.fold.medical.hadPublicCoverageDuring(this.ffyStart, this.lastDay);
  }

  @inWords({
    title: 'Any coverage during the fiscal year',
    isThing: true,
    sentence: 'Health coverage of some kind was in force in the federal fiscal year so far.',
    otherwise: 'No health coverage was in force in the federal fiscal year so far.',
    source: { line: '35', law: MEDICAL, records: COVERAGE },
  })
  get hadCoverageInFfy(): boolean {
    return this.hadPrivateCoverageInFfy || this.hadPublicCoverageInFfy;
  }

  /** Some coverage was ever recorded; spares the questions about each where none was. */
  get hasCoverages(): boolean {
    return this.fold.medical.hasCoverages;
  }

  /** A medical allocation or a paid medical bill effective in FFY-to-date. */
  @inWords({
    title: 'Medical payment during the fiscal year',
    isThing: true,
    sentence:
      'Money went to medical support, or a medical bill was paid, in the federal fiscal year so far.',
    otherwise:
      'No money went to medical support and no medical bill was paid in the federal fiscal year so far.',
    source: { line: '21a', law: MEDICAL, records: 'distributions and medical bills paid' },
  })
  get hadMedicalPaymentInFfy(): boolean {
    return (
      this.fold.activity.medicalAllocation.isSince(this.ffyStart) ||
      this.fold.activity.medicalBill.isSince(this.ffyStart)
    );
  }
}
