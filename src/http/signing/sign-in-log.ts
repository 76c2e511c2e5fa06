import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { House } from '../../application/house.js';
import type { LineResult } from '../../ports/access-log.js';
import { HOUSE } from '../house-token.js';
import { sourceOfRequest } from '../network/request-source.js';
import { requestIdOf } from '../observing/request-id.js';
import { Problem } from '../problems/problem.js';

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
      at: Date.now(),
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
        'too-busy',
        'Too many wrong sign-ins came from your address: wait a minute.',
        {
          headers: { 'Retry-After': '60' },
        },
      );
    }
    const { kind } = await this.house.accessLog.append(line);
    if (kind === 'durable') return;
    throw new Problem(
      'store-unavailable',
      'The sign-in could not be put on the access log, and without it nobody is let in: try again later.',
    );
  }
}
