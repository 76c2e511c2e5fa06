import type { ValueOf } from '../../application/list.js';
import { countyReportJson } from '../../reports/county-report.js';
import { explanationsJson } from '../../reports/explanation.js';
import { historyJson } from '../../reports/history.js';
import { REPORT_CSV_HEAD, countyReportCsv } from '../../reports/report-csv.js';
import { trailEntryJson } from '../../reports/trail.js';
import type { TrailEntry } from '../../reports/trail.js';
import { printedPlan } from '../../retention/printed-plan.js';
import { cellsJson, differenceJson, outdatedJson } from '../../versions/difference-json.js';
import { measuresJson } from '../../versions/measures-text.js';
import type { AnsweredText, CountyQuestion, PrintedQuestionOf } from './questions.js';

/**
 * An answer as it is sent: the bytes that the command of the same name prints.
 *
 * @param value - what the entry of the question's name gives
 */
export function printedText(question: CountyQuestion, value: unknown): AnsweredText {
  return { text: textOf(question, value), asOf: positionOf(question, value) };
}

/** One who asks between two positions is told both in the answer. */
function positionOf({ name, input }: CountyQuestion, value: unknown): number | null {
  if (name === 'root') return (value as ValueOf<'root'>).size;
  return 'asOf' in input ? (input.asOf ?? 0) : null;
}

function textOf(question: CountyQuestion, value: unknown): string {
  switch (question.name) {
    case 'report':
      return reportText(value as ValueOf<'report'>, question.format);
    case 'trailPage':
      return trailText((value as ValueOf<'trailPage'>).rows, question.format);
    case 'history':
      return historyJson(value as ValueOf<'history'>);
    case 'explain':
      return explanationsJson(value as ValueOf<'explain'>);
    case 'root': {
      const { county, size, root } = value as ValueOf<'root'>;
      return lineOf({ county, size, root });
    }
    case 'record':
      return `${Buffer.from(value as ValueOf<'record'>).toString('utf8')}\n`;
    case 'proveRecord':
    case 'proveBeginning':
      return lineOf(value);
    case 'diff':
      return `${differenceJson(value as ValueOf<'diff'>)}\n`;
    case 'differences':
      return `${cellsJson(value as ValueOf<'differences'>)}\n`;
    case 'outdated':
      return `${outdatedJson(value as ValueOf<'outdated'>)}\n`;
    case 'measures':
      return measuresText(question.input.county, value as ValueOf<'measures'>);
    case 'retentionPlan':
      return lineOf(printedPlan(value as ValueOf<'retentionPlan'>));
  }
}

/** The measures of the one month that was asked for. */
export function measuresText(place: string, { months }: ValueOf<'measures'>): string {
  const last = months.at(-1);
  if (last === undefined) throw new Error('A replay left out its month.');
  return `${measuresJson(place, last)}\n`;
}

function reportText(reports: ValueOf<'report'>, format: 'json' | 'csv'): string {
  return reports
    .map((report) =>
      format === 'json'
        ? `${countyReportJson(report)}\n`
        : REPORT_CSV_HEAD + countyReportCsv(report),
    )
    .join('');
}

/** Rows of a trail. */
export function trailText(
  entries: readonly TrailEntry[],
  format: PrintedQuestionOf<'trailPage'>['format'],
): string {
  switch (format) {
    case 'ndjson':
      return entries.map((entry) => `${trailEntryJson(entry)}\n`).join('');
    case 'json':
      return `[${entries.map((entry) => trailEntryJson(entry)).join(',\n ')}]\n`;
  }
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
