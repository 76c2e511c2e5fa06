import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { House } from '../../application/house.js';
import type { LineResult } from '../../ports/access-log.js';
import { HOUSE } from '../house-token.js';
import { sourceOfRequest } from '../network/request-source.js';
import { requestIdOf } from '../observing/request-id.js';
import { unlogged } from '../problems/problem-of-reply.js';
import { Problem } from '../problems/problem.js';
import { clockNow } from '../../ports/clock.js';

/** Puts each sign-in and sign-out, good or bad, on the access log before it is answered. */
@Injectable()
export class SignInLog {
  constructor(@Inject(HOUSE) private readonly house: House) {}

  /**
   * @param account - null where nobody is known by what was typed: such refusals are gathered by their address
   * @throws Problem where the line cannot be written, or the address had too many refusals
   */
  async put(
    request: Request,
    response: Response,
    action: 'sign-in' | 'sign-out',
    account: string | null,
    result: LineResult,
  ): Promise<void> {
    const line = {
      at: clockNow(),
      account,
      key: null,
      action,
      county: null,
      subject: null,
      application: null,
      of: null,
      times: 1,
      result,
      request: requestIdOf(response),
      from: sourceOfRequest(request).address,
    } as const;
    if (account === null) {
      if (this.house.accessLog.gather(line) === 'gathered') return;
      throw new Problem(
        'too-many-refusals',
        'Too many wrong sign-ins came from this address: wait a minute.',
        { headers: { 'Retry-After': '60' } },
      );
    }
    const appended = await this.house.accessLog.append(line);
    if (appended.kind === 'unwritten') throw unlogged(appended.message);
  }
}
