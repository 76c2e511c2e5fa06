import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { actorOf } from '../asking/actor-of.js';
import { Needs } from '../asking/needs.js';
import { formatMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { monthOfYear } from '../../reports/form.js';
import type { FormName } from '../../reports/form.js';
import { hasAlready, putTag, tagOfPosition, tagOfSizes } from '../entity-tag.js';
import { AnswersProblems, AnswersWithTag } from '../openapi/answers-of-routes.js';
import { CSV, REPORT, STATE_REPORT } from '../openapi/schemas.js';
import { Reading } from '../reading/reading.js';
import { invalidRequest } from '../requests/request-pipe.js';
import {
  CountyMonthAddress,
  MonthAddress,
  ReportOptions,
  StateReportOptions,
} from '../requests/requests.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import { sendCsv, sendNotModified } from './send.js';

@ApiTags('reports')
@Controller('v1')
export class ReportRoutes {
  constructor(
    private readonly reading: Reading,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  @Get('counties/:county/reports/:month')
  @Needs('report.read')
  @ApiOperation({ summary: 'Replay a month of a county as of a position' })
  @ApiOkResponse({
    description: 'As `plumbline report` prints it.',
    content: { 'application/json': { schema: REPORT }, 'text/csv': { schema: CSV } },
  })
  @AnswersWithTag()
  @AnswersProblems(400, 404, 410, 429, 503)
  async report(
    @Param() { county, month }: CountyMonthAddress,
    @Query() { asOf, form, format = 'json' }: ReportOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const formName = formOf(form, month);
    const { version } = this.settings;
    const actor = actorOf(request);
    const given = { county, months: [month], form: formName, source: 'segments' } as const;
    this.reading.askGate(actor, { name: 'report', input: { ...given, asOf: null }, format });
    const position = await this.reading.positionOf(county, month, asOf);
    const tag = tagOfPosition(position, version);
    const edition = await this.reading.editionOf(county, month, asOf);
    const input = { ...given, asOf: asOf === undefined ? null : position, ...edition };
    const question = { name: 'report', input, format } as const;
    this.reading.askGate(actor, question);
    if (hasAlready(request, tag)) {
      sendNotModified(response, tag);
      return;
    }
    const answer = await this.reading.ask(actor, question);
    putTag(response, tagOfPosition(answer.asOf, version));
    send(response, answer.text, format);
  }

  @Get('reports/:month')
  @Needs('state.read')
  @ApiOperation({ summary: 'Replay a month of every county, each at its own size, with their sum' })
  @ApiOkResponse({
    description: 'As `plumbline report --county all` prints it.',
    content: { 'application/json': { schema: STATE_REPORT }, 'text/csv': { schema: CSV } },
  })
  @AnswersWithTag()
  @AnswersProblems(400, 410, 429, 503)
  async stateReport(
    @Param() { month }: MonthAddress,
    @Query() { form, format = 'json' }: StateReportOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const formName = formOf(form, month);
    const { version } = this.settings;
    const actor = actorOf(request);
    const input = { months: [month], form: formName };
    const question = { name: 'stateReport', input, format } as const;
    this.reading.askGate(actor, question);
    const tag = tagOfSizes(this.reading.sizes(), version);
    if (hasAlready(request, tag)) {
      sendNotModified(response, tag);
      return;
    }
    const { text, sizes = [] } = await this.reading.ask(actor, question);
    // Counties may have grown since: the tag is of the sizes that were replayed.
    putTag(response, tagOfSizes(sizes, version));
    send(response, text, format);
  }
}

function send(response: Response, text: string, format: 'json' | 'csv'): void {
  if (format === 'csv') sendCsv(response, text);
  else response.type('application/json').end(text);
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
