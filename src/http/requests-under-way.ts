import type { NextFunction, Request, Response } from 'express';
import { isLoopbackName } from './loopback.js';
import { sourceOf } from './network/forwarding.js';
import type { RequestSource } from './network/forwarding.js';
import type { NetworkSettings } from './network/network-settings.js';
import { putSource } from './network/request-source.js';
import { isHostOf, isTls } from './network/service-origin.js';
import type { Metrics } from './observing/metrics.js';
import { giveRequestId } from './observing/request-id.js';
import type { RequestLog } from './observing/request-log.js';
import { sendProblem } from './problems/problem-filter.js';
import { Problem } from './problems/problem.js';

/** What is asked whether the service can be sent requests. */
const PROBES: ReadonlySet<string> = new Set(['/healthz/live', '/healthz/ready']);

/** Every request comes through here first: it gets its id, is counted, and is logged when it is over. */
export class RequestsUnderWay {
  readonly #log: RequestLog;
  readonly #metrics: Metrics;
  readonly #network: NetworkSettings;
  readonly #underWay = new Set<Response>();
  #isStopping = false;

  constructor(log: RequestLog, metrics: Metrics, network: NetworkSettings) {
    this.#log = log;
    this.#metrics = metrics;
    this.#network = network;
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
    const source = sourceOf(request, this.#network.proxies);
    putSource(request, source);
    const refusal = this.#refusalOf(request, source);
    if (refusal === null) next();
    else sendProblem(refusal, request, response, this.#log);
  };

  #refusalOf({ headers, path }: Request, source: RequestSource): Problem | null {
    if (this.#isStopping) {
      return new Problem(
        'stopping',
        'The service is stopping: send the same request again later.',
        {
          headers: { Connection: 'close', 'Retry-After': '5' },
        },
      );
    }
    const { origin } = this.#network;
    const host = headers.host ?? '';
    if (origin === null) {
      // A page in a browser on this machine could otherwise be sent here by a name of its own.
      if (isLoopbackName(host)) return null;
      return new Problem(
        'misdirected-request',
        'The service answers on this machine only: address it as localhost or 127.0.0.1.',
      );
    }
    if (isHostOf(origin, host) && (source.isTls || !isTls(origin))) return null;
    // What watches over the service on its own machine does not know its name.
    if (PROBES.has(path) && !source.isByProxy && isLoopbackName(host)) return null;
    return new Problem(
      'misdirected-request',
      `The service answers as ${origin.origin} and by no other name or way: address it so.`,
    );
  }
}
