import { minus, plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { LargeAccount } from './account.js';
import { CaseMoney } from './money.js';
import type { MoneyTrace } from './money-trace.js';

/** The money of a case at any size: the same rules, added up exactly beyond 2^53 - 1 cents too, and slower. */
export class LargeCaseMoney extends CaseMoney {
  override readonly isLarge = true;

  constructor(trace: MoneyTrace | null) {
    super(trace, new LargeAccount(), new LargeAccount());
  }

  protected override plus(one: CentsSum, other: CentsSum): CentsSum {
    return plus(one, other);
  }

  protected override minus(one: CentsSum, other: CentsSum): CentsSum {
    return minus(one, other);
  }
}
