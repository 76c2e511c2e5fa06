import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ACT_LINE_BYTES_MAX, refusedLine } from '../../../events/acts/access-refusals.js';
import { formatInstant } from '../../../events/values/instant.js';
import type { County } from '../../../events/values/county.js';
import { objectOfLine } from '../../../events/wire/object-of-line.js';
import { SHOWN_ACTION_OF } from '../../../projections/access/permitted.js';
import type { AccessActDone } from '../../access/do-access-act.js';
import type { GivenNow } from '../../access/access-acts.js';
import type { AccountShown } from '../../access/show-accounts.js';
import { Application } from '../../application/application.js';
import { actorOf } from '../asking/actor-of.js';
import { Needs } from '../asking/needs.js';
import { AnswersProblems } from '../openapi/answers-of-routes.js';
import { ACCESS_ACT, ACCESS_ACT_DONE, ACCOUNT, ACCOUNTS } from '../openapi/access-schemas.js';
import { problemOfAct } from '../problems/problem-of-act.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { CountyParameter } from '../requests/parameters.js';
import { AccountParameter } from '../requests/account-parameter.js';
import { NoOptions } from '../requests/requests.js';
import { sentBytes } from '../requests/sent-object.js';

class AccountAddress {
  @AccountParameter()
  readonly account!: string;
}

class AccountsOptions {
  @CountyParameter({ isOptional: true })
  readonly county?: County;
}

/** Who has access, and acts on it. */
@ApiTags('access')
@Controller('v1/access')
export class AccessRoutes {
  constructor(@Inject(Application) private readonly application: Application) {}

  @Get('accounts')
  @Needs('account.read')
  @ApiOperation({ summary: 'The accounts in scope, with their grants, keys and last sign-in' })
  @ApiOkResponse({ description: 'As `plumbline access show` prints them.', schema: ACCOUNTS })
  @AnswersProblems(400, 503)
  async accounts(
    @Query() { county }: AccountsOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asked = { county: county ?? null };
    const reply = await this.application.ask(actorOf(request), 'accounts', asked);
    send(response, { accounts: valueOrProblem(reply).map(shownAccount) });
  }

  @Get('accounts/:account')
  @Needs('account.read')
  @ApiOperation({ summary: 'One account, with its grants, keys and last sign-in' })
  @ApiOkResponse({ description: 'The account.', schema: ACCOUNT })
  @AnswersProblems(400, 404, 503)
  async account(
    @Param() { account }: AccountAddress,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const reply = await this.application.ask(actorOf(request), 'account', { account });
    send(response, shownAccount(valueOrProblem(reply)));
  }

  @Post('acts')
  @Needs(SHOWN_ACTION_OF)
  @HttpCode(201)
  @ApiOperation({
    summary: 'Do an act of access or of the Third Party Access Process',
    description:
      'Without `at` and `by`: the clock’s and the caller’s. A key that is issued is in `secret`, this once.',
  })
  @ApiBody({ required: true, schema: ACCESS_ACT })
  @ApiResponse({ status: 201, description: 'The act was done.', schema: ACCESS_ACT_DONE })
  @AnswersProblems(404, 409, 422, 503)
  async act(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const given = givenIn(await sentBytes(request));
    const reply = await this.application.ask(actorOf(request), 'doAccessAct', { given });
    if (reply.kind === 'refusedByRule') throw problemOfAct(reply.refusal);
    send(response.status(201), doneJson(valueOrProblem(reply)));
  }
}

function send(response: Response, value: unknown): void {
  response.set('Cache-Control', 'no-store').vary('Cookie, Authorization').json(value);
}

/** The object that was sent; throws a `Problem` where the body is none. */
function givenIn(bytes: Uint8Array): GivenNow {
  const read = objectOfLine(bytes, ACT_LINE_BYTES_MAX);
  if (read.kind === 'malformed') throw problemOfAct(refusedLine(read.facts));
  return read.value;
}

/** What the act says and what it made; of rows what came of each. */
function doneJson({ act, at, by, given, made, secret }: AccessActDone): object {
  const shown = secret === null ? {} : { secret };
  return { act, at: formatInstant(at), by, ...given, ...made, ...shown };
}

function shownAccount({ lastSignIn, ...account }: AccountShown): object {
  return { ...account, lastSignIn: lastSignIn === null ? null : formatInstant(lastSignIn) };
}
