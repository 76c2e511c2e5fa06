import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { objectIn } from '../acting/sent-object.js';
import { Acting } from '../acting/acting.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import { actorOf } from '../asking/actor-of.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
  TakesKey,
} from '../openapi/answers-of-routes.js';
import { Reading } from '../reading/reading.js';
import { Nothing } from '../requests/bodies.js';
import {
  AsOfRecordedOptions,
  ConsistencyOptions,
  CountyAddress,
  NoOptions,
  RecordAddress,
} from '../requests/requests.js';

/** Ledgers, single records and their proofs. */
@ApiTags('ledgers')
@Controller('v1/counties/:county')
export class LedgerRoutes {
  constructor(
    private readonly answering: Answering,
    private readonly acting: Acting,
    @Inject(Reading) private readonly reading: Reading,
  ) {}

  @Get('ledger')
  @Asks('root', 'The size of a county’s ledger and its Merkle root (RFC 9162)')
  @ShowsAnswer('As `plumbline root` prints it.', { json: 'Ledger' }, 'asOf')
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 429, 503)
  ledger(
    @Param() { county }: CountyAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    const question = { name: 'root', input: { county, asOf: null }, format } as const;
    return this.answering.asOf({ request, response }, question, null, asOf);
  }

  @Get('records/:record')
  @Asks('record', 'One record with who entered it, or what an erasure has left of it')
  @ShowsAnswer(
    'Without `enteredBy` the canonical bytes that the leaf hash is made of, as `plumbline record` prints them. `enteredBy` is null where the access log does not say who it was.',
    { json: 'LedgerEntry' },
  )
  @AnswersProblems(404, 406, 422, 429, 503)
  record(
    @Param() { county, record: id }: RecordAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.record({ request, response }, { county, id });
  }

  @Get('proofs/records/:record')
  @Asks('proveRecord', 'That a record is in the ledger with a root: an inclusion proof (RFC 9162)')
  @ShowsAnswer('As `plumbline prove --record` prints it.', { json: 'InclusionProof' }, 'asOf')
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 429, 503)
  proveRecord(
    @Param() { county, record: id }: RecordAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    const question = { name: 'proveRecord', input: { county, id, asOf: null }, format } as const;
    return this.answering.asOf({ request, response }, question, null, asOf);
  }

  @Get('proofs/consistency')
  @Asks('proveBeginning', 'That an earlier ledger is the beginning of a later one (RFC 9162)')
  @ShowsAnswer('As `plumbline prove --from --to` prints it.', { json: 'ConsistencyProof' })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 429, 503)
  async proveBeginning(
    @Param() { county }: CountyAddress,
    @Query() sides: ConsistencyOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    this.reading.askGate(actorOf(request), 'root', { county, asOf: null });
    const from = (await this.reading.positionOf(county, null, sides.from.asked)).position;
    const to = (await this.reading.positionOf(county, null, sides.to.asked)).position;
    const question = { name: 'proveBeginning', input: { county, from, to }, format } as const;
    return this.answering.fromThread({ request, response }, question);
  }

  @Post('checkpoint')
  @Asks('checkpoint', 'Sign the size and the root of a county’s ledger, and its acts')
  @ShowsAnswer('A signed note, as `plumbline checkpoint` prints it.', { text: 'SignedNote' })
  @TakesKey()
  @AnswersProblems(406, 409, 413, 415, 422, 503)
  checkpoint(
    @Param() { county }: CountyAddress,
    @Query() { asOf }: AsOfRecordedOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(Nothing), {
      name: 'checkpoint',
      format: 'text',
      inputOf: async (_body, actor) => {
        if (asOf === undefined) return { county, asOf: null };
        this.reading.askGate(actor, 'checkpoint', { county, asOf: null });
        const { position } = await this.reading.positionOf(county, null, asOf.asked);
        return { county, asOf: position };
      },
      answerOf: ({ note }) => ({ text: note }),
    });
  }
}
