import { Controller, Get, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { MAPPING_BYTES_MAX } from '../../exchange/mapping-file.js';
import { receiptJson } from '../../exchange/receipt.js';
import { Acting } from '../acting/acting.js';
import { FileActs } from '../acting/file-acts.js';
import { anyObjectIn } from '../acting/sent-object.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
  ShowsMade,
  TakesFile,
  TakesKey,
} from '../openapi/answers-of-routes.js';
import { ref } from '../openapi/schemas.js';
import { problemOfAct } from '../problems/problem-of-act.js';
import {
  FileAddress,
  FileOptions,
  FilesOptions,
  OutboxOptions,
} from '../requests/file-requests.js';
import { CountyAddress, NoOptions } from '../requests/requests.js';

/** Files that came from counties, and how they are read. */
@ApiTags('files')
@Controller('v1/counties/:county')
export class FileRoutes {
  constructor(
    private readonly answering: Answering,
    private readonly acting: Acting,
    private readonly files: FileActs,
  ) {}

  @Get('files')
  @Asks(
    'countyFiles',
    'The files that came from a county, the newest first',
    'In pages: the header Link (rel="next") has the address of the next one, and is missing on the last.',
  )
  @ShowsAnswer('Where each is on its way.', { json: 'CountyFiles' }, 'pageOfLines')
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  countyFiles(
    @Param() { county }: CountyAddress,
    @Query() { before }: FilesOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const asked = { county, before: before ?? null };
    return this.answering.here({ request, response }, 'countyFiles', asked, (files) => {
      const last = files.at(-1)?.number ?? 1;
      const next = `/v1/counties/${county}/files?before=${String(last)}`;
      // The first file that ever came has number 1.
      if (last > 1) response.set('Link', `<${next}>; rel="next"`);
      return lineOf(files);
    });
  }

  @Post('files')
  @Asks(
    'receiveFile',
    'Send a file of records, as by SFTP',
    'The body is the file itself. It is kept encrypted when this answers, and then taken once, whatever happens: ask at Location what became of it. The same bytes again give the same receipt, and nothing twice.',
  )
  @TakesFile()
  @TakesKey()
  @ShowsMade('The file, which is taken in its turn.', 'CountyFile', 202)
  @AnswersProblems(400, 406, 408, 409, 413, 415, 422, 429, 503, 507)
  sendFile(
    @Param() { county }: CountyAddress,
    @Query() { name }: FileOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.files.act(
      { request, response },
      {
        name: 'receiveFile',
        inputOf: (chunks) => ({ county, file: name, chunks }),
        answerOf: (file) => ({
          text: lineOf(file),
          status: 202,
          headers: {
            Location: `/v1/counties/${county}/files/${encodeURIComponent(file.file)}`,
            'Retry-After': '1',
          },
        }),
      },
    );
  }

  @Get('files/:file')
  @Asks('countyFile', 'The newest file of that name, and where it is on its way')
  @ShowsAnswer('The file, with its receipt or the reason why it was returned.', {
    json: 'CountyFile',
  })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 503)
  countyFile(
    @Param() { county, file }: FileAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const asked = { county, file };
    return this.answering.here({ request, response }, 'countyFile', asked, lineOf);
  }

  @Get('files/:file/receipt')
  @Asks('fileReceipt', 'The newest receipt of a file of that name')
  @ShowsAnswer('The receipt as its county finds it.', { json: 'Receipt' })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 503)
  fileReceipt(
    @Param() { county, file }: FileAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const asked = { county, file };
    return this.answering.here({ request, response }, 'fileReceipt', asked, receiptJson);
  }

  @Put('intake/mapping')
  @Asks(
    'keepIntakeMapping',
    'Keep what a county’s own headings, dates and codes mean, in place of what was kept before',
    'It is for tables that come from now on.',
  )
  @ApiConsumes('application/json')
  @ApiBody({ required: true, schema: ref('IntakeMapping') })
  @TakesKey()
  @ShowsAnswer('The mapping as it is kept.', { json: 'IntakeMapping' })
  @AnswersProblems(406, 409, 413, 415, 422, 503)
  keepMapping(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, anyObjectIn(MAPPING_BYTES_MAX), {
      name: 'keepIntakeMapping',
      inputOf: (value) => ({ county, value }),
      answerOf: (kept) => ({ text: lineOf(kept) }),
      problemOf: problemOfAct,
    });
  }

  @Post('intake/outbox')
  @Asks(
    'sendToCounty',
    'Put a file into a county’s outbox',
    'The body is the file itself; it lies there whole or not at all, with its SHA-256 beside it.',
  )
  @TakesFile()
  @TakesKey()
  @ShowsMade('The file that lies in the outbox.', 'SentFile')
  @AnswersProblems(400, 404, 406, 408, 409, 413, 415, 422, 429, 503, 507)
  sendToCounty(
    @Param() { county }: CountyAddress,
    @Query() { name, note }: OutboxOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.files.act(
      { request, response },
      {
        name: 'sendToCounty',
        inputOf: (chunks) => ({ county, file: name, note: note ?? null, chunks }),
        answerOf: (sent) => ({ text: lineOf(sent), status: 201 }),
      },
    );
  }
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
