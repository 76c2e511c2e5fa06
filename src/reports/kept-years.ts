import { ffyOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { EDITIONS } from '../../projections/form/editions.js';
import type { Checkpoints } from '../ports/checkpoints.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { IdOrder } from './id-order.js';
import { monthsAskedOf, yearFromKept } from './year-from-kept.js';
import type { YearAsked, Years } from './year-checkpoints.js';

/**
 * The fiscal years that are kept on disk, for a process that answers one question and ends: of a year the months that are
 * asked about, and none that is not kept.
 */
export class KeptYears implements Years {
  readonly isOnDisk = true;
  readonly #checkpoints: Pick<Checkpoints, 'yearOf' | 'recordsBetween'>;

  constructor(checkpoints: Pick<Checkpoints, 'yearOf' | 'recordsBetween'>) {
    this.#checkpoints = checkpoints;
  }

  of(
    file: LedgerReader,
    month: Month,
    { asOf, months = [], known = EDITIONS }: YearAsked,
  ): YearCheckpoint | null {
    const ffy = ffyOf(month);
    const wanted = monthsAskedOf(ffy, month, months);
    return yearFromKept(this.#checkpoints, file, { ffy, months: wanted, asOf, known });
  }

  prepare(): void {
    // Nothing is kept in memory for the next question.
  }

  keepUp(): void {
    // Nothing is in memory.
  }

  orderOf(file: LedgerReader): IdOrder {
    return IdOrder.of(file.subjects());
  }
}

/** Where fiscal years are looked for: in memory by a process that stays, else on disk. */
export async function yearsOf({
  years,
  checkpoints,
}: {
  readonly years: Years | null;
  readonly checkpoints: () => Promise<Checkpoints>;
}): Promise<Years> {
  return years ?? new KeptYears(await checkpoints());
}
