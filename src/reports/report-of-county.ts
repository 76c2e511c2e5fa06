import type { County } from '../../events/values/county.js';
import { ffyOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import { knownWith } from '../../projections/form/editions.js';
import { reportMonths } from '../../projections/form/report.js';
import type { MonthReport } from '../../projections/form/report.js';
import type {
  LedgerReader,
  LedgerReaders,
  OnRecords,
  ReplaySource,
} from '../ports/ledger-reader.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from './as-of-within.js';
import type { CountyReport } from './county-report.js';
import type { FormName } from './form.js';
import { viewOfLedger } from './view-of-ledger.js';
import { YearGone } from './year-checkpoints.js';
import type { YearAsked, Years } from './year-checkpoints.js';

/** One county's reports of some months; `asOf` null is the ledger's size. */
export interface ReportAsked {
  readonly county: County;
  readonly months: readonly Month[];
  readonly asOf: number | null;
  readonly form: FormName;
  /** Id of the edition of the form that is the newest, as for a version that was made under it; without it, what is known now. */
  readonly edition?: string | undefined;
  readonly source: ReplaySource;
}

/** The same of a ledger as of a position. */
export interface MonthsToFold extends Pick<ReportAsked, 'months' | 'edition' | 'source'> {
  readonly asOf: number;
}

/** Folds months of a county from its records. */
export type FoldMonths = (
  file: LedgerReader,
  asked: MonthsToFold,
  onRecords: OnRecords,
) => Promise<readonly MonthReport[]>;

/** One county's reports, in order of month; those of which no year is kept are folded by `fold`. See `reportOfCounty`. */
export async function reportFoldedBy(
  fold: FoldMonths,
  ledgers: LedgerReaders,
  years: Years | null,
  asked: ReportAsked,
  onRecords: OnRecords,
): Promise<Answer<readonly CountyReport[]>> {
  const { county, form } = asked;
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, asked.asOf);
  if (asOf.kind !== 'done' || file === null) return reportOfCounty(ledgers, null, asked, onRecords);
  const reports =
    fromCheckpoints(years, asked, file, asOf.value, onRecords) ??
    (await fold(file, { ...asked, asOf: asOf.value }, onRecords));
  return done(reports.map((report) => ofCounty(county, form, report)));
}

/** Folds them in the thread that asks. */
export const foldHere: FoldMonths = (file, { months, asOf, edition, source }, onRecords) => {
  const view = viewOfLedger(file, asOf, onRecords, source);
  return Promise.resolve(reportMonths(view, months, asOf, knownWith(edition)));
};

/**
 * One county's reports, in order of month.
 *
 * @param years - null where none is to be looked at
 */
export function reportOfCounty(
  ledgers: LedgerReaders,
  years: Years | null,
  asked: ReportAsked,
  onRecords: OnRecords,
): Answer<readonly CountyReport[]> {
  const { county, form } = asked;
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, asked.asOf);
  if (asOf.kind !== 'done') return asOf;
  const reports =
    fromCheckpoints(years, asked, file, asOf.value, onRecords) ??
    replayed(asked, file, asOf.value, onRecords);
  return done(reports.map((report) => ofCounty(county, form, report)));
}

/** The same reports from kept years; null where one of them is not kept. */
function fromCheckpoints(
  years: Years | null,
  { months, source, edition }: ReportAsked,
  file: LedgerReader | null,
  asOf: number,
  onRecords: OnRecords,
): readonly MonthReport[] | null {
  if (years === null || file === null || source === 'rows') return null;
  return reportsFromYears(years, file, months, { asOf, known: knownWith(edition) }, onRecords);
}

/** Reports of months from kept years, in the order asked; null where one of them is not kept. */
export function reportsFromYears(
  years: Years,
  file: LedgerReader,
  months: readonly Month[],
  { asOf, known }: Required<Pick<YearAsked, 'asOf' | 'known'>>,
  onRecords: OnRecords,
): readonly MonthReport[] | null {
  if (asOf === 0) return null;
  const reports: MonthReport[] = [];
  let year: YearCheckpoint | null = null;
  for (const month of months) {
    // Months come in order: those of a year are asked of the same checkpoint.
    if (year?.ffy !== ffyOf(month))
      year = years.of(file, month, { asOf, known, months }, onRecords);
    if (year === null) return null;
    const report = reportOfYear(year, month);
    if (report === null) return null;
    reports.push(report);
  }
  return reports;
}

/** Null where the year went while its months were read. */
function reportOfYear(year: YearCheckpoint, month: Month): MonthReport | null {
  try {
    return year.report(month);
  } catch (error) {
    if (error instanceof YearGone) return null;
    throw error;
  }
}

function replayed(
  { months, source, edition }: ReportAsked,
  file: LedgerReader | null,
  asOf: number,
  onRecords: OnRecords,
): readonly MonthReport[] {
  const view =
    file === null ? new LedgerViewBuilder().finish() : viewOfLedger(file, asOf, onRecords, source);
  return reportMonths(view, months, asOf, knownWith(edition));
}

function ofCounty(county: County, form: FormName, report: MonthReport): CountyReport {
  const { month, asOf, edition, lines } = report;
  return { form, county, month, asOf, edition, lines };
}
