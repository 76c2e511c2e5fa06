import type { County } from '../../../../events/values/county.js';
import { countyName } from '../../../packages/pdf/county-names.js';
import type { LedgersListed } from '../../../reports/ledger-questions.js';

export interface CountiesView {
  readonly counties: readonly {
    readonly county: County;
    readonly name: string;
    readonly size: number;
  }[];
}

/** The counties that have records. */
export function countiesView({ ledgers }: LedgersListed): CountiesView {
  return {
    counties: ledgers.map(({ county, size }) => ({ county, name: countyName(county), size })),
  };
}
