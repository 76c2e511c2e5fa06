import { LRUCache } from 'lru-cache';
import { OPERATOR } from '../../application/actor.js';
import type { Application } from '../../application/application.js';
import type { EntryName, InputOf, ValueOf } from '../../application/list.js';
import type { LedgerReaders } from '../../ports/ledger-reader.js';
import { countyReportJson, stateReportJson } from '../../reports/county-report.js';
import { explanationsJson } from '../../reports/explanation.js';
import { historyJson } from '../../reports/history.js';
import { REPORT_CSV_HEAD, countyReportCsv, stateReportCsv } from '../../reports/report-csv.js';
import { TRAIL_CSV_HEAD, trailEntryCsv, trailEntryJson } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import { KEPT_MS_MAX, KEPT_TRAILS_BYTES_MAX, SHORT_PAGE_ROWS_MAX } from '../bounds.js';
import { faultOf } from '../observing/request-log.js';
import { problemOf } from '../problems/problem-of-error.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { countyOf } from './questions.js';
import type {
  AnsweredText,
  PrintedQuestion,
  PrintedQuestionOf,
  PrintedReply,
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
  async reply(question: PrintedQuestion): Promise<PrintedReply> {
    try {
      this.#seeWhatOthersDid(question);
      return { kind: 'answered', value: await this.#answer(this.#pinned(question)) };
    } catch (error) {
      const problem = problemOf(error);
      const fault = faultOf(problem.cause ?? problem);
      return { kind: 'failed', problem: problem.kind, detail: problem.message, fault };
    }
  }

  /**
   * After a replay: makes the next one of the same ledgers quick, where they have grown enough. What goes
   * wrong is thrown; no answer depends on it.
   */
  async prepareForNext(question: PrintedQuestion): Promise<void> {
    if (!isReplayed(question)) return;
    const county = countyOf(question);
    const counties = county === null ? this.#ledgers.counties() : [county];
    for (const each of counties) {
      await this.#ask('extendSegments', { county: each, how: 'whereWorth' });
    }
  }

  #seeWhatOthersDid(question: PrintedQuestion): void {
    const county = countyOf(question);
    const counties = county === null ? this.#ledgers.counties() : [county];
    for (const each of counties) this.#ledgers.ledger(each)?.refresh();
  }

  /** The same question as of the position that the ledger has now, where it asks for all there is. */
  #pinned(question: PrintedQuestion): PrintedQuestion {
    if (question.name === 'stateReport' || question.input.asOf !== null) return question;
    const size = this.#ledgers.ledger(question.input.county)?.size ?? 0;
    if (size === 0) return question;
    // The question with another position is the question of the same name.
    return { ...question, input: { ...question.input, asOf: size } } as PrintedQuestion;
  }

  async #ask<Name extends EntryName>(name: Name, input: InputOf<Name>): Promise<ValueOf<Name>> {
    return valueOrProblem(await this.#application.ask(OPERATOR, name, input));
  }

  async #answer(question: PrintedQuestion): Promise<AnsweredText> {
    switch (question.name) {
      case 'report':
        return this.#report(question);
      case 'stateReport':
        return this.#stateReport(question);
      case 'trailPage':
        return this.#trail(question);
      case 'history': {
        const { input } = question;
        return { text: historyJson(await this.#ask('history', input)), asOf: input.asOf ?? 0 };
      }
      case 'explain': {
        const { input } = question;
        return { text: explanationsJson(await this.#ask('explain', input)), asOf: input.asOf ?? 0 };
      }
      case 'root': {
        const { county, size, root } = await this.#ask('root', question.input);
        return { text: `${JSON.stringify({ county, size, root })}\n`, asOf: size };
      }
    }
  }

  async #report({ input, format }: PrintedQuestionOf<'report'>): Promise<AnsweredText> {
    const reports = await this.#ask('report', input);
    const text = reports
      .map((report) =>
        format === 'json'
          ? `${countyReportJson(report)}\n`
          : REPORT_CSV_HEAD + countyReportCsv(report),
      )
      .join('');
    return { text, asOf: input.asOf ?? 0 };
  }

  async #stateReport({ input, format }: PrintedQuestionOf<'stateReport'>): Promise<AnsweredText> {
    const [report] = await this.#ask('stateReport', input);
    if (report === undefined) throw new Error('The replay of a month gave no report.');
    // A sum without a county would be wrong, and an answer without a sum is not what was asked for.
    const [left] = report.leftOut;
    if (left !== undefined) throw left.fault;
    const text =
      format === 'json' ? `${stateReportJson(report)}\n` : REPORT_CSV_HEAD + stateReportCsv(report);
    const sizes = report.counties.map(({ county, asOf }) => [county, asOf] as const);
    return { text, asOf: 0, sizes };
  }

  async #trail({ input, format }: PrintedQuestionOf<'trailPage'>): Promise<AnsweredText> {
    const { after, limit, ...of } = input;
    const { county, month, line, column, asOf } = of;
    const key = [county, month, line, column, asOf].join('/');
    const kept = this.#keptTrail(key, input);
    if (kept === null && limit <= SHORT_PAGE_ROWS_MAX) {
      const { rows, total } = await this.#ask('trailPage', input);
      return { text: trailText(rows, format), asOf: asOf ?? 0, rowsTotal: total };
    }
    const entries = kept ?? (await this.#ask('trail', { ...of, source: 'segments' }));
    this.#trails.set(key, entries);
    const text = trailText(entries.slice(after, after + limit), format);
    return { text, asOf: asOf ?? 0, rowsTotal: entries.length };
  }

  /** A trail that was read for an earlier page; the gate is asked again before it is shown. */
  #keptTrail(key: string, input: InputOf<'trailPage'>): readonly TrailEntry[] | null {
    const kept = this.#trails.get(key) ?? null;
    if (kept === null) return null;
    const stopped = this.#application.stopped(OPERATOR, 'trailPage', input);
    if (stopped !== null) valueOrProblem(stopped);
    return kept;
  }
}

function isReplayed(question: PrintedQuestion): boolean {
  switch (question.name) {
    case 'report':
    case 'stateReport':
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
