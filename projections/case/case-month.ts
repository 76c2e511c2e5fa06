import type { CentsSum } from '../../events/values/cents-sum.js';
import { inWords } from '../facts/in-words.js';
import { ServiceFacts } from './facts/service-facts.js';
import type { CentsByStatus } from './money.js';

const CURRENT = '45 CFR 305.2(a)(3)';
const ARREARS = '45 CFR 305.2(a)(4)';

/**
 * The facts of one case at the end of one month, as rules.md names them. Each is defined once, here and in the
 * classes that this one extends, with its words on it; the lines of the form are short predicates and sums over them.
 * Names that end in `InFfy` speak of FFY-to-date, names that end in `InMonth` of the report month, the rest of M-end.
 * Those of money stand here.
 */
export class CaseMonth extends ServiceFacts {
  /** Amounts that are added up exactly at any size; all others are numbers, see `replay`. */
  get hasLargeSums(): boolean {
    return this.fold.money.isLarge;
  }

  @inWords({
    title: 'Arrears due during the fiscal year',
    isThing: true,
    sentence: 'Arrears were due in a month of the federal fiscal year so far.',
    otherwise: 'No arrears were due in the federal fiscal year so far.',
    source: { line: '28', law: ARREARS, records: 'charges, payments, judgments and adjustments' },
  })
  get hadArrearsInFfy(): boolean {
    return this.fold.money.hadArrearsInFfy;
  }

  @inWords({
    title: 'Paid toward arrears during the fiscal year',
    sentence: 'A payment toward arrears counts in the federal fiscal year so far.',
    otherwise: 'No payment toward arrears counts in the federal fiscal year so far.',
    source: { line: '29', law: ARREARS, records: 'collections and distributions' },
  })
  get paidArrearsInFfy(): boolean {
    return this.fold.money.paidArrearsInFfy;
  }

  @inWords({
    title: 'Current support due during the fiscal year',
    isThing: true,
    sentence: 'Current support was due in a month of the federal fiscal year so far.',
    otherwise: 'Current support was due in no month of the federal fiscal year so far.',
    source: { line: '44', law: CURRENT, records: 'charges and voluntary payments' },
  })
  get hadDueInFfy(): boolean {
    return this.fold.money.hadDueInFfy;
  }

  @inWords({
    title: 'Current support paid during the fiscal year',
    isThing: true,
    sentence: 'Current support was distributed in a month of the federal fiscal year so far.',
    otherwise: 'Current support was distributed in no month of the federal fiscal year so far.',
    source: { line: '45', law: CURRENT, records: 'distributions' },
  })
  get hadCurrentPaidInFfy(): boolean {
    return this.fold.money.hadCurrentInFfy;
  }

  @inWords({
    title: 'Dollars due in the fiscal year',
    sentence: 'Dollars of current support were due, each month’s by the status at its end.',
    otherwise: 'No dollars of current support were due in the federal fiscal year so far.',
    source: { line: '24', law: CURRENT, records: 'charges and voluntary payments' },
  })
  get dueInFfy(): CentsByStatus {
    return this.fold.money.ffyDue;
  }

  @inWords({
    title: 'Dollars of current support distributed in the fiscal year',
    sentence: 'Dollars were distributed as current support, each month’s by the status at its end.',
    otherwise: 'No dollars were distributed as current support in the federal fiscal year so far.',
    source: { line: '25', law: CURRENT, records: 'distributions' },
  })
  get currentPaidInFfy(): CentsByStatus {
    return this.fold.money.ffyCurrent;
  }

  @inWords({
    title: 'Dollars of arrears distributed in the fiscal year',
    sentence:
      'Dollars were distributed as arrears or interest, each month’s by the status at its end.',
    otherwise:
      'No dollars were distributed as arrears or interest in the federal fiscal year so far.',
    source: { line: '27', law: '45 CFR 302.51', records: 'distributions' },
  })
  get arrearsPaidInFfy(): CentsByStatus {
    return this.fold.money.ffyArrears;
  }

  @inWords({
    title: 'Dollars due in the month',
    sentence: 'Dollars of current support were due in the month.',
    otherwise: 'No dollars of current support were due in the month.',
    source: { line: '24a', law: CURRENT, records: 'charges and voluntary payments' },
  })
  get dueInMonth(): CentsSum {
    return this.fold.money.monthDue;
  }

  @inWords({
    title: 'Dollars of current support distributed in the month',
    sentence: 'Dollars were distributed as current support in the month.',
    otherwise: 'No dollars were distributed as current support in the month.',
    source: { line: '25a', law: CURRENT, records: 'distributions' },
  })
  get currentPaidInMonth(): CentsSum {
    return this.fold.money.monthCurrent;
  }

  @inWords({
    title: 'Dollars of arrears distributed in the month',
    sentence: 'Dollars were distributed as arrears or interest in the month.',
    otherwise: 'No dollars were distributed as arrears or interest in the month.',
    source: { line: '27a', law: '45 CFR 302.51', records: 'distributions' },
  })
  get arrearsPaidInMonth(): CentsSum {
    return this.fold.money.monthArrears;
  }

  @inWords({
    title: 'Medical support kept by the state',
    isThing: true,
    sentence: 'Dollars of medical support went to the state in the month.',
    otherwise: 'No dollars of medical support went to the state in the month.',
    source: { line: '36', law: '42 CFR 433.145', records: 'distributions' },
  })
  get medicalPaidToStateInMonth(): CentsSum {
    return this.fold.money.monthMedicalState;
  }

  /** Arrears due without this FFY's prior-period adjustments (Line 26). */
  @inWords({
    title: 'Dollars of arrears due',
    sentence:
      'Dollars of arrears are due, without this fiscal year’s adjustments of earlier periods.',
    otherwise: 'No dollars of arrears are due at the end of the month.',
    source: { line: '26', law: ARREARS, records: 'charges, payments, judgments and adjustments' },
  })
  get arrearsDue(): CentsSum {
    return this.fold.money.arrearsDueForLine26;
  }
}

/** The names of the facts: what a predicate can look at. */
export type CaseFact = Exclude<
  keyof CaseMonth,
  'countedEstablishments' | 'statusCode' | 'hasReferrals' | 'hasCoverages' | 'hasLargeSums'
>;
