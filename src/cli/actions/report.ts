import { monthOfYear } from '../../reports/form.js';
import type { FormName } from '../../reports/form.js';
import { countyReportJson, stateReportJson } from '../../reports/county-report.js';
import type { CountyReport, StateReport } from '../../reports/county-report.js';
import type { ReplaySource } from '../../ports/ledger-reader.js';
import { REPORT_CSV_HEAD, countyReportCsv, stateReportCsv } from '../../reports/report-csv.js';
import { countyReportTable, stateReportTable } from '../../reports/report-table.js';
import { countyName } from '../../../events/values/county-names.js';
import type { County } from '../../../events/values/county.js';
import { formatMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { withApplication } from '../application.js';
import { asOfArgument, choiceArgument, countyArgument, monthsArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { formatArgument, refuseOnScreen } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { tellLeftOut } from '../left-out.js';
import { outPath, writeWholeFile } from '../out-file.js';
import type { OutPath } from '../out-file.js';
import { editionAsked, positionAsked } from '../positions.js';
import { Progress } from '../progress.js';

export interface ReportOptions extends FormatOptions {
  readonly county: string;
  readonly month: string;
  readonly asOf?: string;
  readonly form: string;
  readonly out?: string;
  readonly rows?: true;
}

const FORMATS = ['table', 'json', 'csv', 'xlsx'] as const;

type Format = (typeof FORMATS)[number];

/** How the reports of one kind (a county's, the state's) are printed. */
interface Printer<T> {
  readonly json: (report: T) => string;
  readonly csv: (report: T) => string;
  readonly table: (report: T, width: number) => string;
  readonly xlsx: (reports: readonly T[]) => Promise<Iterable<Uint8Array>>;
}

const COUNTY_PRINTER: Printer<CountyReport> = {
  json: countyReportJson,
  csv: countyReportCsv,
  table: (report, width) => countyReportTable(report, undefined, width),
  xlsx: async (reports) => (await import('../../reports/report-xlsx.js')).reportXlsx(reports),
};

const STATE_PRINTER: Printer<StateReport> = {
  json: stateReportJson,
  csv: stateReportCsv,
  table: stateReportTable,
  xlsx: async (reports) => (await import('../../reports/report-xlsx.js')).reportXlsx([], reports),
};

export async function report(run: Run, options: ReportOptions): Promise<ExitCode> {
  const format = formatArgument(options, FORMATS, 'table');
  if (options.out === '') throw new WrongUsage('--out is empty: name the file to write.');
  const out = options.out === undefined ? null : outPath(run, options.out);
  if (format === 'xlsx' && options.out === undefined) refuseOnScreen(run, format);
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
    const onRecords = (count: number, total?: number): void => {
      progress.report(count, 'records', total);
    };
    if (county === null) {
      const reports = await application.answer('stateReport', { months, form }, onRecords);
      progress.done();
      await write(run, out, await printed(run, reports, STATE_PRINTER, { format, isRange }));
      return tellLeftOut(run, reports[0]?.leftOut ?? []);
    }
    const source = sourceOf(options);
    const of = { county, months, asOf, form, source, ...edition };
    const reports = await application.answer('report', of, onRecords);
    progress.done();
    // Programs see it by the position, 0.
    if (format !== 'json' && asOf === null && reports[0]?.asOf === 0) {
      run.output.message(neverSent(county));
    }
    await write(run, out, await printed(run, reports, COUNTY_PRINTER, { format, isRange }));
    return EXIT.done;
  });
}

/** A report of nothing but zeros is no report of a county in which nothing happened. */
function neverSent(county: County): string {
  return `County ${county}, ${countyName(county)}, never sent a record here: every figure is of an empty ledger. Check the county and the data folder.`;
}

function sourceOf(options: ReportOptions): ReplaySource {
  return options.rows === true ? 'rows' : 'segments';
}

/** To the file that was named, whole or not at all, or to standard output. */
async function write(run: Run, out: OutPath | null, chunks: Chunks): Promise<void> {
  if (out !== null) return writeWholeFile(out, chunks);
  for (const chunk of chunks) if (!(await run.output.result(chunk))) break;
}

type Chunks = Iterable<string | Uint8Array>;

async function printed<T>(
  run: Run,
  reports: readonly T[],
  printer: Printer<T>,
  { format, isRange }: { readonly format: Format; readonly isRange: boolean },
): Promise<Chunks> {
  switch (format) {
    case 'json': {
      const texts = reports.map((one) => printer.json(one));
      return [isRange ? `[${texts.join(',\n ')}]\n` : `${texts.join('')}\n`];
    }
    case 'csv':
      return [REPORT_CSV_HEAD + reports.map((one) => printer.csv(one)).join('')];
    case 'xlsx':
      return printer.xlsx(reports);
    case 'table':
      return [reports.map((one) => printer.table(one, run.output.width)).join('\n\n')];
  }
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
