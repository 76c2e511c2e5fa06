import { parseCents } from '../../events/values/money.js';
import type { Edition } from '../../projections/form/editions.js';
import type { Column } from '../../projections/form/line.js';
import type { CountyReport } from '../reports/county-report.js';
import { reportXlsx } from '../reports/report-xlsx.js';
import type { TrailEntry, TrailSubject } from '../reports/trail.js';
import { trailXlsx } from '../reports/trail-xlsx.js';
import { packageFile, packageLines } from './package-file.js';
import { trailPath } from './trail-files.js';

/** The report of a package as a workbook. */
export const REPORT_WORKBOOK = 'data/report.xlsx';

/**
 * The workbooks of a package that say something else than the CSV files beside them, in sentences: both are of the signed
 * list, and people open the one and verify.mjs counts the other.
 */
export function differentWorkbooks(
  folder: string,
  report: CountyReport,
  { lines }: Edition,
): readonly string[] {
  const failures: string[] = [];
  const compare = (path: string, chunks: Iterable<Uint8Array>): void => {
    if (packageFile(folder, path).equals(Buffer.concat([...chunks]))) return;
    failures.push(`${path} does not say what the CSV file beside it says.`);
  };
  compare(REPORT_WORKBOOK, reportXlsx([report]));
  for (const { line } of lines) {
    compare(trailPath(line, 'xlsx'), trailXlsx(line, [...entriesOf(folder, line)]));
  }
  return failures;
}

/** The rows of a trail's CSV, which `verifyPackage` has found to be rows. */
function* entriesOf(folder: string, line: string): Generator<TrailEntry> {
  let isHead = true;
  for (const text of packageLines(folder, trailPath(line, 'csv'))) {
    if (isHead) {
      isHead = false;
      continue;
    }
    const [
      ,
      column = '',
      caseId = '',
      child = '',
      cases = '',
      amount = '',
      value = '',
      records = '',
    ] = text.replace(/\r$/u, '').split(',');
    yield {
      line,
      column: column as Column, // one of them, or the file would not verify
      subject: subjectOf(caseId, child, cases),
      hundredths: amount === '' ? null : hundredthsOf(amount),
      value: value === '' ? null : Number(value),
      records: records.split(' '),
    };
  }
}

function subjectOf(caseId: string, child: string, cases: string): TrailSubject {
  if (caseId !== '') return { kind: 'case', case: caseId };
  if (child === '') return { kind: 'county' };
  return { kind: 'child', child, cases: cases === '' ? [] : cases.split(' ') };
}

/** Sums go beyond what an amount of a record may be. */
function hundredthsOf(amount: string): number | bigint {
  return parseCents(amount, { signed: true }) ?? BigInt(amount.replace('.', ''));
}
