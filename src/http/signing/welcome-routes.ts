import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { useLink } from '../../signin/one-time-links.js';
import { askForNewPasskey, newPasskey } from '../../signin/passkeys.js';
import type { OpenSession } from '../../signin/open-sessions.js';
import { timeSecretAddress, timeSecretText } from '../../signin/time-codes.js';
import { choosePassword, finishWelcome, timeSecretOf } from '../../signin/welcome.js';
import type { ProvedFactor, WelcomeOutcome } from '../../signin/welcome.js';
import { FRESH } from '../../web/components/form.js';
import type { FormState } from '../../web/components/form.js';
import { textOf } from '../../web/forms/form-texts.js';
import { toProviderPage } from '../../web/pages/signing-in/sign-in.js';
import {
  chooseFactorPage,
  choosePasswordPage,
  recoveryCodesPage,
  welcomePage,
} from '../../web/pages/signing-in/welcome.js';
import type { SecretShown } from '../../web/pages/signing-in/welcome.js';
import { Needs } from '../asking/needs.js';
import { Problem } from '../problems/problem.js';
import { SignInLog } from './sign-in-log.js';
import { responseIn } from './sign-in-routes.js';
import { SigningService } from './signing-service.js';
import { SigningPage } from './signing-page.js';
import { clockNow } from '../../ports/clock.js';

const NO_LINK =
  'The link is good no more: it was used, a newer one was made, or 72 hours are over. Ask for another.';

/** The first visit: the one-time link, then password and second factor (contract/access.md, Signing in). */
@ApiExcludeController()
@Controller('welcome')
export class WelcomeRoutes {
  constructor(
    private readonly signing: SigningService,
    private readonly page: SigningPage,
    private readonly log: SignInLog,
  ) {}

