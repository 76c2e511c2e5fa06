import { LRUCache } from 'lru-cache';
import { OPERATOR } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';
import type { Application } from '../../application/application.js';
import type { EntryName, InputOf, ValueOf } from '../../application/list.js';
import type { LedgerReaders } from '../../ports/ledger-reader.js';
import { countyReportJson } from '../../reports/county-report.js';
import { replayCounty } from '../../reports/county-replay.js';
import type { CountyReplay } from '../../reports/county-replay.js';
import { explanationsJson } from '../../reports/explanation.js';
import { historyJson } from '../../reports/history.js';
import { REPORT_CSV_HEAD, countyReportCsv } from '../../reports/report-csv.js';
import { TRAIL_CSV_HEAD, trailEntryCsv, trailEntryJson } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import { KEPT_MS_MAX, KEPT_TRAILS_BYTES_MAX, SHORT_PAGE_ROWS_MAX } from '../bounds.js';
import { faultOf } from '../observing/request-log.js';
import { problemOf } from '../problems/problem-of-error.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import type {
  AnsweredText,
  AskedQuestion,
  CountyQuestion,
  PartOfState,
  PartReply,
  PrintedQuestionOf,
  PrintedReply,
  ThreadTask,
} from './questions.js';

/** What a replay thread does: asks the application on its own snapshot, and writes its answers as they are sent. */
export class AnswersInThread {
  readonly #application: Application;
  readonly #ledgers: LedgerReaders;
  readonly #trails = new LRUCache<string, readonly TrailEntry[]>({
    maxSize: KEPT_TRAILS_BYTES_MAX,
    sizeCalculation: bytesOfTrail,
    ttl: KEPT_MS_MAX,
  });

  /** @param ledgers - of the application's house, to look what others have appended */
  constructor(application: Application, ledgers: LedgerReaders) {
    this.#application = application;
    this.#ledgers = ledgers;
  }

  /** Never throws: what goes wrong is a reply, too. */
  async reply(task: ThreadTask): Promise<PrintedReply | PartReply> {
    try {
      this.#ledgers.ledger(task.input.county)?.refresh();
      if (task.name === 'partOfState') return { kind: 'replayed', value: this.#partOfState(task) };
      const { actor } = task;
      // What is kept is shown by the gate's answer of now, too.
      await this.#application.readAccess(actor);
      return { kind: 'answered', value: await this.#answer(actor, this.#pinned(task)) };
    } catch (error) {
      const problem = problemOf(error);
      const fault = faultOf(problem.cause ?? problem);
      return { kind: 'failed', problem: problem.kind, detail: problem.message, fault };
    }
  }

  /**
   * After a replay: makes the next one of the same ledger quick, where it has grown enough. What goes
   * wrong is thrown; no answer depends on it.
   */
  async prepareForNext(task: ThreadTask): Promise<void> {
    if (!isReplayed(task)) return;
    await this.#ask(OPERATOR, 'extendSegments', { county: task.input.county, how: 'whereWorth' });
  }

  /** The same question as of the position that the ledger has now, where it asks for all there is. */
  #pinned(question: AskedQuestion): CountyQuestion {
    if (question.input.asOf !== null) return question;
    const size = this.#ledgers.ledger(question.input.county)?.size ?? 0;
    if (size === 0) return question;
    // The question with another position is the question of the same name.
    return { ...question, input: { ...question.input, asOf: size } } as CountyQuestion;
  }

  async #ask<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
  ): Promise<ValueOf<Name>> {
    return valueOrProblem(await this.#application.ask(actor, name, input));
  }

  async #answer(actor: Actor, question: CountyQuestion): Promise<AnsweredText> {
    switch (question.name) {
      case 'report':
        return this.#report(actor, question);
      case 'trailPage':
        return this.#trail(actor, question);
      case 'history': {
        const { input } = question;
        return {
          text: historyJson(await this.#ask(actor, 'history', input)),
          asOf: input.asOf ?? 0,
        };
      }
      case 'explain': {
        const { input } = question;
        return {
          text: explanationsJson(await this.#ask(actor, 'explain', input)),
          asOf: input.asOf ?? 0,
        };
      }
      case 'root': {
        const { county, size, root } = await this.#ask(actor, 'root', question.input);
        return { text: `${JSON.stringify({ county, size, root })}\n`, asOf: size };
      }
    }
  }

  async #report(
    actor: Actor,
    { input, format }: PrintedQuestionOf<'report'>,
  ): Promise<AnsweredText> {
    const reports = await this.#ask(actor, 'report', input);
    const text = reports
      .map((report) =>
        format === 'json'
          ? `${countyReportJson(report)}\n`
          : REPORT_CSV_HEAD + countyReportCsv(report),
      )
      .join('');
    return { text, asOf: input.asOf ?? 0 };
  }

  /** The gate has let the state's report pass; what this county keeps is asked anew of the thread's own snapshot. */
  #partOfState({ input: { county, months } }: PartOfState): CountyReplay {
    const report = { county, months, asOf: null, form: 'CS 1257', source: 'segments' } as const;
    const stopped = this.#application.stopped(OPERATOR, 'report', report);
    if (stopped !== null) valueOrProblem(stopped);
    const file = this.#ledgers.ledger(county);
    if (file === null) {
      throw new Error(`The ledger of county ${county} was removed while it was read.`);
    }
    return replayCounty(file, months, () => undefined);
  }

  async #trail(
    actor: Actor,
    { input, format }: PrintedQuestionOf<'trailPage'>,
  ): Promise<AnsweredText> {
    const { after, limit, ...of } = input;
    const { county, month, line, column, asOf } = of;
    const key = [county, month, line, column, asOf].join('/');
    const kept = this.#keptTrail(actor, key, input);
    if (kept === null && limit <= SHORT_PAGE_ROWS_MAX) {
      const { rows, total } = await this.#ask(actor, 'trailPage', input);
      return { text: trailText(rows, format), asOf: asOf ?? 0, rowsTotal: total };
    }
    const entries = kept ?? (await this.#ask(actor, 'trail', { ...of, source: 'segments' }));
    this.#trails.set(key, entries);
    const text = trailText(entries.slice(after, after + limit), format);
    return { text, asOf: asOf ?? 0, rowsTotal: entries.length };
  }

  /** A trail that was read for an earlier page; the gate is asked again before it is shown. */
  #keptTrail(actor: Actor, key: string, input: InputOf<'trailPage'>): readonly TrailEntry[] | null {
    const kept = this.#trails.get(key) ?? null;
    if (kept === null) return null;
    const stopped = this.#application.stopped(actor, 'trailPage', input);
    if (stopped !== null) valueOrProblem(stopped);
    return kept;
  }
}

function isReplayed(task: ThreadTask): boolean {
  switch (task.name) {
    case 'report':
    case 'partOfState':
    case 'trailPage':
      return true;
    case 'history':
    case 'explain':
    case 'root':
      return false;
  }
}

function trailText(
  entries: readonly TrailEntry[],
  format: PrintedQuestionOf<'trailPage'>['format'],
): string {
  switch (format) {
    case 'ndjson':
      return entries.map((entry) => `${trailEntryJson(entry)}\n`).join('');
    case 'csv':
      return TRAIL_CSV_HEAD + entries.map((entry) => trailEntryCsv(entry)).join('');
    case 'json':
      return `[${entries.map((entry) => trailEntryJson(entry)).join(',\n ')}]\n`;
  }
}

/** Ids of records are texts of 36 characters, of which rows share none. */
const BYTES_OF_RECORD_ID = 64;
const BYTES_OF_ROW = 256;

function bytesOfTrail(entries: readonly TrailEntry[]): number {
  return entries.reduce(
    (bytes, { records }) => bytes + BYTES_OF_ROW + records.length * BYTES_OF_RECORD_ID,
    BYTES_OF_ROW,
  );
}
