import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { County } from '../../../events/values/county.js';
import { countyReportJson, stateReportJson } from '../../reports/county-report.js';
import { explanationsJson } from '../../reports/explanation.js';
import { ExtendSegments } from '../../reports/extend-segments.js';
import { historyJson } from '../../reports/history.js';
import type { Ledgers } from '../../ports/ledgers.js';
import {
  ExplainQuery,
  HistoryQuery,
  ReportQuery,
  RootQuery,
  StateReportQuery,
  TrailPageQuery,
  TrailQuery,
} from '../../reports/queries.js';
import { REPORT_CSV_HEAD, countyReportCsv, stateReportCsv } from '../../reports/report-csv.js';
import { TRAIL_CSV_HEAD, trailEntryCsv, trailEntryJson } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import { KEPT_MS_MAX, KEPT_TRAILS_BYTES_MAX, SHORT_PAGE_ROWS_MAX } from '../bounds.js';
import { faultOf } from '../observing/request-log.js';
import { problemOf } from '../problems/problem-of-error.js';
import { KeptValues } from './kept-values.js';
import { refuseErased } from './refuse-erased.js';
import type {
  AnsweredText,
  ExplainQuestion,
  HistoryQuestion,
  Question,
  Reply,
  ReportQuestion,
  RootQuestion,
  StateReportQuestion,
  TrailQuestion,
} from './questions.js';

/** What a replay thread does: asks the read side, and writes its answers as they are sent. */
export class ReplayDesk {
  readonly #ledgers: Ledgers;
  readonly #queries: QueryBus;
  readonly #commands: CommandBus;
  readonly #trails = new KeptValues<readonly TrailEntry[]>(
    { bytesMax: KEPT_TRAILS_BYTES_MAX, msMax: KEPT_MS_MAX },
    bytesOfTrail,
  );

  constructor(ledgers: Ledgers, queries: QueryBus, commands: CommandBus) {
    this.#ledgers = ledgers;
    this.#queries = queries;
    this.#commands = commands;
  }

  /** Never throws: what goes wrong is a reply, too. */
  async reply(question: Question): Promise<Reply> {
    try {
      this.#seeWhatOthersDid(question);
      refuseErased(this.#ledgers, question);
      return await this.#answer(this.#pinned(question));
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
  async prepareForNext(question: Question): Promise<void> {
    for (const county of this.#countiesReplayed(question)) {
      await this.#commands.execute(new ExtendSegments(county, 'whereWorth', untold));
    }
  }

  #countiesReplayed(question: Question): readonly County[] {
    switch (question.kind) {
      case 'report':
      case 'trail':
        return [question.county];
      case 'stateReport':
        return this.#ledgers.counties();
      case 'history':
      case 'explain':
      case 'root':
        return [];
    }
  }

  #seeWhatOthersDid(question: Question): void {
    const counties = question.kind === 'stateReport' ? this.#ledgers.counties() : [question.county];
    for (const county of counties) this.#ledgers.ledger(county)?.refresh();
  }

  /** The same question as of the position that the ledger has now, where it asks for all there is. */
  #pinned(question: Question): Question {
    if (question.kind === 'stateReport' || question.asOf !== null) return question;
    const size = this.#ledgers.ledger(question.county)?.size ?? 0;
    return size === 0 ? question : { ...question, asOf: size };
  }

  #answer(question: Question): Promise<Reply> {
    switch (question.kind) {
      case 'report':
        return this.#report(question);
      case 'stateReport':
        return this.#stateReport(question);
      case 'trail':
        return this.#trail(question);
      case 'history':
        return this.#history(question);
      case 'explain':
        return this.#explain(question);
      case 'root':
        return this.#root(question);
    }
  }

  async #report({ county, month, asOf, form, format }: ReportQuestion): Promise<Reply> {
    const found = await this.#queries.execute(new ReportQuery(county, [month], asOf, form, untold));
    if (found.kind === 'refused') return found;
    const text = found.value
      .map((report) =>
        format === 'json'
          ? `${countyReportJson(report)}\n`
          : REPORT_CSV_HEAD + countyReportCsv(report),
      )
      .join('');
    return answered({ text, asOf: asOf ?? 0 });
  }

  async #stateReport({ month, form, format }: StateReportQuestion): Promise<Reply> {
    const [report] = await this.#queries.execute(new StateReportQuery([month], form, untold));
    if (report === undefined) throw new Error('The replay of a month gave no report.');
    const text =
      format === 'json' ? `${stateReportJson(report)}\n` : REPORT_CSV_HEAD + stateReportCsv(report);
    const sizes = report.counties.map(({ county, asOf }) => [county, asOf] as const);
    return answered({ text, asOf: 0, sizes });
  }

  async #trail(question: TrailQuestion): Promise<Reply> {
    const { county, month, line, column, asOf, format, after, limit } = question;
    const key = [county, month, line, column, asOf].join('/');
    let entries = this.#trails.get(key);
    if (entries === null && limit <= SHORT_PAGE_ROWS_MAX) {
      const query = new TrailPageQuery(county, month, line, column, asOf, after, limit);
      const found = await this.#queries.execute(query);
      if (found.kind === 'refused') return found;
      const { rows, total } = found.value;
      return answered({ text: trailText(rows, format), asOf: asOf ?? 0, rowsTotal: total });
    }
    if (entries === null) {
      const found = await this.#queries.execute(
        new TrailQuery(county, month, line, column, asOf, untold),
      );
      if (found.kind === 'refused') return found;
      entries = found.value;
      this.#trails.set(key, entries);
    }
    const text = trailText(entries.slice(after, after + limit), format);
    return answered({ text, asOf: asOf ?? 0, rowsTotal: entries.length });
  }

  async #history({ county, subject, asOf }: HistoryQuestion): Promise<Reply> {
    const found = await this.#queries.execute(new HistoryQuery(county, subject, asOf));
    if (found.kind === 'refused') return found;
    return answered({ text: historyJson(found.value), asOf: asOf ?? 0 });
  }

  async #explain({ county, month, subject, line, asOf }: ExplainQuestion): Promise<Reply> {
    const found = await this.#queries.execute(new ExplainQuery(county, month, subject, line, asOf));
    if (found.kind === 'refused') return found;
    return answered({ text: explanationsJson(found.value), asOf: asOf ?? 0 });
  }

  async #root({ county, asOf }: RootQuestion): Promise<Reply> {
    const found = await this.#queries.execute(new RootQuery(county, asOf));
    if (found.kind === 'refused') return found;
    const { size, root } = found.value;
    return answered({ text: `${JSON.stringify({ county, size, root })}\n`, asOf: size });
  }
}

function answered(value: AnsweredText): Reply {
  return { kind: 'answered', value };
}

function trailText(entries: readonly TrailEntry[], format: TrailQuestion['format']): string {
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

function untold(): void {
  // Nobody watches a replay of the service.
}
