import type { NextFunction, Request, Response } from 'express';
import { sourceOf } from './network/forwarding.js';
import type { RequestSource } from './network/forwarding.js';
import { misdirection } from './network/misdirection.js';
import type { Reached } from './network/misdirection.js';
import { putSource } from './network/request-source.js';
import type { Metrics } from './observing/metrics.js';
import { giveRequestId } from './observing/request-id.js';
import type { RequestLog } from './observing/request-log.js';
import { sendProblem } from './problems/problem-filter.js';
import { Problem } from './problems/problem.js';

/** Every request comes through here first: it gets its id, is counted, and is logged when it is over. */
export class RequestsUnderWay {
  readonly #log: RequestLog;
  readonly #metrics: Metrics;
  readonly #settings: Reached;
  readonly #underWay = new Set<Response>();
  #isStopping = false;

  constructor(log: RequestLog, metrics: Metrics, settings: Reached) {
    this.#log = log;
    this.#metrics = metrics;
    this.#settings = settings;
    metrics.watch('plumbline_requests_under_way', 'Requests that are not answered yet.', () => {
      return this.#underWay.size;
    });
  }

  /** Answers that are not over. */
  get underWay(): ReadonlySet<Response> {
    return this.#underWay;
  }

  /** From now on nobody new is let in, and connections end with the answers under way. */
  stop(): void {
    this.#isStopping = true;
    for (const response of this.#underWay) {
      if (!response.headersSent) response.setHeader('Connection', 'close');
    }
  }

  readonly letIn = (request: Request, response: Response, next: NextFunction): void => {
    const startedMs = performance.now();
    giveRequestId(request, response);
    this.#underWay.add(response);
    response.on('close', () => {
      this.#underWay.delete(response);
      const milliseconds = performance.now() - startedMs;
      this.#metrics.request(request, response, milliseconds / 1000);
      this.#log.answered(request, response, milliseconds);
    });
    const source = sourceOf(request, this.#settings.network.proxies);
    putSource(request, source);
    const refusal = this.#refusalOf(request, source);
    if (refusal === null) next();
    else sendProblem(refusal, request, response, this.#log);
  };

  #refusalOf(request: Request, source: RequestSource): Problem | null {
    if (!this.#isStopping) return misdirection(request, source, this.#settings);
    return new Problem('stopping', 'The service is stopping: send the same request again later.', {
      headers: { Connection: 'close', 'Retry-After': '5' },
    });
  }
}
