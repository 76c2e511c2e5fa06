import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { actorOf } from '../asking/actor-of.js';
import { Needs } from '../asking/needs.js';
import { hasAlready, putTag, tagOfPosition } from '../entity-tag.js';
import { sendNotModified } from './send.js';
import { AnswersProblems, AnswersWithTag } from '../openapi/answers-of-routes.js';
import { LEDGER } from '../openapi/schemas.js';
import { Reading } from '../reading/reading.js';
import { AsOfRecordedOptions, CountyAddress } from '../requests/requests.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';

@ApiTags('ledgers')
@Controller('v1/counties/:county')
export class LedgerRoute {
  constructor(
    private readonly reading: Reading,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  @Get('ledger')
  @Needs('ledger.read')
  @ApiOperation({ summary: 'The size of a county’s ledger and its Merkle root (RFC 9162)' })
  @ApiOkResponse({ description: 'As `plumbline root` prints it.', schema: LEDGER })
  @AnswersWithTag()
  @AnswersProblems(400, 404, 429, 503)
  async ledger(
    @Param() { county }: CountyAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = actorOf(request);
    this.reading.askGate(actor, { name: 'root', input: { county, asOf: null }, format: 'json' });
    const position = await this.reading.positionOf(county, null, asOf);
    const tag = tagOfPosition(position, this.settings.version);
    if (hasAlready(request, tag)) {
      sendNotModified(response, tag);
      return;
    }
    const input = { county, asOf: asOf === undefined ? null : position };
    const answer = await this.reading.ask(actor, { name: 'root', input, format: 'json' });
    putTag(response, tagOfPosition(answer.asOf, this.settings.version));
    response.type('application/json').end(answer.text);
  }
}
