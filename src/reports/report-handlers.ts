import { Inject, Optional } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import { reportMonths } from '../../projections/cs1257/report.js';
import type { MonthReport } from '../../projections/cs1257/report.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { answered, asOfWithin } from './answer.js';
import type { Answer } from './answer.js';
import type { CountyReport, StateReport } from './county-report.js';
import type { FormName } from './form.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import { ReportQuery, StateReportQuery } from './queries.js';
import { replayCounties } from './state-replay.js';
import { sumOfReports } from './state-sum.js';
import { viewOfLedger } from './view-of-ledger.js';
import { YEAR_CHECKPOINTS } from './year-checkpoints.js';
import type { YearCheckpoints } from './year-checkpoints.js';

@QueryHandler(ReportQuery)
export class ReportHandler implements IQueryHandler<ReportQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Optional() @Inject(YEAR_CHECKPOINTS) private readonly checkpoints: YearCheckpoints | undefined,
  ) {}

  execute(query: ReportQuery): Promise<Answer<readonly CountyReport[]>> {
    const { county, form } = query;
    const file = this.ledgers.ledger(county);
    const asOf = asOfWithin(county, file?.size ?? 0, query.asOf);
    if (asOf.kind === 'refused') return Promise.resolve(asOf);
    const reports =
      this.#fromCheckpoints(query, file, asOf.value) ?? replayed(query, file, asOf.value);
    return Promise.resolve(answered(reports.map((report) => ofCounty(county, form, report))));
  }

  /** The same reports, in a process that keeps checkpoints; null where it keeps none of these years. */
  #fromCheckpoints(
    { months, source, onRecords }: ReportQuery,
    file: LedgerReader | null,
    asOf: number,
  ): readonly MonthReport[] | null {
    const { checkpoints } = this;
    if (checkpoints === undefined || file === null || asOf === 0 || source === 'rows') return null;
    const reports: MonthReport[] = [];
    for (const month of months) {
      const year = checkpoints.of(file, month, asOf, onRecords);
      if (year === null) return null;
      reports.push(year.report(month));
    }
    return reports;
  }
}

@QueryHandler(StateReportQuery)
export class StateReportHandler implements IQueryHandler<StateReportQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  async execute(query: StateReportQuery): Promise<readonly StateReport[]> {
    const { months, form } = query;
    const none = reportMonths(new LedgerViewBuilder().finish(), months, 0);
    const byCounty = await this.replayAll(query);
    const reports = months.map((month, index): StateReport => {
      const counties = byCounty.flatMap((reportsOfCounty) => reportsOfCounty[index] ?? []);
      const empty = none[index];
      if (empty === undefined) throw new Error('A replay left out one of its months.');
      const state = sumOfReports(
        counties.map(({ lines }) => lines),
        empty.lines,
      );
      return { form, month, counties, state };
    });
    return reports;
  }

  private async replayAll(query: StateReportQuery): Promise<readonly (readonly CountyReport[])[]> {
    const { months, form, onRecords } = query;
    const files = this.ledgers
      .counties()
      .map((county) => this.ledgers.ledger(county))
      .filter((file) => file !== null)
      .filter(({ size }) => size > 0);
    const replays = await replayCounties(this.ledgers.path, files, months, onRecords);
    return replays.map(({ county, asOf, lines }) =>
      lines.flatMap((ofMonth, index) => {
        const month = months[index];
        return month === undefined ? [] : [{ form, county, month, asOf, lines: ofMonth }];
      }),
    );
  }
}

function replayed(
  { months, onRecords, source }: ReportQuery,
  file: LedgerReader | null,
  asOf: number,
): readonly MonthReport[] {
  const view =
    file === null ? new LedgerViewBuilder().finish() : viewOfLedger(file, asOf, onRecords, source);
  return reportMonths(view, months, asOf);
}

function ofCounty(county: County, form: FormName, report: MonthReport): CountyReport {
  return { form, county, month: report.month, asOf: report.asOf, lines: report.lines };
}
