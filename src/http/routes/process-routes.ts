import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { County } from '../../../events/values/county.js';
import { Application } from '../../application/application.js';
import { CBUD_BYTES_MAX } from '../../process/cbud/cbud-file.js';
import type { CbudFormat } from '../../process/cbud/cbud-file.js';
import { matrixCsv } from '../../process/printed-sheets.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import { actorOf } from '../asking/actor-of.js';
import { Needs } from '../asking/needs.js';
import { AnswersProblems, AnswersWithTag } from '../openapi/answers-of-routes.js';
import { ALLOCATION, APPLICATION, APPLICATIONS, FILE, MATRIX } from '../openapi/process-schemas.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { Problem } from '../problems/problem.js';
import { ApplicationParameter, LetterParameter } from '../requests/application-parameter.js';
import { ChoiceParameter, CountyParameter } from '../requests/parameters.js';
import { NoOptions } from '../requests/requests.js';

class ApplicationsOptions {
  @CountyParameter({ isOptional: true })
  readonly county?: County;
}

class ApplicationAddress {
  @ApplicationParameter()
  readonly application!: string;
}

class LetterAddress extends ApplicationAddress {
  @LetterParameter()
  readonly letter!: string;
}

class MatrixOptions {
  @ChoiceParameter(['json', 'csv'], 'How it is written; json where nothing is said.')
  readonly format?: 'json' | 'csv';
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV_TYPE = 'text/csv';

/** The Third Party Access Process, and requests for access to the CBUD. */
@ApiTags('access')
@Controller('v1')
export class ProcessRoutes {
  constructor(
    @Inject(Application) private readonly application: Application,
    private readonly answering: Answering,
  ) {}

  @Get('access/applications')
  @Needs('application.read')
  @ApiOperation({ summary: 'The applications in scope, with their acts and letters' })
  @ApiOkResponse({ description: 'In order of number.', schema: APPLICATIONS })
  @AnswersProblems(406, 422, 503)
  async applications(
    @Query() { county }: ApplicationsOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const asked = { county: county ?? null, on: null };
    const reply = await this.application.ask(actorOf(request), 'applications', asked);
    const { applications } = valueOrProblem(reply);
    sendPrivate(response).json({ applications });
  }

  @Get('access/applications/:application')
  @Needs('application.read')
  @ApiOperation({ summary: 'One application, with its acts and letters' })
  @ApiOkResponse({ description: 'What the caller may read of it.', schema: APPLICATION })
  @AnswersProblems(404, 406, 422, 503)
  async one(
    @Param() { application }: ApplicationAddress,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const asked = { application, on: null };
    const reply = await this.application.ask(actorOf(request), 'application', asked);
    sendPrivate(response).json(valueOrProblem(reply));
  }

  @Get('access/applications/:application/letters/:letter')
  @Needs('application.read')
  @ApiOperation({ summary: 'A letter of an application as tagged PDF' })
  @ApiOkResponse({
    description: 'The bytes whose SHA-256 stands in the address.',
    content: { 'application/pdf': { schema: FILE } },
  })
  @AnswersProblems(404, 406, 422, 503)
  async letter(
    @Param() { application, letter }: LetterAddress,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['pdf']);
    const asked = { application, sha256: letter };
    const reply = await this.application.ask(actorOf(request), 'letter', asked);
    const { kind, day, pdf } = valueOrProblem(reply);
    sendPrivate(response).attachment(`${application}-${kind}-${day}.pdf`);
    response.type('application/pdf').end(pdf);
  }

  @Get('access/allocation')
  @Needs('application.read')
  @ApiOperation({ summary: 'The user account allocation guide, with what is accepted and left' })
  @ApiOkResponse({ description: 'In order of row.', schema: ALLOCATION })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  allocation(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'guide', { on: null }, lineOf);
  }

  @Get('matrix')
  @Needs('matrix.read')
  @ApiOperation({ summary: 'The matrix of approved user accounts, open to anyone' })
  @ApiOkResponse({
    description: 'Every agency of the guide, blank where nothing is approved.',
    content: { 'application/json': { schema: MATRIX }, 'text/csv': { schema: FILE } },
  })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  matrix(
    @Query() options: MatrixOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json', 'csv'], options.format);
    const textOf = format === 'csv' ? matrixCsv : lineOf;
    return this.answering.here({ request, response }, 'matrix', { on: null }, textOf, format);
  }

  @Post('access/cbud-requests')
  @Needs('cbud.request')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask for access to the CBUD with the form of LCSA 08-03',
    description: 'Good rows go on; the answer is the same table with a column Result.',
  })
  @ApiBody({
    required: true,
    schema: FILE,
    description: `A workbook (${XLSX}) or CSV (${CSV_TYPE}).`,
  })
  @ApiOkResponse({
    description: 'The table with what came of each row.',
    content: { [XLSX]: { schema: FILE }, [CSV_TYPE]: { schema: FILE } },
  })
  @AnswersProblems(409, 413, 415, 422, 503)
  async cbudRequests(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatOf(request);
    const file = await bodyOf(request);
    const reply = await this.application.ask(actorOf(request), 'cbudRequests', { file, format });
    if (reply.kind === 'refusedByRule') {
      const { code, message } = reply.refusal;
      throw new Problem('invalid-act', message, { members: { code } });
    }
    const { pieces } = valueOrProblem(reply);
    sendPrivate(response).attachment(`cbud-results.${format}`);
    response.type(format === 'xlsx' ? XLSX : `${CSV_TYPE}; charset=utf-8`);
    response.end(Buffer.concat([...pieces]));
  }
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** What shows a person is kept nowhere. */
function sendPrivate(response: Response): Response {
  return response.set('Cache-Control', 'no-store').vary('Cookie, Authorization');
}

function formatOf(request: Request): CbudFormat {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === XLSX) return 'xlsx';
  if (type === CSV_TYPE) return 'csv';
  throw new Problem(
    'unsupported-media-type',
    `A request is a workbook (${XLSX}) or CSV (${CSV_TYPE}): say which in Content-Type.`,
  );
}

async function bodyOf(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > CBUD_BYTES_MAX) {
      throw new Problem(
        'body-too-large',
        `A request may have ${String(CBUD_BYTES_MAX)} bytes: send it in parts.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
