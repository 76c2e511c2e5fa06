import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Needs } from '../asking/needs.js';
import type { ReadinessAnswer } from '../contract/answers.js';
import { Metrics } from '../observing/metrics.js';
import { Readiness } from '../observing/readiness.js';
import { READINESS } from '../openapi/schemas.js';

/** For those who run the service. */
@ApiTags('service')
@Controller()
export class ServiceRoutes {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  @Get('healthz/live')
  @Needs('service.describe')
  @ApiOperation({ summary: 'Whether the process answers; start it anew where it does not' })
  @ApiOkResponse({ description: 'It does.', schema: { type: 'object' } })
  live(@Res() response: Response): void {
    response.set('Cache-Control', 'no-store').json({ status: 'live' });
  }

  @Get('healthz/ready')
  @Needs('service.describe')
  @ApiOperation({
    summary:
      'Whether requests can be sent: the store answers, the replica is level, the disk has space',
  })
  @ApiOkResponse({ description: 'They can.', schema: READINESS })
  @ApiResponse({ status: 503, description: 'They cannot; a check says why.', schema: READINESS })
  async ready(@Res() response: Response): Promise<void> {
    const answer: ReadinessAnswer = await this.readiness.answer();
    response.status(answer.status === 'ready' ? 200 : 503);
    response.set('Cache-Control', 'no-store').json(answer);
  }

  @Get('metrics')
  @Needs('service.inspect')
  @ApiOperation({ summary: 'What the service counts of itself, for Prometheus' })
  @ApiOkResponse({
    description: 'The text format of Prometheus.',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  async show(@Res() response: Response): Promise<void> {
    const text = await this.metrics.text();
    response
      .set('Content-Type', this.metrics.contentType)
      .set('Cache-Control', 'no-store')
      .end(text);
  }
}
