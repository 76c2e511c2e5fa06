import type { County } from '../../../events/values/county.js';
import type { Actor } from '../../application/actor.js';
import type { Application } from '../../application/application.js';
import { stateReportJson } from '../../reports/county-report.js';
import type { LeftOut } from '../../reports/left-out.js';
import { REPORT_CSV_HEAD, stateReportCsv } from '../../reports/report-csv.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { measuresText } from './printed-text.js';
import type { AnsweredText, PrintedQuestionOf, StateQuestion } from './questions.js';

/**
 * An answer about all counties as it is sent. The counties are replayed by the threads; adding up and writing 58 reports
 * takes this one some milliseconds. Throws a `Problem`.
 *
 * @param sizes - of the ledgers as they are when it begins
 * @param onBegin - called once, when the first county is replayed
 */
export async function stateAnswer(
  application: Application,
  actor: Actor,
  question: StateQuestion,
  sizes: readonly (readonly [County, number])[],
  onBegin: () => void,
): Promise<AnsweredText> {
  let hasBegun = false;
  const onRecords = (): void => {
    if (!hasBegun) onBegin();
    hasBegun = true;
  };
  const manner = { onRecords };
  if (question.name === 'stateReport') return reportOf(application, actor, question, manner);
  const reply = await application.ask(actor, 'measuresOfState', question.input, manner);
  const measured = valueOrProblem(reply);
  refuseLeftOut(measured.leftOut);
  return { text: measuresText('all', measured), asOf: null, sizes };
}

async function reportOf(
  application: Application,
  actor: Actor,
  { input, format }: PrintedQuestionOf<'stateReport'>,
  manner: { readonly onRecords: () => void },
): Promise<AnsweredText> {
  const reply = await application.ask(actor, 'stateReport', input, manner);
  const [report] = valueOrProblem(reply);
  if (report === undefined) throw new Error('The replay of a month gave no report.');
  refuseLeftOut(report.leftOut);
  const text =
    format === 'json' ? `${stateReportJson(report)}\n` : REPORT_CSV_HEAD + stateReportCsv(report);
  const sizes = report.counties.map(({ county, asOf }) => [county, asOf] as const);
  return { text, asOf: null, sizes };
}

/** A sum without a county would be wrong, and an answer without a sum is not what was asked for. */
export function refuseLeftOut([left]: readonly LeftOut[]): void {
  if (left !== undefined) throw left.fault;
}
