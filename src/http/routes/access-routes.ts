import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ACT_LINE_BYTES_MAX, refusedLine } from '../../../events/acts/access-refusals.js';
import { formatInstant } from '../../../events/values/instant.js';
import type { County } from '../../../events/values/county.js';
import { objectOfLine } from '../../../events/wire/object-of-line.js';
import { SHOWN_ACTION_OF } from '../../../projections/access/permitted.js';
import type { AccessActDone } from '../../access/do-access-act.js';
import type { GivenNow } from '../../access/access-acts.js';
import type { AccountShown } from '../../access/show-accounts.js';
import { Acting } from '../acting/acting.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import { Needs } from '../asking/needs.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
  TakesKey,
} from '../openapi/answers-of-routes.js';
import { ref } from '../openapi/schemas.js';
import { problemOfAct } from '../problems/problem-of-act.js';
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
  constructor(
    private readonly answering: Answering,
    private readonly acting: Acting,
  ) {}

  @Get('accounts')
  @Asks('accounts', 'The accounts in scope, with their grants, keys and last sign-in')
  @ShowsAnswer('As `plumbline access show` prints them.', { json: 'Accounts' })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  accounts(
    @Query() { county }: AccountsOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const asked = { county: county ?? null };
    return this.answering.here({ request, response }, 'accounts', asked, (accounts) =>
      lineOf({ accounts: accounts.map(shownAccount) }),
    );
  }

  @Get('accounts/:account')
  @Asks('account', 'One account, with its grants, keys and last sign-in')
  @ShowsAnswer('The account.', { json: 'Account' })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 503)
  account(
    @Param() { account }: AccountAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'account', { account }, (shown) =>
      lineOf(shownAccount(shown)),
    );
  }

  @Post('acts')
  @Needs(SHOWN_ACTION_OF)
  @ApiOperation({
    summary: 'Do an act of access or of the Third Party Access Process',
    description:
      'Without `at` and `by`: the clock’s and the caller’s. A key that is issued is in `secret`, this once.',
  })
  @ApiConsumes('application/json')
  @ApiBody({ required: true, schema: ref('AccessAct') })
  @TakesKey()
  @ApiResponse({
    status: 201,
    description: 'The act was done.',
    content: { 'application/json': { schema: ref('AccessActDone') } },
  })
  @AnswersProblems(404, 406, 409, 422, 503)
  act(
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act(
      { request, response },
      async (sent) => {
        const bytes = await sentBytes(sent);
        return { bytes, body: givenIn(bytes) };
      },
      {
        name: 'doAccessAct',
        inputOf: (given) => ({ given }),
        answerOf: (done) => ({
          status: 201,
          text: lineOf(doneJson(done)),
          kept: lineOf(doneJson({ ...done, secret: null })),
        }),
        problemOf: problemOfAct,
      },
    );
  }
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
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

/** As the contract has it: why a sign-in was reset stands on the pages alone. */
function shownAccount({ lastSignIn, lastReset: _onPages, ...account }: AccountShown): object {
  return { ...account, lastSignIn: lastSignIn === null ? null : formatInstant(lastSignIn) };
}
