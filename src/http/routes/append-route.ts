import { Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Request } from 'express';
import { actorOf } from '../asking/actor-of.js';
import { Needs } from '../asking/needs.js';
import { AppendService } from '../appending/append-service.js';
import { assertBodyFits, bodyOf } from '../appending/request-body.js';
import type { BodyForm } from '../appending/record-lines.js';
import type { AppendAnswer } from '../contract/answers.js';
import { Answers409, AnswersProblems } from '../openapi/answers-of-routes.js';
import { APPEND_ANSWER, RECORD } from '../openapi/schemas.js';
import { Problem } from '../problems/problem.js';
import { invalidRequest } from '../requests/request-pipe.js';
import { CountyAddress, NoOptions } from '../requests/requests.js';

@ApiTags('ledgers')
@Controller('v1/counties/:county')
export class AppendRoute {
  constructor(private readonly appends: AppendService) {}

  @Post('records')
  @Needs('records.append')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Append records to a county’s ledger',
    description:
      'Records are taken as they come, each by itself: what is accepted when the request ends early stays. The same records sent again are duplicates. `recorded` is taken from the local ingest command only.',
  })
  @ApiConsumes('application/x-ndjson', 'application/json')
  @ApiBody({ required: true, schema: { type: 'array', items: RECORD } })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description:
      'A ledger’s size in quotes: append only if the ledger has exactly so many records.',
    schema: { type: 'string', pattern: '^"\\d{1,15}"$', example: '"1203"' },
  })
  @ApiOkResponse({ description: 'What became of the records.', schema: APPEND_ANSWER })
  @Answers409()
  @AnswersProblems(400, 408, 413, 415, 422, 429, 503, 507)
  async append(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
  ): Promise<AppendAnswer> {
    const actor = actorOf(request);
    this.appends.askGate(actor, county);
    const expectedSize = expectedSizeOf(request);
    const form = formOf(request);
    assertBodyFits(request);
    return this.appends.append(actor, county, await bodyOf(request), form, expectedSize);
  }
}

function expectedSizeOf(request: Request): number | null {
  const sent = request.headers['if-match'];
  if (sent === undefined) return null;
  const size = /^"(\d{1,15})"$/u.exec(sent.trim())?.[1];
  if (size !== undefined) return Number(size);
  throw invalidRequest([
    {
      name: 'If-Match',
      message: 'If-Match must be one size of the ledger in quotes, as in If-Match: "1203".',
    },
  ]);
}

const UTF_8 = /^utf-?8$/iu;

function formOf(request: Request): BodyForm {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw unsupported(
      'The body is packed, and is taken unpacked only: leave Content-Encoding out.',
    );
  }
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/iu.exec(parameter)?.[1])
    .find((found) => found !== undefined);
  if (charset !== undefined && !UTF_8.test(charset)) {
    throw unsupported('The body is taken in UTF-8 only: leave charset out of Content-Type.');
  }
  switch (type.trim().toLowerCase()) {
    case 'application/x-ndjson':
      return 'ndjson';
    case 'application/json':
      return 'jsonArray';
    default:
      throw unsupported(
        'Content-Type must be application/x-ndjson (one record a line) or application/json (an array of records).',
      );
  }
}

function unsupported(detail: string): Problem {
  return new Problem('unsupported-media-type', detail, {
    headers: { 'Accept-Post': 'application/x-ndjson, application/json' },
  });
}
