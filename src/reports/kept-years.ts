import { ffyOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { keptAsItIs } from '../../projections/checkpoints/bring-on.js';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { EDITIONS } from '../../projections/form/editions.js';
import type { Checkpoints } from '../ports/checkpoints.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { IdOrder } from './id-order.js';
import { YearGone } from './year-checkpoints.js';
import type { YearAsked, Years } from './year-checkpoints.js';
import { monthsAskedOf, yearFromKept } from './year-from-kept.js';
import type { KeptOnDisk, YearFromKept } from './year-from-kept.js';

/** A month, and the September before its year. With more of them a year is read month by month. */
const MONTHS_AT_ONCE = 2;

/**
 * The fiscal years that are kept on disk, for a process that answers one question and ends: of a year the months that are
 * asked about, and none that is not kept. Of many months one is in memory at a time where nothing is newer than what is
 * kept: twelve of a county of 400,000 cases would take a gigabyte.
 */
export class KeptYears implements Years {
  readonly isOnDisk = true;
  readonly #checkpoints: KeptOnDisk;

  constructor(checkpoints: KeptOnDisk) {
    this.#checkpoints = checkpoints;
  }

  of(
    file: LedgerReader,
    month: Month,
    { asOf, months = [], known = EDITIONS }: YearAsked,
  ): YearCheckpoint | null {
    const ffy = ffyOf(month);
    const wanted = monthsAskedOf(ffy, month, months);
    const of = { ffy, months: wanted, asOf, known };
    return this.#monthByMonth(file, of) ?? yearFromKept(this.#checkpoints, file, of);
  }

  /** Null where there is no need of it, or where the year has to be brought on. */
  #monthByMonth(
    file: LedgerReader,
    { ffy, months, asOf, known }: YearFromKept,
  ): YearCheckpoint | null {
    if (months.length <= MONTHS_AT_ONCE || known.length !== EDITIONS.length) return null;
    const { county } = file;
    const kept = this.#checkpoints.yearOf(county, { ffy, months: [], asOf });
    if (kept?.asOf !== asOf) return null;
    return keptAsItIs(kept, file.subjectCount + 1, known, (month) => {
      const read = this.#checkpoints.yearOf(county, { ffy, months: [month], asOf });
      const members = read?.asOf === asOf ? read.members.get(month) : undefined;
      if (members === undefined) throw new YearGone();
      return members;
    });
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
