import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { County } from '../../../events/values/county.js';
import type { SubjectKey } from '../../reports/subject.js';
import { Answering } from '../answering/answering.js';
import type { Exchange } from '../answering/exchange.js';
import { formatFor } from '../answering/media-types.js';
import { AnswersProblems, Asks, ShowsAnswer } from '../openapi/answers-of-routes.js';
import type { AsOfAsked } from '../requests/parameters.js';
import { invalidRequest } from '../requests/request-pipe.js';
import {
  AsOfRecordedOptions,
  CaseAddress,
  ChildAddress,
  CountyMonthAddress,
  ExplanationOptions,
} from '../requests/requests.js';

/** What is known of one case or child. Nobody keeps these answers. */
@ApiTags('cases and children')
@Controller('v1/counties/:county')
export class SubjectRoutes {
  constructor(private readonly answering: Answering) {}

  @Get('cases/:case/history')
  @Asks('history', 'Every record of a case, in business order')
  @ShowsAnswer('As `plumbline history` prints it.', { json: 'History' }, 'asOf')
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  caseHistory(
    @Param() address: CaseAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const subject = { kind: 'case', id: address.case } as const;
    return this.#history({ request, response }, address.county, subject, asOf);
  }

  @Get('children/:child/history')
  @Asks('history', 'Every record of a child, in business order')
  @ShowsAnswer('As `plumbline history` prints it.', { json: 'History' }, 'asOf')
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  childHistory(
    @Param() address: ChildAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const subject = { kind: 'child', id: address.child } as const;
    return this.#history({ request, response }, address.county, subject, asOf);
  }

  @Get('explanations/:month')
  @Asks(
    'explain',
    'Why a case or child is counted on a line, and in which column, or why it is not',
    'Give either case or child. Without line every line is explained.',
  )
  @ShowsAnswer('As `plumbline explain --json` prints it.', { json: 'Explanations' }, 'asOf')
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  explanation(
    @Param() { county, month }: CountyMonthAddress,
    @Query() options: ExplanationOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    const of = { county, month, subject: subjectOf(options), line: options.line ?? null };
    const question = { name: 'explain', input: { ...of, asOf: null }, format } as const;
    return this.answering.asOf({ request, response }, question, month, options.asOf);
  }

  #history(
    exchange: Exchange,
    county: County,
    subject: SubjectKey,
    asked: AsOfAsked | undefined,
  ): Promise<void> {
    const format = formatFor(exchange.request, ['json']);
    const question = { name: 'history', input: { county, subject, asOf: null }, format } as const;
    return this.answering.asOf(exchange, question, null, asked);
  }
}

function subjectOf(options: ExplanationOptions): SubjectKey {
  const { case: caseId, child } = options;
  if (caseId !== undefined && child === undefined) return { kind: 'case', id: caseId };
  if (child !== undefined && caseId === undefined) return { kind: 'child', id: child };
  throw invalidRequest([
    { name: 'case', message: 'Give one subject: either case or child, and not both.' },
  ]);
}
