import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { linesCsv, linesJson, linesJsonArray } from '../../access-log/printed-lines.js';
import type { LinesRead } from '../../access-log/read-lines.js';
import type { SubjectKey } from '../../reports/subject.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
} from '../openapi/answers-of-routes.js';
import { Problem } from '../problems/problem.js';
import { LINES_USUAL, LogQuery } from '../requests/log-requests.js';
import { invalidRequest } from '../requests/request-pipe.js';
import { NoOptions } from '../requests/requests.js';

const FORMATS = ['ndjson', 'json', 'csv'] as const;

type LogFormat = (typeof FORMATS)[number];

/** Who saw and did what. */
@ApiTags('access')
@Controller('v1/access/log')
export class AccessLogRoutes {
  constructor(private readonly answering: Answering) {}

  @Get()
  @Asks(
    'accessLog',
    'Who saw and did what: lines of the access log, in order of number',
    'Every option that is given must hold. With case or child: lines that name it, and lines whose rows held it. In pages: the header Link (rel="next") has the address of the next one, and is missing on the last. Asking is a line as well.',
  )
  @ShowsAnswer(
    'The lines as `plumbline access log` prints them.',
    { ndjson: 'AccessLine', json: 'AccessLines', csv: 'CsvText' },
    'pageOfLines',
  )
  @AnswersProblems(406, 422, 429, 503)
  lines(
    @Query() options: LogQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, FORMATS, options.format);
    const { county = null, account = null, action = null, from = null, to = null } = options;
    const { after = 0, limit = LINES_USUAL } = options;
    const subject = subjectOf(options);
    const asked = { county, account, subject, action, from, to, after, limit };
    const textOf = (read: LinesRead): string => {
      response.set(linkOf(request, read, { limit, format }));
      return textIn(format, read);
    };
    return this.answering.here({ request, response }, 'accessLog', asked, textOf, format);
  }

  @Get('checkpoint')
  @Asks('accessLogCheckpoint', 'The newest signed head of the access log, to be kept elsewhere')
  @ShowsAnswer('A signed note, as `plumbline access log checkpoint` prints it.', {
    text: 'SignedNote',
  })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 503)
  logCheckpoint(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['text']);
    const textOf = ({ note }: { readonly note: string | null }): string => {
      if (note === null) throw new Problem('not-found', 'The access log has no line yet.');
      return note;
    };
    return this.answering.here({ request, response }, 'accessLogCheckpoint', {}, textOf, format);
  }
}

/** The case or child that is asked for; null where none is. */
function subjectOf({ case: caseId, child }: LogQuery): SubjectKey | null {
  if (caseId !== undefined && child !== undefined) {
    throw invalidRequest([
      { name: 'child', message: 'Give one subject: either case or child, and not both.' },
    ]);
  }
  if (caseId !== undefined) return { kind: 'case', id: caseId };
  return child === undefined ? null : { kind: 'child', id: child };
}

function textIn(format: LogFormat, { lines }: LinesRead): string {
  switch (format) {
    case 'ndjson':
      return linesJson(lines);
    case 'json':
      return linesJsonArray(lines);
    case 'csv':
      return linesCsv(lines);
  }
}

/** The address of the next page, where there is one: what was asked, after the last line of this one. */
function linkOf(
  { originalUrl }: Request,
  { lines, hasMore }: LinesRead,
  { limit, format }: { readonly limit: number; readonly format: LogFormat },
): Readonly<Record<string, string>> {
  const last = lines.at(-1);
  if (!hasMore || last === undefined) return {};
  const [, query = ''] = originalUrl.split('?', 2);
  const asked = new URLSearchParams(query);
  asked.set('after', String(last.n));
  asked.set('limit', String(limit));
  asked.set('format', format);
  return { Link: `</v1/access/log?${asked.toString()}>; rel="next"` };
}
