import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { formatMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { countiesJson } from '../../reports/ledger-summary.js';
import { monthOfYear } from '../../reports/form.js';
import type { FormName } from '../../reports/form.js';
import { rollupJson } from '../../versions/rollup-text.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
} from '../openapi/answers-of-routes.js';
import { refuseLeftOut } from '../reading/state-answer.js';
import { invalidRequest } from '../requests/request-pipe.js';
import {
  AsOfOptions,
  CountyMonthAddress,
  MonthAddress,
  NoOptions,
  ReportQuery,
  StateReportOptions,
} from '../requests/requests.js';

/** Months of counties and of the state. */
@ApiTags('reports')
@Controller('v1')
export class ReportRoutes {
  constructor(private readonly answering: Answering) {}

  @Get('counties')
  @Asks('counties', 'Counties with records')
  @ShowsAnswer('In order of number.', { json: 'Counties' })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  counties(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'counties', {}, ({ counties, leftOut }) => {
      refuseLeftOut(leftOut);
      return countiesJson(counties);
    });
  }

  @Get('counties/:county/reports/:month')
  @Asks('report', 'Replay a month of a county as of a position')
  @ShowsAnswer('As `plumbline report` prints it.', { json: 'Report', csv: 'CsvText' }, 'asOf')
  @AnswersWithTag()
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  report(
    @Param() { county, month }: CountyMonthAddress,
    @Query() { asOf, form, format: asked }: ReportQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json', 'csv'], asked);
    const of = { county, months: [month], asOf: null, form: formOf(form, month) };
    const question = { name: 'report', input: { ...of, source: 'segments' }, format } as const;
    return this.answering.asOf({ request, response }, question, month, asOf);
  }

  @Get('counties/:county/measures/:month')
  @Asks('measures', 'The measures of a county’s month')
  @ShowsAnswer('As `plumbline measures --json` prints them.', { json: 'Measures' }, 'asOf')
  @AnswersWithTag()
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  measures(
    @Param() { county, month }: CountyMonthAddress,
    @Query() { asOf }: AsOfOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    const input = { county, month, count: 1, asOf: null };
    const question = { name: 'measures', input, format } as const;
    return this.answering.asOf({ request, response }, question, month, asOf);
  }

  @Get('reports/:month')
  @Asks('stateReport', 'Replay a month of every county, each at its own size, with their sum')
  @ShowsAnswer('As `plumbline report --county all` prints it.', {
    json: 'StateReport',
    csv: 'CsvText',
  })
  @AnswersWithTag()
  @AnswersProblems(406, 410, 422, 429, 503)
  stateReport(
    @Param() { month }: MonthAddress,
    @Query() { form, format: asked }: StateReportOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json', 'csv'], asked);
    const input = { months: [month], form: formOf(form, month) };
    const question = { name: 'stateReport', input, format } as const;
    return this.answering.ofState({ request, response }, question);
  }

  @Get('measures/:month')
  @Asks('measuresOfState', 'The measures of all counties together')
  @ShowsAnswer('As `plumbline measures --county all --json` prints them.', { json: 'Measures' })
  @AnswersWithTag()
  @AnswersProblems(406, 410, 422, 429, 503)
  stateMeasures(
    @Param() { month }: MonthAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    const question = { name: 'measuresOfState', input: { month, count: 1 }, format } as const;
    return this.answering.ofState({ request, response }, question);
  }

  @Get('rollup/:month')
  @Asks('rollup', 'The state’s month as the sum of the counties’ standing versions')
  @ShowsAnswer('As `plumbline rollup --json` prints it.', { json: 'Rollup' })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  rollup(
    @Param() { month }: MonthAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'rollup', { month }, (rollup) => {
      refuseLeftOut(rollup.leftOut);
      return `${rollupJson(rollup)}\n`;
    });
  }
}

function formOf(form: 'cs1257' | 'cs157' | undefined, month: Month): FormName {
  if (form !== 'cs157') return 'CS 1257';
  if (monthOfYear(month) === 9) return 'CS 157';
  throw invalidRequest([
    {
      name: 'form',
      message: `form cs157 is the annual report of a September, and ${formatMonth(month)} is none: ask for a month YYYY-09 or leave form out.`,
    },
  ]);
}
