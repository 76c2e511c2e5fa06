import { explanationsJson, explanationsText } from '../../reports/explanation.js';
import { withApplication } from '../application.js';
import { asOfArgument, countyArgument, monthArgument, subjectArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { lineArgument } from '../form-arguments.js';
import { formatArgument, usualOn } from '../formats.js';
import { editionAsked, positionAsked, tellPosition } from '../positions.js';
import type { HistoryOptions } from './history.js';

export interface ExplainOptions extends HistoryOptions {
  readonly month: string;
  readonly line?: string;
}

export async function explain(run: Run, options: ExplainOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const month = monthArgument(options.month);
  const subject = subjectArgument(options);
  const line = options.line === undefined ? null : lineArgument(options.line).line;
  const asked = asOfArgument(options.asOf, 'a month');
  const isJson = formatArgument(options, ['table', 'json'], usualOn(run, 'json')) === 'json';
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month }, asked);
    const edition = await editionAsked(application, { county, month }, asked);
    const of = { county, month, subject, line, asOf, ...edition };
    const explanations = await application.answer('explain', of);
    tellPosition(run, asked, asOf);
    await run.output.result(
      isJson ? explanationsJson(explanations) : explanationsText(explanations, run.output.width),
    );
    return EXIT.done;
  });
}
