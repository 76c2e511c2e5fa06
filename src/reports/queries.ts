import { Query } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { OnRecords, ReplaySource } from '../ports/ledger-reader.js';
import type { Answer } from './answer.js';
import type { Column } from '../../projections/cs1257/line.js';
import type { CountyReport, StateReport } from './county-report.js';
import type { SubjectExplanation } from './explanation.js';
import type { FormName } from './form.js';
import type { HistoryEntry } from './history.js';
import type { LedgerSummary } from './ledger-summary.js';
import type { SubjectKey } from './subject.js';
import type { TrailEntry } from './trail.js';

/** One county's reports of some months, in order of month; `asOf` null is the ledger's size. */
export class ReportQuery extends Query<Answer<readonly CountyReport[]>> {
  constructor(
    readonly county: County,
    readonly months: readonly Month[],
    readonly asOf: number | null,
    readonly form: FormName,
    readonly onRecords: OnRecords,
    readonly source: ReplaySource = 'segments',
  ) {
    super();
  }
}

/** All counties' reports of some months, each county at its own size, with their sums. */
export class StateReportQuery extends Query<readonly StateReport[]> {
  constructor(
    readonly months: readonly Month[],
    readonly form: FormName,
    readonly onRecords: OnRecords,
  ) {
    super();
  }
}

/** The rows of a line's cell; column (a) has the rows of all columns. */
export class TrailQuery extends Query<Answer<readonly TrailEntry[]>> {
  constructor(
    readonly county: County,
    readonly month: Month,
    readonly line: LineNumber,
    readonly column: Column,
    readonly asOf: number | null,
    readonly onRecords: OnRecords,
    readonly source: ReplaySource = 'segments',
  ) {
    super();
  }
}

/** A few of the rows of a line's cell, in the order of the whole, and how many there are in all. */
export class TrailPageQuery extends Query<Answer<TrailPage>> {
  /**
   * @param after - how many rows to pass over
   * @param limit - most rows of the page
   */
  constructor(
    readonly county: County,
    readonly month: Month,
    readonly line: LineNumber,
    readonly column: Column,
    readonly asOf: number | null,
    readonly after: number,
    readonly limit: number,
  ) {
    super();
  }
}

/** Some rows of a trail that follow each other. */
export interface TrailPage {
  readonly rows: readonly TrailEntry[];
  /** How many rows the trail has. */
  readonly total: number;
}

/** Every record of a subject in business order. */
export class HistoryQuery extends Query<Answer<readonly HistoryEntry[]>> {
  constructor(
    readonly county: County,
    readonly subject: SubjectKey,
    readonly asOf: number | null,
  ) {
    super();
  }
}

/** Why a subject is counted on a line, or not; `line` null asks for every line. */
export class ExplainQuery extends Query<Answer<readonly SubjectExplanation[]>> {
  constructor(
    readonly county: County,
    readonly month: Month,
    readonly subject: SubjectKey,
    readonly line: LineNumber | null,
    readonly asOf: number | null,
  ) {
    super();
  }
}

/** All ledgers with at least one record, in order of county. */
export class LedgersQuery extends Query<readonly LedgerSummary[]> {}

/** The Merkle root over the first positions of a ledger. */
export class RootQuery extends Query<Answer<LedgerRoot>> {
  constructor(
    readonly county: County,
    readonly asOf: number | null,
  ) {
    super();
  }
}

export interface LedgerRoot {
  readonly county: County;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

/** The canonical bytes that the leaf hash of a record is made of. */
export class RecordBytesQuery extends Query<Answer<Uint8Array>> {
  constructor(
    readonly county: County,
    readonly id: string,
  ) {
    super();
  }
}
