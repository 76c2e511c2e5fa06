import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { actorOf } from '../asking/actor-of.js';
import { Needs } from '../asking/needs.js';
import { formatMonth } from '../../../events/values/month.js';
import type { LineNumber } from '../../../events/line-numbers.js';
import type { Column } from '../../../projections/form/line.js';
import { columnsOf, findLine } from '../../reports/form.js';
import { TRAIL_ROWS_DEFAULT } from '../bounds.js';
import { hasAlready, putTag, tagOfPosition } from '../entity-tag.js';
import { AnswersProblems, AnswersWithTag, PAGE_HEADERS } from '../openapi/answers-of-routes.js';
import { CSV, TRAIL_ROW } from '../openapi/schemas.js';
import { Reading } from '../reading/reading.js';
import type { Problem } from '../problems/problem.js';
import { invalidRequest } from '../requests/request-pipe.js';
import { TrailAddress, TrailOptions } from '../requests/requests.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import { sendCsv, sendNotModified } from './send.js';

/** A page of a trail as it was asked for, everything said. */
interface Page {
  readonly column: Column;
  /** A position, or a version as `v2`. */
  readonly asOf: number | string;
  readonly after: number;
  readonly limit: number;
  readonly format: 'ndjson' | 'csv' | 'json';
}

@ApiTags('reports')
@Controller('v1/counties/:county')
export class TrailRoute {
  constructor(
    private readonly reading: Reading,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  @Get('trails/:month/:line')
  @Needs('trail.read')
  @ApiOperation({
    summary: 'The cases or children behind a line, each with the records that put it there',
    description:
      'In pages. The header Link (rel="next") has the address of the next one, and is missing on the last.',
  })
  @ApiOkResponse({
    description: 'The rows as `plumbline trail` prints them.',
    headers: PAGE_HEADERS,
    content: {
      'application/x-ndjson': { schema: TRAIL_ROW },
      'text/csv': { schema: CSV },
      'application/json': { schema: { type: 'array', items: TRAIL_ROW } },
    },
  })
  @AnswersWithTag()
  @AnswersProblems(400, 404, 410, 429, 503)
  async trail(
    @Param() address: TrailAddress,
    @Query() options: TrailOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { county, month, line } = address;
    const column = columnOf(options.column ?? 'a', line);
    const { after = 0, limit = TRAIL_ROWS_DEFAULT, format = 'ndjson' } = options;
    if (after > 0 && options.asOf === undefined) throw pageWithoutPosition();
    const { version } = this.settings;
    const actor = actorOf(request);
    const given = { county, month, line, column, asOf: null, after, limit };
    this.reading.askGate(actor, { name: 'trailPage', input: given, format });
    const position = await this.reading.positionOf(county, month, options.asOf);
    const tag = tagOfPosition(position, version);
    const page = { column, asOf: options.asOf === undefined ? null : position, after, limit };
    const edition = await this.reading.editionOf(county, month, options.asOf);
    const input = { county, month, line, ...page, ...edition };
    const question = { name: 'trailPage', input, format } as const;
    this.reading.askGate(actor, question);
    if (hasAlready(request, tag)) {
      await this.reading.putOnLog(actor, question, { kind: 'done', asOf: position });
      sendNotModified(response, tag);
      return;
    }
    const answer = await this.reading.ask(actor, question);
    const { text, asOf, rowsTotal = 0 } = answer;
    putTag(response, tagOfPosition(asOf, version));
    response.set('Plumbline-As-Of', String(asOf)).set('Plumbline-Rows', String(rowsTotal));
    // A version's own edition of the form goes with its number, not with its position.
    const asked = options.asOf?.asked;
    const next =
      asked?.kind === 'version' && edition.edition !== undefined ? `v${asked.version}` : asOf;
    const shown: Page = { column, asOf: next, after, limit, format };
    if (after + limit < rowsTotal) {
      response.set('Link', `<${addressOfNext(address, shown)}>; rel="next"`);
    }
    sendPage(response, text, format);
  }
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

function addressOfNext({ county, month, line }: TrailAddress, page: Page): string {
  const { column, asOf, after, limit, format } = page;
  return (
    `/v1/counties/${county}/trails/${formatMonth(month)}/${line}` +
    `?column=${column}&asOf=${String(asOf)}&after=${String(after + limit)}&limit=${String(limit)}&format=${format}`
  );
}

function sendPage(response: Response, text: string, format: Page['format']): void {
  switch (format) {
    case 'ndjson':
      response.set('Content-Type', 'application/x-ndjson').end(text);
      break;
    case 'csv':
      sendCsv(response, text);
      break;
    case 'json':
      response.type('application/json').end(text);
      break;
  }
}
