import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import type { Instant } from '../../../events/values/instant.js';
import { askForPasskey, signInByPasskey } from '../../signin/passkeys.js';
import { giveCode } from '../../signin/second-factor.js';
import type { OpenSession } from '../../signin/open-sessions.js';
import { signInByPassword } from '../../signin/sign-in-by-password.js';
import { LineIsFull } from '../../signin/waiting-line.js';
import { textOf } from '../../web/forms/form-texts.js';
import type { FormTexts } from '../../web/forms/form-texts.js';
import {
  secondFactorPage,
  signInHelpPage,
  signInPage,
  signOutPage,
  signedOutPage,
  toProviderPage,
} from '../../web/pages/signing-in/sign-in.js';
import { Needs } from '../asking/needs.js';
import { Problem } from '../problems/problem.js';
import { SignInLog } from './sign-in-log.js';
import { SigningService } from './signing-service.js';
import { SigningPage } from './signing-page.js';
import { signInAddress } from './way-on.js';
import { clockNow } from '../../ports/clock.js';

/** What a bad sign-in is told, whether there is such an account or not. */
const WRONG = 'The e-mail address or the password is not right: check both and try again.';
const WRONG_CODE = 'The code is not right, or was used before: type the next one.';
const RESTING =
  'You have not signed in for 120 days, so your account rests: ask your account manager for a new link.';

/** Signing in and out (contract/access.md, Signing in). */
@ApiExcludeController()
@Controller()
export class SignInRoutes {
  constructor(
    private readonly signing: SigningService,
    private readonly page: SigningPage,
    private readonly log: SignInLog,
  ) {}

