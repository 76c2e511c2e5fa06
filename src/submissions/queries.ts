import { Query } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import type { ReportLines } from '../../projections/cs1257/report.js';
import type { CellDifference } from '../../projections/versions/differences.js';
import type { Measure } from '../../projections/versions/measures.js';
import type { Version } from '../../projections/versions/version.js';
import type { Answer } from '../reports/answer.js';
import type { OnRecords } from '../reports/queries.js';
import type { NamedDifference } from './named-difference.js';

/** A county's versions in order of month, then number; of one month where one is given. */
export class VersionsQuery extends Query<readonly Version[]> {
  constructor(
    readonly county: County,
    readonly month: Month | null,
  ) {
    super();
  }
}

/** The first month that retention keeps of a county; null while nothing was erased. */
export class FirstRetainedMonthQuery extends Query<Month | null> {
  constructor(readonly county: County) {
    super();
  }
}

/** What differs in a month's report between two positions, and whose rows make it. */
export class DiffQuery extends Query<Answer<NamedDifference>> {
  constructor(
    readonly county: County,
    readonly month: Month,
    readonly from: number,
    readonly to: number,
    readonly onRecords: OnRecords,
  ) {
    super();
  }
}

/** A standing version whose month gives other cells now. */
export interface OutdatedVersion {
  readonly month: Month;
  readonly version: number;
  readonly cells: readonly CellDifference[];
}

/** The standing versions of a county that a replay at its ledger's size does not give any more. */
export class OutdatedQuery extends Query<readonly OutdatedVersion[]> {
  constructor(
    readonly county: County,
    readonly onRecords: OnRecords,
  ) {
    super();
  }
}

/** The state's month as the sum of the counties' standing versions. */
export interface Rollup {
  readonly month: Month;
  /** In order of county number. */
  readonly counties: readonly {
    readonly county: County;
    readonly version: number;
    readonly asOf: number;
  }[];
  /** Counties with a ledger that have no standing version of the month. */
  readonly missing: readonly County[];
  readonly lines: ReportLines;
}

export class RollupQuery extends Query<Rollup> {
  constructor(readonly month: Month) {
    super();
  }
}

/** The measures of one month. */
export interface MonthMeasures {
  readonly month: Month;
  readonly measures: readonly Measure[];
}

/**
 * The measures of a month and of the months before it, in order of month, as of one position;
 * `county` null is the state. Of the months before it those that are not retained any more are left
 * out.
 */
export class MeasuresQuery extends Query<Answer<readonly MonthMeasures[]>> {
  constructor(
    readonly county: County | null,
    readonly month: Month,
    /** Months asked for: this one and those right before it. */
    readonly count: number,
    readonly asOf: number | null,
    readonly onRecords: OnRecords,
  ) {
    super();
  }
}
