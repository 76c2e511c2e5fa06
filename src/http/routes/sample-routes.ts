import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  WORKSHEET_PDF_ROWS_MAX,
  isDrawnOnPaper,
  tooLargeForPaper,
} from '../../samples/worksheet-bounds.js';
import { worksheetIn } from '../../samples/worksheet-file.js';
import { Acting } from '../acting/acting.js';
import { anyObjectIn, objectIn } from '../acting/sent-object.js';
import { Answering } from '../answering/answering.js';
import { MEDIA_TYPES, formatFor } from '../answering/media-types.js';
import { ActsOfPersons } from '../asking/act-of-person.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import { OBJECT_BYTES_MAX } from '../bounds.js';
import { keepNowhere } from '../entity-tag.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
  ShowsMade,
  TakesKey,
  TakesObject,
} from '../openapi/answers-of-routes.js';
import { ref } from '../openapi/schemas.js';
import { Problem } from '../problems/problem.js';
import { problemOfAct } from '../problems/problem-of-act.js';
import { Reading } from '../reading/reading.js';
import { CountyAddress, NoOptions } from '../requests/requests.js';
import {
  SampleAddress,
  SampleChecksOptions,
  SampleOrder,
  SampleRowAddress,
  WorksheetOptions,
} from '../requests/sample-requests.js';
import { judgementIn } from '../requests/sent-judgement.js';

/** The auditor's workbench: samples of a line's rows, and what was found of them. */
@ApiTags('samples')
@Controller('v1/counties/:county')
export class SampleRoutes {
  constructor(
    private readonly answering: Answering,
    private readonly acting: Acting,
    private readonly persons: ActsOfPersons,
    private readonly buses: Buses,
    private readonly reading: Reading,
  ) {}

  @Post('samples')
  @Asks(
    'drawSample',
    'Draw a sample of the rows of a line',
    'With the same seed anyone draws the same rows, on any machine. Each draw is kept, and says how often the same was drawn before.',
  )
  @TakesObject(SampleOrder)
  @TakesKey()
  @ShowsMade('The sample with its rows, in order of drawing.', 'WholeSample')
  @AnswersProblems(404, 406, 409, 410, 413, 415, 422, 429, 503)
  drawSample(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(SampleOrder), {
      name: 'drawSample',
      inputOf: async ({ month, line, column, asOf, method, size, reserve, seed, by }, actor) => {
        const of = { county, month, line, column: column ?? null, seed, size };
        const how = { method: method ?? ('rows' as const), reserve: reserve ?? 0 };
        const input = { ...of, ...how, asOf: null, version: null, by: this.persons.by(actor, by) };
        if (asOf === undefined) return input;
        const { asked } = asOf;
        if (asked.kind === 'version') return { ...input, version: asked.version };
        this.reading.askGate(actor, 'drawSample', input);
        const { position } = await this.reading.positionOf(county, month, asked);
        return { ...input, asOf: position };
      },
      answerOf: (sample) => ({
        text: lineOf(sample),
        status: 201,
        headers: { Location: `/v1/counties/${county}/samples/${sample.sample}` },
      }),
      problemOf: problemOfAct,
    });
  }

  @Get('samples')
  @Asks('samples', 'The samples of a county, the newest first')
  @ShowsAnswer('Without their rows.', { json: 'Samples' })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  samples(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'samples', { county }, lineOf);
  }

  @Get('samples/:sample')
  @Asks('sample', 'A sample with its rows, and what was found of them')
  @ShowsAnswer('The sample, its limits and its verdict.', { json: 'WholeSample' })
  @AnswersProblems(404, 406, 422, 429, 503)
  sample(
    @Param() { county, sample }: SampleAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'sample', { county, sample }, lineOf);
  }

  @Post('samples/:sample/rows/:row')
  @Asks(
    'judgeSampleRow',
    'Judge a row of a sample',
    'A judgement that stands is replaced by one that names it in `replaces`, and is kept.',
  )
  @ApiConsumes('application/json')
  @ApiBody({ required: true, schema: ref('SampleJudgementGiven') })
  @TakesKey()
  @ShowsMade('The judgement that stands now.', 'SampleJudgement')
  @AnswersProblems(404, 406, 409, 413, 415, 422, 503)
  judgeRow(
    @Param() { county, sample, row }: SampleRowAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, anyObjectIn(OBJECT_BYTES_MAX), {
      name: 'judgeSampleRow',
      inputOf: (sent, actor) => {
        const { by, ...given } = judgementIn(sent);
        return { county, sample, row, ...given, by: this.persons.by(actor, by) };
      },
      answerOf: (judged) => ({
        text: lineOf(judged),
        status: 201,
        headers: { Location: `/v1/counties/${county}/samples/${sample}` },
      }),
      problemOf: problemOfAct,
    });
  }

  @Get('samples/:sample/worksheet')
  @Asks('sample', 'The worksheet of a sample, as a workbook or on paper')
  @ShowsAnswer(
    `How it was drawn, its rows, each with its judgement, and the limits. A PDF has at most ${String(WORKSHEET_PDF_ROWS_MAX)} rows.`,
    { xlsx: 'Workbook', pdf: 'PdfFile' },
  )
  @AnswersProblems(404, 406, 422, 429, 503)
  async worksheet(
    @Param() { county, sample }: SampleAddress,
    @Query() options: WorksheetOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['xlsx', 'pdf'], options.format);
    const found = await this.buses.do(actorOf(request), 'sample', { county, sample });
    if (format === 'pdf' && !isDrawnOnPaper(found)) {
      throw new Problem('not-acceptable', tooLargeForPaper(found));
    }
    const bytes = await worksheetIn(format, found);
    keepNowhere(response);
    response.type(MEDIA_TYPES[format]).attachment(`sample-${county}-${sample}.${format}`);
    response.end(bytes);
  }

  @Get('sample-checks')
  @Asks('sampleChecks', 'What is looked at before a sample is judged, of a version')
  @ShowsAnswer('Each check with its count and what it found.', { json: 'SampleChecks' })
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  sampleChecks(
    @Param() { county }: CountyAddress,
    @Query() { month, version }: SampleChecksOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const asked = { county, month, version };
    return this.answering.here({ request, response }, 'sampleChecks', asked, lineOf);
  }
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
