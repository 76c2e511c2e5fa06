import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { MEDIA_TYPES, formatFor } from '../answering/media-types.js';
import { sendBody } from '../answering/send-body.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import type { ReadinessAnswer } from '../contract/answers.js';
import { keepNowhere } from '../entity-tag.js';
import { Readiness } from '../observing/readiness.js';
import { AnswersProblems, Asks, IsForAnyone, ShowsAnswer } from '../openapi/answers-of-routes.js';
import { NoOptions } from '../requests/requests.js';

/** For those who run the service. */
@ApiTags('service')
@Controller('healthz')
export class ServiceRoutes {
  constructor(
    private readonly readiness: Readiness,
    private readonly buses: Buses,
  ) {}

  @Get('live')
  @IsForAnyone('Whether the process answers; start it anew where it does not')
  @ShowsAnswer('It does.', { json: 'Liveness' })
  @AnswersProblems(406, 422)
  live(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#answer({ status: 'live' }, 200, request, response);
  }

  @Get('ready')
  @IsForAnyone('Whether requests can be sent')
  @ShowsAnswer('They can; with 503 they cannot.', { json: 'Readiness' }, 'ready')
  @AnswersProblems(406, 422)
  async ready(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { status } = await this.readiness.answer();
    return this.#answer({ status }, statusOf(status), request, response);
  }

  @Get('detail')
  @Asks('inspectService', 'Why requests can be sent or not: stores, lag, disk, clock')
  @ShowsAnswer('What was found.', { json: 'ReadinessDetail' }, 'ready')
  @AnswersProblems(406, 422)
  async detail(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const look = (): Promise<ReadinessAnswer> => this.readiness.answer();
    // The entry gives what it looks at.
    const found = (await this.buses.do(actorOf(request), 'inspectService', {
      look,
    })) as ReadinessAnswer;
    return this.#answer(found, statusOf(found.status), request, response);
  }

  async #answer(
    answer: object,
    status: number,
    request: Request,
    response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    keepNowhere(response);
    response.status(status);
    await sendBody({ request, response }, MEDIA_TYPES.json, `${JSON.stringify(answer)}\n`);
  }
}

function statusOf(status: ReadinessAnswer['status']): number {
  return status === 'ready' ? 200 : 503;
}
