import { Inject, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { catchError, from, switchMap, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { parseCounty } from '../../../events/values/county.js';
import type { Actor } from '../../application/actor.js';
import { lineAccountOf } from '../../application/line-of.js';
import type { House } from '../../application/house.js';
import { isOnLog, putFailureOnLog } from '../../application/on-log.js';
import { originNow } from '../../application/origin.js';
import type { LoggedAction, NewAccessLine } from '../../ports/access-log.js';
import { HOUSE } from '../house-token.js';
import { unlogged } from '../problems/problem-of-reply.js';
import { Problem, isRefusalOfRights } from '../problems/problem.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import { actorOf } from './actor-of.js';
import { needsOf } from './needs.js';
import type { RouteNeeds } from './needs.js';
import { clockNow } from '../../ports/clock.js';

/** Until the next minute, in which an address has its lines anew, seconds at most. */
const NEXT_MINUTE_SECONDS = 60;

/** What is logged of whoever posts an act that cannot be told. */
const ANY_ACT: LoggedAction = 'account.change';

/** Puts every refusal on the access log before it is told; those of strangers are gathered. */
@Injectable()
export class RefusalsOnLog implements NestInterceptor {
  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        const request = context.switchToHttp().getRequest<Request>();
        const told = isRefusalOfRights(error)
          ? this.told(error, request, needsOf(context.getHandler()))
          : this.#failed(error);
        return from(told).pipe(switchMap((problem) => throwError(() => problem)));
      }),
    );
  }

  /** The problem that is told, when its line is on disk or counted: it, or why nothing can be told. */
  async told(refusal: Problem, request: Request, needs: RouteNeeds | null): Promise<Problem> {
    if (this.settings.isWithoutAccounts || isOnLog()) return refusal;
    const actor = actorOf(request);
    const line = lineOfRefusal(actor, request, needs);
    if (actor.kind !== 'nobody') {
      const appended = await this.house.accessLog.append(line);
      return appended.kind === 'durable' ? refusal : unlogged(appended.message);
    }
    return this.house.accessLog.gather(line) === 'gathered' ? refusal : tooMany();
  }

  /** What is thrown when it is on the log that somebody was let pass and nothing came of it. */
  async #failed(error: unknown): Promise<unknown> {
    const unwritten = await putFailureOnLog(this.house);
    return unwritten === null ? error : unlogged(unwritten.message);
  }
}

function lineOfRefusal(actor: Actor, { params }: Request, needs: RouteNeeds | null): NewAccessLine {
  const { request = '', from: address = '' } = originNow() ?? {};
  const { county } = params;
  return {
    at: clockNow(),
    account: lineAccountOf(actor),
    key: actor.kind === 'key' ? actor.key : null,
    action: typeof needs === 'string' ? needs : ANY_ACT,
    county: typeof county === 'string' ? parseCounty(county) : null,
    subject: null,
    application: null,
    of: null,
    times: 1,
    result: 'refused',
    request,
    from: address,
  };
}

function tooMany(): Problem {
  return new Problem(
    'too-many-refusals',
    'This address was turned away more than 60 times in this minute: sign in, or come back when the time that Retry-After gives is over.',
    { headers: { 'Retry-After': String(NEXT_MINUTE_SECONDS) } },
  );
}
