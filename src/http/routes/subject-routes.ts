import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { actorOf } from '../asking/actor-of.js';
import { Needs } from '../asking/needs.js';
import type { County } from '../../../events/values/county.js';
import type { SubjectKey } from '../../reports/subject.js';
import { hasAlready, putTag, tagOfPosition } from '../entity-tag.js';
import { AS_OF_HEADER, AnswersProblems, AnswersWithTag } from '../openapi/answers-of-routes.js';
import { EXPLANATION, HISTORY_ENTRY } from '../openapi/schemas.js';
import { Reading } from '../reading/reading.js';
import type { PrintedQuestion } from '../reading/questions.js';
import type { AsOfAsked } from '../requests/parameters.js';
import { invalidRequest } from '../requests/request-pipe.js';
import {
  AsOfRecordedOptions,
  CaseAddress,
  ChildAddress,
  CountyMonthAddress,
  ExplanationOptions,
} from '../requests/requests.js';
import { sendNotModified } from './send.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';

@ApiTags('cases and children')
@Controller('v1/counties/:county')
export class SubjectRoutes {
  constructor(
    private readonly reading: Reading,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  @Get('cases/:case/history')
  @Needs('case.read')
  @ApiOperation({ summary: 'Every record of a case, in business order' })
  @ApiOkResponse({
    description: 'As `plumbline history` prints it.',
    headers: AS_OF_HEADER,
    schema: { type: 'array', items: HISTORY_ENTRY },
  })
  @AnswersWithTag()
  @AnswersProblems(400, 404, 410, 429, 503)
  caseHistory(
    @Param() address: CaseAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const subject = { kind: 'case', id: address.case } as const;
    return this.#history(address.county, subject, asOf, request, response);
  }

  @Get('children/:child/history')
  @Needs('case.read')
  @ApiOperation({ summary: 'Every record of a child, in business order' })
  @ApiOkResponse({
    description: 'As `plumbline history` prints it.',
    headers: AS_OF_HEADER,
    schema: { type: 'array', items: HISTORY_ENTRY },
  })
  @AnswersWithTag()
  @AnswersProblems(400, 404, 410, 429, 503)
  childHistory(
    @Param() address: ChildAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const subject = { kind: 'child', id: address.child } as const;
    return this.#history(address.county, subject, asOf, request, response);
  }

  @Get('explanations/:month')
  @Needs('case.read')
  @ApiOperation({
    summary: 'Why a case or child is counted on a line, and in which column, or why it is not',
    description: 'Give either case or child. Without line every line is explained.',
  })
  @ApiOkResponse({
    description: 'As `plumbline explain --json` prints it.',
    headers: AS_OF_HEADER,
    schema: { type: 'array', items: EXPLANATION },
  })
  @AnswersWithTag()
  @AnswersProblems(400, 404, 410, 429, 503)
  async explanation(
    @Param() { county, month }: CountyMonthAddress,
    @Query() options: ExplanationOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const subject = subjectOf(options);
    const actor = actorOf(request);
    const given = { county, month, subject, line: options.line ?? null, asOf: null };
    this.reading.askGate(actor, { name: 'explain', input: given, format: 'json' });
    const position = await this.reading.positionOf(county, month, options.asOf);
    const asOf = options.asOf === undefined ? null : position;
    const edition = await this.reading.editionOf(county, month, options.asOf);
    const input = { ...given, asOf, ...edition };
    const question = { name: 'explain', input, format: 'json' } as const;
    return this.#answer(question, request, response);
  }

  async #history(
    county: County,
    subject: SubjectKey,
    asked: AsOfAsked | undefined,
    request: Request,
    response: Response,
  ): Promise<void> {
    const actor = actorOf(request);
    const given = { county, subject, asOf: null };
    this.reading.askGate(actor, { name: 'history', input: given, format: 'json' });
    const position = await this.reading.positionOf(county, null, asked);
    const input = { county, subject, asOf: asked === undefined ? null : position };
    const question = { name: 'history', input, format: 'json' } as const;
    return this.#answer(question, request, response);
  }

  /** Looked up before it is said that nothing has changed: a subject may have been erased meanwhile. */
  async #answer(question: PrintedQuestion, request: Request, response: Response): Promise<void> {
    const { text, asOf } = await this.reading.ask(actorOf(request), question);
    const tag = tagOfPosition(asOf, this.settings.version);
    if (hasAlready(request, tag)) {
      sendNotModified(response, tag);
      return;
    }
    putTag(response, tag);
    response.set('Plumbline-As-Of', String(asOf));
    response.type('application/json').end(text);
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
