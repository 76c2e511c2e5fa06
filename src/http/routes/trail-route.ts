import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { formatMonth } from '../../../events/values/month.js';
import type { LineNumber } from '../../../events/line-numbers.js';
import type { Column } from '../../../projections/form/line.js';
import type { InputOf } from '../../application/list.js';
import { columnsOf, findLine } from '../../reports/form.js';
import { Answering } from '../answering/answering.js';
import type { Exchange } from '../answering/exchange.js';
import { formatFor } from '../answering/media-types.js';
import { sendFile } from '../answering/send-file.js';
import { actorOf } from '../asking/actor-of.js';
import { TRAIL_ROWS_DEFAULT } from '../bounds.js';
import { AnswersProblems, Asks, ShowsAnswer } from '../openapi/answers-of-routes.js';
import type { Problem } from '../problems/problem.js';
import type { AnsweredText, TrailFileTask } from '../reading/questions.js';
import { Reading } from '../reading/reading.js';
import type { AsOfAsked } from '../requests/parameters.js';
import { invalidRequest } from '../requests/request-pipe.js';
import { TrailAddress, TrailQuery } from '../requests/requests.js';
import { sendingFolder } from '../sending-folder.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';

const FORMATS = ['ndjson', 'json', 'csv', 'xlsx', 'parquet'] as const;

@ApiTags('reports')
@Controller('v1/counties/:county')
export class TrailRoute {
  constructor(
    private readonly answering: Answering,
    private readonly reading: Reading,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  @Get('trails/:month/:line')
  @Asks(
    { of: 'trailPage', byFormat: { csv: 'trail', xlsx: 'trail', parquet: 'trail' } },
    'The cases or children behind a line, each with the records that put it there',
    'ndjson and json in pages: the header Link (rel="next") has the address of the next one, and is missing on the last. csv, xlsx and parquet are files of the whole trail, which takes the right to download it.',
  )
  @ShowsAnswer(
    'The rows as `plumbline trail` prints them.',
    {
      ndjson: 'TrailRow',
      json: 'TrailRows',
      csv: 'CsvText',
      xlsx: 'Workbook',
      parquet: 'ParquetFile',
    },
    'page',
  )
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  trail(
    @Param() address: TrailAddress,
    @Query() options: TrailQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const column = columnOf(options.column ?? 'a', address.line);
    const format = formatFor(request, FORMATS, options.format);
    switch (format) {
      case 'ndjson':
      case 'json':
        return this.#page(address, options, { column, format }, { request, response });
      case 'csv':
      case 'xlsx':
      case 'parquet':
        return this.#file(address, options, { column, format }, { request, response });
    }
  }

  #page(
    address: TrailAddress,
    { after = 0, limit = TRAIL_ROWS_DEFAULT, asOf }: TrailQuery,
    { column, format }: PageForm,
    exchange: Exchange,
  ): Promise<void> {
    const { county, month, line } = address;
    if (after > 0 && asOf === undefined) throw pageWithoutPosition();
    const input = { county, month, line, column, asOf: null, after, limit };
    const question = { name: 'trailPage', input, format } as const;
    const page = { column, format, after, limit, asked: asOf };
    return this.answering.asOf(exchange, question, month, asOf, (answer) => ({
      'Plumbline-Rows': String(answer.rowsTotal ?? 0),
      ...linkOf(address, page, answer),
    }));
  }

  async #file(
    { county, month, line }: TrailAddress,
    { after, limit, asOf: asked }: TrailQuery,
    { column, format }: FileForm,
    { request, response }: Exchange,
  ): Promise<void> {
    if (after !== undefined || limit !== undefined) throw pageOfFile(format);
    const actor = actorOf(request);
    const of = { county, month, line, column, asOf: null, source: 'segments' } as const;
    this.reading.askGate(actor, 'trail', of);
    const input = await this.#inputAsOf(of, asked);
    const path = join(await sendingFolder(this.settings.dataFolder), randomUUID());
    const task = { kind: 'trailFile', input, format, path } as const;
    const { asOf, rows } = await this.reading.writeTrail(actor, task);
    response.set('Plumbline-As-Of', String(asOf)).set('Plumbline-Rows', String(rows));
    const name = `trail-${county}-${formatMonth(month)}-${line}-${String(asOf)}.${format}`;
    await sendFile({ request, response }, { path, name, format, isKept: false });
  }

  async #inputAsOf(of: InputOf<'trail'>, asked: TrailQuery['asOf']): Promise<InputOf<'trail'>> {
    if (asked === undefined) return of;
    const { county, month } = of;
    const { position, edition } = await this.reading.positionOf(county, month, asked.asked);
    return { ...of, asOf: position, ...edition };
  }
}

/** What a page is of, and how it is written. */
interface PageForm {
  readonly column: Column;
  readonly format: 'ndjson' | 'json';
}

/** The same of a file. */
interface FileForm {
  readonly column: Column;
  readonly format: TrailFileTask['format'];
}

/** A page as it was asked for, everything said. */
interface Page extends PageForm {
  readonly after: number;
  readonly limit: number;
  readonly asked: AsOfAsked | undefined;
}

function columnOf(column: Column, line: LineNumber): Column {
  const entry = findLine(line);
  const reported = entry === null ? [] : columnsOf(entry);
  if (reported.includes(column)) return column;
  throw invalidRequest([
    {
      name: 'column',
      message: `column ${column} is not reported on Line ${line}, which has ${reported.join(', ')}: give one of these or leave column out.`,
    },
  ]);
}

function pageWithoutPosition(): Problem {
  return invalidRequest([
    {
      name: 'after',
      message:
        'after goes on in a trail as of one position: give asOf with it, as the Link of the page before has it.',
    },
  ]);
}

function pageOfFile(format: string): Problem {
  return invalidRequest([
    {
      name: 'limit',
      message: `${format} is a file of the whole trail: leave after and limit out, or ask for ndjson or json, which come in pages.`,
    },
  ]);
}

/** The address of the next page, where there is one. */
function linkOf(
  { county, month, line }: TrailAddress,
  { column, format, after, limit, asked }: Page,
  { asOf, rowsTotal = 0 }: AnsweredText,
): Readonly<Record<string, string>> {
  if (after + limit >= rowsTotal) return {};
  // A version's own edition of the form goes with its number, not with its position.
  const version = asked?.asked.kind === 'version' ? `v${String(asked.asked.version)}` : null;
  const address =
    `/v1/counties/${county}/trails/${formatMonth(month)}/${line}` +
    `?column=${column}&asOf=${version ?? String(asOf ?? 0)}&after=${String(after + limit)}&limit=${String(limit)}&format=${format}`;
  return { Link: `<${address}>; rel="next"` };
}
