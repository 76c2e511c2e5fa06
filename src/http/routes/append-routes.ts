import { Controller, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { County } from '../../../events/values/county.js';
import { carriedJson } from '../../versions/carried-json.js';
import { objectIn } from '../acting/sent-object.js';
import { Acting, sendPrinted } from '../acting/acting.js';
import { Once } from '../acting/once.js';
import { MEDIA_TYPES, formatFor } from '../answering/media-types.js';
import { AppendService } from '../appending/append-service.js';
import type { Appending } from '../appending/append-service.js';
import { assertBodyFits, bodyOf, hashed } from '../appending/request-body.js';
import type { BodyForm } from '../appending/record-lines.js';
import { actorOf } from '../asking/actor-of.js';
import {
  Answers409,
  AnswersProblems,
  Asks,
  ShowsAnswer,
  TakesKey,
  TakesObject,
  TakesRecords,
} from '../openapi/answers-of-routes.js';
import { Problem } from '../problems/problem.js';
import { kindOfRejection } from '../contract/problems.js';
import { Reading } from '../reading/reading.js';
import { CarryForward } from '../requests/bodies.js';
import { invalidRequest } from '../requests/request-pipe.js';
import { CountyAddress, NoOptions } from '../requests/requests.js';

const TAKEN_AS_THEY_COME =
  'Records are taken as they come, each by itself: what is accepted when the request ends early stays. The same records sent again are duplicates. `recorded` is taken from the local ingest command only.';

/** Records in. */
@ApiTags('ledgers')
@Controller('v1/counties/:county')
export class AppendRoutes {
  constructor(
    private readonly appends: AppendService,
    private readonly acting: Acting,
    private readonly reading: Reading,
    private readonly once: Once,
  ) {}

  @Post('records')
  @Asks('appendToCounty', 'Append records to a county’s ledger', TAKEN_AS_THEY_COME)
  @TakesRecords()
  @TakesKey()
  @ShowsAnswer('What became of the records.', { json: 'AppendAnswer' })
  @Answers409()
  @AnswersProblems(400, 406, 408, 413, 415, 422, 429, 503, 507)
  append(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#append('records', county, request, response);
  }

  @Post('figures')
  @Asks(
    'appendFigures',
    'Append figures of DCSS to a county’s ledger',
    'StatewideFigureRecorded and LineMadeReportable, their corrections and what voids them. As records otherwise.',
  )
  @TakesRecords()
  @TakesKey()
  @ShowsAnswer('What became of the records.', { json: 'AppendAnswer' })
  @Answers409()
  @AnswersProblems(400, 406, 408, 413, 415, 422, 429, 503, 507)
  figures(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#append('figures', county, request, response);
  }

  @Post('carry-forward')
  @Asks('carryForward', 'Carry Line 5 of a September into the next fiscal year as its Line 5a')
  @TakesObject(CarryForward)
  @TakesKey()
  @ShowsAnswer('As `plumbline carry-forward --json` prints it.', { json: 'CarriedForward' })
  @AnswersProblems(404, 406, 409, 413, 415, 422, 503, 507)
  carryForward(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(CarryForward), {
      name: 'carryForward',
      inputOf: ({ ffy }) => ({ county, ffy }),
      answerOf: (outcome) => {
        if (outcome.kind === 'carried') return { text: carriedJson(outcome.carried) };
        const { code, message } = outcome.rejected;
        throw new Problem(kindOfRejection(code), message, { members: { code } });
      },
    });
  }

  async #append(
    what: Appending['what'],
    county: County,
    request: Request,
    response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const expectedSize = expectedSizeOf(request);
    const form = formOf(request);
    assertBodyFits(request);
    const actor = actorOf(request);
    const once = this.once.keyOf(request, actor);
    const asked = { county, lines: none(), expectedSize, onRejected: () => undefined };
    const name = what === 'records' ? 'appendToCounty' : 'appendFigures';
    this.reading.askGate(actor, name, asked);
    const body = hashed(await bodyOf(request));
    if (once !== null && this.once.isKnown(once)) await readToEnd(body.bytes);
    const printed = await this.once.answer(once, body.hash, async () => {
      const answer = await this.appends.append(body, { actor, county, what, form, expectedSize });
      const text = `${JSON.stringify(answer)}\n`;
      return { status: 200, type: MEDIA_TYPES.json, headers: {}, text, kept: text };
    });
    await sendPrinted({ request, response }, printed);
  }
}

async function* none(): AsyncGenerator<never, void, undefined> {
  // The gate is asked for records that are still on their way.
}

async function readToEnd(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const each = bytes[Symbol.asyncIterator]();
  while ((await each.next()).done !== true);
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
