import { historyEntryJson, historyJson } from '../../reports/history.js';
import type { HistoryEntry } from '../../reports/history.js';
import { historyText } from '../../reports/history-text.js';
import { withApplication } from '../application.js';
import { asOfArgument, countyArgument, subjectArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { formatArgument, usualOn } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { positionAsked, tellPosition } from '../positions.js';

export interface HistoryOptions extends FormatOptions {
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly asOf?: string;
}

const FORMATS = ['table', 'json', 'ndjson'] as const;

export async function history(run: Run, options: HistoryOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const subject = subjectArgument(options);
  const asked = asOfArgument(options.asOf, 'no month');
  const format = formatArgument(options, FORMATS, usualOn(run, 'json'));
  return withApplication(run, 'read', async (application) => {
    const asOf = await positionAsked(application, { county, month: null }, asked);
    const entries = await application.answer('history', { county, subject, asOf });
    tellPosition(run, asked, asOf);
    const of = `${subject.kind === 'case' ? 'Case' : 'Child'} ${subject.id}`;
    await run.output.result(printed(format, of, entries, run.output.width));
    return EXIT.done;
  });
}

function printed(
  format: (typeof FORMATS)[number],
  of: string,
  entries: readonly HistoryEntry[],
  width: number,
): string {
  switch (format) {
    case 'table':
      return historyText(of, entries, width);
    case 'json':
      return historyJson(entries);
    case 'ndjson':
      return entries.map((entry) => `${historyEntryJson(entry)}\n`).join('');
  }
}
