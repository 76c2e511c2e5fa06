import { historyJson } from '../../reports/history.js';
import { withApplication } from '../application.js';
import { asOfArgument, countyArgument, subjectArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';

export interface HistoryOptions {
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly asOf?: string;
}

export async function history(run: Run, options: HistoryOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const subject = subjectArgument(options);
  const asOf = asOfArgument(options.asOf);
  return withApplication(run, 'read', async (application) => {
    const entries = await application.answer('history', { county, subject, asOf });
    await run.output.result(historyJson(entries));
    return EXIT.done;
  });
}
