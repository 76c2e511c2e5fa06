import { monthOfYear } from '../../reports/form.js';
import type { FormName } from '../../reports/form.js';
import { countyReportJson, stateReportJson } from '../../reports/county-report.js';
import type { CountyReport, StateReport } from '../../reports/county-report.js';
import type { ReplaySource } from '../../ports/ledger-reader.js';
import { REPORT_CSV_HEAD, countyReportCsv, stateReportCsv } from '../../reports/report-csv.js';
import { countyReportTable, stateReportTable } from '../../reports/report-table.js';
import { formatMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { withApplication } from '../application.js';
import { asOfArgument, choiceArgument, countyArgument, monthsArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { tellLeftOut } from '../left-out.js';
import { editionAsked, positionAsked } from '../positions.js';
import { Progress } from '../progress.js';

export interface ReportOptions {
  readonly county: string;
  readonly month: string;
  readonly asOf?: string;
  readonly form: string;
  readonly format?: string;
  readonly json?: true;
  readonly rows?: true;
}

type Format = 'table' | 'json' | 'csv';

/** How the reports of one kind (a county's, the state's) are printed. */
interface Printer<T> {
  readonly json: (report: T) => string;
  readonly csv: (report: T) => string;
  readonly table: (report: T) => string;
}

const COUNTY_PRINTER: Printer<CountyReport> = {
  json: countyReportJson,
  csv: countyReportCsv,
  table: (report) => countyReportTable(report),
};

const STATE_PRINTER: Printer<StateReport> = {
  json: stateReportJson,
  csv: stateReportCsv,
  table: stateReportTable,
};

export async function report(run: Run, options: ReportOptions): Promise<ExitCode> {
  const format = formatArgument(options);
  const { months, isRange } = monthsArgument(options.month);
  const form = formArgument(options.form, months);
  const asked = asOfArgument(options.asOf, isRange ? 'several months' : 'a month');
  if (options.county === 'all' && asked !== null) {
    throw new WrongUsage(
      'With --county all every county is replayed at its own size: leave --as-of out, or name one county.',
    );
  }
  const county = options.county === 'all' ? null : countyArgument(options.county);
  return withApplication(run, 'read', async (application) => {
    const [month = null] = isRange ? [] : months;
    const asOf =
      county === null ? null : await positionAsked(application, { county, month }, asked);
    const edition =
      county === null ? {} : await editionAsked(application, { county, month }, asked);
    const progress = new Progress(run.output, 'Replaying');
    const onRecords = (count: number): void => {
      progress.report(count, 'records');
    };
    if (county === null) {
      const reports = await application.answer('stateReport', { months, form }, onRecords);
      progress.done();
      await run.output.result(printed(reports, STATE_PRINTER, format, isRange));
      return tellLeftOut(run, reports[0]?.leftOut ?? []);
    }
    const source = sourceOf(options);
    const of = { county, months, asOf, form, source, ...edition };
    const reports = await application.answer('report', of, onRecords);
    progress.done();
    await run.output.result(printed(reports, COUNTY_PRINTER, format, isRange));
    return EXIT.done;
  });
}

function sourceOf(options: ReportOptions): ReplaySource {
  return options.rows === true ? 'rows' : 'segments';
}

function printed<T>(
  reports: readonly T[],
  printer: Printer<T>,
  format: Format,
  isRange: boolean,
): string {
  switch (format) {
    case 'json': {
      const texts = reports.map((one) => printer.json(one));
      return isRange ? `[${texts.join(',\n ')}]\n` : `${texts.join('')}\n`;
    }
    case 'csv':
      return REPORT_CSV_HEAD + reports.map((one) => printer.csv(one)).join('');
    case 'table':
      return reports.map((one) => printer.table(one)).join('\n\n');
  }
}

function formatArgument(options: ReportOptions): Format {
  const format = choiceArgument('--format', options.format, ['table', 'json', 'csv']);
  if (options.json === undefined) return format;
  if (options.format !== undefined && format !== 'json') {
    throw new WrongUsage(`--json and --format ${format} ask for two formats: give one of them.`);
  }
  return 'json';
}

function formArgument(text: string, months: readonly Month[]): FormName {
  const form = choiceArgument('--form', text, ['cs1257', 'cs157']);
  if (form === 'cs1257') return 'CS 1257';
  const other = months.find((month) => monthOfYear(month) !== 9);
  if (other !== undefined) {
    throw new WrongUsage(
      `--form cs157 is the annual report of a September, and ${formatMonth(other)} is none: give --month YYYY-09 or leave --form out.`,
    );
  }
  return 'CS 157';
}
