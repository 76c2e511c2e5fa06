import { historyJson } from '../../reports/history.js';
import { withApplication } from '../application.js';
import { asOfArgument, countyArgument, subjectArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { positionAsked, tellPosition } from '../positions.js';

export interface HistoryOptions {
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly asOf?: string;
}

export async function history(run: Run, options: HistoryOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const subject = subjectArgument(options);
  const asked = asOfArgument(options.asOf, 'no month');
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month: null }, asked);
    const entries = await application.answer('history', { county, subject, asOf });
    tellPosition(run, asked, asOf);
    await run.output.result(historyJson(entries));
    return EXIT.done;
  });
}
