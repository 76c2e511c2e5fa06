import type { Actor } from '../../application/actor.js';
import type { Application } from '../../application/application.js';
import { stateReportJson } from '../../reports/county-report.js';
import { REPORT_CSV_HEAD, stateReportCsv } from '../../reports/report-csv.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import type { AnsweredText, PrintedQuestionOf } from './questions.js';

/**
 * The state's report as it is sent. The counties are replayed by the threads; adding up and writing 58 reports takes
 * this one some milliseconds. Throws a `Problem`.
 *
 * @param onBegin - called once, when the first county is replayed
 */
export async function stateAnswer(
  application: Application,
  actor: Actor,
  { input, format }: PrintedQuestionOf<'stateReport'>,
  onBegin: () => void,
): Promise<AnsweredText> {
  let hasBegun = false;
  const onRecords = (): void => {
    if (!hasBegun) onBegin();
    hasBegun = true;
  };
  const reply = await application.ask(actor, 'stateReport', input, { onRecords });
  const [report] = valueOrProblem(reply);
  if (report === undefined) throw new Error('The replay of a month gave no report.');
  // A sum without a county would be wrong, and an answer without a sum is not what was asked for.
  const [left] = report.leftOut;
  if (left !== undefined) throw left.fault;
  const text =
    format === 'json' ? `${stateReportJson(report)}\n` : REPORT_CSV_HEAD + stateReportCsv(report);
  const sizes = report.counties.map(({ county, asOf }) => [county, asOf] as const);
  return { text, asOf: 0, sizes };
}
