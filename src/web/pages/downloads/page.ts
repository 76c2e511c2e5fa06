import { formatMonth } from '../../../../events/values/month.js';
import type { County } from '../../../../events/values/county.js';
import type { Month } from '../../../../events/values/month.js';
import { REPORT_CSV_HEAD, countyReportCsv } from '../../../reports/report-csv.js';
import { reportXlsx } from '../../../reports/report-xlsx.js';
import { ASKS_MOMENT, momentOf } from '../../moment.js';
import type { Moment } from '../../moment.js';
import { NotThere } from '../../not-there.js';
import { page } from '../../page.js';
import type { AnyPage, Download } from '../../page.js';
import { formOf, reportOf } from '../month/page.js';
import { onPaper } from './on-paper.js';
import { demandColumn } from '../trail/page.js';

const CSV = 'text/csv; charset=utf-8; header=present';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** As `cs1257-19-2006-09-v1` of a version, `cs1257-19-2006-09-at-1203` as of a position. */
function nameOf(county: County, month: Month, form: string, moment: Moment): string {
  const of = form.toLowerCase().replace(' ', '');
  return `${of}-${county}-${formatMonth(month)}-${momentInName(moment)}`;
}

function momentInName({ asked, position }: Moment): string {
  return asked.startsWith('v') ? asked : `at-${String(position)}`;
}

const REPORT_FILES = page({
  address: '/counties/:county/months/:month/report.:name',
  action: 'report.read',
  asks: [...ASKS_MOMENT, 'report', 'versions'],
  showsPerson: false,
  show: async ({ parameters: { county, month, name: kind }, query, now }, ask) => {
    const moment = await momentOf(ask, query, { county, month });
    const form = formOf(query, month);
    const report = await reportOf(ask, { county, month, form }, moment);
    const name = nameOf(county, month, form, moment);
    switch (kind) {
      case 'csv':
        return file(`${name}.csv`, CSV, [REPORT_CSV_HEAD, countyReportCsv(report)]);
      case 'xlsx':
        return file(`${name}.xlsx`, XLSX, reportXlsx([report]));
      case 'pdf': {
        const { reportPdf } = await import('../../../packages/pdf/report-pdf.js');
        const { versions } = await ask('versions', { county, month });
        const printed = onPaper(report, { moment, versions, now });
        const pdf = await reportPdf({ printed, lines: report.lines });
        return file(`${name}.pdf`, 'application/pdf', [pdf]);
      }
      default:
        throw noSuchFile();
    }
  },
});

const TRAIL_FILES = page({
  address: '/counties/:county/months/:month/lines/:line/columns/:column/trail.:name',
  action: 'trail.download',
  asks: [...ASKS_MOMENT, 'trail'],
  showsPerson: true,
  show: async ({ parameters, query }, ask) => {
    const { name: kind, ...of } = parameters;
    const moment = await momentOf(ask, query, of);
    demandColumn(of, moment);
    const input = { ...of, asOf: moment.asOf, source: 'segments', ...moment.edition } as const;
    if (kind !== 'csv' && kind !== 'xlsx' && kind !== 'parquet') throw noSuchFile();
    const cell = `${of.county}-${formatMonth(of.month)}-${of.line}${of.column}`;
    const name = `trail-${cell}-${momentInName(moment)}.${kind}`;
    return { kind: 'trailFile', name, format: kind, input };
  },
});

/** Files of reports and trails. */
export const DOWNLOADS: readonly AnyPage[] = [REPORT_FILES, TRAIL_FILES];

function file(name: string, type: string, pieces: Download['pieces']): Download {
  return { kind: 'download', name, type, pieces };
}

function noSuchFile(): NotThere {
  return new NotThere('There is no file of that kind: the page lists those that there are.');
}
