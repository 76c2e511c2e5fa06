import type { County } from '../../../events/values/county.js';
import type { InputOf } from '../../application/list.js';
import type { ProblemKind } from '../contract/problems.js';
import type { Fault } from '../observing/request-log.js';

/** Questions of the list whose answers a replay thread writes, with the forms that each is written in. */
interface Formats {
  readonly report: 'json' | 'csv';
  readonly stateReport: 'json' | 'csv';
  readonly trailPage: 'ndjson' | 'csv' | 'json';
  readonly history: 'json';
  readonly explain: 'json';
  readonly root: 'json';
}

export type PrintedName = keyof Formats;

/** A question of the list and how its answer is written, as plain data. */
export type PrintedQuestion = {
  readonly [Name in PrintedName]: PrintedQuestionOf<Name>;
}[PrintedName];

export interface PrintedQuestionOf<Name extends PrintedName> {
  readonly name: Name;
  readonly input: InputOf<Name>;
  readonly format: Formats[Name];
}

/** The county that a question is about; null where it is about all. */
export function countyOf(question: PrintedQuestion): County | null {
  return question.name === 'stateReport' ? null : question.input.county;
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
export type PrintedReply =
  | { readonly kind: 'answered'; readonly value: AnsweredText }
  | {
      readonly kind: 'failed';
      readonly problem: ProblemKind;
      readonly detail: string;
      readonly fault: Fault;
    };