  @Get('sign-in')
  @Needs('sign-in')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const remark =
      this.page.next(request) === '/' ? null : 'Sign in to see the page you asked for.';
    await this.page.send(request, response, (around) =>
      signInPage(around, { remark, isByProvider: this.signing.provider !== null }),
    );
  }

  @Post('sign-in')
  @Needs('sign-in')
  async signIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    if (this.signing.provider !== null) {
      throw new Problem(
        'not-permitted',
        'Sign in with your organization: passwords are not used here.',
      );
    }
    const typed = { email: textOf(form, 'email'), password: form.get('password') ?? '' };
    const visitor = this.signing.visitorOf(request);
    const outcome = await signInByPassword(this.signing.house, typed, visitor).catch(full);
    switch (outcome.kind) {
      case 'right':
        this.signing.begin(response, outcome.token);
        this.page.redirect(
          response,
          signInAddress(this.page.next(request), '/sign-in/second-factor'),
        );
        return;
      case 'wrong':
        // Nobody is known by a wrong password, so that the line takes no longer for an account that there is.
        await this.log.put(request, response, 'sign-in', null, 'refused');
        await this.#refuse(request, response, form, { code: 'NOT_SIGNED_IN', message: WRONG });
        return;
      case 'waits':
        await this.log.put(request, response, 'sign-in', null, 'refused');
        await this.#wait(request, response, form, outcome.until);
        return;
      case 'resting':
        await this.log.put(request, response, 'sign-in', outcome.account, 'refused');
        await this.#refuse(request, response, form, { code: 'RESTING', message: RESTING });
    }
  }

  @Get('sign-in/second-factor')
  @Needs('sign-in')
  async showSecondFactor(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.signing.sessionOf(request);
    if (open === null || open.session.stage === 'welcome') {
      this.page.redirect(response, signInAddress(this.page.next(request)));
      return;
    }
    if (this.signing.provider !== null) {
      const address = signInAddress(this.page.next(request), '/sign-in/provider');
      await this.page.send(request, response, () => toProviderPage(address));
      return;
    }
    const isAgain = open.session.stage === 'whole';
    await this.page.send(request, response, (around) => secondFactorPage(around, { isAgain }));
  }

  @Post('sign-in/second-factor')
  @Needs('sign-in')
  async giveSecondFactor(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const open = await this.#openFor(request);
    const visitor = this.signing.visitorOf(request);
    const { account } = open.account;
    const outcome = await giveCode(this.signing.house, open, textOf(form, 'code'), visitor);
    if (outcome.kind === 'right') {
      await this.log.put(request, response, 'sign-in', account, 'allowed');
      this.signing.begin(response, outcome.token);
      this.page.redirect(response, this.page.next(request));
      return;
    }
    await this.log.put(request, response, 'sign-in', account, 'refused');
    const isAgain = open.session.stage === 'whole';
    const isWrong = outcome.kind === 'wrong';
    const message = isWrong ? WRONG_CODE : waitText(outcome.until, clockNow());
    if (!isWrong) response.set('Retry-After', secondsUntil(outcome.until, clockNow()));
    const faults = [{ field: 'code', code: isWrong ? 'WRONG_CODE' : 'WAIT', message }];
    await this.page.send(
      request,
      response,
      (around) => secondFactorPage(around, { state: { texts: form, faults }, isAgain }),
      isWrong ? 422 : 429,
    );
  }

  @Post('sign-in/passkey/ask')
  @Needs('sign-in')
  async askForPasskey(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.page.json(request);
    const cookie = await this.signing.boundTo(request);
    this.page.sendJson(response, await askForPasskey(this.signing.house, cookie, clockNow()));
  }

  @Post('sign-in/passkey')
  @Needs('sign-in')
  async signInByPasskey(@Req() request: Request, @Res() response: Response): Promise<void> {
    const sent = await this.page.json(request);
    const open = await this.signing.sessionOf(request);
    const outcome = await signInByPasskey(
      this.signing.house,
      responseIn(sent),
      await this.signing.boundTo(request),
      open?.session.stage === 'welcome' ? null : open,
      this.signing.visitorOf(request),
    );
    const account = outcome.kind === 'waits' ? null : (outcome.account ?? null);
    if (outcome.kind !== 'right') {
      await this.log.put(request, response, 'sign-in', account, 'refused');
      throw new Problem(
        'sign-in-refused',
        outcome.kind === 'resting' ? RESTING : 'The passkey is none that is known here.',
      );
    }
    await this.log.put(request, response, 'sign-in', account, 'allowed');
    this.signing.begin(response, outcome.token);
    this.page.sendJson(response, { to: this.page.next(request) });
  }

  @Post('sign-out')
  @Needs('sign-in')
  async signOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.page.form(request);
    const person = await this.signing.personOf(request);
    if (person !== null) {
      await this.log.put(request, response, 'sign-out', person.account, 'allowed');
    }
    await this.signing.end(request, response);
    this.page.redirect(response, '/sign-out');
  }

  @Get('sign-out')
  @Needs('sign-in')
  async signedOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.signing.sessionOf(request);
    await this.page.send(request, response, open === null ? signedOutPage : signOutPage);
  }

  @Get('help/sign-in')
  @Needs('sign-in')
  async help(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.page.send(request, response, signInHelpPage);
  }

  /** When the session ends, for the script that warns before it does; with a form's token it goes on from now. */
  @Get('session')
  @Needs('sign-in')
  async session(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.signing.wholeSessionOf(request);
    this.page.sendJson(response, { endsAt: open?.endsAt ?? null });
  }

  async #openFor(request: Request): Promise<OpenSession> {
    const open = await this.signing.sessionOf(request);
    if (open !== null && open.session.stage !== 'welcome') return open;
    throw new Problem('sign-in-refused', 'You were away too long: sign in again.');
  }

  async #wait(
    request: Request,
    response: Response,
    form: FormTexts,
    until: Instant,
  ): Promise<void> {
    const now = clockNow();
    response.set('Retry-After', secondsUntil(until, now));
    await this.#refuse(request, response, form, {
      code: 'WAIT',
      message: waitText(until, now),
      status: 429,
    });
  }

  async #refuse(
    request: Request,
    response: Response,
    form: FormTexts,
    { code, message, status = 422 }: { code: string; message: string; status?: number },
  ): Promise<void> {
    // The address that was typed is kept in its field; the password never is.
    const texts = new Map([['email', textOf(form, 'email')]]);
    const state = { texts, faults: [{ field: 'email', code, message }] };
    const shown = { state, isByProvider: this.signing.provider !== null };
    await this.page.send(request, response, (around) => signInPage(around, shown), status);
  }
}

/** What a script sent of a device. */
export function responseIn(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null && 'response' in sent ? sent.response : null;
}

function full(error: unknown): never {
  if (!(error instanceof LineIsFull)) throw error;
  throw new Problem('store-unavailable', error.message, { headers: { 'Retry-After': '5' } });
}

function secondsUntil(until: Instant, now: Instant): string {
  return String(Math.max(1, Math.ceil((until - now) / 1000)));
}

function waitText(until: Instant, now: Instant): string {
  const minutes = Math.max(1, Math.ceil((until - now) / 60_000));
  return `Too many were wrong: wait ${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}, or use a passkey.`;
}
