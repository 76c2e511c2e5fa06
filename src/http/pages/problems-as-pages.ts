import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RequestLog } from '../observing/request-log.js';
import { endUnreadBody } from '../unread-body.js';
import { PageDesk } from './page-desk.js';

/** Answers what a request of a browser ran into as a page. */
@Injectable()
export class ProblemsAsPages {
  constructor(
    private readonly desk: PageDesk,
    private readonly log: RequestLog,
  ) {}

  send(error: unknown, request: Request, response: Response): void {
    const problem = this.desk.problem(error, request, response);
    this.log.problem(request, problem);
    endUnreadBody(request);
  }
}
