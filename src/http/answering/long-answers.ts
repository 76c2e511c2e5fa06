import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Application } from '../../application/application.js';
import { withOrigin } from '../../application/origin.js';
import type { Origin } from '../../application/origin.js';
import { ASK_AGAIN_MS } from '../bounds.js';
import { sourceOfRequest } from '../network/request-source.js';
import { requestIdOf } from '../observing/request-id.js';
import { RequestLog } from '../observing/request-log.js';
import { problemOf } from '../problems/problem-of-error.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { EVENT_STREAM } from '../signing/signing-service.js';
import type { Exchange } from './exchange.js';

interface Sent extends Exchange {
  readonly origin: Origin;
  isAsked: boolean;
}

/**
 * Asks of every answer that is being sent, whatever sends it, every few seconds whether it is still permitted, and ends
 * it in the midst where it is not (contract/http.md).
 */
@Injectable()
export class LongAnswers implements OnModuleDestroy {
  readonly #underWay = new Set<Sent>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly application: Application,
    private readonly log: RequestLog,
  ) {
    this.#timer = setInterval(() => {
      for (const sent of this.#underWay) if (isBeingSent(sent)) void this.#askAgain(sent);
    }, ASK_AGAIN_MS).unref();
  }

  /** From here on what is asked belongs to this request, as its lines of the access log say. */
  readonly inItsRequest = (request: Request, response: Response, next: NextFunction): void => {
    const origin = { request: requestIdOf(response), from: sourceOfRequest(request).address };
    const sent = { request, response, origin, isAsked: false };
    this.#underWay.add(sent);
    response.on('close', () => this.#underWay.delete(sent));
    withOrigin(origin, next);
  };

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async #askAgain(sent: Sent): Promise<void> {
    const { request, response, origin } = sent;
    sent.isAsked = true;
    try {
      const stopped = await this.application.stoppedSince(origin);
      if (stopped !== null) valueOrProblem(stopped);
    } catch (error) {
      this.log.problem(request, problemOf(error));
      // Half an answer must not look like a whole one.
      response.destroy();
    } finally {
      sent.isAsked = false;
    }
  }
}

/** A page that is watched asks by itself, at each look. */
function isBeingSent({ response, isAsked }: Sent): boolean {
  const type = response.getHeader('Content-Type');
  const isWatched = typeof type === 'string' && type.startsWith(EVENT_STREAM);
  return response.headersSent && !response.writableFinished && !isAsked && !isWatched;
}
