import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { County } from '../../../events/values/county.js';
import { formatMonth } from '../../../events/values/month.js';
import type { Version } from '../../../projections/versions/version.js';
import type { Actor } from '../../application/actor.js';
import { programVersion } from '../../program-version.js';
import { findVersion } from '../../versions/decide-version.js';
import { printedVersion, withExpiry } from '../../versions/version-json.js';
import { objectIn } from '../acting/sent-object.js';
import { Acting } from '../acting/acting.js';
import type { ActAnswer } from '../acting/acting.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import { ActsOfPersons } from '../asking/act-of-person.js';
import { actorOf } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
  ShowsMade,
  TakesKey,
  TakesObject,
} from '../openapi/answers-of-routes.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { Reading } from '../reading/reading.js';
import { Approval, Return, Submission } from '../requests/bodies.js';
import {
  CountyAddress,
  CountyMonthAddress,
  DifferenceOptions,
  NoOptions,
  VersionPath,
  VersionsQuery,
} from '../requests/requests.js';
import { clockNow } from '../../ports/clock.js';

/** Versions of a county's months: what is submitted, approved, returned and compared. */
@ApiTags('versions')
@Controller('v1/counties/:county')
export class VersionRoutes {
  constructor(
    private readonly answering: Answering,
    private readonly acting: Acting,
    private readonly persons: ActsOfPersons,
    private readonly buses: Buses,
    private readonly reading: Reading,
  ) {}

  @Get('versions')
  @Asks('versions', 'All versions of a county, or of one of its months')
  @ShowsAnswer('As `plumbline versions --json` prints them.', { json: 'Versions' })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  versions(
    @Param() { county }: CountyAddress,
    @Query() { month }: VersionsQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here(
      { request, response },
      'versions',
      { county, month: month ?? null },
      ({ versions, firstMonth }) => {
        const printed = versions.map((version) =>
          withExpiry(printedVersion(county, version, clockNow()), version.month, firstMonth),
        );
        return `${JSON.stringify(printed)}\n`;
      },
    );
  }

  @Get('months/:month/versions/:version')
  @Asks('versions', 'One version of a month')
  @ShowsAnswer('As `plumbline versions --json` prints each.', { json: 'Version' })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 422, 503)
  version(
    @Param() address: VersionPath,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    const { county, month } = address;
    return this.answering.here(
      { request, response },
      'versions',
      { county, month },
      ({ versions, firstMonth }) => {
        const found = valueOrProblem(findVersion(versions, address));
        const printed = withExpiry(printedVersion(county, found, clockNow()), month, firstMonth);
        return `${JSON.stringify(printed)}\n`;
      },
    );
  }

  @Post('months/:month/versions')
  @Asks('submit', 'Freeze a month as its next version')
  @TakesObject(Submission)
  @TakesKey()
  @ShowsMade('The version, as `plumbline versions --json` prints it.', 'Version')
  @AnswersProblems(404, 406, 409, 410, 413, 415, 422, 429, 503)
  submit(
    @Param() { county, month }: CountyMonthAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(Submission), {
      name: 'submit',
      inputOf: async ({ asOf, comment = '', by }, actor) => {
        const said = {
          by: this.persons.by(actor, by),
          comment,
          program: programVersion(),
          at: null,
        };
        const input = { county, month, asOf: null, ...said };
        if (asOf === undefined) return input;
        this.reading.askGate(actor, 'submit', input);
        const { position } = await this.reading.positionOf(county, month, asOf.asked);
        return { ...input, asOf: position };
      },
      answerOf: async ({ version }, actor) => ({
        ...(await this.#printed(actor, county, version)),
        status: 201,
        headers: { Location: addressOf(county, version) },
      }),
    });
  }

  @Post('months/:month/versions/:version/approval')
  @Asks('approve', 'Approve the latest version of a month, and certify it')
  @TakesObject(Approval)
  @TakesKey()
  @ShowsAnswer('The version, as `plumbline versions --json` prints it.', { json: 'Version' })
  @AnswersProblems(404, 406, 409, 413, 415, 422, 503)
  approve(
    @Param() { county, month, version }: VersionPath,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const address = { county, month, version };
    return this.acting.act({ request, response }, objectIn(Approval), {
      name: 'approve',
      inputOf: ({ telephone, by }, actor) => {
        return { ...address, telephone, by: this.persons.by(actor, by), at: null };
      },
      answerOf: (approved, actor) => this.#printed(actor, county, approved),
    });
  }

  @Post('months/:month/versions/:version/return')
  @Asks('return', 'Return the latest version of a month with a reason')
  @TakesObject(Return)
  @TakesKey()
  @ShowsAnswer('The version, as `plumbline versions --json` prints it.', { json: 'Version' })
  @AnswersProblems(404, 406, 409, 413, 415, 422, 503)
  sendBack(
    @Param() { county, month, version }: VersionPath,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const address = { county, month, version };
    return this.acting.act({ request, response }, objectIn(Return), {
      name: 'return',
      inputOf: ({ reason, by }, actor) => {
        return { ...address, reason, by: this.persons.by(actor, by), at: null };
      },
      answerOf: (returned, actor) => this.#printed(actor, county, returned),
    });
  }

  @Get('months/:month/diff')
  @Asks('diff', 'What differs in a month between two positions, with the rows that make it')
  @ShowsAnswer('As `plumbline diff --json` prints it.', { json: 'Difference' })
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  diff(
    @Param() address: CountyMonthAddress,
    @Query() sides: DifferenceOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#compare('diff', address, sides, request, response);
  }

  @Get('months/:month/differences')
  @Asks('differences', 'The cells that differ in a month between two positions')
  @ShowsAnswer('As `plumbline diff --json` prints it, without its rows.', {
    json: 'CellDifferences',
  })
  @AnswersWithTag()
  @AnswersProblems(404, 406, 410, 422, 429, 503)
  differences(
    @Param() address: CountyMonthAddress,
    @Query() sides: DifferenceOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.#compare('differences', address, sides, request, response);
  }

  @Get('outdated')
  @Asks('outdated', 'Approved versions whose month, replayed now, gives other cells')
  @ShowsAnswer('As `plumbline outdated --json` prints it.', { json: 'OutdatedVersions' })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 429, 503)
  outdated(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    const question = { name: 'outdated', input: { county }, format } as const;
    return this.answering.fromThread({ request, response }, question);
  }

  async #compare(
    name: 'diff' | 'differences',
    { county, month }: CountyMonthAddress,
    sides: DifferenceOptions,
    request: Request,
    response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    // Whoever may not compare is not told which positions there are.
    this.reading.askGate(actorOf(request), name, { county, month, from: 1, to: 1 });
    const from = await this.reading.positionOf(county, month, sides.from.asked);
    const to = await this.reading.positionOf(county, month, sides.to.asked);
    const input = {
      county,
      month,
      from: from.position,
      to: to.position,
      fromEdition: from.edition.edition,
      toEdition: to.edition.edition,
    };
    return this.answering.fromThread({ request, response }, { name, input, format });
  }

  async #printed(actor: Actor, county: County, version: Version): Promise<ActAnswer> {
    const { month } = version;
    const { firstMonth } = await this.buses.do(actor, 'versions', { county, month });
    const printed = withExpiry(printedVersion(county, version, clockNow()), month, firstMonth);
    return { text: `${JSON.stringify(printed)}\n` };
  }
}

function addressOf(county: County, { month, version }: Version): string {
  return `/v1/counties/${county}/months/${formatMonth(month)}/versions/${String(version)}`;
}
