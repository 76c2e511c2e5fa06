import { FIRST_EDITION } from '../../events/form-editions.js';
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
import { faultOfCounty, leftOutOf, readableCounties } from '../reports/left-out.js';
import type { LeftOut } from '../reports/left-out.js';
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
  /** Counties whose ledger or acts cannot be read, in order of county number. */
  readonly leftOut: readonly LeftOut[];
  /** Null where a county is left out: a sum without it would be wrong. */
  readonly lines: ReportLines | null;
  /** Id of the newest edition of the form that one of the versions was made under; by it the lines are titled. */
  readonly edition: string;
}

/** The sum of the counties' standing versions of a month. */
export async function rollupOfMonth(
  ledgers: LedgerReaders,
  log: ActLog,
  { month }: { readonly month: Month },
): Promise<Rollup> {
  const standing: { readonly county: County; readonly version: Version }[] = [];
  const missing: County[] = [];
  const unread: LeftOut[] = [];
  const { counties, leftOut: unopened } = await countiesToReport(ledgers, log);
  for (const county of counties) {
    try {
      const version = standingOf((await readVersions(log, county)).versions, month);
      if (version === null) missing.push(county);
      else standing.push({ county, version });
    } catch (error) {
      unread.push({ county, fault: faultOfCounty(error) });
    }
  }
  const leftOut = leftOutOf(unopened, unread);
  return {
    month,
    counties: standing.map(({ county, version: { version, asOf } }) => ({
      county,
      version,
      asOf,
    })),
    missing,
    leftOut,
    lines: leftOut.length > 0 ? null : sumOfVersions(standing, month),
    edition: standing
      .map(({ version }) => version.form)
      .reduce((newest, form) => (form > newest ? form : newest), FIRST_EDITION.id),
  };
}

function sumOfVersions(
  standing: readonly { readonly version: Version }[],
  month: Month,
): ReportLines {
  const lines = standing.map(({ version }) => version.lines);
  return sumOfReports(lines, linesOfNoRecords(month));
}

/** Counties that have something to report, in order of number, but for those that cannot be read. */
async function countiesToReport(
  ledgers: LedgerReaders,
  log: ActLog,
): Promise<{ readonly counties: readonly County[]; readonly leftOut: readonly LeftOut[] }> {
  const { ledgers: readable, leftOut } = readableCounties(ledgers);
  const withRecords = readable.filter(({ size }) => size > 0).map(({ county }) => county);
  const isLeftOut = new Set(leftOut.map(({ county }) => county));
  const all = [...new Set([...withRecords, ...(await log.counties())])].sort();
  return { counties: all.filter((county) => !isLeftOut.has(county)), leftOut };
}

/** The measures of one month. */
export interface MonthMeasures {
  readonly month: Month;
  readonly measures: readonly Measure[];
}

/** In order of month; none where a county is left out of the state. */
export interface MeasuredMonths {
  readonly months: readonly MonthMeasures[];
  readonly leftOut: readonly LeftOut[];
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
): Promise<Answer<MeasuredMonths>> {
  const { county, asOf } = asked;
  const months = retainedMonths(ledgers, asked);
  const form = 'CS 1257';
  if (county === null) {
    const state = await stateReport(ledgers, replayCounties, { months, form }, onRecords);
    return done({
      leftOut: state.at(-1)?.leftOut ?? [],
      months: state.flatMap(({ month, state: sum }) => (sum === null ? [] : [ofMonth(month, sum)])),
    });
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
  const measured = reports.value.map(({ month, lines }) => ofMonth(month, lines));
  return done({ months: measured, leftOut: [] });
}

/** The month asked for, and of those before it what every county in the answer still keeps. */
function retainedMonths(
  ledgers: LedgerReaders,
  { county, month, count }: MeasuresAsked,
): readonly Month[] {
  const counties = county === null ? readableCounties(ledgers).counties : [county];
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
