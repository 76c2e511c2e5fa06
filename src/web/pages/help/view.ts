import type { LineEntry } from '../../../../projections/form/line.js';
import { listed } from '../../words.js';

/** What a line does, in one sentence. */
export function ruleInWords({ rule, unit }: LineEntry): string {
  switch (rule.kind) {
    case 'countCases':
      return 'It counts cases, each once.';
    case 'countChildren':
      return 'It counts children, each once.';
    case 'sumByStatus':
      return 'It adds up dollars of cases, in the column of the status at each month’s end.';
    case 'sumCases':
      return 'It adds up dollars of cases.';
    case 'supplied':
      return 'DCSS supplies the figure.';
    case 'suppliedOrPriorSeptember':
      return `DCSS supplies the figure; else it is Line ${rule.line} of the September before.`;
    case 'sumOfLines':
      return `It adds up column (a) of ${listed(rule.lines.map((line) => `Line ${line}`))}.`;
    case 'staff':
      return `It is the ${unit === 'fte' ? 'full-time equivalents' : 'figure'} of the latest staffing report of the month.`;
    case 'notReportedByCounties':
      return 'Counties do not report it: it is 0.00.';
  }
}

/** Of which time a line speaks. */
export function periodInWords({ period }: LineEntry): string {
  switch (period) {
    case 'point-in-time':
      return 'The last day of the month.';
    case 'month':
      return 'The month.';
    case 'ffy-to-date':
      return 'The federal fiscal year from October to the end of the month.';
    case 'prior-ffy':
      return 'The federal fiscal year before.';
  }
}