  @Get()
  @Needs('sign-in')
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.page.send(request, response, welcomePage);
  }

  @Post()
  @Needs('sign-in')
  async use(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const visitor = this.signing.visitorOf(request);
    const outcome = await useLink(this.signing.house, textOf(form, 'link'), visitor);
    if (outcome.kind === 'used') {
      this.signing.begin(response, outcome.token);
      // With a provider the second step is a link on a page. A browser without script would carry the link's token on
      // behind `#`, unless something else stands there.
      const next = this.signing.provider !== null ? '/welcome/provider' : '/welcome/password';
      this.page.redirect(response, `${next}#main`);
      return;
    }
    await this.log.put(request, response, 'sign-in', null, 'refused');
    const state = {
      texts: new Map(),
      faults: [{ field: 'link', code: 'NO_LINK', message: NO_LINK }],
    };
    await this.page.send(request, response, (around) => welcomePage(around, state), 422);
  }

  @Get('provider')
  @Needs('sign-in')
  async showProvider(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.#openFor(request);
    await this.page.send(request, response, () => toProviderPage('/sign-in/provider'));
  }

  @Get('password')
  @Needs('sign-in')
  async showPassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.#openFor(request);
    const { email } = open.account;
    await this.page.send(request, response, (around) => choosePasswordPage(around, { email }));
  }

  @Post('password')
  @Needs('sign-in')
  async choosePassword(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const open = await this.#openFor(request);
    const outcome = await choosePassword(this.signing.house, open, form.get('password') ?? '');
    switch (outcome.kind) {
      case 'chosen':
        this.page.redirect(response, '/welcome/second-factor');
        return;
      case 'over':
        throw over();
      case 'refused': {
        const { email } = open.account;
        const faults = [{ field: 'password', code: 'PASSWORD', message: outcome.message }];
        const state = { texts: new Map(), faults };
        await this.page.send(
          request,
          response,
          (around) => choosePasswordPage(around, { email, state }),
          422,
        );
      }
    }
  }

  @Get('second-factor')
  @Needs('sign-in')
  async showFactor(@Req() request: Request, @Res() response: Response): Promise<void> {
    const open = await this.#openFor(request);
    if (open.session.chosen.password === null) {
      this.page.redirect(response, '/welcome/password');
      return;
    }
    await this.#sendFactorPage(request, response, open, FRESH, 200);
  }

  @Post('second-factor')
  @Needs('sign-in')
  async proveCode(@Req() request: Request, @Res() response: Response): Promise<void> {
    const form = await this.page.form(request);
    const open = await this.#openFor(request);
    const factor = { kind: 'timeCode', typed: textOf(form, 'code') } as const;
    const outcome = await this.#finish(request, response, open, factor);
    if (outcome.kind === 'done') {
      await this.page.send(request, response, () => recoveryCodesPage(outcome.recoveryCodes, '/'));
      return;
    }
    const message = 'The code is not the one that the program shows now: type the next one.';
    const state = { texts: form, faults: [{ field: 'code', code: 'WRONG_CODE', message }] };
    await this.#sendFactorPage(request, response, open, state, 422);
  }

  @Post('passkey/ask')
  @Needs('sign-in')
  async askForPasskey(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.page.json(request);
    const open = await this.#openFor(request);
    const cookie = await this.signing.boundTo(request);
    const asked = await askForNewPasskey(this.signing.house, open, cookie, clockNow());
    this.page.sendJson(response, asked);
  }

  @Post('passkey')
  @Needs('sign-in')
  async provePasskey(@Req() request: Request, @Res() response: Response): Promise<void> {
    const sent = await this.page.json(request);
    const open = await this.#openFor(request);
    const cookie = await this.signing.boundTo(request);
    const passkey = await newPasskey(
      this.signing.house,
      responseIn(sent),
      labelIn(sent),
      cookie,
      clockNow(),
    );
    if (passkey === null) throw new Problem('not-permitted', NO_PASSKEY);
    const factor = { kind: 'passkey', passkey } as const;
    const outcome = await this.#finish(request, response, open, factor);
    if (outcome.kind !== 'done') throw over();
    this.page.sendJson(response, { to: '/', codes: outcome.recoveryCodes });
  }

  /** Signs in whoever has proved his second factor. Throws a `Problem` where the welcome is over. */
  async #finish(
    request: Request,
    response: Response,
    open: OpenSession,
    factor: ProvedFactor,
  ): Promise<WelcomeOutcome> {
    const visitor = this.signing.visitorOf(request);
    const outcome = await finishWelcome(this.signing.house, open, factor, visitor);
    if (outcome.kind === 'over' || outcome.kind === 'noPassword') throw over();
    const result = outcome.kind === 'done' ? 'allowed' : 'refused';
    await this.log.put(request, response, 'sign-in', open.account.account, result);
    if (outcome.kind === 'done') this.signing.begin(response, outcome.token);
    return outcome;
  }

  async #sendFactorPage(
    request: Request,
    response: Response,
    open: OpenSession,
    state: FormState,
    status: number,
  ): Promise<void> {
    const secret = secretShown(await timeSecretOf(this.signing.house, open), open);
    await this.page.send(
      request,
      response,
      (around) => chooseFactorPage(around, { secret, state }),
      status,
    );
  }

  async #openFor(request: Request): Promise<OpenSession> {
    const open = await this.signing.sessionOf(request);
    if (open?.session.stage === 'welcome') return open;
    throw over();
  }
}

export const NO_PASSKEY = 'What the device said proves nothing: try again, or use a code.';

/** What somebody calls a new passkey. */
export function labelIn(sent: unknown): string {
  const label = typeof sent === 'object' && sent !== null && 'label' in sent ? sent.label : '';
  return typeof label === 'string' ? label : '';
}

/** A secret as its page shows it. Throws a `Problem` where there is none any more. */
export function secretShown(secret: string | null, { account }: OpenSession): SecretShown {
  if (secret === null) throw over();
  return { address: timeSecretAddress(secret, account.email), text: timeSecretText(secret) };
}

function over(): Problem {
  return new Problem(
    'not-permitted',
    'You were away too long, or are done already: sign in, or ask for another link.',
  );
}
