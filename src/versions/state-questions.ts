import type { County } from '../../events/values/county.js';
import { addMonths } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import { reportMonths } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import { measuresOf } from '../../projections/versions/measures.js';
import type { Measure } from '../../projections/versions/measures.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { reportOfCounty } from '../reports/report-of-county.js';
import { stateReport } from '../reports/state-report.js';
import type { ReplayCounties } from '../reports/state-report.js';
import { standingOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { sumOfReports } from '../reports/state-sum.js';
import { readVersions } from './county-acts.js';
import type { ActLog } from '../ports/act-log.js';

/** The state's month as the sum of the counties' standing versions. */
export interface Rollup {
  readonly month: Month;
  /** In order of county number. */
  readonly counties: readonly {
    readonly county: County;
    readonly version: number;
    readonly asOf: number;
  }[];
  /** Counties with a ledger that have no standing version of the month. */
  readonly missing: readonly County[];
  readonly lines: ReportLines;
}

/** The sum of the counties' standing versions of a month. */
export async function rollupOfMonth(
  ledgers: LedgerReaders,
  log: ActLog,
  { month }: { readonly month: Month },
): Promise<Rollup> {
  const standing: { readonly county: County; readonly version: Version }[] = [];
  const missing: County[] = [];
  for (const county of await countiesToReport(ledgers, log)) {
    const version = standingOf((await readVersions(log, county)).versions, month);
    if (version === null) missing.push(county);
    else standing.push({ county, version });
  }
  return {
    month,
    counties: standing.map(({ county, version: { version, asOf } }) => ({
      county,
      version,
      asOf,
    })),
    missing,
    lines: sumOfReports(
      standing.map(({ version }) => version.lines),
      linesOfNoRecords(month),
    ),
  };
}

/** Counties that have something to report, in order of number. */
async function countiesToReport(ledgers: LedgerReaders, log: ActLog): Promise<readonly County[]> {
  const withRecords = ledgers
    .counties()
    .filter((county) => (ledgers.ledger(county)?.size ?? 0) > 0);
  return [...new Set([...withRecords, ...(await log.counties())])].sort();
}

/** The measures of one month. */
export interface MonthMeasures {
  readonly month: Month;
  readonly measures: readonly Measure[];
}

/** The measures of a month and of those right before it; `county` null is the state. */
export interface MeasuresAsked {
  readonly county: County | null;
  readonly month: Month;
  /** Months asked for: this one and those right before it. */
  readonly count: number;
  readonly asOf: number | null;
  /** Id of the edition of the form that is the newest, as for a version that was made under it; without it, what is known now. */
  readonly edition?: string | undefined;
}

/**
 * The measures of a month and of the months before it, in order of month, as of one position. Of the months before
 * it those that are not retained any more are left out.
 */
export async function measuresOfMonths(
  ledgers: LedgerReaders,
  replayCounties: ReplayCounties,
  asked: MeasuresAsked,
  onRecords: OnRecords,
): Promise<Answer<readonly MonthMeasures[]>> {
  const { county, asOf } = asked;
  const months = retainedMonths(ledgers, asked);
  const form = 'CS 1257';
  if (county === null) {
    const state = await stateReport(ledgers, replayCounties, { months, form }, onRecords);
    return done(state.map((report) => ofMonth(report.month, report.state)));
  }
  const report = {
    county,
    months,
    asOf,
    form,
    edition: asked.edition,
    source: 'segments',
  } as const;
  const reports = reportOfCounty(ledgers, null, report, onRecords);
  if (reports.kind !== 'done') return reports;
  return done(reports.value.map(({ month, lines }) => ofMonth(month, lines)));
}

/** The month asked for, and of those before it what every county in the answer still keeps. */
function retainedMonths(
  ledgers: LedgerReaders,
  { county, month, count }: MeasuresAsked,
): readonly Month[] {
  const counties = county === null ? ledgers.counties() : [county];
  const first = counties
    .map((each) => ledgers.ledger(each)?.retention?.firstMonth ?? null)
    .reduce((greatest, each) => (each !== null && each > (greatest ?? 0) ? each : greatest), null);
  return Array.from({ length: count }, (_, index) => addMonths(month, index - count + 1)).filter(
    (each) => each === month || first === null || each >= first,
  );
}

function ofMonth(month: Month, lines: ReportLines): MonthMeasures {
  return { month, measures: measuresOf(lines) };
}

/** The report of a ledger without records: what no counties add up to. */
function linesOfNoRecords(month: Month): ReportLines {
  const [report] = reportMonths(new LedgerViewBuilder().finish(), [month], 0);
  if (report === undefined) throw new Error('A replay left out its month.');
  return report.lines;
}
