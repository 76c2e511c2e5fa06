import { Inject } from '@nestjs/common';
import { QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { addMonths } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import { reportMonths } from '../../projections/cs1257/report.js';
import type { ReportLines } from '../../projections/cs1257/report.js';
import { measuresOf } from '../../projections/versions/measures.js';
import { standingOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { answered } from '../reports/answer.js';
import type { Answer } from '../reports/answer.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import { ReportQuery, StateReportQuery } from '../reports/queries.js';
import { sumOfReports } from '../reports/state-sum.js';
import { readActs } from './county-acts.js';
import { MeasuresQuery, RollupQuery } from './queries.js';
import type { MonthMeasures, Rollup } from './queries.js';
import { SUBMISSION_LOG } from '../ports/act-log.js';
import type { ActLog } from '../ports/act-log.js';

@QueryHandler(RollupQuery)
export class RollupHandler implements IQueryHandler<RollupQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(SUBMISSION_LOG) private readonly log: ActLog,
  ) {}

  async execute({ month }: RollupQuery): Promise<Rollup> {
    const standing: { readonly county: County; readonly version: Version }[] = [];
    const missing: County[] = [];
    for (const county of await this.#counties()) {
      const version = standingOf((await readActs(this.log, county)).versions, month);
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
  async #counties(): Promise<readonly County[]> {
    const withRecords = this.ledgers
      .counties()
      .filter((county) => (this.ledgers.ledger(county)?.size ?? 0) > 0);
    return [...new Set([...withRecords, ...(await this.log.counties())])].sort();
  }
}

@QueryHandler(MeasuresQuery)
export class MeasuresHandler implements IQueryHandler<MeasuresQuery> {
  constructor(
    private readonly queries: QueryBus,
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
  ) {}

  async execute(query: MeasuresQuery): Promise<Answer<readonly MonthMeasures[]>> {
    const { county, asOf, onRecords } = query;
    const months = this.#retainedMonths(query);
    if (county === null) {
      const state = await this.queries.execute(new StateReportQuery(months, 'CS 1257', onRecords));
      return answered(state.map((report) => ofMonth(report.month, report.state)));
    }
    const reports = await this.queries.execute(
      new ReportQuery(county, months, asOf, 'CS 1257', onRecords),
    );
    if (reports.kind === 'refused') return reports;
    return answered(reports.value.map(({ month, lines }) => ofMonth(month, lines)));
  }

  /** The month asked for, and of those before it what every county in the answer still keeps. */
  #retainedMonths({ county, month, count }: MeasuresQuery): readonly Month[] {
    const counties = county === null ? this.ledgers.counties() : [county];
    const first = counties
      .map((each) => this.ledgers.ledger(each)?.retention?.firstMonth ?? null)
      .reduce(
        (greatest, each) => (each !== null && each > (greatest ?? 0) ? each : greatest),
        null,
      );
    return Array.from({ length: count }, (_, index) => addMonths(month, index - count + 1)).filter(
      (each) => each === month || first === null || each >= first,
    );
  }
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
