import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
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
import type { YearCheckpoints } from './year-checkpoints.js';

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
  years: YearCheckpoints | null,
  asked: ReportAsked,
  onRecords: OnRecords,
): Promise<Answer<readonly CountyReport[]>> {
  const file = ledgers.ledger(asked.county);
  const asOf = asOfWithin(asked.county, file?.size ?? 0, asked.asOf);
  if (file === null || years !== null || asOf.kind !== 'done') {
    return reportOfCounty(ledgers, years, asked, onRecords);
  }
  const reports = await fold(file, { ...asked, asOf: asOf.value }, onRecords);
  return done(reports.map((report) => ofCounty(asked.county, asked.form, report)));
}

/** Folds them in the thread that asks. */
export const foldHere: FoldMonths = (file, { months, asOf, edition, source }, onRecords) => {
  const view = viewOfLedger(file, asOf, onRecords, source);
  return Promise.resolve(reportMonths(view, months, asOf, knownWith(edition)));
};

/**
 * One county's reports, in order of month.
 *
 * @param years - what a process that stays has kept; null in one that ends
 */
export function reportOfCounty(
  ledgers: LedgerReaders,
  years: YearCheckpoints | null,
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

/** The same reports, in a process that keeps checkpoints; null where it keeps none of these years. */
function fromCheckpoints(
  years: YearCheckpoints | null,
  { months, source, edition }: ReportAsked,
  file: LedgerReader | null,
  asOf: number,
  onRecords: OnRecords,
): readonly MonthReport[] | null {
  if (years === null || file === null || asOf === 0 || source === 'rows') return null;
  const reports: MonthReport[] = [];
  for (const month of months) {
    const year = years.of(file, month, { asOf, known: knownWith(edition) }, onRecords);
    if (year === null) return null;
    reports.push(year.report(month));
  }
  return reports;
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
