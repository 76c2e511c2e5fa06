import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import type { Actor } from '../../application/actor.js';
import type { InputOf } from '../../application/list.js';
import type { CountyReplay } from '../../reports/county-replay.js';
import type { ProblemKind } from '../contract/problems.js';
import type { Fault } from '../observing/request-log.js';

/** Questions of the list that replay threads answer, with the forms that each answer is written in. */
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

/** A question whose answer one thread writes; the state's is put together of what many reply. */
export type CountyQuestion = Exclude<PrintedQuestion, PrintedQuestionOf<'stateReport'>>;

/** A county's part of the state's report. */
export interface PartOfState {
  readonly name: 'partOfState';
  readonly input: { readonly county: County; readonly months: readonly Month[] };
}

/** What a replay thread is asked. */
export type ThreadTask = AskedQuestion | PartOfState;

/** A question of a county with who asks it: the thread asks its own gate once more. */
export type AskedQuestion = CountyQuestion & { readonly actor: Actor };

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

/** Why a thread has no answer. */
export interface Failed {
  readonly kind: 'failed';
  readonly problem: ProblemKind;
  readonly detail: string;
  readonly fault: Fault;
}

/** What came of a question. */
export type PrintedReply = { readonly kind: 'answered'; readonly value: AnsweredText } | Failed;

/** What came of a county's part of the state's report. */
export type PartReply = { readonly kind: 'replayed'; readonly value: CountyReplay } | Failed;
