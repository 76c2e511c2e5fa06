import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { problemEntry, problemType } from '../contract/problems.js';
import type { ProblemDocument } from '../contract/problems.js';
import { requestIdOf } from '../observing/request-id.js';
import type { RequestLog } from '../observing/request-log.js';
import type { ProblemsAsPages } from '../pages/problems-as-pages.js';
import { endUnreadBody } from '../unread-body.js';
import { problemOf } from './problem-of-error.js';
import type { Problem } from './problem.js';

/** Answers whatever a request ran into as `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: RequestLog,
    private readonly pages: ProblemsAsPages,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request: Request = http.getRequest();
    if (isForPeople(request)) {
      this.pages.send(error, request, http.getResponse());
      return;
    }
    sendProblem(problemOf(error), request, http.getResponse(), this.log);
  }
}

/** Whether a browser asks for a page: of an address that no program knows. */
export function isForPeople(request: Request): boolean {
  return !request.path.startsWith('/v1/') && (request.headers.accept ?? '').includes('text/html');
}

/** The same for what is refused before Nest gets to see it. */
export function sendProblem(
  problem: Problem,
  request: Request,
  response: Response,
  log: RequestLog,
): void {
  const { status, title } = problemEntry(problem.kind);
  log.problem(request, problem);
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  const document: ProblemDocument = {
    type: problemType(problem.kind),
    title,
    status,
    detail: problem.message,
    instance: `urn:uuid:${requestIdOf(response)}`,
    ...problem.members,
  };
  response.removeHeader('ETag');
  response.status(status).set(problem.headers).set('Cache-Control', 'no-store');
  response.type('application/problem+json').end(`${JSON.stringify(document)}\n`);
  endUnreadBody(request);
}
