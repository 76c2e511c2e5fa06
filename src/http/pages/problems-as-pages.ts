import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RequestLog } from '../observing/request-log.js';
import { problemOf } from '../problems/problem-of-error.js';
import { endUnreadBody } from '../unread-body.js';
import { PageService } from './page-service.js';

/** Answers what a request of a browser ran into as a page. */
@Injectable()
export class ProblemsAsPages {
  constructor(
    private readonly pages: PageService,
    private readonly log: RequestLog,
  ) {}

  send(error: unknown, request: Request, response: Response): void {
    void this.#send(error, request, response);
  }

  async #send(error: unknown, request: Request, response: Response): Promise<void> {
    const problem = problemOf(error);
    // Where the form cannot be read either, what it ran into before is told.
    const isKept = await this.pages.keepForm(problem, request, response).catch(() => false);
    this.log.problem(request, isKept ? problem : this.pages.problem(error, request, response));
    endUnreadBody(request);
  }
}
