import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import type { Reply } from '../../application/application.js';
import type { EntryName, InputOf, RequestFor } from '../../application/list.js';
import type { StoredAct } from '../../ports/act-log.js';
import type { CountyReplay } from '../../reports/county-replay.js';
import type { ProblemKind } from '../contract/problems.js';
import type { LoggedFault } from '../observing/request-log.js';

/** Questions of the list that replay threads answer, with the forms that each answer is written in. */
interface Formats {
  readonly report: 'json' | 'csv';
  readonly stateReport: 'json' | 'csv';
  readonly trailPage: 'ndjson' | 'json';
  readonly history: 'json';
  readonly explain: 'json';
  readonly root: 'json';
  readonly record: 'json';
  readonly proveRecord: 'json';
  readonly proveBeginning: 'json';
  readonly diff: 'json';
  readonly differences: 'json';
  readonly outdated: 'json';
  readonly measures: 'json';
  readonly measuresOfState: 'json';
  readonly retentionPlan: 'json';
}

export type PrintedName = keyof Formats & EntryName;

/** A question of the list and how its answer is written, as plain data. */
export type PrintedQuestion = {
  readonly [Name in PrintedName]: PrintedQuestionOf<Name>;
}[PrintedName];

export interface PrintedQuestionOf<Name extends PrintedName> {
  readonly name: Name;
  readonly input: InputOf<Name>;
  readonly format: Formats[Name];
}

/** Questions that are put together of what many threads reply. */
export type StateQuestion = PrintedQuestionOf<'stateReport'> | PrintedQuestionOf<'measuresOfState'>;

/** A question whose answer one thread writes. */
export type CountyQuestion = Exclude<PrintedQuestion, StateQuestion>;

/** A question that is asked as of a position; null where it asks for all there is. */
export type QuestionAsOf = Extract<
  CountyQuestion,
  { readonly input: { readonly asOf: number | null } }
>;

/** Acts that a thread cannot read by itself, where they are on a server: as they were when it was asked. */
export interface GivenActs {
  readonly submissions: readonly StoredAct[] | null;
  readonly retention: readonly StoredAct[] | null;
}

/**
 * A question on its way to a thread. The gate has asked for whom it is, by the acts of access as they stand: a thread asks
 * it again what is kept, on its own snapshot.
 */
export interface CountyTask {
  readonly kind: 'question';
  readonly question: CountyQuestion;
  readonly acts: GivenActs;
}

/** A county's part of the state's report. */
export interface PartOfState {
  readonly kind: 'partOfState';
  readonly county: County;
  readonly months: readonly Month[];
}

/** A whole trail, to be written to a file. */
export interface TrailFileTask {
  readonly kind: 'trailFile';
  readonly input: InputOf<'trail'>;
  readonly format: 'csv' | 'xlsx' | 'parquet';
  /** Absolute; nothing is there. */
  readonly path: string;
}

/** Questions of one county that pages ask, and that replay: a thread answers them with values. */
export const REPLAYED_NAMES = [
  'report',
  'trail',
  'trailPage',
  'history',
  'explain',
  'casesOfParticipant',
  'findById',
  'supersessionOf',
  'courseOfCase',
  'diff',
  'differences',
  'effectOfRecord',
  'measures',
  'measuresOfCounty',
  'outdated',
  'senseWarnings',
  'planShown',
  'retentionReason',
] as const satisfies readonly EntryName[];

export type ReplayedName = (typeof REPLAYED_NAMES)[number];

/** One of them on its way to a thread, as `CountyTask`: plain data, and so is its answer. */
export interface ValueTask {
  readonly kind: 'value';
  readonly request: RequestFor<ReplayedName>;
  readonly acts: GivenActs;
}

/** What makes later replays of a county quick, where its ledger has grown enough: segments, and fiscal years on disk. */
export interface CareTask {
  readonly kind: 'care';
  readonly county: County;
}

/** A county's fiscal year that somebody looks at, by one of its months: to be read before anybody waits for it. */
export interface ReadYearTask {
  readonly kind: 'readYear';
  readonly county: County;
  readonly month: Month;
  /** As of which it was looked at; null for all there is. */
  readonly asOf: number | null;
}

/** What a replay thread is asked. */
export type ThreadTask =
  CountyTask | PartOfState | TrailFileTask | ValueTask | CareTask | ReadYearTask;

/** Whose ledger a task is about: a thread remembers what it has read of it. */
export function countyOfTask(task: ThreadTask): County {
  switch (task.kind) {
    case 'question':
      return task.question.input.county;
    case 'trailFile':
      return task.input.county;
    case 'partOfState':
    case 'care':
    case 'readYear':
      return task.county;
    case 'value':
      return task.request.input.county;
  }
}

/** Whether a task reads a whole ledger however much was kept of it: nobody's page waits behind such a one. */
export function isLongTask(task: ThreadTask): boolean {
  switch (task.kind) {
    case 'trailFile':
    case 'partOfState':
    case 'care':
      return true;
    case 'readYear':
      return false;
    case 'question':
      return ['diff', 'differences', 'outdated', 'retentionPlan'].includes(task.question.name);
    case 'value':
      return ['trail', 'diff', 'outdated', 'senseWarnings'].includes(task.request.name);
  }
}

/** An answer as it is sent. */
export interface AnsweredText {
  readonly text: string;
  /** The position as of which it is; null where it is of none, or of several. */
  readonly asOf: number | null;
  /** Of a trail: how many rows it has in all. */
  readonly rowsTotal?: number;
  /** Of the state: the size that each county was replayed at. */
  readonly sizes?: readonly (readonly [County, number])[];
}

/** A trail that was written to its file. */
export interface WrittenTrail {
  readonly bytes: number;
  readonly rows: number;
  readonly asOf: number;
}

/** Why a thread has no answer. */
export interface Failed {
  readonly kind: 'failed';
  readonly problem: ProblemKind;
  readonly detail: string;
  readonly fault: LoggedFault;
  readonly members: Readonly<Record<string, unknown>>;
}

/** What came of a question. */
export type PrintedReply = { readonly kind: 'answered'; readonly value: AnsweredText } | Failed;

/** What came of a question that is answered with values. */
export type ValueReply = { readonly kind: 'asked'; readonly reply: Reply<unknown> } | Failed;

/** What came of a county's part of the state's report. */
export type PartReply = { readonly kind: 'replayed'; readonly value: CountyReplay } | Failed;

/** What came of a trail that was to be written. */
export type WrittenReply = { readonly kind: 'written'; readonly value: WrittenTrail } | Failed;

/** What a thread replies. */
export type ThreadReply =
  PrintedReply | PartReply | WrittenReply | ValueReply | { readonly kind: 'cared' | 'read' };
