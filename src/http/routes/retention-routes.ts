import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { civilDayOf } from '../../../events/values/civil-day.js';
import type { Held } from '../../retention/holds.js';
import { objectIn } from '../acting/sent-object.js';
import { Acting } from '../acting/acting.js';
import type { ActAnswer } from '../acting/acting.js';
import { Answering } from '../answering/answering.js';
import { formatFor } from '../answering/media-types.js';
import { ActsOfPersons } from '../asking/act-of-person.js';
import {
  AnswersProblems,
  AnswersWithTag,
  Asks,
  ShowsAnswer,
  ShowsMade,
  TakesKey,
  TakesObject,
} from '../openapi/answers-of-routes.js';
import {
  ErasureApplication,
  ErasureOrder,
  HoldPlacement,
  HoldRelease,
} from '../requests/bodies.js';
import { invalidRequest } from '../requests/request-pipe.js';
import {
  CountyAddress,
  HoldAddress,
  NoOptions,
  OrderAddress,
  PlanQuery,
} from '../requests/requests.js';
import { clockNow } from '../../ports/clock.js';

/** What is kept how long: plans, orders, erasures and holds. */
@ApiTags('retention')
@Controller('v1/counties/:county/retention')
export class RetentionRoutes {
  constructor(
    private readonly answering: Answering,
    private readonly acting: Acting,
    private readonly persons: ActsOfPersons,
  ) {}

  @Get('plan')
  @Asks('retentionPlan', 'What could be erased of a county')
  @ShowsAnswer('As `plumbline retention plan` prints it.', { json: 'RetentionPlan' })
  @AnswersProblems(404, 406, 422, 429, 503)
  retentionPlan(
    @Param() { county }: CountyAddress,
    @Query() { on = civilDayOf(clockNow()) }: PlanQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const format = formatFor(request, ['json']);
    const question = { name: 'retentionPlan', input: { county, on }, format } as const;
    return this.answering.fromThread({ request, response }, question);
  }

  @Get('orders')
  @Asks('retentionOrders', 'What is in force, and what was ordered')
  @ShowsAnswer('As `plumbline retention list` prints it.', { json: 'RetentionOrders' })
  @AnswersWithTag()
  @AnswersProblems(406, 422, 503)
  retentionOrders(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'retentionOrders', { county }, lineOf);
  }

  @Get('holds')
  @Asks('holds', 'All holds of a county')
  @ShowsAnswer('As `plumbline hold list` prints them.', { json: 'Holds' })
  @AnswersProblems(406, 422, 503)
  holds(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formatFor(request, ['json']);
    return this.answering.here({ request, response }, 'holds', { county }, lineOf);
  }

  @Post('orders')
  @Asks('orderErasure', 'Keep the plan of a day as an order')
  @TakesObject(ErasureOrder)
  @TakesKey()
  @ShowsMade('As `plumbline retention order` prints it.', 'RetentionOrder')
  @AnswersProblems(404, 406, 409, 413, 415, 422, 429, 503)
  orderErasure(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(ErasureOrder), {
      name: 'orderErasure',
      inputOf: ({ on = civilDayOf(clockNow()), reason, by }, actor) => {
        return { county, on, reason, by: this.persons.by(actor, by) };
      },
      answerOf: (given) => made(given, `/v1/counties/${county}/retention/orders`),
    });
  }

  @Post('orders/:order/apply')
  @Asks('applyErasure', 'Erase what an order says')
  @TakesObject(ErasureApplication)
  @TakesKey()
  @ShowsAnswer('As `plumbline retention apply` prints it.', { json: 'AppliedErasure' })
  @AnswersProblems(404, 406, 409, 413, 415, 422, 429, 503)
  applyErasure(
    @Param() { county, order }: OrderAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(ErasureApplication), {
      name: 'applyErasure',
      inputOf: ({ by }, actor) => ({ county, order, by: this.persons.by(actor, by) }),
      answerOf: ({ applied, notes }) => ({ text: lineOf(applied), headers: headersOf(notes) }),
    });
  }

  @Post('holds')
  @Asks('placeHold', 'Keep a case, a child or every month from one on')
  @TakesObject(HoldPlacement)
  @TakesKey()
  @ShowsMade('As `plumbline hold place` prints it.', 'HoldNumber')
  @AnswersProblems(404, 406, 409, 413, 415, 422, 503)
  placeHold(
    @Param() { county }: CountyAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(HoldPlacement), {
      name: 'placeHold',
      inputOf: (body, actor) => {
        const { reason, by } = body;
        return { county, held: heldOf(body), reason, by: this.persons.by(actor, by) };
      },
      answerOf: (hold) => {
        return made({ hold: String(hold) }, `/v1/counties/${county}/retention/holds`);
      },
    });
  }

  @Post('holds/:hold/release')
  @Asks('releaseHold', 'End a hold of the county')
  @TakesObject(HoldRelease)
  @TakesKey()
  @ShowsAnswer('As `plumbline hold release` prints it.', { json: 'HoldNumber' })
  @AnswersProblems(404, 406, 409, 413, 415, 422, 503)
  releaseHold(
    @Param() { county, hold }: HoldAddress,
    @Query() _options: NoOptions,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.acting.act({ request, response }, objectIn(HoldRelease), {
      name: 'releaseHold',
      inputOf: ({ reason, by }, actor) => ({
        county,
        hold,
        reason,
        by: this.persons.by(actor, by),
      }),
      answerOf: (released) => ({ text: lineOf({ hold: String(released) }) }),
    });
  }
}

/** What is left to do, which the command says beside its answer. */
function headersOf(notes: readonly string[]): Readonly<Record<string, string>> {
  return notes.length === 0 ? {} : { 'Plumbline-Notes': encodeURIComponent(notes.join(' ')) };
}

function heldOf({ case: caseId, child, from }: HoldPlacement): Held {
  const held: readonly Held[] = [
    ...(caseId === undefined ? [] : [ofSubject('case', caseId)]),
    ...(child === undefined ? [] : [ofSubject('child', child)]),
    ...(from === undefined ? [] : [{ kind: 'from', month: from } as const]),
  ];
  const [only, another] = held;
  if (only !== undefined && another === undefined) return only;
  throw invalidRequest([
    { name: 'case', message: 'Hold one thing: either case, child or from, and not several.' },
  ]);
}

function ofSubject(kind: 'case' | 'child', id: string): Held {
  return { kind: 'subject', subject: { kind, id } };
}

function made(value: unknown, place: string): ActAnswer {
  return { text: lineOf(value), status: 201, headers: { Location: place } };
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
