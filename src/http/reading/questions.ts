import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import type { LineNumber } from '../../../events/line-numbers.js';
import type { Column } from '../../../projections/cs1257/line.js';
import type { FormName } from '../../reports/form.js';
import type { SubjectKey } from '../../reports/subject.js';
import type { ProblemKind } from '../contract/problems.js';
import type { Fault } from '../observing/request-log.js';

/**
 * What a replay thread can be asked, as plain data. `asOf` is a position that the ledger has, or null for
 * all there is when the thread begins.
 */
export type Question =
  | ReportQuestion
  | StateReportQuestion
  | TrailQuestion
  | HistoryQuestion
  | ExplainQuestion
  | RootQuestion;

export interface ReportQuestion {
  readonly kind: 'report';
  readonly county: County;
  readonly month: Month;
  readonly asOf: number | null;
  readonly form: FormName;
  readonly format: 'json' | 'csv';
}

export interface StateReportQuestion {
  readonly kind: 'stateReport';
  readonly month: Month;
  readonly form: FormName;
  readonly format: 'json' | 'csv';
}

export interface TrailQuestion {
  readonly kind: 'trail';
  readonly county: County;
  readonly month: Month;
  readonly line: LineNumber;
  readonly column: Column;
  readonly asOf: number | null;
  readonly format: 'ndjson' | 'csv' | 'json';
  /** How many rows to pass over. */
  readonly after: number;
  /** Most rows of the page. */
  readonly limit: number;
}

export interface HistoryQuestion {
  readonly kind: 'history';
  readonly county: County;
  readonly subject: SubjectKey;
  readonly asOf: number | null;
}

export interface ExplainQuestion {
  readonly kind: 'explain';
  readonly county: County;
  readonly month: Month;
  readonly subject: SubjectKey;
  readonly line: LineNumber | null;
  readonly asOf: number | null;
}

export interface RootQuestion {
  readonly kind: 'root';
  readonly county: County;
  readonly asOf: number | null;
}

/** An answer as it is sent. */
export interface AnsweredText {
  readonly text: string;
  /** The position as of which it is; 0 for a ledger without records, and for the state's report. */
  readonly asOf: number;
  /** Of a trail: how many rows it has in all. */
  readonly rowsTotal?: number;
  /** Of the state's report: the size that each county was replayed at. */
  readonly sizes?: readonly (readonly [County, number])[];
}

/** What came of a question. */
export type Reply =
  | { readonly kind: 'answered'; readonly value: AnsweredText }
  /** The ledger cannot be asked that; a sentence says why. */
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'failed';
      readonly problem: ProblemKind;
      readonly detail: string;
      readonly fault: Fault;
    };

/** A question on its way to a thread, and its reply on the way back. */
export interface AskedQuestion {
  readonly number: number;
  readonly question: Question;
}

/** What else a thread says: something went wrong that concerns no answer. */
export interface ThreadFault {
  readonly fault: Fault;
}

export interface RepliedQuestion {
  readonly number: number;
  readonly reply: Reply;
}
