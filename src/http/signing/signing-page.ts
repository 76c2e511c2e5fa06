import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isSecondFactorFresh } from '../../application/actor.js';
import type { OpenSession } from '../../signin/open-sessions.js';
import { formTextsOf, textOf } from '../../web/forms/form-texts.js';
import type { FormTexts } from '../../web/forms/form-texts.js';
import type { Surroundings } from '../../web/layout/surroundings.js';
import type { PageRequest, Shown } from '../../web/page.js';
import { htmlOf } from '../../web/render.js';
import { readForm } from '../pages/form-body.js';
import { refuseForeign } from '../pages/own-origin.js';
import { putPageHead } from '../pages/page-head.js';
import { Problem } from '../problems/problem.js';
import { SERVICE_SETTINGS } from '../settings.js';
import type { ServiceSettings } from '../settings.js';
import { SigningService, TOKEN_HEADER } from './signing-service.js';
import { NEXT, safeNext, signInAddress } from './way-on.js';
import { clockNow } from '../../ports/clock.js';

/** What a page for signing in knows of its request. */
export type SigningRequest = Surroundings & Pick<PageRequest, 'once' | 'now' | 'query'>;

/** Most bytes of what a script sends of a passkey. */
const PASSKEY_BYTES_MAX = 64 * 1024;

/** Reads the forms of the pages for signing in, and sends these pages: none of them is kept by a browser. */
@Injectable()
export class SigningPage {
  constructor(
    private readonly signing: SigningService,
    @Inject(SERVICE_SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  /** What stands around a page. */
  async around(request: Request, response: Response): Promise<SigningRequest> {
    const signedIn = await this.signing.shownOf(request);
    return {
      path: request.path,
      query: formTextsOf(request.originalUrl.split('?')[1] ?? ''),
      signedIn,
      isWithoutAccounts: this.settings.isWithoutAccounts,
      token: await this.signing.formToken(request, response),
      once: randomUUID,
      now: clockNow(),
      may: () => false,
    };
  }

  async send(
    request: Request,
    response: Response,
    show: (around: SigningRequest) => Shown,
    status = 200,
  ): Promise<void> {
    const around = await this.around(request, response);
    putPageHead(response, false);
    response
      .status(status)
      .type('text/html; charset=utf-8')
      .end(htmlOf(show(around), around));
  }

  /** The way on: the browser asks for it, so that a reload sends nothing twice. */
  redirect(response: Response, to: string): void {
    putPageHead(response, false);
    response.redirect(303, to);
  }

  /** The session of who has signed in; null where the browser was sent to sign in. */
  async openFor(request: Request, response: Response): Promise<OpenSession | null> {
    const open = await this.signing.wholeSessionOf(request);
    if (open === null) this.redirect(response, signInAddress(request.path));
    return open;
  }

  /** Whether the browser was sent to give the second factor again, and comes back after it. */
  asksAgain(response: Response, { account, session }: OpenSession, next: string): boolean {
    const { secondFactorAt } = session;
    const person = { kind: 'account', account: account.account, secondFactorAt } as const;
    if (isSecondFactorFresh(person, clockNow())) return false;
    this.redirect(response, signInAddress(next, '/sign-in/second-factor'));
    return true;
  }

  /** Where somebody wants to go on to. */
  next(request: Request): string {
    return safeNext(formTextsOf(request.originalUrl.split('?')[1] ?? '').get(NEXT));
  }

  /** The form that was sent, once it is known to come from a page of ours. */
  async form(request: Request): Promise<FormTexts> {
    refuseForeign(request);
    const form = await readForm(request);
    await this.signing.refuseForged(request, textOf(form, 'token'));
    return form;
  }

  /** The JSON that a script of a page of ours sent. */
  async json(request: Request): Promise<unknown> {
    refuseForeign(request);
    const sent = request.headers[TOKEN_HEADER];
    await this.signing.refuseForged(request, typeof sent === 'string' ? sent : '');
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of request) {
      const bytes = piece as Buffer; // no encoding is set on it
      size += bytes.length;
      if (size > PASSKEY_BYTES_MAX) throw new Problem('body-too-large', 'A passkey says less.');
      pieces.push(bytes);
    }
    try {
      return JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown;
    } catch {
      throw new Problem(
        'malformed-body',
        'The body is no JSON: send what the page’s script sends.',
      );
    }
  }

  /** An answer for a script. */
  sendJson(response: Response, body: object, status = 200): void {
    putPageHead(response, false);
    response.status(status).json(body);
  }
}
